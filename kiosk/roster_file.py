"""A roster file from somebody's computer, made into rows for `ballots.roster_sheet`.

What a file is, its first bytes say; its name is only believed where they say nothing (.csv). Everything is bounded
before it is unpacked, and whatever the reading library makes of a strange file ends in one of our own sentences.
"""

import csv
import io
import time
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict
from itertools import islice

from ballots.errors import Refused
from ballots.roster import Unit, row_of
from ballots.roster_changes import roster_changes
from ballots.roster_sheet import Formula, Row, Sheet, header_columns, read_rows

MOST_BYTES = 5_000_000
MOST_UNPACKED = 50_000_000
MOST_PARTS = 500
MOST_MARKS = 500_000
"""Beginnings and ends of XML elements in all parts together: a list of 5000 units has 200 000."""
MOST_SECONDS = 10.0
LAST_ROW, LAST_COLUMN = 5_000, 50
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""As every spreadsheet program packs; others may ask for gigabytes of memory before their first byte."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_TEXT_NAMES = (".csv", ".tsv", ".txt")


def read_roster_file(name: str, content: bytes) -> Sheet:
    """Units and problems of an .xlsx or .csv file; saves nothing, names nothing.

    Refused: roster-file-empty, roster-file-too-large, roster-file-xls (Excel 97), roster-file-locked (password),
    roster-file-not-xlsx (another kind of office file), roster-file-unreadable (a picture, damaged, anything else).
    """
    if not content:
        raise Refused("roster-file-empty", "Tệp không có nội dung; xin chọn tệp khác.")
    if len(content) > MOST_BYTES:
        raise _too_large()
    if content.startswith(_OLE):
        raise _locked() if _ENCRYPTED in content else _old_excel()
    if content.startswith(b"PK\x03\x04"):
        return _read_xlsx(content)
    if name.lower().endswith(_TEXT_NAMES):
        return _read_csv(content)
    raise _old_excel() if name.lower().endswith(".xls") else _unreadable()


def preview_of(sheet: Sheet, standing: Iterable[Unit]) -> dict[str, object]:
    """What the desk is shown before anything is saved: {"units": rows, "problems": [{"row", "column", "code",
    "message", "cell"}], "changes": see `ballots.roster_changes`} against the roster that stands."""
    return {
        "units": list(sheet.units),
        "problems": [asdict(problem) for problem in sheet.problems],
        "changes": roster_changes(map(row_of, standing), sheet.units),
    }


def _read_xlsx(content: bytes) -> Sheet:
    """The first visible sheet with a header, else the first."""
    _check_bounds(content)
    try:
        sheets = [list(rows) for rows in _xlsx_sheets(content)]
    except _Endless:
        raise _too_large() from None
    except Exception:  # openpyxl's errors for a strange file are open-ended, and none of them is the room's business
        raise _unreadable() from None
    return read_rows(next((rows for rows in sheets if header_columns(rows)), sheets[0] if sheets else []))


class _Endless(Exception):
    """One part of the file is read over and over."""


class _Bounded(io.BytesIO):
    """A file for a library that may be led in circles by it: reading ends with _Endless after MOST_SECONDS."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self._end = time.monotonic() + MOST_SECONDS

    def read(self, size: int | None = -1) -> bytes:
        if time.monotonic() > self._end:
            raise _Endless
        return super().read(size)


def _marks(content: bytes) -> int:
    """How many there are; a part that cannot be unpacked has none."""
    marks = 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in archive.infolist():
            with suppress(Exception), archive.open(part) as opened:  # the library's list of errors is open-ended
                while piece := opened.read(1_000_000):
                    marks += piece.count(b"<")
    return marks


def _check_bounds(content: bytes) -> None:
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise _unreadable() from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise _too_large()
    if any(part.flag_bits & 1 for part in parts):
        raise _locked()
    if any(part.compress_type not in _PACKED for part in parts):
        raise _unreadable()
    if _marks(content) > MOST_MARKS:
        raise _too_large()
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise Refused(
            "roster-file-not-xlsx",
            "Tệp này không phải bảng tính Excel. Xin lưu danh sách thành “Excel "
            "Workbook (*.xlsx)” hoặc “CSV UTF-8” rồi chọn lại.",
        )


def _xlsx_sheets(content: bytes) -> Iterator[list[Row]]:
    """Each visible sheet's rows. The file is read twice, because one reading gives values and the other formulas."""
    import openpyxl  # takes 0.2 s, in the thread that reads the file: the kiosk starts without it

    computed, written = (
        openpyxl.load_workbook(_Bounded(content), read_only=True, data_only=data_only, keep_links=False)
        for data_only in (True, False)
    )
    for values, formulas in zip(computed.worksheets, written.worksheets):
        if values.sheet_state == "visible":
            yield [
                (number, _cells(row, sources))
                for number, (row, sources) in enumerate(zip(_rows(values), _rows(formulas)), start=1)
            ]


def _rows(sheet) -> Iterator[tuple]:
    sheet.reset_dimensions()  # other programs write a wrong extent; the bounds below are ours
    return sheet.iter_rows(max_row=LAST_ROW, max_col=LAST_COLUMN)


def _cells(values: tuple, sources: tuple) -> list[object]:
    return [
        Formula() if value.value is None and source.data_type == "f" else value.value
        for value, source in zip(values, sources)
    ]


def _read_csv(content: bytes) -> Sheet:
    text = _decode(content)
    try:
        splits = [list(_split(text, mark)) for mark in ",;\t"]
    except csv.Error:
        raise _unreadable() from None
    return read_rows(max(splits, key=header_columns))


def _split(text: str, mark: str) -> Iterator[Row]:
    return islice(enumerate(csv.reader(io.StringIO(text), delimiter=mark), start=1), LAST_ROW)


def _decode(content: bytes) -> str:
    """UTF-16 where the file says so, else UTF-8, else Windows-1258, in which older Vietnamese offices save."""
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if utf16 else ("utf-8-sig", "cp1258"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise _unreadable()


def _too_large() -> Refused:
    return Refused(
        "roster-file-too-large",
        "Tệp quá lớn so với một danh sách đơn vị (tối đa %(most)d MB); xin bỏ hình ảnh và các trang tính khác.",
        most=MOST_BYTES // 1_000_000,
    )


def _locked() -> Refused:
    return Refused("roster-file-locked", "Tệp có mật khẩu. Xin mở bằng Excel, bỏ mật khẩu, lưu lại rồi chọn lại tệp.")


def _old_excel() -> Refused:
    return Refused(
        "roster-file-xls",
        "Đây là tệp Excel đời cũ (.xls). Xin mở bằng Excel, lưu thành “Excel Workbook (*.xlsx)” rồi chọn lại.",
    )


def _unreadable() -> Refused:
    return Refused(
        "roster-file-unreadable",
        "Không đọc được tệp này: tệp bị hỏng hoặc không phải bảng tính .xlsx hay "
        ".csv. Danh sách đang có không thay đổi.",
    )
