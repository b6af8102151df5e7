"""From the totals of one contest to who is elected, without ever choosing between equals (promise P11).

The rules, in full:
1. Rank is by votes; equal votes share a rank and the next rank is skipped (1, 2, 2, 4).
2. A nominee without a vote is never elected, even where seats stay empty.
3. The seat line runs below the last seat. Nominees above it are elected. Where equal votes stand on both sides of it,
   all of them are `tied` and none is elected: the rule that the meeting declared before the vote decides, not we.

Equal votes that all stand above the line are elected together and share their rank: "thứ nhất" and "thứ nhì" are then
undecided although both are elected (guidance C.6.b).
Blank votes are no nominee's and do not come here.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """One nominee of a counted contest; never both `elected` and `tied`."""

    name: str
    votes: int
    rank: int
    elected: bool
    tied: bool


@dataclass(frozen=True)
class Outcome:
    """The places of one contest, in the order of its nominee list."""

    seats: int
    places: tuple[Place, ...]

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


def outcome(names: Sequence[str], votes: Sequence[int], seats: int) -> Outcome:
    """The outcome of one contest from its totals, `votes[i]` being those of `names[i]`. Pure and total.

    ValueError where lengths differ, a total is negative or there is no seat: our own mistakes, not the room's.
    """
    if len(names) != len(votes) or seats < 1 or any(count < 0 for count in votes):
        raise ValueError("an outcome needs one non-negative total for each name and at least one seat")
    ordered = sorted(votes, reverse=True)
    last_in = ordered[seats - 1] if len(ordered) >= seats else 0
    first_out = ordered[seats] if len(ordered) > seats else 0
    crossed = last_in > 0 and last_in == first_out

    def place(name: str, count: int) -> Place:
        at_line = crossed and count == last_in
        inside = count > 0 and count >= last_in and not at_line
        return Place(name, count, 1 + ordered.index(count), inside, at_line)

    return Outcome(seats, tuple(map(place, names, votes)))
