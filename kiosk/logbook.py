"""The kiosk's log, for an engineer who was not there: logs/kiosk.log in the instance, one JSON object a line, bounded in all.

It says what the laptop and its desk did: start and stop, the desk's deeds by name and number, and what failed of disk,
network and papers. No name, vote, secret or address of a device is in it.

Nothing in it hangs on what somebody in the room sent (P10). What goes wrong in such a request, a voter's or a teller's, is
only counted in memory, and written without time and order when the count is over or the kiosk stops: neither a line nor
the file's own date says when anybody was there. After a crash it is in no file.

A log that cannot be written keeps nobody from anything: its lines are dropped, and how many is said once it can be again.
"""

import json
import logging
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TextIO

FILE = "kiosk.log"
MOST_BYTES, OLDER_FILES = 200_000, 4
"""Of one file, and how many before it are kept: a megabyte in all, some hundred meetings."""
MOST_HELD = 200
"""Different lines of the room that wait to be written; of further ones only their number is known."""


class _Bounded(RotatingFileHandler):
    """Counts what it could not write, instead of telling everybody about it on the terminal."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=MOST_BYTES, backupCount=OLDER_FILES, encoding="ascii", delay=True)
        self.lost = 0

    def _open(self) -> TextIO:
        Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
        return super()._open()

    def handleError(self, record: logging.LogRecord) -> None:
        """What stands in the stream's memory is let go of: it would be written over and over, and later than it was said."""
        self.lost += 1
        stream, self.stream = self.stream, None
        if stream:
            with suppress(OSError, ValueError):
                stream.close()


class Logbook:
    """Every line is {"time", "level", "code", "reference", ...}: `time` local, with its zone, "" for what the room caused;
    `reference`: what the person was shown, "" if nothing. None of its methods ever raises."""

    def __init__(self, folder: Path, now: Callable[[], datetime] = datetime.now) -> None:
        self._file = _Bounded(folder / FILE)
        self._now = now
        self._held: Counter[str] = Counter()

    def tell(self, code: str, level: str = "info", reference: str = "", **more: str | int) -> None:
        """Of the laptop or the desk, now."""
        time = self._now().astimezone().isoformat(timespec="seconds")
        self._write({"time": time, "level": level, "code": code, "reference": reference, **more})

    def hold(self, code: str, reference: str = "", **more: str | int) -> None:
        """Of the room: see above."""
        line = json.dumps({"time": "", "level": "error", "code": code, "reference": reference, **more})
        full = len(self._held) >= MOST_HELD and line not in self._held
        self._held["" if full else line] += 1

    def release(self) -> None:
        """Write what was held, in an order that says nothing."""
        held, self._held = self._held, Counter()
        for line in sorted(held):
            told = json.loads(line) if line else {"time": "", "level": "error", "code": "further-ones", "reference": ""}
            self._write({**told, "times": held[line]})

    def close(self) -> None:
        self.release()
        with suppress(OSError, ValueError):
            self._file.close()

    def _write(self, line: dict[str, str | int]) -> None:
        before = self._file.lost
        self._file.handle(logging.makeLogRecord({"msg": json.dumps(line)}))
        if before and self._file.lost == before:
            self._file.lost = 0
            self.tell("lines-lost", "warning", number=before)
