"""A kiosk in a process of its own that a test may kill, with the people of a meeting around it. Loopback only."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from kiosk.rehearsal.people import Person, Secretary, Teller, Voter
from kiosk.rehearsal.server import Server

UNITS = ("Đơn vị A", "Đơn vị B", "Đơn vị C")
CONTEST = {"title": "Nhất, nhì", "seats": 2, "nominees": ["X", "Y", "Z"]}
HANDS = {"favour": 2, "against": 0, "abstain": 0}
Marks = list[list[int]]


class Standing:
    """A kiosk that keeps its port through every crash, so that everybody in the room finds it again."""

    def __init__(self, instance: Path, pace: float = 0, start: Callable[..., Any] = Server) -> None:
        self.instance, self.pace, self._start = instance, pace, start
        self.server = start(instance, pace=pace)
        self.base = self.server.base
        self.secretary = Secretary(self.base)
        self.secretary.enter(self.server.desk)
        self.tellers: list[Teller] = []
        self.slips: list[str] = []
        self.receipts: dict[str, bytes] = {}

    def crash(self) -> None:
        """kill -9, then the start that the secretary would make: same folder, same port, a new launch key."""
        self.server.kill()
        self.server = self._start(self.instance, port=self.server.port, pace=self.pace)
        self.secretary = Secretary(self.base)
        self.secretary.enter(self.server.desk)

    def snapshot(self) -> dict[str, Any]:
        return Person(self.base).ask("/live/snapshot")

    def codes(self) -> list[str]:
        return Person(self.base).ask("/board/codes")["codes"]

    def __enter__(self) -> "Standing":
        return self

    def __exit__(self, *_: object) -> None:
        self.server.kill()

    def cast(self, slip: int, marks: Marks) -> None:
        voter = Voter(self.base, self.slips[slip])
        raw = voter.fill(marks)
        self.receipts[voter.cast(raw)] = raw

    def meeting(self, votes: list[Marks]) -> Iterator[str]:
        """Every deed of a meeting of three units, one absent, with two tellers; yields after each, until all locks are
        released. `votes` are those of the slips in use."""
        yield from self.preparing()
        yield from self.agreeing()
        yield from self.issuing()
        yield from self.voting(votes)

    def next_round(self, votes: list[Marks]) -> Iterator[str]:
        """Every deed of a round with the slips in people's hands, likewise."""
        yield self._deed("next-round")
        yield self._deed("open")
        self.receipts = {}
        yield from self.voting(votes)

    def voting(self, votes: list[Marks]) -> Iterator[str]:
        for slip, marks in enumerate(votes):
            self.cast(slip, marks)
            yield "ballot"
        yield self._deed("close")
        for teller in self.tellers:
            teller.release_lock()
            yield "share"

    def preparing(self) -> Iterator[str]:
        yield self._deed("meeting", {"title": "Hội nghị", "cluster": "Cụm 5", "year": 2025, "rehearsal": True})
        yield self._deed("roster", {"units": [{"name": name} for name in UNITS]})
        yield self._deed("contests", {"contests": [CONTEST]})
        named = self.secretary.do("tellers", {"tellers": [{"name": "Người thứ nhất"}, {"name": "Người thứ hai"}]})
        self.tellers = [Teller(self.base, seat["number"], seat["invite"]) for seat in named["invites"]]
        yield "tellers"
        for part in ("certificate", "polynomial", "voutput"):
            for teller in self.tellers:
                teller.take_part()
                yield part
        for unit in self.snapshot()["units"]:
            yield self._deed("roll-call", {"unit": unit["id"], "present": unit["name"] != UNITS[-1]})

    def agreeing(self) -> Iterator[str]:
        for subject, about in (("rules", ""), ("committee", ""), ("list", CONTEST["title"])):
            yield self._deed("hand-vote", {"subject": subject, "about": about, **HANDS})

    def issuing(self) -> Iterator[str]:
        yield self._deed("seal")
        self.slips = self.secretary.mint()
        yield "slips"
        yield self._deed("open")

    def _deed(self, deed: str, body: object = None) -> str:
        self.secretary.do(deed, body)
        return deed

    def until(self, deed: str, votes: list[Marks] = ()) -> "Standing":
        """Play the meeting up to the first `deed`, without a crash."""
        for done in self.meeting(list(votes)):
            if done == deed:
                break
        return self
