"""A meeting is what its facts say.

Every change is a fact in the past tense with a sequence number; the meeting is the fold of its facts, from the first to
the last. Nothing is ever taken back: undoing is a further fact, with its reason. A fact never holds a vote, a slip's
secret or a key share, and `ballot_accepted` holds no time (P10).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from ballots.attendance import Attendance
from ballots.committee import Teller
from ballots.contest import Contest
from ballots.hand_count import HandCount
from ballots.hand_vote import EXCEPTION, OFFICES, HandVote, standing
from ballots.locking import Locking
from ballots.network import Network
from ballots.outcome import RUNOFF, Outcome
from ballots.paper_texts import DEFAULTS
from ballots.protocol.trustee import trustees_record
from ballots.roster import Unit
from ballots.round import HAND, SECRET, Round, Slips, outcomes, runoff_contests, tallies
from ballots.second_officer import SecondOfficer
from ballots.stage import Stage
from ballots.text import same_name

DETAILS = ("title", "cluster", "year", "place", "rehearsal")


@dataclass(frozen=True)
class Fact:
    """`at` is the time of a deed of the desk as ISO text with minutes, empty for what voters and tellers do."""

    seq: int
    name: str
    body: Mapping[str, object] = field(default_factory=dict)
    at: str = ""


@dataclass(frozen=True)
class Rules:
    """What the meeting declares before the vote. `tie`: runoff or score; `threshold`: per cent of the points that a unit
    needs to stand (C.4.a)."""

    tie: str = RUNOFF
    threshold: int = 90


@dataclass(frozen=True)
class HandEntry:
    """The first teller's entry of a count on paper, until a second one says the same."""

    teller: int
    count: HandCount


@dataclass(frozen=True)
class Adoption:
    """The vote by which the meeting adopted its list, and the flag proposed for each elected unit, as {"unit", "contest",
    "flag"}: bhxh, government or none."""

    vote: HandVote
    flags: tuple[Mapping[str, str], ...]


@dataclass(frozen=True)
class Meeting:
    """The round in progress stands at the top: `contests` to `closed` are its; `rounds` are those that came before it.

    `counts[i][j]`: total of choice j in contest i (0 is blank, k + 1 is nominee k), None until it is counted. `uuid`,
    `timestamp`: of the round's election, once it is set up. `threshold`: how many tellers open a box. Tellers whose share
    opened it are in `shares`, whose share came after the count in `late`, whose share did not hold in `refused`. `audited`:
    by tracking code, the sealed ballots that voters had opened instead of casting them. `network`: the Wi-Fi that the slips
    carry; `address`: which of the laptop's they lead to, "" for the likeliest. `second_officer`: who confirms some deeds, if
    anybody does.
    """

    seq: int = 0
    title: str = ""
    cluster: str = ""
    year: int = 0
    place: str = ""
    rehearsal: bool = False
    stage: Stage = Stage.PREPARING
    papers: Mapping[str, object] = field(default_factory=lambda: DEFAULTS)
    rules: Rules = Rules()
    roster: tuple[Unit, ...] = ()
    offices: tuple[Unit, ...] = ()
    marks: Mapping[int, bool | None] = field(default_factory=dict)
    hand_votes: tuple[HandVote, ...] = ()
    tellers: tuple[Teller, ...] = ()
    threshold: int = 0
    locking: Locking = Locking()
    network: Network | None = None
    address: str = ""
    second_officer: SecondOfficer | None = None
    slips: Slips | None = None
    rounds: tuple[Round, ...] = ()
    contests: tuple[Contest, ...] = ()
    uuid: str = ""
    timestamp: int = 0
    returned: int = 0
    shares: frozenset[int] = frozenset()
    late: frozenset[int] = frozenset()
    refused: frozenset[int] = frozenset()
    openable: bool = False
    audited: Mapping[str, str] = field(default_factory=dict)
    counts: tuple[tuple[int | None, ...], ...] = ()
    hand_entry: HandEntry | None = None
    by_hand: HandCount | None = None
    opened: str = ""
    closed: str = ""
    counted: str = ""
    adoption: Adoption | None = None
    signatures: tuple[Mapping[str, str], ...] = ()
    abandoned: bool = False

    @property
    def called(self) -> bool:
        """Whether there is a meeting at all."""
        return self.seq > 0

    @cached_property
    def attendance(self) -> Attendance:
        return Attendance(self.roster, self.marks)

    @property
    def units(self) -> tuple[Unit, ...]:
        """Everybody who may stand: the member units and their district offices."""
        return (*self.roster, *self.offices)

    def unit(self, name: str) -> Unit | None:
        """The unit of this name, however it is typed."""
        return self._units_by_name.get(same_name(name))

    @cached_property
    def _units_by_name(self) -> dict[str, Unit]:
        return {same_name(unit.name): unit for unit in self.units}

    @cached_property
    def trustees(self) -> bytes | None:
        """trustees.json of the committee, once its locks are made; of tellers who each made a key alone (before 0.3), all of
        whom are needed, the same without a ceremony."""
        if made := self.locking.trustees:
            return made
        alone = not self.locking.certificates and all(teller.key for teller in self.tellers)
        return trustees_record([dict(teller.key) for teller in self.tellers]) if self.tellers and alone else None

    @property
    def issued(self) -> int:
        """How many ballots were given out in this round: on paper, or as slips of the present set."""
        if self.by_hand:
            return self.by_hand.issued
        return self.slips.number if self.slips else 0

    @property
    def details(self) -> dict[str, object]:
        """What it is called, as the room, the record and the facts write it."""
        return {name: getattr(self, name) for name in DETAILS}

    def remaining(self) -> list[tuple[int, int]]:
        """The totals still to be counted, as (contest, choice), blank first, in the order of the ballot."""
        return [(i, j) for i, column in enumerate(self.counts) for j, votes in enumerate(column) if votes is None]

    def agreed(self, subject: str, about: str = "") -> HandVote | None:
        """The hand vote by which the meeting agreed on this, None where it has not."""
        return standing(self.hand_votes, subject, about)

    def may_stand(self, unit: Unit) -> bool:
        """Whether the meeting has decided that this unit stands in spite of what speaks against it."""
        return self.agreed(EXCEPTION, unit.name) is not None

    @property
    def round(self) -> Round:
        """The round in progress, as it is now."""
        return Round(
            number=len(self.rounds) + 1,
            contests=self.contests,
            mode=HAND if self.by_hand else SECRET,
            uuid=self.uuid,
            timestamp=self.timestamp,
            issued=self.issued,
            returned=self.by_hand.returned if self.by_hand else self.returned,
            mark=self.slips.mark if self.slips and not self.by_hand else "",
            present=tuple(unit.id for unit in self.attendance.present),
            shares=self.shares,
            late=self.late,
            refused=self.refused,
            openable=self.openable,
            audited=tuple(sorted(self.audited)),
            counts=self.counts,
            by_hand=self.by_hand,
            opened=self.opened,
            closed=self.closed,
            counted=self.counted,
        )

    @property
    def finished(self) -> tuple[Round, ...]:
        """Every round that is over: those before, and the one in progress once it is counted."""
        return (*self.rounds, self.round) if self.stage.rank >= Stage.COUNTED.rank else self.rounds

    @cached_property
    def lists(self) -> tuple[Contest, ...]:
        """The contests that the meeting elects in, from before any run-off."""
        if not self.round.is_runoff:
            return self.contests
        return next(one.contests for one in reversed(self.rounds) if not one.voided and not one.is_runoff)

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Of each contest of `lists`, from every round that counts; () before the first of them is counted."""
        rounds = [one for one in self.finished if not one.voided]
        if not rounds:
            return ()
        counted = [tallies([one.counted_contest(i) for i in range(len(one.contests))]) for one in rounds]
        return outcomes(self.lists, counted, self.rules.tie, self.scores)

    @property
    def runoff(self) -> tuple[Contest, ...]:
        """The contests of the run-off that is due; () where everything is decided."""
        return runoff_contests(self.lists, self.outcomes)

    @property
    def scores(self) -> dict[str, Fraction]:
        """The reviewed score of each unit as a share of its maximum, under every name that a list gives it."""
        named = {name: self.unit(name) for contest in self.lists for name in contest.nominees}
        scored = {name: unit.assessment for name, unit in named.items() if unit is not None}
        return {n: Fraction(a.score, a.maximum) for n, a in scored.items() if a.score is not None and a.maximum}

    @property
    def officers(self) -> dict[str, str]:
        """Next year's cụm trưởng and cụm phó, elected by ballot or by show of hands; empty where none is."""
        by_ballot = {
            contest.kind: result.elected[0].name
            for contest, result in zip(self.lists, self.outcomes)
            if contest.kind in OFFICES and result.elected
        }
        by_hand = {vote.subject: vote.about for vote in self.hand_votes if vote.subject in OFFICES and vote.stands}
        return {office: by_ballot.get(office) or by_hand.get(office, "") for office in OFFICES}
