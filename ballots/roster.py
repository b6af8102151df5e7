"""The roster: the member units of the cluster, each with its leader, and their district offices (guidance A.I.1, C.3).

The vote belongs to the member unit; a district office has no vote and is only a nominee (C.5.c). A unit keeps its
number when the roster is set again, so that roll call marks stay with it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ballots.assessment import Assessment, flat, make_assessment
from ballots.errors import Refused
from ballots.roster_columns import COLUMNS
from ballots.text import clean, required, same_name

__all__ = ["MOST_UNITS", "Assessment", "Unit", "make_roster", "members", "offices", "row_of"]

MOST_UNITS = 500
FIELDS = ("name", "leader", "office", "kind", "parent")


@dataclass(frozen=True)
class Unit:
    """A member unit (đơn vị thành viên), or a district office where `parent` names the member unit above it.

    `leader` and `office` (his post) are for the desk and the papers, never the projector. `kind` is free text.
    """

    id: int
    name: str
    leader: str = ""
    office: str = ""
    kind: str = ""
    parent: str = ""
    assessment: Assessment = Assessment()

    @classmethod
    def of(cls, value: Mapping) -> "Unit":
        """From `asdict()` or its JSON, in a fact or a record; what an older one does not say has its default."""
        texts = {field: value.get(field, "") for field in FIELDS}
        return cls(id=value["id"], **texts, assessment=Assessment.of(value.get("assessment") or {}))


def members(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """The units that are called and vote."""
    return tuple(unit for unit in units if not unit.parent)


def offices(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """The district offices, which only stand."""
    return tuple(unit for unit in units if unit.parent)


def row_of(unit: Unit) -> dict[str, object]:
    """The flat row of which `make_roster` makes the unit again: what desks, previews and template sheets show."""
    return {**{field: getattr(unit, field) for field in FIELDS}, **flat(unit.assessment)}


def make_roster(rows: Iterable[Mapping[str, object]], before: tuple[Unit, ...] = ()) -> tuple[Unit, ...]:
    """Member units and district offices of `rows`, in their order, units known from `before` keeping their number.

    A row is flat: the fields of `FIELDS` and of `ballots.assessment.make_assessment`; all but the name are optional.
    Refused: `unit-duplicate`, `roster-too-long`, `parent-unknown`, `parent-nested`, and whatever
    `ballots.assessment` and `ballots.text` refuse.
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
        units[form] = replace(unit, id=identity)
    return tuple(replace(unit, parent=_parent(unit, units)) for unit in units.values())


def _unit(row: Mapping[str, object], number: int) -> Unit:
    where = f"dòng {number}"
    titles = {field: f"{COLUMNS[field]} ({where})" for field in FIELDS}
    name = required(row.get("name"), what=titles["name"])
    texts = {field: clean(row.get(field) or "", what=titles[field]) for field in FIELDS if field != "name"}
    return Unit(0, name, **texts, assessment=make_assessment(row, where))


def _parent(unit: Unit, units: Mapping[str, Unit]) -> str:
    """The name of the member unit above, as that unit writes it; empty for a member unit."""
    if not unit.parent:
        return ""
    above = units.get(same_name(unit.parent))
    if above is None:
        raise Refused(
            "parent-unknown",
            "Đơn vị cấp trên “%(parent)s” của “%(name)s” không có trong danh sách; xin thêm đơn vị đó hoặc sửa tên.",
            parent=unit.parent,
            name=unit.name,
        )
    if above.parent:
        raise Refused(
            "parent-nested",
            "“%(parent)s” không phải đơn vị thành viên nên không thể là cấp trên của “%(name)s”; xin ghi đơn vị thành "
            "viên.",
            parent=unit.parent,
            name=unit.name,
        )
    return above.name
