"""A roster as offices keep it, in a sheet: which cells are units, leaders and offices, and what is wrong with the rest.

The sheet is somebody else's: title lines above the header, an STT column, a header of two rows, blank rows, names with
no-break spaces. All of that is read over. What cannot be read is a problem with its row, and takes nothing else with
it: a row without a readable unit is left out, a leader or office that cannot be read is left empty.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ballots.errors import Refused
from ballots.roster import MOST_UNITS
from ballots.text import clean, required, same_name

COLUMNS = {"name": "Đơn vị", "leader": "Lãnh đạo", "office": "Chức vụ"}
_WORDS = {
    "name": ("don vi", "ten don vi", "don vi thanh vien", "ten don vi thanh vien", "unit", "unit name"),
    "leader": (
        "lanh dao",
        "lanh dao don vi",
        "ho va ten",
        "ho ten",
        "ho va ten lanh dao",
        "ho ten lanh dao",
        "thu truong",
        "thu truong don vi",
        "nguoi dung dau",
        "dai bieu",
        "leader",
    ),
    "office": ("chuc vu", "chuc danh", "chuc vu lanh dao", "office"),
    "number": ("stt", "tt", "so tt", "so thu tu", "no"),
}
_MEANING = {word: column for column, words in _WORDS.items() for word in words}
_ERRORS = {"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"}

Row = tuple[int, Sequence[object]]


@dataclass(frozen=True)
class Formula:
    """A cell whose file holds a formula but no computed value."""


@dataclass(frozen=True)
class Problem:
    """`row` counts as the spreadsheet does, from 1; `column` is one of COLUMNS' words, empty for the whole sheet."""

    row: int
    column: str
    code: str
    message: str


@dataclass(frozen=True)
class Sheet:
    """`units`: {"name", "leader", "office"} each, cleaned, in the order of the sheet, no name twice."""

    units: tuple[dict[str, str], ...]
    problems: tuple[Problem, ...]


def read_rows(rows: Iterable[Row]) -> Sheet:
    """Units and problems of a sheet's rows (row number, cells). Never raises for what a cell holds.

    Problem codes: header-missing, roster-empty, roster-too-long, unit-duplicate, cell-formula, cell-error, cell-number,
    text-missing, text-too-long, text-unprintable.
    """
    numbered = iter(rows)
    header = _find_header(numbered)
    if header is None:
        return Sheet((), (_header_missing(),))
    units: list[dict[str, str]] = []
    problems: list[Problem] = []
    first_rows: dict[str, int] = {}
    for count, (number, cells) in enumerate(_data_rows(header, numbered)):
        if count == MOST_UNITS:
            problems.append(_too_long(number))
            break
        unit = _read_unit(number, cells, problems)
        if unit and _is_first(unit["name"], number, first_rows, problems):
            units.append(unit)
    if not units and not problems:
        problems.append(_empty())
    return Sheet(tuple(units), tuple(problems))


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
        meaning = _MEANING.get(_plain(cell))
        if meaning:
            header.setdefault(meaning, position)
    return header


def _plain(cell: object) -> str:
    """A heading without marks, case and punctuation: "Đơn vị (*):" -> "don vi"."""
    if not isinstance(cell, str):
        return ""
    letters = unicodedata.normalize("NFD", cell.casefold().replace("đ", "d"))
    unmarked = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[^\W_]+", unmarked))


def _data_rows(header: Mapping[str, int], rows: Iterator[Row]) -> Iterator[tuple[int, dict[str, object]]]:
    """Rows with something in a known column. A row of headings only is the header's second line, or its repetition."""
    for number, cells in rows:
        filled = [cell for cell in cells if not _is_blank(cell)]
        if filled and all(_plain(cell) in _MEANING for cell in filled):
            header = {**header, **_header_of(cells)}
            continue
        known = {column: cells[at] if at < len(cells) else None for column, at in header.items() if column in COLUMNS}
        if not all(map(_is_blank, known.values())):
            yield number, known


def _is_blank(cell: object) -> bool:
    return cell is None or isinstance(cell, str) and not cell.strip()


def _read_unit(number: int, cells: Mapping[str, object], problems: list[Problem]) -> dict[str, str] | None:
    """None where the name cannot be read."""
    unit = {}
    for column, title in COLUMNS.items():
        try:
            unit[column] = _text(cells.get(column), title, required if column == "name" else clean)
        except Refused as refusal:
            problems.append(Problem(number, title, refusal.code, str(refusal)))
            unit[column] = ""
    return unit if unit["name"] else None


def _text(cell: object, title: str, reader) -> str:
    what = f"Ô “{title}”"
    if isinstance(cell, Formula):
        raise Refused(
            "cell-formula",
            "%(what)s là công thức chưa có kết quả; xin mở tệp bằng Excel, lưu lại rồi chọn lại tệp.",
            what=what,
        )
    if isinstance(cell, str) and cell.strip() in _ERRORS:
        raise Refused(
            "cell-error", "%(what)s đang báo lỗi %(error)s; xin sửa trong tệp.", what=what, error=cell.strip()
        )
    if not _is_blank(cell) and not (isinstance(cell, str) and any(map(str.isalpha, cell))):
        raise Refused("cell-number", "%(what)s phải là chữ, nhưng đang là số hoặc ngày tháng.", what=what)
    return reader("" if _is_blank(cell) else cell, what=what)


def _is_first(name: str, number: int, first_rows: dict[str, int], problems: list[Problem]) -> bool:
    first = first_rows.setdefault(same_name(name), number)
    if first != number:
        problems.append(
            Problem(number, COLUMNS["name"], "unit-duplicate", f"“{name}” đã có ở dòng {first}; dòng này được bỏ qua.")
        )
    return first == number


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
