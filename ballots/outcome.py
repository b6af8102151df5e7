"""From the totals of one contest, over all its rounds, to who is elected, without ever choosing between equals (P11).

The rules, in full:
1. Rank is by the votes of the first round; equal votes share a rank and the next rank is skipped (1, 2, 2, 4).
2. A nominee without a vote there is never elected, even where seats stay empty; nor is one who did not reach the majority,
   where the meeting asked for one, in a round in which he stood.
3. The seat line runs below the last seat. Nominees above it are elected. Where equals stand on both sides of it, all of
   them are `tied` and none is elected.
4. Among the ranks of an ordered contest (thứ nhất, thứ nhì) equals above the line are elected, and their order is open.
5. Equals are told apart by the rule that the meeting declared before the vote, and by nothing else: by the votes of the
   run-off among them, then of the next; and where the rule is the score, by the reviewed score as a share of its maximum,
   if all of them have one.
6. The winner of the first contest of a pair is left out of the second; while the first is open, the second waits.

So every later round refines the order of the one before it, and a nominee's place is a list of numbers compared from the
left. Blank votes are no nominee's and do not come here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import groupby

from ballots.contest import Contest

RUNOFF, SCORE = "runoff", "score"
TIE_RULES = (RUNOFF, SCORE)


@dataclass(frozen=True)
class Counted:
    """One contest of one round: votes by nominee, and how many ballots each base of a majority counts."""

    contest: Contest
    votes: Mapping[str, int]
    bases: Mapping[str, int] = field(default_factory=dict)

    def enough(self, name: str) -> bool:
        """Whether the nominee reached the majority of this round, or did not stand in it."""
        majority = self.contest.majority
        if majority is None or name not in self.votes:
            return True
        return majority.reached(self.votes[name], self.bases[majority.base])


@dataclass(frozen=True)
class Place:
    """One nominee; never both `elected` and `tied`. `votes`: by round, None where the nominee did not stand. `rank`: 0 for
    the one left out. `decided_by`: votes, runoff or score, whichever told this nominee from the next."""

    name: str
    votes: tuple[int | None, ...]
    rank: int
    elected: bool
    tied: bool
    decided_by: str = "votes"


@dataclass(frozen=True)
class Outcome:
    """The places of one contest, in the order of its nominee list. `undecided`: tie (at the seat line), order (among the
    elected), waits (for the first of the pair), or nothing."""

    seats: int
    places: tuple[Place, ...]
    undecided: str = ""

    @property
    def elected(self) -> tuple[Place, ...]:
        """Those who have a seat, in the order of the list."""
        return tuple(place for place in self.places if place.elected)

    @property
    def tied(self) -> tuple[Place, ...]:
        """Those who stand on both sides of the seat line with equal votes, in the order of the list."""
        return tuple(place for place in self.places if place.tied)

    @property
    def open_seats(self) -> int:
        """Seats that the tied nominees compete for; 0 where nothing is left to decide."""
        return self.seats - len(self.elected) if self.tied else 0

    @property
    def equals(self) -> tuple[str, ...]:
        """Those between whom a run-off would decide, in the order of the list: the tied, or the first whose order is open."""
        if self.undecided != "order":
            return tuple(place.name for place in self.tied)
        ranks = sorted(place.rank for place in self.elected)
        shared = next(rank for rank in ranks if ranks.count(rank) > 1)
        return tuple(place.name for place in self.elected if place.rank == shared)

    @property
    def runoff_seats(self) -> int:
        """How many of the equals a run-off would elect."""
        return len(self.equals) - 1 if self.undecided == "order" else self.open_seats


Scores = Mapping[str, Fraction]
NO_SCORES: Scores = {}


def outcome(
    contest: Contest,
    rounds: Sequence[Counted | None],
    *,
    tie_rule: str = RUNOFF,
    scores: Scores = NO_SCORES,
    left_out: Sequence[str] = (),
    waits: bool = False,
) -> Outcome:
    """The outcome of `contest` from its rounds, the first with all nominees; None for a round in which it was not voted on.

    `scores`: reviewed score by name, as a share of its maximum. `left_out`: who may not win here. `waits`: rule 6. Pure.
    ValueError where the first round lacks a nominee: our own mistake, not the room's.
    """
    first = rounds[0]
    if first is None or set(first.votes) != set(contest.nominees) or any(v < 0 for v in first.votes.values()):
        raise ValueError("an outcome needs one non-negative total for each nominee")
    ladder = _Ladder([counted for counted in rounds if counted], tie_rule, scores)
    ranked = sorted((n for n in contest.nominees if n not in left_out), key=ladder.height, reverse=True)
    electable = [name for name in ranked if first.votes[name] and all(c.enough(name) for c in ladder.rounds)]
    elected, tied, open_order = _seated(electable, ladder, contest)
    if waits:
        elected, tied, open_order = set(), set(), False
    places = tuple(
        Place(
            name,
            tuple(counted.votes.get(name) if counted else None for counted in rounds),
            _rank(name, ranked, ladder),
            name in elected,
            name in tied,
            ladder.decided_by(name, ranked),
        )
        for name in contest.nominees
    )
    return Outcome(contest.seats, places, "waits" if waits else "tie" if tied else "order" if open_order else "")


def _seated(electable: list[str], ladder: _Ladder, contest: Contest) -> tuple[set[str], set[str], bool]:
    """Who is elected, who is tied at the seat line, and whether the order among the elected is open."""
    elected: set[str] = set()
    open_order = False
    for _, equals in groupby(electable, ladder.height):
        group = set(equals)
        if len(elected) + len(group) > contest.seats:
            return elected, group if len(elected) < contest.seats else set(), open_order
        open_order |= contest.ordered and len(group) > 1
        elected |= group
    return elected, set(), open_order


def _rank(name: str, ranked: list[str], ladder: _Ladder) -> int:
    heights = [ladder.height(other) for other in ranked]
    return 1 + heights.index(ladder.height(name)) if name in ranked else 0


class _Ladder:
    """How high a nominee stands: the votes of each round, then the score where the rule is the score."""

    def __init__(self, rounds: Sequence[Counted], tie_rule: str, scores: Scores) -> None:
        self.rounds = rounds
        self._scores = {}
        if tie_rule == SCORE:
            names = sorted(rounds[0].votes, key=self._votes)
            for _, equals in groupby(names, self._votes):
                group = list(equals)
                if all(name in scores for name in group):
                    self._scores |= {name: scores[name] for name in group}

    def _votes(self, name: str) -> tuple[int, ...]:
        return tuple(counted.votes.get(name, -1) for counted in self.rounds)

    def height(self, name: str) -> tuple:
        return (*self._votes(name), self._scores.get(name, Fraction(-1)))

    def decided_by(self, name: str, ranked: list[str]) -> str:
        """What told this nominee from those who had the same votes in the first round."""
        first = self.rounds[0].votes
        equals = [other for other in ranked if other != name and first[other] == first[name]]
        if not equals or name not in ranked or all(self.height(other) == self.height(name) for other in equals):
            return "votes"
        return RUNOFF if any(self._votes(other) != self._votes(name) for other in equals) else SCORE
