"""The running sum of a store: after every transaction one SHA-256 over it and over all before it.

Against accidents, not against malice: a changed letter, a lost row and a lost end are found (`kiosk.schema`), and of two stores
it says at once which one is the beginning of the other. Whoever writes a false store writes its sums too; what cannot be
written falsely is the board (P8).
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

FactRow = tuple[int, int, str, str, str]
"""meeting, seq, name, body, at."""
EntryRow = tuple[str, int, str, str, bytes]
"""election, position, kind, hash, body."""


class Mark(NamedTuple):
    """Where a store stands: its last transaction, by its last fact, and the sum after it. `Mark()` is an empty store."""

    meeting: int = 0
    seq: int = 0
    sum: str = ""


class Seal(NamedTuple):
    """A transaction: its facts are those after the seal before it, up to `seq`; its entries are `entries` many of `election`
    from the position `start`. The first seal also covers every entry that no later one names: those of an older program."""

    meeting: int
    seq: int
    election: str
    start: int
    entries: int
    sum: str

    @property
    def mark(self) -> Mark:
        return Mark(self.meeting, self.seq, self.sum)


def fact_line(row: FactRow) -> bytes:
    """TypeError where a value is none that a fact has."""
    return json.dumps(["fact", *row]).encode()


def entry_line(row: EntryRow) -> bytes:
    return json.dumps(["entry", *row[:4], hashlib.sha256(row[4]).hexdigest()]).encode()


def sum_after(before: str, lines: Iterable[bytes], seal: Sequence[object]) -> str:
    """`lines` are those of the transaction's facts, then of its entries; of `seal` everything but the sum counts."""
    running = hashlib.sha256(before.encode())
    for line in (*lines, json.dumps(["seal", *seal[:5]]).encode()):
        running.update(line + b"\n")
    return running.hexdigest()


def check_sums(facts: Iterable[FactRow], entries: Iterable[EntryRow], seals: Sequence[Seal]) -> Mark:
    """The mark of a store that holds these rows, each kind in the order of its keys. ValueError, KeyError or TypeError where a
    row is not as it was written, or is missing, or is one too many."""
    told = [((row[0], row[1]), fact_line(row)) for row in facts]
    kept = {(row[0], row[1]): entry_line(row) for row in entries}
    later = [(one.election, at) for one in seals[1:] for at in range(one.start, one.start + one.entries)]
    claimed = set(later)
    first = [key for key in kept if key not in claimed]
    mark, at, facts_of = Mark(), 0, iter(_split(told, seals))
    for number, seal in enumerate(seals):
        keys = later[at : at + seal.entries] if number else first
        at += seal.entries if number else 0
        if sum_after(mark.sum, (*next(facts_of), *(kept[key] for key in keys)), seal) != seal.sum:
            raise ValueError(seal)
        mark = seal.mark
    if next(facts_of) or (first and not seals):
        raise ValueError(mark)
    return mark


def _split(told: list[tuple[tuple[int, int], bytes]], seals: Sequence[Seal]) -> Iterator[list[bytes]]:
    """The facts' lines of each seal, and those after the last."""
    at = 0
    for seal in seals:
        start = at
        while at < len(told) and told[at][0] <= (seal.meeting, seal.seq):
            at += 1
        yield [line for _, line in told[start:at]]
    yield [line for _, line in told[at:]]
