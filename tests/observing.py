"""What anybody but a voter sees of a kiosk: every page and file, every frame of a socket, what is logged, how large the files
are. Two plays of one meeting, with every secret the same, can so be compared byte by byte.

What follows from the ballots by chance alone (tracking codes, hashes of the chain) is written over, in its own length.
"""

import re
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from flask.testing import FlaskClient

from ballots.protocol.election import Election
from kiosk.access import DESK
from kiosk.config import Config
from kiosk.desk_path import STEPS
from kiosk.live import SOCKETS, publish
from tests.builders import filled
from tests.halls import Marks, Room, open_hall
from tests.ways import WAYS

KEY = "L" * 24
NOON = datetime(2025, 12, 1, 12, 0)
BOX = "/archive/box.bel"
TRIES = 40


def again(made: Room, copy: Path) -> Room:
    """The meeting of `made`, which is closed, once more in a folder of its own, opened at noon. Every secret is the same."""
    shutil.copytree(made.hall.config.instance, copy)
    hall = open_hall(Config(instance=copy, launch_key=KEY, pace=0))
    hall.now = lambda: NOON
    return Room(hall, made.seeds, made.slips)


def alike(election: Election, slip: str, one: Marks, other: Marks) -> tuple[bytes, bytes]:
    """Two ballots of a slip, for two votes, that are equally long: how long a ballot is, is chance (`test_browser_secrecy`)."""
    made: dict[int, bytes] = {}
    for _ in range(TRIES):
        mine = filled(election, slip, one)
        made[len(mine)] = mine
        others = filled(election, slip, other)
        if len(others) in made:
            return made[len(others)], others
    raise AssertionError(f"{TRIES} ballots of two votes, and never two of one length")


class Observer:
    """Sits in the room and at the desk, looks at everything whenever it is told to, and has one socket open."""

    def __init__(self, made: Room, capfd) -> None:
        self.made, self.seen = made, []
        self._chance: set[str] = set()
        self._capfd = capfd
        self._phone = made.client()
        made.hall.publish = publish
        self._desk = self._at_the_desk()
        self._line = self._connected()
        self._heard = made.hall.meeting.seq

    def _at_the_desk(self) -> FlaskClient:
        desk = self._phone.application.test_client()
        desk.host, desk.environ_base["REMOTE_ADDR"] = "127.0.0.1:8000", "127.0.0.1"
        assert desk.get(f"/desk?key={KEY}").status_code == 302
        return desk

    def _connected(self) -> str:
        place = f"{SOCKETS}?EIO=4&transport=polling"
        number = re.search(r'"sid":"([\w-]+)"', self._phone.get(place).text)[1]
        self._phone.post(f"{place}&sid={number}", data="40")
        greeting = self._phone.get(f"{place}&sid={number}").text
        assert '42["snapshot"' in greeting
        return f"{place}&sid={number}"

    def send(self, path: str, raw: bytes) -> None:
        """A phone sends this: how long it is, and what it is answered, is seen too."""
        answer = self._phone.post(path, data=raw)
        self._look_up_chance()
        self._note(f"sent to {path}", (len(raw), answer.status_code, sorted(answer.headers), self._plain(answer.data)))

    def look(self, moment: str) -> None:
        self._look_up_chance()
        if self.made.hall.meeting.seq > self._heard:
            self._heard = self.made.hall.meeting.seq
            self._note(f"{moment}: the socket", [self._plain(frame) for frame in self._frames()])
        for client, path in self._places():
            answer = client.get(path, headers={"Accept": "text/html, application/json"})
            body = (len(answer.data), _events(answer.data)) if path == BOX else self._plain(answer.data)
            self._note(f"{moment}: {path}", (answer.status_code, sorted(answer.headers), body))
        self._note(f"{moment}: the files", {path.name: path.stat().st_size for path in self._files()})
        self._note(f"{moment}: terminal and log", tuple(self._capfd.readouterr()))

    def _places(self) -> Iterator[tuple[FlaskClient, str]]:
        for way in WAYS.values():
            if way.method == "GET" and not way.path.startswith(
                ("/static", "/built", "/ngon-ngu", "/hien-thi", "/screen/nen")
            ):
                yield (self._desk if way.whose == DESK else self._phone), way.path
        yield from ((self._desk, f"/desk/{step}") for step in STEPS)

    def _files(self) -> list[Path]:
        return sorted(path for path in self.made.hall.config.instance.rglob("*") if path.is_file())

    def _frames(self) -> list[bytes]:
        """What this socket is told up to the last fact, but for the kiosk's signs of life. A fact may wait a little for others
        (kiosk/telling.py)."""
        last, frames = b'"seq":%d,' % self._heard, []
        while not any(last in frame for frame in frames):
            frames += [frame for frame in self._phone.get(self._line).data.split(b"\x1e") if frame != b"2"]
        return frames

    def _look_up_chance(self) -> None:
        hall = self.made.hall
        self._chance |= {entry.hash for entry in hall.box.board.entries} | {
            *hall.box.used.values(),
            *hall.meeting.audited,
        }

    def _plain(self, raw: bytes) -> str:
        text = raw.decode("utf-8", "backslashreplace")
        for chance in self._chance:
            text = text.replace(chance, "#" * len(chance))
        return text

    def _note(self, what: str, seen: object) -> None:
        self.seen.append((what, seen))


def _events(archive: bytes) -> list[bytes]:
    return re.findall(rb'"type":"(\w+)"', archive)
