"""Workbooks as an office prints them, written from top to bottom, whose bytes depend on their content alone.

Every text is written as text, never as a formula, whatever it begins with; what a cell cannot hold is left out of it.
"""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from ballots.record.results import FORMULA_SIGNS

FACE = "Times New Roman"
RED = "8C1520"
COUNT, POINTS, SHARE = "#,##0", "#,##0.00", "0.00%"
LONGEST = 32_000
_NEVER = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE = Side(style="thin", color="7A7263")
GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
HEADING = PatternFill("solid", fgColor="EFEADF")
GOLD = PatternFill("solid", fgColor="F6E3AE")
_LONG_AGO = datetime(1980, 1, 1, tzinfo=UTC)

Value = str | int | float | None


class Column(NamedTuple):
    """`form` is the number format of its values."""

    heading: str
    form: str = "General"


class Row(NamedTuple):
    """`strong`: a sum, in bold; `won`: on gold, for the outcome only."""

    values: Sequence[Value]
    strong: bool = False
    won: bool = False


def new_book(title: str) -> Workbook:
    book = Workbook()
    book.remove(book.active)
    book.properties.creator = "Hòm Phiếu"
    book.properties.title = title
    return book


class Page:
    """A sheet that is filled from the top. `line` is the next free row; `widths` are those of its columns, in characters."""

    def __init__(self, book: Workbook, name: str, widths: Sequence[int]) -> None:
        self.sheet = book.create_sheet(name)
        self.line = 1
        self._columns = len(widths)
        self._across = sum(widths)
        for place, width in enumerate(widths, 1):
            self.sheet.column_dimensions[self.sheet.cell(1, place).column_letter].width = width
        arrange(self.sheet)

    def words(self, text: str, size: int = 11, bold: bool = False, color: str = "000000", italic: bool = False) -> None:
        """One line across the page, which grows with a long text."""
        cell = write(self.sheet.cell(self.line, 1), text)
        cell.font = font(size, bold=bold, color=color, italic=italic)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        self.sheet.merge_cells(start_row=self.line, end_row=self.line, start_column=1, end_column=self._columns)
        lines = sum(1 + int(len(line) * size / 11 // self._across) for line in text.split("\n"))
        self.sheet.row_dimensions[self.line].height = lines * size * 1.5
        self.line += 1

    def gap(self) -> None:
        self.line += 1

    def facts(self, facts: Sequence[tuple[str, Value]], first: int = 1) -> None:
        """Names, in the column `first`, and their values beside them."""
        for name, value in facts:
            for column, said in ((first, name), (first + 1, value)):
                cell = write(self.sheet.cell(self.line, column), said)
                cell.font, cell.number_format = font(), COUNT if isinstance(said, int) else "General"
                cell.alignment = Alignment(horizontal="left", vertical="top")
            self.line += 1

    def table(self, columns: Sequence[Column], rows: Sequence[Row], frozen: bool = False) -> None:
        """Headings and rows; `frozen` keeps the headings in sight and prints them on every page."""
        for place, column in enumerate(columns, 1):
            head(self.sheet.cell(self.line, place), column.heading)
        if frozen:
            self.sheet.freeze_panes = self.sheet.cell(self.line + 1, 1)
            self.sheet.print_title_rows = f"{self.line}:{self.line}"
        self.line += 1
        for row in rows:
            self._cells(row.values, columns, strong=row.strong, fill=GOLD if row.won else None)
        if not rows:
            self.words("Không có.", italic=True)

    def _cells(self, values, columns, strong: bool = False, fill: PatternFill | None = None) -> None:
        for place, (value, column) in enumerate(zip(values, columns, strict=True), 1):
            cell = write(self.sheet.cell(self.line, place), value)
            number = isinstance(value, (int, float))
            cell.font, cell.border = font(bold=strong), GRID
            cell.alignment = Alignment(horizontal="right" if number else "left", vertical="top", wrap_text=True)
            if number:
                cell.number_format = column.form
            if fill:
                cell.fill = fill
        self.line += 1


def font(size: int = 11, **more: object) -> Font:
    return Font(name=FACE, size=size, **more)


def head(cell: Cell, text: str) -> Cell:
    """The heading of a column."""
    write(cell, text)
    cell.font, cell.fill, cell.border = font(bold=True), HEADING, GRID
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    return cell


def write(cell: Cell, value: Value) -> Cell:
    """A text stays a text also when somebody edits the cell: it is marked as one."""
    if isinstance(value, str):
        text = _NEVER.sub("\ufffd", value)
        cell.value = text if len(text) <= LONGEST else text[:LONGEST] + "…"
        cell.data_type = "s"
        if text.startswith(FORMULA_SIGNS):
            cell.quotePrefix = True
    else:
        cell.value = value
    return cell


def arrange(sheet: Worksheet) -> None:
    """A4 across, as wide as the page, numbered."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
    sheet.oddFooter.center.text = "&P/&N"
    sheet.sheet_view.showGridLines = False


def book_bytes(book: Workbook) -> bytes:
    """The .xlsx file; the same content gives the same bytes (the library writes the time in three places).

    Stored, not compressed: a compressor may write the same content differently on another machine.
    """
    book.properties.created = book.properties.modified = _LONG_AGO
    written = io.BytesIO()
    book.save(written)
    even = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(even, "w", zipfile.ZIP_STORED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", content)
            entry = zipfile.ZipInfo(name, _LONG_AGO.timetuple()[:6])
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            target.writestr(entry, content)
    return even.getvalue()
