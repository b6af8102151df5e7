"""The roster as a sheet to download, fill in and upload again: what `kiosk.roster_file` reads back unchanged.

It holds values only, no formula, and a name that begins like a formula stays a name.
"""

from collections.abc import Sequence

from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Protection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ballots.assessment import MARKS, POINTS, YEARS
from ballots.points import MAXIMA
from ballots.roster import MOST_UNITS, Unit
from ballots.roster_columns import COLUMNS
from kiosk import spreadsheet
from kiosk.roster_guide import GENERAL, GUIDE
from kiosk.spreadsheet import GRID, RED, Column, Page, Row, Value

FILE_NAME = "danh-sach-don-vi.xlsx"
SHEET, GUIDE_SHEET = "Danh sách", "Hướng dẫn"
_TITLE = "DANH SÁCH ĐƠN VỊ, ĐIỂM THI ĐUA VÀ ĐIỀU KIỆN BÌNH XÉT"
_HELP = "Mỗi dòng một đơn vị. Để chuột lên tiêu đề cột để xem hướng dẫn; xem thêm trang “Hướng dẫn”."
_HEADER = 4
_SPARE = 30
"""Ready rows below the units that are there."""
_WIDTHS = {"name": 34, "kind": 16, "parent": 30, "leader": 26, "office": 16, "note": 30, "excluded": 30, "deferred": 30}
_CLAUSES = ("standard", "organisation", "registered", "covenant", "excluded", "deferred")


def template_of(units: Sequence[Unit]) -> bytes:
    """The .xlsx file, filled with the roster that stands; reading it back gives the same units."""
    book = spreadsheet.new_book(_TITLE)
    page = Page(book, SHEET, [5, *(_WIDTHS.get(field, 13) for field in COLUMNS)])
    page.words(_TITLE, size=14, bold=True, color=RED)
    page.words(_HELP, italic=True)
    _write_header(page.sheet)
    for place in range(len(units) + _SPARE):
        _write_row(page.sheet, place, units[place] if place < len(units) else None)
    _offer_choices(page.sheet)
    page.sheet.freeze_panes = page.sheet.cell(_HEADER + 1, 3)
    page.sheet.print_title_rows = f"{_HEADER}:{_HEADER}"
    _write_guide(Page(book, GUIDE_SHEET, [26, 80, 14, 34]))
    return spreadsheet.book_bytes(book)


def _write_header(sheet: Worksheet) -> None:
    spreadsheet.head(sheet.cell(_HEADER, 1), "STT")
    for place, (field, title) in enumerate(COLUMNS.items(), 2):
        told = GUIDE[field]
        cell = spreadsheet.head(sheet.cell(_HEADER, place), f"{title} ({told.clause})" if field in _CLAUSES else title)
        cell.comment = Comment(f"{told.text}\nVí dụ: {told.example}", "Hòm Phiếu", height=150, width=320)
    sheet.row_dimensions[_HEADER].height = 48


def _write_row(sheet: Worksheet, place: int, unit: Unit | None) -> None:
    line = _HEADER + 1 + place
    for column, (field, value) in enumerate([("", place + 1), *_values(unit)], 1):
        cell = spreadsheet.write(sheet.cell(line, column), value)
        cell.font, cell.border, cell.protection = spreadsheet.font(), GRID, Protection(locked=False)
        number = field in POINTS or not field
        cell.alignment = Alignment(horizontal="right" if number else None, vertical="top", wrap_text=not number)
        cell.number_format = spreadsheet.POINTS if field in POINTS else "General" if number or field in MARKS else "@"


def _values(unit: Unit | None) -> list[tuple[str, Value]]:
    said = {} if unit is None else {**vars(unit), **vars(unit.assessment)}
    return [(field, _value(field, said.get(field))) for field in COLUMNS]


def _value(field: str, value: object) -> Value:
    """Points as numbers, so that a sheet can add them up; an empty cell where there is nothing to say."""
    if value is None or value == "" or value == ():
        return None
    if field in POINTS:
        return value / 100
    if field in MARKS:
        return "có" if value else "không"
    return "; ".join(map(str, value)) if field in YEARS else value


def _offer_choices(sheet: Worksheet) -> None:
    """Lists and limits in the cells; what is typed all the same is judged when the file is read."""
    letters = {field: sheet.cell(_HEADER, place).column_letter for place, field in enumerate(COLUMNS, 2)}
    last = _HEADER + MOST_UNITS
    names = f"${letters['name']}${_HEADER + 1}:${letters['name']}${last}"
    for field, letter in letters.items():
        rule = _rule(field, names)
        if rule:
            rule.promptTitle, rule.prompt = COLUMNS[field], GUIDE[field].text[:250]
            rule.showInputMessage = True
            rule.add(f"{letter}{_HEADER + 1}:{letter}{last}")
            sheet.add_data_validation(rule)


def _rule(field: str, names: str) -> DataValidation | None:
    if field in MARKS:
        return DataValidation("list", formula1='"có,không"', allow_blank=True, showErrorMessage=True,
                              error="Xin ghi “có” hoặc “không”, hoặc để trống.", errorStyle="warning")  # fmt: skip
    if field == "maximum":
        offered = ",".join(str(maximum // 100) for maximum in MAXIMA)
        return DataValidation("list", formula1=f'"{offered}"', allow_blank=True, showErrorMessage=False)
    if field in POINTS:
        return DataValidation("decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True, showErrorMessage=True,
                              error="Điểm phải là số, không âm.", errorStyle="warning")  # fmt: skip
    if field == "parent":
        return DataValidation("list", formula1=names, allow_blank=True, showErrorMessage=False)
    return None


def _write_guide(page: Page) -> None:
    page.words("HƯỚNG DẪN ĐIỀN DANH SÁCH", size=14, bold=True, color=RED)
    for text in GENERAL:
        page.words(text)
    page.words("“Căn cứ” là điểm, khoản của hướng dẫn hoạt động cụm thi đua của BHXH Việt Nam.", italic=True)
    page.gap()
    rows = [
        Row((title, GUIDE[field].text, GUIDE[field].clause, GUIDE[field].example)) for field, title in COLUMNS.items()
    ]
    page.table((Column("Cột"), Column("Ghi gì"), Column("Căn cứ"), Column("Ví dụ")), rows)
