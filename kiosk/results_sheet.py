"""results.xlsx: the outcome, every round, the roll call, who could stand and the hand votes, as an office prints them.

Made from the document (meeting.json) alone, so that the verifier makes it again and compares: `results_sheet_differs`.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping

import openpyxl

from ballots.roster_columns import address
from kiosk import results_pages as pages
from kiosk.spreadsheet import book_bytes, new_book

Document = Mapping[str, object]
_MORE = 1_000_000
"""How much larger, in bytes, than the sheet made again another one may be before it is not even looked at."""
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is|f)[ />]")
_HIDING = (b"hidden", b"Hidden", b"conditionalFormatting")


def make_results_sheet(document: Document) -> bytes:
    """The .xlsx file of a meeting.json as it was read (`ballots.record.shape`). The same document gives the same bytes."""
    book = new_book(f"Kết quả bình chọn – {document['meeting']['cluster']}, năm {document['meeting']['year']}")
    pages.outcome_page(book, document)
    for one in document["rounds"]:
        pages.round_page(book, document, one)
    pages.attendance_page(book, document)
    pages.eligibility_page(book, document)
    pages.hand_votes_page(book, document)
    return book_bytes(book)


def results_sheet_differs(raw: bytes, document: Document) -> str | None:
    """Where a results.xlsx does not say what the document says, as a Vietnamese sentence; None: it says the same.

    Cells are compared, not bytes: another version of the writing library may write the same values differently.
    Bounded by the size of the sheet made again, and never raises for what `raw` holds.
    """
    try:
        expected = make_results_sheet(document)
        return None if raw == expected else _first_difference(raw, expected)
    except Exception:  # the errors of the reading library for a strange file are open-ended
        return "Không đọc được bảng kết quả: tệp bị hỏng hoặc không phải bảng tính .xlsx."


def _first_difference(raw: bytes, expected: bytes) -> str | None:
    given, made = (zipfile.ZipFile(io.BytesIO(content)) for content in (raw, expected))
    if len(raw) > len(expected) + _MORE or _unpacked(given) > _unpacked(made) + _MORE:
        return "Bảng kết quả lớn hơn nhiều so với bảng lập từ hồ sơ."
    if sorted(given.namelist()) != sorted(made.namelist()):
        return "Bảng kết quả có thêm hoặc thiếu thành phần so với bảng lập từ hồ sơ."
    if any(word in given.read(name) for name in given.namelist() if name.startswith("xl/work") for word in _HIDING):
        return "Bảng kết quả có phần bị ẩn hoặc định dạng theo điều kiện."
    outside = _written(given) != _written(made) and "Bảng kết quả có thêm hoặc thiếu ô so với bảng lập từ hồ sơ."
    return next(_differences(raw, expected), None) or outside or None


def _written(parts: zipfile.ZipFile) -> dict[str, int]:
    """How many values each sheet holds: one that lies far outside of the table is noticed without walking there."""
    return {name: len(_VALUE.findall(parts.read(name))) for name in parts.namelist() if "/worksheets/" in name}


def _unpacked(parts: zipfile.ZipFile) -> int:
    return sum(part.file_size for part in parts.infolist())


def _differences(raw: bytes, expected: bytes) -> Iterator[str]:
    """Sheets, then cells: what they hold, and how numbers are shown."""
    given, made = (openpyxl.load_workbook(io.BytesIO(content), read_only=True) for content in (raw, expected))
    if given.sheetnames != made.sheetnames:
        yield "Các trang của bảng kết quả không phải các trang lập từ hồ sơ."
        return
    for theirs, ours in zip(given.worksheets, made.worksheets):
        rows, columns = ours.max_row, ours.max_column
        for row, (one, other) in enumerate(zip(_cells(theirs, rows, columns), _cells(ours, rows, columns)), 1):
            for place, (here, there) in enumerate(zip(one, other)):
                if here != there:
                    yield (
                        f"Trang “{ours.title}”, ô {address(row, place)} của bảng kết quả ghi “{_shown(here)}”, hồ sơ ghi "
                        f"“{_shown(there)}”."
                    )


def _cells(sheet, rows: int, columns: int) -> Iterator[list[tuple | None]]:
    """Value and number format of each cell, row by row."""
    sheet.reset_dimensions()
    for row in sheet.iter_rows(max_row=rows, max_col=columns):
        said = [None if cell.value is None else (cell.value, cell.data_type, cell.number_format) for cell in row]
        yield said + [None] * (columns - len(said))


def _shown(cell: tuple | None) -> str:
    return "" if cell is None else str(cell[0])[:80]
