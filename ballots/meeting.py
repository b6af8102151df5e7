"""A meeting is what its facts say.

Every change is a fact in the past tense with a sequence number; the meeting is the fold of its facts, from the first to
the last. Nothing is ever taken back: undoing is a further fact, with its reason. A fact never holds a vote, a slip's
secret or a key share, and `ballot_accepted` holds no time (P10).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from ballots.attendance import Attendance
from ballots.committee import Teller
from ballots.contest import Contest
from ballots.roster import Unit
from ballots.stage import Stage

_DETAILS = ("title", "cluster", "year", "place", "rehearsal")


@dataclass(frozen=True)
class Fact:
    """`at` is the time of a deed of the desk as ISO text with minutes, empty for what voters and tellers do."""

    seq: int
    name: str
    body: Mapping[str, object] = field(default_factory=dict)
    at: str = ""


@dataclass(frozen=True)
class Slips:
    """A minted set: the election it belongs to, how many, when (seconds since 1970), and the check mark printed on each."""

    uuid: str
    number: int
    mark: str
    timestamp: int


@dataclass(frozen=True)
class Meeting:
    """`counts[i][j]`: total of choice j in contest i (0 is blank, k + 1 is nominee k), None until it is counted."""

    seq: int = 0
    title: str = ""
    cluster: str = ""
    year: int = 0
    place: str = ""
    rehearsal: bool = False
    stage: Stage = Stage.PREPARING
    roster: tuple[Unit, ...] = ()
    marks: Mapping[int, bool | None] = field(default_factory=dict)
    contests: tuple[Contest, ...] = ()
    tellers: tuple[Teller, ...] = ()
    slips: Slips | None = None
    returned: int = 0
    shares: frozenset[int] = frozenset()
    openable: bool = False
    counts: tuple[tuple[int | None, ...], ...] = ()
    abandoned: bool = False

    @property
    def called(self) -> bool:
        """Whether there is a meeting at all."""
        return self.seq > 0

    @property
    def attendance(self) -> Attendance:
        return Attendance(self.roster, self.marks)

    @property
    def issued(self) -> int:
        """How many slips the present set has."""
        return self.slips.number if self.slips else 0

    @property
    def details(self) -> dict[str, object]:
        """What it is called, as the room, the record and the facts write it."""
        return {name: getattr(self, name) for name in _DETAILS}

    def remaining(self) -> list[tuple[int, int]]:
        """The totals still to be counted, as (contest, choice), blank first, in the order of the ballot."""
        return [(i, j) for i, column in enumerate(self.counts) for j, votes in enumerate(column) if votes is None]


def fold(facts: Iterable[Fact], meeting: Meeting = Meeting()) -> Meeting:
    """The meeting after `facts`. An unknown fact raises KeyError: a newer program wrote the store."""
    for fact in facts:
        changed = replace(meeting, **_AFTER[fact.name](meeting, fact.body))
        meeting = replace(changed, seq=fact.seq)
    return meeting


def _details(meeting: Meeting, body: Mapping) -> dict:
    return {name: body[name] for name in _DETAILS if name in body}


def _roster(meeting: Meeting, body: Mapping) -> dict:
    roster = tuple(Unit(**unit) for unit in body["units"])
    kept = {unit.id for unit in roster}
    return {"roster": roster, "marks": {i: mark for i, mark in meeting.marks.items() if i in kept}}


def _contests(meeting: Meeting, body: Mapping) -> dict:
    return {"contests": tuple(Contest(c["title"], c["seats"], tuple(c["nominees"])) for c in body["contests"])}


def _committee(meeting: Meeting, body: Mapping) -> dict:
    return {"tellers": tuple(Teller(**teller) for teller in body["tellers"])}


def _key(meeting: Meeting, body: Mapping) -> dict:
    number, key = body["number"], body["key"]
    return {"tellers": tuple(replace(t, key=key) if t.number == number else t for t in meeting.tellers)}


def _unsealed(meeting: Meeting, body: Mapping) -> dict:
    return {"stage": Stage.PREPARING, "slips": None}


def _minted(meeting: Meeting, body: Mapping) -> dict:
    return {"stage": Stage.ISSUED, "slips": Slips(**body)}


def _share(meeting: Meeting, body: Mapping) -> dict:
    return {"shares": meeting.shares | {body["number"]}, "openable": body["enough"]}


def _count_begun(meeting: Meeting, body: Mapping) -> dict:
    return {"stage": Stage.COUNTING, "counts": tuple((None,) * (len(c.nominees) + 1) for c in meeting.contests)}


def _counted(meeting: Meeting, body: Mapping) -> dict:
    columns = [list(column) for column in meeting.counts]
    columns[body["contest"]][body["choice"]] = body["votes"]
    return {"counts": tuple(map(tuple, columns))}


_AFTER: dict[str, Callable[[Meeting, Mapping], dict]] = {
    "meeting_called": _details,
    "details_set": _details,
    "roster_set": _roster,
    "contests_set": _contests,
    "committee_named": _committee,
    "teller_key_received": _key,
    "unit_marked": lambda meeting, body: {"marks": {**meeting.marks, body["unit"]: body["present"]}},
    "roll_call_sealed": lambda meeting, body: {"stage": Stage.SEALED},
    "roll_call_unsealed": _unsealed,
    "slips_minted": _minted,
    "voting_opened": lambda meeting, body: {"stage": Stage.OPEN},
    "ballot_accepted": lambda meeting, body: {"returned": meeting.returned + 1},
    "voting_closed": lambda meeting, body: {"stage": Stage.CLOSED},
    "teller_share_received": _share,
    "count_begun": _count_begun,
    "nominee_counted": _counted,
    "meeting_abandoned": lambda meeting, body: {"abandoned": True},
    "count_completed": lambda meeting, body: {"stage": Stage.COUNTED},
}
