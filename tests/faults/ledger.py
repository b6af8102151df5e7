"""What people were told is done, and what the file of a dead server holds: nothing of the first may be missing in the second.

A deed is written down here as the fact that it must lead to: its name, and what of its body tells it from others.
"""

import json
import shutil
import sqlite3
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

Told = tuple[str, Mapping[str, object]]


def stored(instance: Path) -> list[Told]:
    """Every fact in the file, meeting after meeting. It is read in a copy, with what its log holds beside it: the next start
    finds the file as the dead server left it."""
    with tempfile.TemporaryDirectory() as folder:
        for part in instance.glob("kiosk.db*"):
            shutil.copy(part, folder)
        line = sqlite3.connect(Path(folder) / "kiosk.db")
        exists = line.execute("SELECT count(*) FROM sqlite_master WHERE name = 'fact'").fetchone()[0]
        rows = line.execute("SELECT name, body FROM fact ORDER BY meeting, seq").fetchall() if exists else []
        line.close()
    return [(name, json.loads(body)) for name, body in rows]


@dataclass
class Ledger:
    """`expected`: the facts of all deeds done so far, in their order; `acknowledged` of them had an answer the first time.
    `unacknowledged`: facts that the dead server had stored, and had told nobody of. `lost`, `doubled`: what must be empty."""

    expected: list[Told] = field(default_factory=list)
    acknowledged: int = 0
    unacknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)

    @property
    def of_this_meeting(self) -> int:
        """How many facts the present meeting has: the number that its pages show as seen."""
        begun = [place for place, (name, _) in enumerate(self.expected) if name == "meeting_called"]
        return len(self.expected) - begun[-1] if begun else 0

    def done(self, told: Told, first: bool) -> None:
        self.expected.append(told)
        self.acknowledged += first

    def compare(self, held: list[Told], most: int) -> None:
        """After a kill, or at the end: the file has every deed done so far in its order and place, and of the one under way at
        most `most` facts."""
        for place, (name, body) in enumerate(self.expected):
            if place >= len(held) or held[place][0] != name or not body.items() <= held[place][1].items():
                self.lost.append(f"{name} ({place + 1})")
                return
        further = len(held) - len(self.expected)
        self.unacknowledged += further
        if further > most:
            self.doubled.append(f"{held[len(self.expected)][0]} and what follows")
