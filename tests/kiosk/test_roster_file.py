"""Bad input, "roster ... .xls or a picture named .xlsx": content decides what a file is; each kind has its answer."""

import io
import re
import unicodedata
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ballots.errors import Refused
from ballots.roster import Unit, row_of
from kiosk import roster_file
from kiosk.roster_file import preview_of, read_roster_file
from tests.halls import room

HEADER = ["STT", "Đơn vị", "Lãnh đạo", "Chức vụ"]
GOOD = [1, "BHXH tỉnh Phú Thọ", "Nguyễn Văn A (mẫu)", "Giám đốc"]
UNIT = row_of(Unit(1, "BHXH tỉnh Phú Thọ", "Nguyễn Văn A (mẫu)", "Giám đốc"))
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)


def xlsx(*rows, arrange=lambda book: None):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    arrange(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def zipped(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return file.getvalue()


def csv(encoding, mark=","):
    return "\r\n".join(mark.join(map(str, row)) for row in (HEADER, GOOD)).encode(encoding)


def code_of(name, content):
    with pytest.raises(Refused) as refusal:
        read_roster_file(name, content)
    return refusal.value.code


def test_xlsx():
    sheet = read_roster_file("Danh sách.XLSX", xlsx(["CỤM THI ĐUA SỐ 5"], [], HEADER, GOOD))
    assert sheet.units == (UNIT,) and sheet.problems == ()


def test_xlsx_row_numbers_are_the_spreadsheets():
    sheet = read_roster_file("a.xlsx", xlsx(["Cụm"], [], HEADER, GOOD, [], [2, 1000.0, "", ""]))
    assert [(problem.row, problem.code) for problem in sheet.problems] == [(6, "cell-number")]


def test_scores_marks_and_years_come_from_a_workbook_and_from_a_csv_alike():
    rows = [
        ["Đơn vị", "Điểm thẩm định", "Điểm tối đa", "Đạt tiêu chuẩn", "Năm làm cụm trưởng"],
        ["BHXH tỉnh Phú Thọ", 1386.5, 1400.0, True, "2019; 2023"],
        ["BHXH tỉnh Quảng Ninh", "1\u00a0259", "1.400", "x", 2021],
    ]
    workbook = read_roster_file("a.xlsx", xlsx(*rows))
    text = "\r\n".join("\t".join(map(str, row)) for row in rows)
    assert not workbook.problems and read_roster_file("a.csv", text.encode()) == workbook
    assert [unit["score"] for unit in workbook.units] == ["1.386,5", "1.259"]
    assert [unit["led"] for unit in workbook.units] == ["2019, 2023", "2021"]


def test_the_preview_names_cells_and_says_what_would_change():
    sheet = read_roster_file("a.xlsx", xlsx(HEADER, GOOD, [2, "BHXH tỉnh Hưng Yên", "", 5]))
    preview = preview_of(sheet, (Unit(7, "bhxh tỉnh phú thọ", "Bà B"), Unit(8, "BHXH tỉnh Bắc Ninh")))
    assert [(problem["cell"], problem["code"]) for problem in preview["problems"]] == [("D3", "cell-number")]
    assert preview["changes"]["added"] == ["BHXH tỉnh Hưng Yên"] and preview["changes"]["removed"] == [
        "BHXH tỉnh Bắc Ninh"
    ]
    assert preview["units"] == list(sheet.units)


def test_xlsx_formula_without_a_computed_value():
    sheet = read_roster_file("a.xlsx", xlsx(HEADER, GOOD, [2, '="BHXH "&"tỉnh"', "", ""]))
    assert sheet.units == (UNIT,) and [problem.code for problem in sheet.problems] == ["cell-formula"]


def test_xlsx_formula_that_excel_has_computed():
    made = zipfile.ZipFile(io.BytesIO(xlsx(HEADER, [1, "=A9", "", ""])))
    parts = {name: made.read(name) for name in made.namelist()}
    path = "xl/worksheets/sheet1.xml"
    parts[path] = parts[path].replace(b'r="B2"', b'r="B2" t="str"')
    parts[path] = parts[path].replace(b"<v></v>", b"<v>BHXH</v>").replace(b"<v />", b"<v>BHXH</v>")
    assert b"<f>A9</f><v>BHXH</v>" in parts[path]
    assert [unit["name"] for unit in read_roster_file("a.xlsx", zipped(**parts)).units] == ["BHXH"]


def test_xlsx_the_roster_is_found_on_the_second_sheet_and_never_on_a_hidden_one():
    def arrange(book):
        for title, state in (("ẩn", "hidden"), ("danh sách", "visible")):
            sheet = book.create_sheet(title)
            sheet.sheet_state = state
            sheet.append(HEADER)
            sheet.append([1, title.upper(), "", ""])

    sheet = read_roster_file("a.xlsx", xlsx(["Bìa"], arrange=arrange))
    assert [unit["name"] for unit in sheet.units] == ["DANH SÁCH"]


def test_xlsx_without_a_header():
    assert [problem.code for problem in read_roster_file("a.xlsx", xlsx(["Bìa"])).problems] == ["header-missing"]


def test_xlsx_with_a_cell_at_the_far_end_is_read_in_bounds():
    def far(book):
        book.active.cell(row=1_000_000, column=1, value="xa")
        book.active.cell(row=2, column=16_000, value="xa")

    assert read_roster_file("a.xlsx", xlsx(HEADER, GOOD, arrange=far)).units == (UNIT,)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_in_every_usual_encoding(encoding, mark):
    assert read_roster_file("a.csv", csv(encoding, mark)).units == (UNIT,)


def test_csv_of_an_older_office():
    """Windows-1258 writes a letter and its tone mark as two characters: they become one again."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    typed = ""
    for letter in csv("utf-8").decode():
        marks = unicodedata.normalize("NFD", letter)
        plain = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in tones))
        typed += plain + "".join(mark for mark in marks if mark in tones)
    assert read_roster_file("a.csv", typed.encode("cp1258")).units == (UNIT,)


def test_csv_commas_inside_names_do_not_choose_the_delimiter():
    content = "Danh sách, năm 2025, cụm 5\nĐơn vị;Lãnh đạo\nBHXH A, B, C;Ông D\n".encode()
    assert read_roster_file("a.csv", content).units == (row_of(Unit(1, "BHXH A, B, C", "Ông D")),)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsx", b"", "roster-file-empty"),
        ("a.xlsx", OLE, "roster-file-xls"),
        ("a.xls", OLE, "roster-file-xls"),
        ("a.csv", OLE, "roster-file-xls"),
        ("a.xls", b"<html><table>", "roster-file-xls"),
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "roster-file-locked"),
        ("a.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(100), "roster-file-unreadable"),
        ("a.xlsx", b"\xff\xd8\xff\xe0" + bytes(100), "roster-file-unreadable"),
        ("a.csv", b"\x89PNG\r\n\x1a\n" + bytes(100), "roster-file-unreadable"),
        ("a.csv", b"\xff\xfe\x00", "roster-file-unreadable"),
        ("a.csv", b'"' + b"a" * 200_000, "roster-file-unreadable"),
        ("a.xlsx", b"%PDF-1.7", "roster-file-unreadable"),
        ("danh sách", b"plain text", "roster-file-unreadable"),
        ("a.xlsx", xlsx(HEADER, GOOD)[:-200], "roster-file-unreadable"),
        ("a.xlsx", zipped(xl__workbook_xml="<broken"), "roster-file-unreadable"),
        ("a.xlsx", zipped(word__document_xml="<w/>"), "roster-file-not-xlsx"),
        ("a.xlsx", b"a" * (roster_file.MOST_BYTES + 1), "roster-file-too-large"),
        ("a.xlsx", zipped(xl__workbook_xml=b" " * (roster_file.MOST_UNPACKED + 1)), "roster-file-too-large"),
        ("a.xlsx", zipped(**{f"p{i}": b"" for i in range(roster_file.MOST_PARTS + 1)}), "roster-file-too-large"),
    ],
)
def test_other_files_have_their_own_sentences(name, content, code):
    assert code_of(name, content) == code


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s<sheetData>%s</sheetData></worksheet>'
ENDLESS = {
    "a row without end": {"xl/worksheets/sheet1.xml": SHEET % (b"", b"<row>" + b"<c/>" * 600_000 + b"</row>")},
    "rows without end": {"xl/worksheets/sheet1.xml": SHEET % (b"", b"<row/>" * 600_000)},
    "words without end": {"xl/sharedStrings.xml": b"<sst>" + b"<si><t>a</t></si>" * 200_000 + b"</sst>"},
}


def with_parts(content, parts, packed=zipfile.ZIP_DEFLATED):
    """The workbook with some of its parts replaced."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", packed) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
        for name in set(parts) - set(old.namelist()):
            new.writestr(name, parts[name])
    return file.getvalue()


@pytest.mark.parametrize("kind", ENDLESS)
def test_a_small_file_that_unpacks_to_endless_work_is_too_large(kind):
    content = with_parts(xlsx(HEADER, GOOD), ENDLESS[kind])
    assert len(content) < 100_000 and code_of("a.xlsx", content) == "roster-file-too-large"


def test_a_sheet_that_is_there_over_and_over_is_given_up(monkeypatch):
    monkeypatch.setattr(roster_file, "MOST_SECONDS", 0.2)
    sheet = b'<sheet name="a%d" sheetId="%d" r:id="rId1"/>'
    many = b"".join(sheet % (number, number) for number in range(1, 5_000))
    book = zipfile.ZipFile(io.BytesIO(xlsx(["a"]))).read("xl/workbook.xml")
    around = b'<sheets xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">%s</sheets>' % many
    content = with_parts(xlsx(["a"]), {"xl/workbook.xml": re.sub(rb"<sheets>.*</sheets>", around, book, flags=re.S)})
    assert code_of("a.xlsx", content) == "roster-file-too-large"


@pytest.mark.parametrize("packed", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_file_that_is_packed_as_no_spreadsheet_is_refused(packed):
    assert code_of("a.xlsx", with_parts(xlsx(HEADER, GOOD), {}, packed)) == "roster-file-unreadable"


def test_no_entity_is_expanded_into_gigabytes():
    laughs = b"".join(b'<!ENTITY %c "%s">' % (98 + at, b"&%c;" % (97 + at) * 50) for at in range(8))
    sheet = SHEET % (b"", b'<row><c t="inlineStr"><is><t>&i;</t></is></c></row>')
    hostile = b'<!DOCTYPE a [<!ENTITY a "' + b"ha" * 20 + b'">' + laughs + b"]>" + sheet
    assert (
        code_of("a.xlsx", with_parts(xlsx(HEADER, GOOD), {"xl/worksheets/sheet1.xml": hostile}))
        == "roster-file-unreadable"
    )


@pytest.mark.parametrize("line", [b"\n", b",\n", b"a\n"])
def test_no_more_lines_of_a_text_are_read_than_of_a_sheet(line, monkeypatch):
    monkeypatch.setattr(roster_file, "read_rows", lambda rows: len(list(rows)))
    assert read_roster_file("a.csv", line * 1_000_000) <= roster_file.LAST_ROW


WORKBOOK = xlsx(HEADER, GOOD)  # made once: it holds the time of its making, and its length varies with it


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_xlsx_is_read_or_refused_and_nothing_else(data):
    content = bytearray(WORKBOOK)
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        read_roster_file("a.xlsx", bytes(content))
    except Refused as refusal:
        assert refusal.code.startswith("roster-file-")


def test_the_desk_gets_a_preview_and_nothing_is_saved(tmp_path):
    made = room(tmp_path, "preparing")
    before, desk = made.hall.meeting, made.desk()
    content = xlsx(HEADER, GOOD, [2, 1000.0, "", ""])
    answer = desk.post("/desk/roster/file", data={"file": (io.BytesIO(content), "Danh sách.xlsx")})
    assert answer.status_code == 200 and answer.json["units"] == [UNIT]
    assert [(problem["row"], problem["column"]) for problem in answer.json["problems"]] == [(3, "Đơn vị")]
    refused = desk.post("/desk/roster/file", data={"file": (io.BytesIO(OLE), "cũ.xls")})
    assert refused.json["error"]["code"] == "roster-file-xls" and 400 <= refused.status_code < 500
    assert made.hall.meeting == before
