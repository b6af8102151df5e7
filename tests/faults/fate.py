"""Where a server is killed: before a deed's first byte is on the disk, inside its writing, after it with the answer on its way,
or idle, when the answer has come. Drawn from a seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from tests.faults.kernel import GO_ON, KILL, Call

MOMENTS = ("before", "inside", "after", "idle")
_FEW, _MANY = 2, 40
"""A short transaction is two writes and a sync; a ballot, a signature and a count are many of them."""


@dataclass
class Fate:
    """A judge (`kernel.Gate`) for one deed. `turn`: at which call of the moment, from 1. `fell`: the moment at which it fell,
    "" while it has not: a deed that writes less than was foreseen ends in `after`."""

    moment: str
    turn: int = 1
    fell: str = ""
    _writes: int = 0
    _sends: int = 0

    def __call__(self, call: Call) -> int:
        if self.moment == "idle":
            return GO_ON
        if call.kind == "send":
            self._sends += 1
            falls = self.moment != "after" or self._sends == self.turn
            return self._fall("after") if falls else GO_ON
        self._writes += 1
        if self.moment == "before":
            return self._fall("before")
        if self.moment == "inside" and self._writes > self.turn:
            return self._fall("inside")
        return GO_ON

    def _fall(self, moment: str) -> int:
        self.fell = moment
        return KILL


def no_fates() -> Iterator[None]:
    while True:
        yield None


def every_deed(moment: str, seed: int) -> Iterator[Fate]:
    """Every deed is killed once at this moment."""
    drawn = random.Random(seed)
    while True:
        yield _drawn(drawn, moment)


def some_deeds(seed: int, share: float) -> Iterator[Fate | None]:
    """This share of all deeds, each at any moment."""
    drawn = random.Random(seed)
    while True:
        yield _drawn(drawn, drawn.choice(MOMENTS)) if drawn.random() < share else None


def _drawn(drawn: random.Random, moment: str) -> Fate:
    if moment == "inside":
        return Fate(moment, drawn.randint(1, drawn.choice((_FEW, _FEW, _FEW, _MANY))))
    return Fate(moment, drawn.randint(1, 2))
