"""The meeting in progress: what memory holds, in step with the store.

One `record` is one transaction: facts and board entries are durable before anything in memory changes and before anybody
is told. There is one hall in a process, and one thread changes it, so no lock is needed: between the first line of
`record` and its last nothing else runs.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

import gevent
from flask import current_app
from gevent.event import Event
from gevent.lock import Semaphore

from ballots.box import Box
from ballots.errors import Refused
from ballots.facts import fold
from ballots.meeting import Fact, Meeting
from ballots.protocol.board import Board
from ballots.round import Round
from ballots.rulebook import require
from ballots.stage import Stage
from kiosk.addresses import chosen_first, host_of
from kiosk.certificate import KioskCertificate
from kiosk.config import Config
from kiosk.logbook import Logbook
from kiosk.secure_door import SecureDoor
from kiosk.signing import KioskKey
from kiosk.snapshot import changed, public_view
from kiosk.store import Store
from kiosk.tries import Tries
from kiosk.turns import Turns

if TYPE_CHECKING:
    from kiosk.copies import Copied
    from kiosk.copying import Copying

Told = tuple[str, Mapping[str, object]]
"""A fact that is to be: its name and its body."""
Publish = Callable[[dict], None]
State = tuple[Meeting, Box | None, list[str]]


class Hall:
    """`publish` is told of every fact, with the public part of what it changed; `bases` are the room's addresses of us.
    `turn` is for what writes files and then a fact, and takes seconds: signing, and going on to the next meeting; `turns` are
    those of the slips. `recorded` is called after every transaction; `copying` is the copy that follows them, where one was
    asked for, and `copied` the last one that the desk made. `tries`: how often the second officer's code was tried.

    Made from what the store holds; StoreFailed `store-unreadable`, Broken where its board does not hold."""

    def __init__(
        self,
        config: Config,
        store: Store,
        key: KioskKey,
        certificate: KioskCertificate,
        publish: Publish = lambda fact: None,
        now: Callable[[], datetime] = datetime.now,
    ) -> None:
        self.config = config
        self.key = key
        self.certificate = certificate
        self.publish = publish
        self.now = now
        self.bases: list[str] = []
        self.find_bases: Callable[[], list[str]] = lambda: self.bases
        self.counting: gevent.Greenlet | None = None
        self.hurried = Event()
        self.secure: SecureDoor | None = None
        self.logbook = Logbook(config.logs_path)
        self.turn = Semaphore()
        self.recorded: Callable[[], None] = lambda: None
        self.copying: Copying | None = None
        self.copied: Copied | None = None
        self.tries = Tries()
        self.turns = Turns()
        self._store = store
        self._viewed: tuple[State, dict[str, object]] | None = None
        try:
            self._number = store.latest_meeting()
            self.facts: list[Fact] = store.facts(self._number)
            self.meeting: Meeting = fold(self.facts)
            self.box: Box | None = self._read_box(self.meeting.round)
        except (LookupError, TypeError, ValueError, AttributeError):
            raise store.unreadable() from None

    def _read_box(self, of: Round) -> Box | None:
        return Box.read(of.uuid, of.timestamp, self._store.entries(of.uuid)) if of.uuid else None

    def boards(self) -> dict[str, Board]:
        """The board of every secret round so far, voided ones too, by the identifier of its election."""
        before = [self._read_box(one) for one in self.meeting.rounds]
        return {box.board.uuid: box.board for box in (*before, self.box) if box}

    def ever_told(self, name: str) -> list[dict]:
        """The bodies of all facts of this name, also of the meetings before this one."""
        return self._store.bodies(name)

    @property
    def store(self) -> Store:
        """For whoever copies it."""
        return self._store

    @property
    def meeting_name(self) -> str:
        """What the files of this meeting are named after: the election of its first secret round, if it had one."""
        uuids = [one.uuid for one in self.meeting.finished if one.uuid]
        return uuids[0] if uuids else f"hoi-nghi-{self._number}"

    def look_around(self) -> None:
        """Find out where the room reaches us now: a laptop joins a network, or another one, while it runs."""
        self.bases = self.find_bases()
        if self.secure:
            with suppress(OSError):  # a disk that is full: only the tablet's new address is not named
                self.secure.answer_for(map(host_of, self.bases))

    @property
    def addresses(self) -> list[str]:
        """`bases`, with the one first that the desk has chosen for the slips."""
        return chosen_first(self.bases, self.meeting.address)

    def present_box(self) -> Box:
        """The box of the present set of slips; Refused `no-election` before there is one."""
        if self.box is None:
            raise Refused("no-election", "Chưa có phiếu bầu. Xin chờ thư ký phát phiếu.")
        return self.box

    def require(self, deed: str) -> bool:
        """See `ballots.rulebook.require`: True to go on, False where a repeat changes nothing."""
        return require(self.meeting, deed)

    def was_told(self, name: str, body: Mapping[str, object], seen: object) -> bool:
        """Whether this very fact was written after number `seen`, the last that a page knew when it asked for it: then its
        answer was lost, and it asks again. A page that says nothing of what it knows asks for the first time."""
        kept = _as_kept(body)
        later = (fact for fact in self.facts if type(seen) is int and fact.seq > seen)
        return any(fact.name == name and fact.body == kept for fact in later)

    def record(
        self,
        name: str,
        body: Mapping[str, object] | None = None,
        *,
        timed: bool = True,
        box: Box | None = None,
        about: Mapping[str, object] | None = None,
    ) -> None:
        """Write one fact, and the entries that `box` has beyond the present one, then tell the room.

        `about` is what the room learns besides the changed state. Raises StoreFailed; then nothing has changed.
        """
        at = self.now().isoformat(timespec="minutes") if timed else ""
        fact = Fact(self.meeting.seq + 1, name, _as_kept(body or {}), at)
        self._write(fact, box)
        self._take(fact, box, about)
        self.recorded()

    def _take(self, fact: Fact, box: Box | None = None, about: Mapping[str, object] | None = None) -> None:
        """What is written happens."""
        before = self.public_view()
        self.facts.append(fact)
        self.meeting = fold([fact], self.meeting)
        self.box = box or (self.box if self.meeting.uuid else None)
        self.publish(
            {"seq": fact.seq, "fact": fact.name, "about": about or {}, "changed": changed(before, self.public_view())}
        )
        if fact.at:
            self._log(fact.name)

    def _log(self, deed: str) -> None:
        """A deed of the desk, by its number among those: one among all facts would tell how many ballots there were before."""
        number = sum(bool(fact.at) for fact in self.facts)
        self.logbook.tell("deed", deed=deed, meeting=self._number, number=number)
        if self.meeting.stage.rank >= Stage.COUNTED.rank:
            self.logbook.release()

    def _write(self, fact: Fact, box: Box | None) -> None:
        board: Board | None = box.board if box else None
        if board is None:
            self._store.append(self._number, [fact])
            return
        same = self.box is not None and self.box.board.uuid == board.uuid
        start = len(self.box.board.entries) if same else 0
        self._store.append(self._number, [fact], board.uuid, start, board.entries[start:])

    def public_view(self) -> dict[str, object]:
        """Made once for each state: many pages ask for the same one. Nobody changes what it holds."""
        state = (self.meeting, self.box, self.addresses)
        if self._viewed is None or not _same(self._viewed[0], state):
            self._viewed = state, public_view(self.meeting, self.box, self.key.fingerprint, self.addresses)
        return self._viewed[1]

    def snapshot(self) -> dict[str, object]:
        """The public state with the number of the last fact in it."""
        return {"seq": self.meeting.seq, **self.public_view()}

    def call_meeting(self, details: Mapping[str, object], further: Sequence[Told] = ()) -> None:
        """Begin the next meeting, with the facts `further` of what is prepared already; the one before stays in the store
        as it is. One transaction: if the store fails, so does it all."""
        at = self.now().isoformat(timespec="minutes")
        told = enumerate([("meeting_called", details), *further], 1)
        facts = [Fact(seq, name, _as_kept(body), at) for seq, (name, body) in told]
        self._store.append(self._number + 1, facts)
        self._number, self.facts, self.meeting, self.box = self._number + 1, [], Meeting(), None
        for fact in facts:
            self._take(fact)
        self.recorded()

    def close(self) -> None:
        self._store.close()
        self.logbook.close()


def _as_kept(body: Mapping[str, object]) -> dict[str, object]:
    """As the store gives it back: lists, never tuples."""
    return json.loads(json.dumps(body))


def _same(one: State, other: State) -> bool:
    """Meeting and box are values: each change gives new ones."""
    return one[0] is other[0] and one[1] is other[1] and one[2] == other[2]


def the_hall() -> Hall:
    """The hall of the application that serves this request."""
    return current_app.extensions["hall"]
