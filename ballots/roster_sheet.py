"""A roster as offices keep it, in a sheet: which cells are units, leaders, scores and marks, and what is wrong with the rest.

The sheet is somebody else's: title lines above the header, an STT column, a header of two rows, blank rows, names with
no-break spaces. All of that is read over. What cannot be read is a problem with its cell, and takes nothing else with
it: the cell is left empty. Only where an empty cell would say something else (no name; no unit above, which makes a
voting member of a district office; no reason against a unit that has one) is the whole row left out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ballots.assessment import POINTS, point_troubles
from ballots.errors import Refused
from ballots.points import read_points
from ballots.roster import MOST_UNITS
from ballots.roster_cells import Formula, blank, is_blank, read_cell
from ballots.roster_columns import COLUMNS, address, meaning
from ballots.text import same_name

__all__ = ["COLUMNS", "Formula", "Problem", "Row", "Sheet", "header_columns", "read_rows"]

Row = tuple[int, Sequence[object]]
_DECIDING = ("name", "parent", "excluded", "deferred")
_TITLES = {column: f"Ô “{title}”" for column, title in COLUMNS.items()}


@dataclass(frozen=True)
class Problem:
    """`row` counts as the spreadsheet does, from 1; `column` is a title of COLUMNS and `cell` its address ("E7").

    Both are empty for what concerns the whole sheet; `cell` is empty where the sheet has no such column.
    """

    row: int
    column: str
    code: str
    message: str
    cell: str = ""


@dataclass(frozen=True)
class Sheet:
    """`units`: flat rows for `make_roster` with every key of COLUMNS, cleaned, in the sheet's order, no name twice.

    A row whose numbers or parent the roster's rules will not take is among them, and is refused again on saving.
    """

    units: tuple[dict[str, object], ...]
    problems: tuple[Problem, ...]


@dataclass
class _Reading:
    """What has been read so far: for each unit its row's number and, by field, the positions of its columns."""

    units: list[dict[str, object]] = field(default_factory=list)
    places: list[tuple[int, Mapping[str, int]]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    first_rows: dict[str, int] = field(default_factory=dict)

    def note(self, number: int, header: Mapping[str, int], column: str, code: str, message: str) -> None:
        cell = address(number, header[column]) if column in header else ""
        self.problems.append(Problem(number, COLUMNS[column], code, message, cell))


def read_rows(rows: Iterable[Row]) -> Sheet:
    """Units and problems of a sheet's rows (row number, cells). Never raises for what a cell holds.

    Problem codes: header-missing, roster-empty, roster-too-long, unit-duplicate, parent-unknown, parent-nested,
    maximum-missing, score-above-maximum, and those of `ballots.roster_cells.read_cell`.
    """
    numbered = iter(rows)
    header = _find_header(numbered)
    if header is None:
        return Sheet((), (_header_missing(),))
    reading = _Reading()
    for count, (number, columns, cells) in enumerate(_data_rows(header, numbered)):
        if count == MOST_UNITS:
            reading.problems.append(_too_long(number))
            break
        _read_unit(reading, number, columns, cells)
    _check_parents(reading)
    if not reading.units and not reading.problems:
        reading.problems.append(_empty())
    return Sheet(tuple(reading.units), tuple(sorted(reading.problems, key=lambda problem: problem.row)))


def header_columns(rows: Iterable[Row]) -> int:
    """How many known columns the header has, 0 where there is none: ways of splitting a file are compared by it."""
    return len(_find_header(iter(rows)) or ())


def _find_header(rows: Iterator[Row]) -> dict[str, int] | None:
    """The columns' positions; reads `rows` up to and including the header's first row."""
    for _, cells in rows:
        header = _header_of(cells)
        if "name" in header:
            return header
    return None


def _header_of(cells: Sequence[object]) -> dict[str, int]:
    header: dict[str, int] = {}
    for position, cell in enumerate(cells):
        column = meaning(cell)
        if column:
            header.setdefault(column, position)
    return header


def _data_rows(
    header: dict[str, int], rows: Iterator[Row]
) -> Iterator[tuple[int, Mapping[str, int], dict[str, object]]]:
    """Rows with something in a known column. A row of headings only is the header's second line, or its repetition."""
    for number, cells in rows:
        filled = [cell for cell in cells if not is_blank(cell)]
        if filled and all(map(meaning, filled)):
            header = {**header, **_header_of(cells)}
            continue
        known = {column: cells[at] if at < len(cells) else None for column, at in header.items() if column in COLUMNS}
        if not all(map(is_blank, known.values())):
            yield number, header, known


def _read_unit(reading: _Reading, number: int, header: Mapping[str, int], cells: Mapping[str, object]) -> None:
    unit: dict[str, object] = {}
    unread = set()
    for column in COLUMNS:
        try:
            unit[column] = read_cell(column, cells.get(column))
        except Refused as refusal:
            reading.note(number, header, column, refusal.code, str(refusal))
            unread.add(column)
            unit[column] = blank(column)
    _check_points(reading, number, header, unit, unread)
    if not unread & set(_DECIDING) and _is_first(reading, number, header, str(unit["name"])):
        reading.units.append(unit)
        reading.places.append((number, header))


def _check_points(
    reading: _Reading, number: int, header: Mapping[str, int], unit: Mapping[str, object], unread: set[str]
) -> None:
    """A maximum that could not be read has its own problem; the scores are not blamed for it."""
    points = {column: read_points(unit[column]) for column in POINTS}
    for column, refusal in point_troubles(points, _TITLES):
        if not (refusal.code == "maximum-missing" and "maximum" in unread):
            reading.note(number, header, column, refusal.code, str(refusal))


def _is_first(reading: _Reading, number: int, header: Mapping[str, int], name: str) -> bool:
    first = reading.first_rows.setdefault(same_name(name), number)
    if first != number:
        message = f"“{name}” đã có ở dòng {first}; dòng này được bỏ qua."
        reading.note(number, header, "name", "unit-duplicate", message)
    return first == number


def _check_parents(reading: _Reading) -> None:
    """A unit above is one of the sheet, and a member unit. The row keeps what it says: without it, it would vote."""
    members = {same_name(str(unit["name"])): unit for unit in reading.units}
    for unit, (number, header) in zip(reading.units, reading.places):
        parent = str(unit["parent"])
        above = members.get(same_name(parent))
        if parent and above is None:
            message = f"“{parent}” không có trong cột “{COLUMNS['name']}”; xin thêm đơn vị đó hoặc sửa tên cho khớp."
            reading.note(number, header, "parent", "parent-unknown", message)
        elif above and above["parent"]:
            message = f"“{parent}” không phải đơn vị thành viên nên không thể là cấp trên; xin ghi đơn vị thành viên."
            reading.note(number, header, "parent", "parent-nested", message)
        elif above:
            unit["parent"] = above["name"]


def _header_missing() -> Problem:
    return Problem(
        1,
        "",
        "header-missing",
        "Không thấy dòng tiêu đề. Danh sách cần một dòng có ô “Đơn vị”, và nên có thêm “Lãnh đạo”, “Chức vụ”.",
    )


def _empty() -> Problem:
    return Problem(1, "", "roster-empty", "Có dòng tiêu đề nhưng không có đơn vị nào bên dưới.")


def _too_long(number: int) -> Problem:
    return Problem(
        number, "", "roster-too-long", f"Danh sách có quá {MOST_UNITS} dòng; các dòng từ dòng này không được đọc."
    )
