"""A sheet of the Council's workbook: the lines that say what it is, one table, and its sums."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from openpyxl import Workbook

from kiosk import spreadsheet
from kiosk.spreadsheet import RED, Page, Row, Value


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


def add_table(book: Workbook, table: Table, head: Sequence[str]) -> None:
    """A sheet: the lines of `head`, the table, its sums; "Không có." where there is nothing."""
    page = Page(book, table.name, [column.width for column in table.columns])
    for line, words in enumerate(head):
        page.words(words, size=11 if line else 14, bold=not line, color=RED)
    page.gap()
    columns = [spreadsheet.Column(column.heading, column.form) for column in table.columns]
    rows = [Row(row) for row in table.rows]
    sums = [] if table.sums is None else [Row(table.sums, strong=True)]
    page.table(columns, rows + sums, frozen=True)
