"""One cell of a roster sheet: what a text, a number of points, a mark or a list of years looks like in it.

Spreadsheets give numbers as 1000.0 and ticks as anything. What is understood becomes the value of a roster row
(`ballots.roster.make_roster`); the rest is refused with the title of its column.
"""

from dataclasses import dataclass

from ballots.assessment import MARKS, POINTS, YEARS, read_years
from ballots.errors import Refused
from ballots.points import read_points, show_points
from ballots.roster_columns import COLUMNS, plain
from ballots.text import NAME_LIMIT, TITLE_LIMIT, clean, required

_ERRORS = {"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}
_TICKS = set("✓✔√☑✅")
_YES = set(
    "x|v|co|dat|true|yes|y|1|roi|da ky|da dang ky|co ky|co dang ky|vung manh|trong sach vung manh|dat tieu chuan".split(
        "|"
    )
)
_NO = set(
    "khong|k|ko|chua|false|no|n|0|khong dat|chua dat|khong ky|chua ky|khong dang ky|chua dang ky|khong co|"
    "khong vung manh".split("|")
)
_NOTHING = {"", "-", "–", "—"}
"""What people write in a cell that has nothing to say."""
_LONG = ("note", "excluded", "deferred")


@dataclass(frozen=True)
class Formula:
    """A cell whose file holds a formula but no computed value."""


def is_blank(cell: object) -> bool:
    return cell is None or isinstance(cell, str) and cell.strip() in _NOTHING


def blank(field: str) -> str | None:
    """What a row says where the cell says nothing."""
    return None if field in MARKS else ""


def read_cell(field: str, cell: object) -> str | bool | None:
    """The row's value of one cell: points and years as texts, a mark as true, false or null, "" for an empty one.

    Refused: cell-formula, cell-error, cell-number (a number where words belong), points-wrong, mark-wrong, year-wrong,
    and `ballots.text`'s.
    """
    what = f"Ô “{COLUMNS[field]}”"
    _refuse_uncomputed(cell, what)
    if is_blank(cell) and field != "name":
        return blank(field)
    if field in POINTS:
        points = read_points(cell, what)
        return "" if points is None else show_points(points)
    if field in MARKS:
        return _mark(cell, what)
    if field in YEARS:
        return ", ".join(map(str, read_years(cell, what)))
    return _text(cell, what, field)


def _refuse_uncomputed(cell: object, what: str) -> None:
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


def _text(cell: object, what: str, field: str) -> str:
    words = isinstance(cell, str) and (field == "note" or any(map(str.isalpha, cell)))
    if not is_blank(cell) and not words:
        raise Refused("cell-number", "%(what)s phải là chữ, nhưng đang là số hoặc ngày tháng.", what=what)
    limit = TITLE_LIMIT if field in _LONG else NAME_LIMIT
    reader = required if field == "name" else clean
    return reader("" if is_blank(cell) else cell, limit, what)


def _mark(cell: object, what: str) -> bool:
    if isinstance(cell, (bool, int, float)) and cell in (0, 1):
        return cell == 1
    if isinstance(cell, str):
        if cell.strip() in _TICKS or plain(cell) in _YES:
            return True
        if plain(cell) in _NO:
            return False
    raise Refused("mark-wrong", "%(what)s chỉ ghi “có” hoặc “không” (dấu x là có), hoặc để trống.", what=what)
