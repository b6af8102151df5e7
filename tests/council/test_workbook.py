"""The Council's workbook says what the result says, holds no formula, and is the same for the same result."""

import io
import zipfile

import openpyxl
import pytest

from ballots.findings import Failure
from kiosk.council.checking import Checked
from kiosk.council.finding import Aside
from kiosk.council.result import result
from kiosk.council.sorting import sort_records
from kiosk.council.workbook import make_workbook
from tests.council.builders import meeting, sound

SHEETS = ["Tổng hợp", "Đơn vị đề nghị", "Các lần bầu", "Kiểm tra hồ sơ", "Mâu thuẫn", "Không hợp lệ", "Trùng lặp",
          "Diễn tập", "Năm khác", "Tệp khác"]  # fmt: skip
BAD = Checked("bad.zip", "00", (Failure("record-damaged", "Gói hồ sơ bị hỏng."),), ("Chữ ký",))
OTHERS = tuple(f"Đơn vị {number}" for number in range(1, 8))


def all_kinds():
    return result(sort_records(
        [sound("5.zip", cluster="Cụm số 5"), sound("6.zip", cluster="Cụm số 6", uuid="u6", units=OTHERS, adopted=False),
         sound("5 copy.zip", cluster="Cụm số 5"), sound("5 before.zip", cluster="Cụm số 5", adopted=False), BAD,
         sound("7.zip", cluster="Cụm số 7", uuid="u7"), sound("7 again.zip", cluster="Cụm số 7", uuid="u8"),
         sound("8.zip", cluster="Cụm số 8", uuid="u9", year=2024),
         sound("9.zip", cluster="Cụm số 9", uuid="u10", rehearsal=True)],
        [Aside("note.docx", Failure("not-a-record", "Không phải hồ sơ."))],
    ))  # fmt: skip


def opened(told):
    return openpyxl.load_workbook(io.BytesIO(make_workbook(told)))


def table(book, name):
    """The rows of a sheet by heading; the sums, if any, come last."""
    lines = [row for row in book[name].iter_rows(values_only=True)]
    top = next(place for place, line in enumerate(lines) if sum(value is not None for value in line) > 2)
    return [dict(zip(lines[top], line)) for line in lines[top + 1 :]]


def cells(book):
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_every_kind_of_file_has_its_sheet_and_none_is_missing():
    book = opened(all_kinds())
    assert book.sheetnames == SHEETS
    named = {name: [row["Tệp"] for row in table(book, name) if row.get("Tệp")] for name in SHEETS}
    assert {name: files for name, files in named.items() if files} == {
        "Kiểm tra hồ sơ": ["5 copy.zip", "6.zip", "7 again.zip", "7.zip"],
        "Mâu thuẫn": ["7 again.zip", "7.zip"],
        "Không hợp lệ": ["bad.zip", "bad.zip"],
        "Trùng lặp": ["5.zip", "5 before.zip"],
        "Diễn tập": ["9.zip"],
        "Năm khác": ["8.zip"],
        "Tệp khác": ["note.docx"],
    }


def test_the_sums_are_those_of_the_rows_above_and_of_the_result():
    told = all_kinds()
    *rows, sums = table(opened(told), "Tổng hợp")
    for heading, name in {"Triệu tập": "summoned", "Có mặt": "present", "Vắng": "absent", "Phiếu phát ra": "issued",
                          "Phiếu thu về": "returned", "Đề nghị Cờ BHXH Việt Nam": "bhxh",
                          "Đề nghị Cờ Chính phủ": "government"}.items():  # fmt: skip
        assert sums[heading] == sum(row[heading] or 0 for row in rows) == told["totals"][name], heading
    assert sums["Cụm"] == "Cộng 2 cụm"


def test_codes_and_signatures_are_the_records():
    told = result(sort_records([sound("5.zip", signers=("bao-cao.pdf: máy kiểm phiếu ký.",))]))
    codes = told["clusters"][0]["verification"]
    assert [tuple(row.values()) for row in table(opened(told), "Kiểm tra hồ sơ")] == [
        ("Cụm thi đua số 5", "5.zip", "đúng", codes["kiosk"], codes["record"], codes["heads"][0],
         "bao-cao.pdf: máy kiểm phiếu ký."),
    ]  # fmt: skip


def test_every_number_of_those_proposed_is_the_records():
    book = opened(result(sort_records([sound("5.zip")])))
    assert [tuple(row.values())[3:15] for row in table(book, "Đơn vị đề nghị")] == [
        (1, "Phú Thọ", None, 1390, 1400, 3, 3, 1, "số phiếu hợp lệ", None, "số phiếu", "Cờ thi đua của Chính phủ"),
        (2, "Quảng Ninh", None, 1390, 1400, 2, 3, 0.6667, "số phiếu hợp lệ", None, "số phiếu",
         "Cờ thi đua của BHXH Việt Nam"),
    ]  # fmt: skip


def test_units_still_tied_are_told_and_nobody_is_chosen():
    document = meeting(adopted=False)
    for place in document["outcome"][0]["nominees"][:2]:
        place.update(elected=False, tied=True)
    rows = table(opened(result(sort_records([sound("5.zip", document)]))), "Đơn vị đề nghị")
    assert [row["Đơn vị"] for row in rows] == ["CHƯA QUYẾT ĐỊNH: Phú Thọ, Quảng Ninh"]


@pytest.mark.parametrize("words", ['=HYPERLINK("http://x")', "+1+1", "-1", "@SUM(A1)", "\t=1+1", "=cmd|'/c calc'!A1"])
def test_no_text_of_a_record_becomes_a_formula(words):
    document = meeting(cluster=words, units=(words, "B", "C"))
    book = opened(result(sort_records([sound(f"{words}.zip", document)], [Aside(words, Failure("hidden", words))])))
    texts = [cell for cell in cells(book) if isinstance(cell.value, str)]
    assert words in {cell.value for cell in texts} and not [cell for cell in cells(book) if cell.data_type == "f"]


def test_what_a_cell_cannot_hold_does_not_end_the_table():
    strange = sound("\ud800\x00\x1b[2J.zip", cluster="a\x00b\ufffe", uuid="u" * 50_000)
    assert [row["Cụm"] for row in table(opened(result(sort_records([strange]))), "Tổng hợp")][0] == "a\ufffdb\ufffd"


def test_p12_a_table_of_rehearsals_says_so_on_every_sheet():
    book = opened(result(sort_records([sound("9.zip", rehearsal=True)])))
    assert all("DIỄN TẬP" in sheet.cell(2, 1).value for sheet in book)


def test_a_folder_of_nothing_sound_still_makes_a_table():
    book = opened(result(sort_records([BAD])))
    assert [row["Mã lỗi"] for row in table(book, "Không hợp lệ")] == ["record-damaged", None]
    assert book["Năm khác"].cell(4, 1).value == "Không có."


def test_the_same_result_gives_the_same_bytes(monkeypatch):
    first = make_workbook(all_kinds())
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert make_workbook(all_kinds()) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.read("docProps/core.xml").count(b"1980-01-01T00:00:00Z") == 2


def test_sheets_print_well():
    for sheet in opened(all_kinds()):
        assert sheet.page_setup.orientation == "landscape" and sheet.print_title_rows and sheet.freeze_panes
        assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0


@pytest.mark.parametrize("name", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3"])
def test_a_unit_that_is_called_like_a_formula_is_a_text_in_the_table(name):
    units = (name, *OTHERS[1:])
    book = opened(result(sort_records([sound("5.zip", cluster=name, units=units)], [])))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if str(cell.value).startswith(name)]
    assert len(cells) > 1 and all(cell.data_type == "s" and cell.quotePrefix for cell in cells)
