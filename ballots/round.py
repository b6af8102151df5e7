"""A round: one vote on a set of contests, in secret by the kiosk or, as the fallback, on paper and counted by hand.

A meeting has one round in progress and those that came before it; each is kept whole, also one that was voided.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ballots.contest import Contest, apart
from ballots.hand_count import HandCount
from ballots.outcome import RUNOFF, Counted, Outcome, outcome

SECRET, HAND = "secret", "hand"
RUNOFF_WORDS = "bầu lại"
ROUNDS_OF_A_SET = 3  # how many elections a set of slips is minted for


@dataclass(frozen=True)
class Reserve:
    """An election that the slips in people's hands can still be used for: the public parts of their credentials under its
    identifier, sorted, so that nobody can tell which belongs to which of another round."""

    uuid: str
    credentials: tuple[str, ...]


@dataclass(frozen=True)
class Slips:
    """A minted set: how many, the check mark printed on each, and the elections they were minted for and not used yet."""

    number: int
    mark: str
    reserve: tuple[Reserve, ...] = ()


@dataclass(frozen=True)
class Round:
    """`counts[i][j]`: total of choice j in contest i (0 is blank, k + 1 is nominee k), None until it is counted; () before
    the count. `uuid`, `timestamp`: of its election, empty for a hand count. `present`: numbers of the units present.
    `shares`, `late`, `refused`, `audited` (tracking codes): as `ballots.meeting.Meeting`. `opened`, `closed`, `counted`:
    times as facts give them. `voided`: why it does not count; empty where it does."""

    number: int
    contests: tuple[Contest, ...]
    mode: str = SECRET
    uuid: str = ""
    timestamp: int = 0
    issued: int = 0
    returned: int = 0
    mark: str = ""
    present: tuple[int, ...] = ()
    shares: frozenset[int] = frozenset()
    late: frozenset[int] = frozenset()
    refused: frozenset[int] = frozenset()
    openable: bool = False
    audited: tuple[str, ...] = ()
    counts: tuple[tuple[int | None, ...], ...] = ()
    by_hand: HandCount | None = None
    opened: str = ""
    closed: str = ""
    counted: str = ""
    voided: str = ""

    @property
    def is_runoff(self) -> bool:
        return any(contest.of is not None for contest in self.contests)

    @property
    def complete(self) -> bool:
        """Whether every total is known."""
        return bool(self.counts) and not any(None in column for column in self.counts)

    def invalid(self, contest: int) -> int:
        """Ballots invalid in this contest: none in secret rounds, because the box takes no such ballot."""
        return self.by_hand.columns[contest].invalid if self.by_hand else 0

    def invalid_reasons(self, contest: int) -> str:
        return self.by_hand.columns[contest].invalid_reasons if self.by_hand else ""

    def valid(self, contest: int) -> int:
        """Ballots valid in this contest, the blank ones among them."""
        return self.returned - self.invalid(contest)

    def counted_contest(self, place: int) -> Counted:
        """One contest with its totals, as `ballots.outcome` takes it."""
        contest = self.contests[place]
        bases = {"issued": self.issued, "returned": self.returned, "valid": self.valid(place)}
        return Counted(contest, dict(zip(contest.nominees, self.counts[place][1:])), bases)

    def announcements(self) -> tuple[Outcome | None, ...]:
        """What this round alone says of each contest, as it is announced while the count goes on; None until counted."""
        places = range(len(self.counts))
        return settle(
            self.contests, [None if None in self.counts[i] else [self.counted_contest(i)] for i in places], RUNOFF, {}
        )


Tallies = Mapping[int, Counted]


def tallies(counted: Sequence[Counted]) -> Tallies:
    """The contests of one counted round, by the contest of the list that each decides."""
    return {place if one.contest.of is None else one.contest.of: one for place, one in enumerate(counted)}


def outcomes(
    contests: Sequence[Contest], rounds: Sequence[Tallies], tie_rule: str, scores: Mapping[str, Fraction]
) -> tuple[Outcome, ...]:
    """The outcome of every contest of the list, from all rounds that count: the first on all of them, then the run-offs."""
    columns = [[tally.get(place) for tally in rounds] for place in range(len(contests))]
    return settle(contests, columns, tie_rule, scores)


def settle(
    contests: Sequence[Contest],
    columns: Sequence[Sequence[Counted | None] | None],
    tie_rule: str,
    scores: Mapping[str, Fraction],
) -> tuple[Outcome | None, ...]:
    """The outcome of each contest from its column, the rounds in which it was voted on; None for a column of None. The
    winner of the first of a pair is left out of the second."""
    settled: list[Outcome | None] = []
    for place, (contest, rounds) in enumerate(zip(contests, columns)):
        first = apart(contests, place)
        before = settled[first] if first is not None else None
        winners = tuple(winner.name for winner in before.elected) if before else ()
        waits = before is not None and bool(before.undecided)
        made = (
            outcome(contest, rounds, tie_rule=tie_rule, scores=scores, left_out=winners, waits=waits)
            if rounds
            else None
        )
        settled.append(made)
    return tuple(settled)


def runoff_contests(contests: Sequence[Contest], settled: Iterable[Outcome]) -> tuple[Contest, ...]:
    """The contests of the run-off that these outcomes ask for; none where everything is decided."""
    return tuple(
        Contest(
            f"{contest.title} ({RUNOFF_WORDS})",
            result.runoff_seats,
            result.equals,
            contest.kind,
            contest.majority,
            place,
        )
        for place, (contest, result) in enumerate(zip(contests, settled))
        if result.equals
    )
