"""A sheet with one table, as an office prints it; and a workbook whose bytes depend on its content alone.

Every text is written as text, never as a formula, whatever it begins with; what a cell cannot hold is left out of it.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

FACE = "Times New Roman"
RED = "9B1C1C"
LONGEST = 32_000
_NEVER = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE = Side(style="thin", color="808080")
_GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_FILL = PatternFill("solid", fgColor="F3E6E0")
_LONG_AGO = datetime(1980, 1, 1, tzinfo=UTC)

Value = str | int | float | bool | None


class Column(NamedTuple):
    """`width` in characters; `form` is the number format of its values."""

    heading: str
    width: int
    form: str = "General"


class Table(NamedTuple):
    """A sheet: its name, the line above the table, columns, rows, and the sums below."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    sums: Sequence[Value] | None = None


def new_book(title: str) -> Workbook:
    book = Workbook()
    book.remove(book.active)
    book.properties.creator = book.properties.title = title
    return book


def add_table(book: Workbook, table: Table, head: Sequence[str]) -> None:
    """A sheet: the lines of `head`, the table, its sums; "Không có." where there is nothing."""
    sheet = book.create_sheet(table.name)
    for line, words in enumerate(head, 1):
        _write(sheet.cell(line, 1), words).font = _font(size=14 if line == 1 else 11, bold=line == 1, color=RED)
    top = len(head) + 2
    _write_headings(sheet, top, table.columns)
    rows = list(table.rows)
    for line, row in enumerate(rows, top + 1):
        _write_row(sheet, line, row, table.columns)
    below = top + 1 + len(rows)
    if table.sums is not None:
        _write_row(sheet, below, table.sums, table.columns, bold=True)
    elif not rows:
        _write(sheet.cell(below, 1), "Không có.").font = _font(italic=True)
    _arrange(sheet, top)


def _write_headings(sheet: Worksheet, line: int, columns: Sequence[Column]) -> None:
    for place, column in enumerate(columns, 1):
        cell = _write(sheet.cell(line, place), column.heading)
        cell.font, cell.fill, cell.border = _font(bold=True), _FILL, _GRID
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[cell.column_letter].width = column.width


def _font(size: int = 11, **more: object) -> Font:
    return Font(name=FACE, size=size, **more)


def _write_row(
    sheet: Worksheet, line: int, row: Sequence[Value], columns: Sequence[Column], bold: bool = False
) -> None:
    for place, (value, column) in enumerate(zip(row, columns, strict=True), 1):
        cell = _write(sheet.cell(line, place), value)
        cell.font, cell.border = _font(bold=bold), _GRID
        number = not isinstance(value, str)
        cell.alignment = Alignment(horizontal="right" if number else "left", vertical="top", wrap_text=True)
        if number:
            cell.number_format = column.form


def _write(cell: Cell, value: Value) -> Cell:
    if value == "":
        return cell
    if isinstance(value, str):
        text = _NEVER.sub("\ufffd", value)
        cell.value = text if len(text) <= LONGEST else text[:LONGEST] + "…"
        cell.data_type = "s"
    else:
        cell.value = value
    return cell


def _arrange(sheet: Worksheet, top: int) -> None:
    """Headings stay in sight and are printed on every page; A4 across, as wide as the page."""
    sheet.freeze_panes = sheet.cell(top + 1, 1)
    sheet.print_title_rows = f"{top}:{top}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
    sheet.oddFooter.center.text = "&P/&N"
    sheet.sheet_view.showGridLines = False


def book_bytes(book: Workbook) -> bytes:
    """The .xlsx file; the same content gives the same bytes (the library writes the time in three places)."""
    book.properties.created = book.properties.modified = _LONG_AGO
    written = io.BytesIO()
    book.save(written)
    even = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(even, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", content)
            entry = zipfile.ZipInfo(name, _LONG_AGO.timetuple()[:6])
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o100644 << 16
            target.writestr(entry, content)
    return even.getvalue()
