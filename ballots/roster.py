"""The roster: the member units of the cluster, each with its leader (guidance A.I.1, C.3).

The vote belongs to the unit. A unit keeps its number when the roster is set again, so that roll call marks stay with it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ballots.errors import Refused
from ballots.text import clean, required, same_name

MOST_UNITS = 500


@dataclass(frozen=True)
class Unit:
    """A member unit (đơn vị thành viên); `leader` and `office` are for the desk and the papers, never the projector."""

    id: int
    name: str
    leader: str = ""
    office: str = ""


def make_roster(rows: Iterable[Mapping[str, object]], before: tuple[Unit, ...] = ()) -> tuple[Unit, ...]:
    """The roster of `rows` (name, leader, office), units known from `before` keeping their number.

    Refused: `unit-duplicate`, `roster-too-long`, and whatever `ballots.text` refuses.
    """
    known = {same_name(unit.name): unit.id for unit in before}
    following = max(known.values(), default=0) + 1
    units: dict[str, Unit] = {}
    for number, row in enumerate(rows, start=1):
        if number > MOST_UNITS:
            raise Refused("roster-too-long", "Danh sách có quá %(most)d đơn vị; xin bỏ bớt.", most=MOST_UNITS)
        unit = _unit(row, number)
        form = same_name(unit.name)
        if form in units:
            raise Refused(
                "unit-duplicate", "Đơn vị “%(name)s” có hai lần trong danh sách; xin bỏ một dòng.", name=unit.name
            )
        identity = known.get(form)
        if identity is None:
            identity, following = following, following + 1
        units[form] = Unit(identity, unit.name, unit.leader, unit.office)
    return tuple(units.values())


def _unit(row: Mapping[str, object], number: int) -> Unit:
    where = f"dòng {number}"
    return Unit(
        0,
        required(row.get("name"), what=f"Tên đơn vị ({where})"),
        clean(row.get("leader") or "", what=f"Lãnh đạo ({where})"),
        clean(row.get("office") or "", what=f"Chức vụ ({where})"),
    )
