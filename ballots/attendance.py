"""The roll call: who is in the room when the ballot is sealed (guidance C.3).

An absent unit loses its vote: no proxy, no post, no remote vote. A unit is not absent until somebody has said so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ballots.roster import Unit


@dataclass(frozen=True)
class Attendance:
    """Summoned units and the mark each has: True present, False absent, None not called yet."""

    units: tuple[Unit, ...]
    marks: Mapping[int, bool | None]

    def mark(self, unit: Unit) -> bool | None:
        return self.marks.get(unit.id)

    @property
    def summoned(self) -> int:
        return len(self.units)

    @cached_property
    def present(self) -> tuple[Unit, ...]:
        return tuple(unit for unit in self.units if self.mark(unit) is True)

    @cached_property
    def absent(self) -> tuple[Unit, ...]:
        return tuple(unit for unit in self.units if self.mark(unit) is False)

    @cached_property
    def unmarked(self) -> tuple[Unit, ...]:
        return tuple(unit for unit in self.units if self.mark(unit) is None)
