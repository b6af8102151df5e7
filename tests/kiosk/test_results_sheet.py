"""results.xlsx: says what the document says and nothing else, sums included; and a sheet that says otherwise is told."""

import io
import json
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.formatting.rule import CellIsRule

from ballots.contest import Contest
from ballots.eligibility import objections
from ballots.record.document import make_document
from ballots.roster import make_roster
from ballots.samples import cluster_5
from kiosk.results_pages import BY_HAND, PRACTICE
from kiosk.results_sheet import make_results_sheet, results_sheet_differs
from tests.meetings import VOTES, Play, counted, decided


def document_of(play):
    told = play.told() if isinstance(play, Play) else play
    return json.loads(make_document(told.meeting, told.facts, told.boards, "ab:cd", "test"))


ADOPTED = document_of(decided().adopt("government", against=1))
SHEET = make_results_sheet(ADOPTED)


def book(document):
    return openpyxl.load_workbook(io.BytesIO(make_results_sheet(document)))


def rows(sheet):
    return [[value for value in row if value is not None] for row in sheet.iter_rows(values_only=True)]


def texts(sheet):
    return "\n".join(str(value) for row in rows(sheet) for value in row)


def test_its_pages():
    assert book(ADOPTED).sheetnames == ["Kết quả", "Vòng 1", "Vòng 2", "Điểm danh", "Điều kiện", "Biểu quyết"]


def test_the_final_outcome_with_the_votes_of_each_round_and_what_decided():
    said = rows(book(ADOPTED)["Kết quả"])
    assert [1, "Phú Thọ", 2, 2, "được bầu", "bầu lại"] in said and [3, "Bắc Ninh", 1] in said
    assert ["Không tán thành", 1] in said and ["Có mặt", 3] in said
    assert [1, "Phú Thọ", "Cờ thi đua của Chính phủ", "Xếp thứ nhất, thứ nhì"] in said


def test_what_is_undecided_or_not_adopted_is_said():
    said = texts(book(document_of(counted()))["Kết quả"])
    assert "chưa quyết định thứ tự" in said and "Bằng phiếu ở vị trí được bầu cuối cùng" in said
    assert "chưa được hội nghị thông qua" in said


def test_a_voided_round_keeps_its_numbers_and_its_reason_and_stays_out_of_the_outcome():
    made = book(document_of(Play().vote(VOTES).void("Sai danh sách").by_hand(3, 3, [0, 2, 1, 0], [1, 2, 0], invalid=0)))
    assert "ĐÃ HỦY" in texts(made["Vòng 1"]) and "Sai danh sách" in texts(made["Vòng 1"])
    assert [1, "Phú Thọ", 2, pytest.approx(2 / 3)] in rows(made["Vòng 1"])
    assert "Số phiếu vòng 1" not in texts(made["Kết quả"]) and "Số phiếu vòng 2" in texts(made["Kết quả"])


def test_a_round_voided_before_its_count_has_no_numbers():
    made = book(document_of(Play().vote(VOTES, until="Ballot").void().vote(VOTES)))
    assert "Chưa có kết quả kiểm phiếu" in texts(made["Vòng 1"]) and "Cộng số lượt chọn" not in texts(made["Vòng 1"])


def test_a_count_on_paper_is_marked_as_such_with_its_invalid_ballots():
    made = book(document_of(Play().by_hand(3, 3, [0, 2, 1, 0], [0, 2, 0], invalid=1)))
    assert BY_HAND in texts(made["Kết quả"]) and BY_HAND.upper() in texts(made["Vòng 1"])
    said = rows(made["Vòng 1"])
    assert ["Phiếu không hợp lệ: Bầu quá số lượng", 1] in said and ["Phiếu hợp lệ", 2] in said
    assert said.count(["Cộng phiếu thu về", 3]) == 2


def test_a_rehearsal_says_so_on_every_page_and_a_meeting_on_none():
    for rehearsal in (True, False):
        made = book(document_of(counted(rehearsal=rehearsal)))
        assert all((PRACTICE in texts(sheet)) is rehearsal for sheet in made.worksheets)


def test_the_winner_of_the_first_office_is_left_out_of_the_second_and_the_sheet_says_why():
    names = ("BHXH A", "BHXH B")
    pair = (Contest("Cụm trưởng", 1, names, "leader"), Contest("Cụm phó", 1, names, "deputy"))
    said = rows(book(document_of(Play(pair).by_hand(3, 3, [0, 2, 1], [0, 2, 1])))["Kết quả"])
    assert ["BHXH A", 2, "đã được bầu ở nội dung trước"] in said and ["Cụm phó năm sau", "BHXH B"] in said


UNITS = make_roster(cluster_5()["units"])


def test_who_could_stand_and_why_not_with_clause_and_reason():
    sheet = book(document_of(by_hand(Play(units=UNITS, present=5))))["Điều kiện"]
    line = {row[1]: row for row in sheet.iter_rows(min_row=6, values_only=True)}
    ninh_binh, hung_yen = line["BHXH tỉnh Ninh Bình"], line["BHXH tỉnh Hưng Yên"]
    assert ninh_binh[3:7] == (1301, 1259, 1400, 0.8992) and ninh_binh[11:13] == ("chưa đủ điều kiện", "C.4.a")
    assert "1.259/1.400" in ninh_binh[13] and hung_yen[11:13] == ("chưa xét", "D.2") and "(mẫu)" in hung_yen[13]
    assert line["BHXH cơ sở Sông Lam (mẫu)"][2] == "BHXH tỉnh Phú Thọ"
    assert sum(row[13] is not None for row in line.values()) == sum(bool(objections(unit)) for unit in UNITS)


def by_hand(play):
    return play.by_hand(3, 3, [0, 2, 1, 0], [0, 2, 1])


def test_the_roll_call_names_member_units_only():
    made = document_of(by_hand(Play(units=UNITS, present=5)))
    sheet = book(made)["Điểm danh"]
    assert "BHXH cơ sở" not in texts(sheet) and "vắng, mất quyền bỏ phiếu" in texts(sheet)
    assert ["Triệu tập 6", "có mặt 5, vắng 1", 5] in rows(sheet)


def test_hand_votes_add_up():
    said = rows(book(ADOPTED)["Biểu quyết"])
    header, votes = said[3], said[4:]
    assert header[3:8] == ["Tán thành", "Không tán thành", "Không có ý kiến", "Cộng", "Có mặt"]
    assert len(votes) == len(ADOPTED["hand_votes"]) and votes[-1][1] == "thông qua kết quả"
    for vote, told in zip(votes, ADOPTED["hand_votes"]):
        numbers = [value for value in vote[1:] if isinstance(value, int)]
        assert numbers == [told["favour"], told["against"], told["abstain"], told["present"], told["present"]]


def test_the_same_document_gives_the_same_bytes():
    assert make_results_sheet(json.loads(json.dumps(ADOPTED))) == SHEET
    assert results_sheet_differs(SHEET, ADOPTED) is None


def test_nothing_is_a_formula_whatever_a_name_begins_with():
    contests = (Contest("=SUM(A1:A9)", 1, ("=1+1", "@A", "+B", "＝C")),)
    made = make_results_sheet(document_of(Play(contests).by_hand(3, 3, [0, 1, 1, 1, 0])))
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    assert sheets and not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(made))["Vòng 1"].iter_rows() for cell in row]
    risky = [cell for cell in cells if isinstance(cell.value, str) and cell.value[0] in "=+-@＝"]
    assert len(risky) == 5 and all(cell.data_type == "s" and cell.quotePrefix for cell in risky)


@st.composite
def documents(draw):
    """A meeting that was counted by hand, with any numbers that the meeting takes."""
    seats = draw(st.integers(1, 3))
    contest = Contest("Bầu", seats, tuple(f"Đơn vị {place}" for place in range(draw(st.integers(seats, 5)))))
    present = draw(st.integers(1, 9))
    returned = draw(st.integers(0, present))
    invalid = draw(st.integers(0, returned))
    blank = draw(st.integers(0, returned - invalid))
    marked = returned - invalid - blank
    votes = [draw(st.integers(0, marked * seats // len(contest.nominees))) for _ in contest.nominees]
    play = Play((contest,), present, draw(st.integers(0, 3)))
    return document_of(play.by_hand(present, returned, [blank, *votes], invalid=invalid))


@settings(max_examples=12, deadline=None)
@given(documents())
def test_every_number_of_a_round_is_the_documents_and_the_sums_match(document):
    (one,) = document["rounds"]
    (contest,), said = one["contests"], rows(book(document)["Vòng 1"])
    votes = [row[2] for row in said if len(row) in (3, 4) and row[1] in contest["nominees"]]
    sums = {str(row[0]).split(":")[0]: row[1] for row in said if len(row) == 2}
    assert votes == contest["count"]["votes"] and sums["Cộng số lượt chọn"] == sum(votes)
    assert sums["Phiếu hợp lệ"] + sums["Phiếu không hợp lệ"] == sums["Cộng phiếu thu về"] == sums["Phiếu thu về"]
    assert sums["trong đó phiếu trắng"] == contest["count"]["blank"] and sums["Phiếu phát ra"] == one["issued"]
    assert results_sheet_differs(make_results_sheet(document), document) is None


def altered(change):
    made = openpyxl.load_workbook(io.BytesIO(SHEET))
    change(made)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def votes_cell(made):
    return next(cell for row in made["Vòng 1"].iter_rows() for cell in row if cell.value == 2 and cell.column == 4)


def set_value(made):
    votes_cell(made).value = 3


def set_format(made):
    votes_cell(made).number_format = '"3"'


def set_formula(made):
    votes_cell(made).value = "=1+1"


def hide_row(made):
    made["Vòng 2"].row_dimensions[15].hidden = True


def hide_sheet(made):
    made["Biểu quyết"].sheet_state = "hidden"


def add_condition(made):
    made["Vòng 1"].conditional_formatting.add("A1:E40", CellIsRule(operator="equal", formula=["2"]))


def test_the_same_cells_written_by_another_hand_are_the_same():
    assert altered(lambda made: None) != SHEET and results_sheet_differs(altered(lambda made: None), ADOPTED) is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (set_value, "“Vòng 1”, ô D"),
        (set_format, "“Vòng 1”, ô D"),
        (set_formula, "“Vòng 1”, ô D"),
        (lambda made: made["Vòng 1"].cell(60, 1, "thêm"), "thêm hoặc thiếu ô"),
        (lambda made: made["Vòng 1"].cell(18, 9, "thêm"), "thêm hoặc thiếu ô"),
        (lambda made: made["Điểm danh"].cell(1_000_000, 16_000, "xa"), "thêm hoặc thiếu ô"),
        (lambda made: made["Biểu quyết"].delete_rows(made["Biểu quyết"].max_row), "thêm hoặc thiếu ô"),
        (lambda made: made.create_sheet("Thêm"), "thành phần"),
        (lambda made: made.move_sheet("Vòng 2", -1), "trang"),
        (hide_row, "ẩn"),
        (hide_sheet, "ẩn"),
        (add_condition, "định dạng theo điều kiện"),
    ],
)
def test_a_sheet_that_says_otherwise_is_told(change, words):
    said = results_sheet_differs(altered(change), ADOPTED)
    assert said is not None and words in said


def test_a_sheet_of_another_meeting_is_told():
    other = document_of(counted())
    assert results_sheet_differs(make_results_sheet(other), ADOPTED) is not None


def test_a_cell_is_named_with_what_it_says_and_what_it_should():
    assert "ghi “3”, hồ sơ ghi “2”" in results_sheet_differs(altered(set_value), ADOPTED)


def bomb():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", b" " * 50_000_000)
    return file.getvalue()


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", b"%PDF-1.7", SHEET[:-100], SHEET[:100], bomb(), b"a" * 20_000_000])
def test_what_is_no_workbook_is_told_and_nothing_is_raised(raw):
    assert results_sheet_differs(raw, ADOPTED)


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_a_damaged_workbook_is_told_or_says_the_same(data):
    content = bytearray(SHEET)
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    said = results_sheet_differs(bytes(content), ADOPTED)
    assert said is None or said.endswith(".")


def test_a_document_that_cannot_be_told_is_told_too():
    assert results_sheet_differs(SHEET, {"rounds": []})
