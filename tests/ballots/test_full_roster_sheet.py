"""Bad input, "roster rows": the columns of scores, marks and years, each cell named by its address where it is wrong."""

from datetime import date, datetime

import pytest

from ballots.errors import Refused
from ballots.roster import make_roster, row_of
from ballots.roster_columns import address, meaning
from ballots.roster_sheet import COLUMNS, Formula
from tests.ballots.test_roster_sheet import FULL, names, read

FULL_ROW = {
    "name": "BHXH tỉnh Phú Thọ",
    "kind": "BHXH tỉnh",
    "parent": None,
    "leader": "Ông A",
    "office": "Giám đốc",
    "self_score": 1390.0,
    "score": "1.386,5",
    "maximum": 1400,
    "note": "Trừ 3,5 điểm",
    "standard": "x",
    "organisation": "Có",
    "registered": True,
    "covenant": 1,
    "excluded": None,
    "deferred": "Chờ kết luận",
    "led": "2023; 2019",
    "deputised": 2021.0,
}


def full(**changed):
    return tuple({**FULL_ROW, **changed}.values())


def member(name="A", **values):
    return full(**{**dict.fromkeys(FULL_ROW), "name": name, **values})


def where(sheet):
    return [(problem.cell, problem.code) for problem in sheet.problems]


def test_a_sheet_with_every_column():
    sheet = read(FULL, full())
    assert sheet.problems == () and make_roster(sheet.units) == make_roster(
        [{**FULL_ROW, "covenant": True, "standard": True, "organisation": True}]
    )
    assert sheet.units[0] == row_of(make_roster(sheet.units)[0])


def test_a_header_of_two_rows_with_the_scores_under_one_heading():
    sheet = read(
        ("STT", "ĐƠN VỊ", "ĐIỂM THI ĐUA NĂM 2025", None, None, "Điều kiện", None),
        (None, None, "Tự chấm", "Thẩm định", "Tối đa", "Tiêu chuẩn (C.4.b)", "Trong sạch, vững mạnh (C.4.c)"),
        (1, "A", 1390, 1386.5, 1400, "✓", "x"),
    )
    (unit,) = sheet.units
    assert not sheet.problems and [unit[field] for field in ("self_score", "score", "maximum")] == [
        "1.390",
        "1.386,5",
        "1.400",
    ]
    assert unit["standard"] is True and unit["organisation"] is True


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("ĐIỂM THẨM ĐỊNH (tối đa 1.400):", "score"),
        ("Điểm", "score"),
        ("Điểm tự chấm (C.1)", "self_score"),
        ("Thang điểm", "maximum"),
        ("Thuộc BHXH tỉnh", "parent"),
        ("Ghi chú", "note"),
        ("Đạt tiêu chuẩn (C.4.b)", "standard"),
        ("Tổ chức Đảng, chính quyền, đoàn thể", "organisation"),
        ("Đã đăng ký thi đua", "registered"),
        ("Ký kết giao ước thi đua", "covenant"),
        ("Không xét", "excluded"),
        ("CHƯA XÉT (lý do)", "deferred"),
        ("Đã làm cụm trưởng", "led"),
        ("Cụm phó (năm)", "deputised"),
    ],
)
def test_columns_are_known_by_other_words_too(heading, field):
    assert meaning(heading) == field


@pytest.mark.parametrize("cell", [1000.0, 1000, "1000", "1.000", "1 000,0", " 1\u00a0000,00 "])
def test_a_score_in_every_usual_spelling(cell):
    sheet = read(FULL, full(score=cell))
    assert not sheet.problems and sheet.units[0]["score"] == "1.000"


@pytest.mark.parametrize(
    ("cell", "mark"),
    [
        *((cell, True) for cell in ("x", "X", "✓", "✔", " có ", "CÓ", "TRUE", "Đạt", "1", "Rồi", True, 1, 1.0, "v")),
        *((cell, False) for cell in ("không", "KHÔNG ĐẠT", "Chưa", "false", "0", 0, 0.0, False, "ko")),
        *((cell, None) for cell in (None, "", " ", "-", "–")),
    ],
)
@pytest.mark.parametrize("field", ["standard", "organisation", "registered", "covenant"])
def test_a_mark_in_every_usual_spelling(field, cell, mark):
    sheet = read(FULL, full(**{field: cell}))
    assert not sheet.problems and sheet.units[0][field] is mark


@pytest.mark.parametrize("cell", ["2019; 2023", "2023,2019", "2019\u00a02023", "2019 và 2023", "2019;2023;2019"])
def test_years_in_every_usual_spelling(cell):
    sheet = read(FULL, full(led=cell))
    assert not sheet.problems and sheet.units[0]["led"] == "2019, 2023"


@pytest.mark.parametrize(
    ("field", "cell", "code", "address"),
    [
        ("self_score", "nhiều", "points-wrong", "F2"),
        ("score", "89,999", "points-wrong", "G2"),
        ("score", -1, "points-wrong", "G2"),
        ("score", datetime(2026, 5, 12), "points-wrong", "G2"),
        ("score", True, "points-wrong", "G2"),
        ("score", Formula(), "cell-formula", "G2"),
        ("score", "#DIV/0!", "cell-error", "G2"),
        ("score", 1400.01, "score-above-maximum", "G2"),
        ("self_score", "1.401", "score-above-maximum", "F2"),
        ("maximum", 0, "points-wrong", "H2"),
        ("maximum", "lớn", "points-wrong", "H2"),
        ("note", "a" * 301, "text-too-long", "I2"),
        ("standard", "một phần", "mark-wrong", "J2"),
        ("organisation", 2, "mark-wrong", "K2"),
        ("registered", "✗", "mark-wrong", "L2"),
        ("covenant", date(2026, 1, 1), "mark-wrong", "M2"),
        ("led", "2019-2020", "year-wrong", "P2"),
        ("deputised", 20192023, "year-wrong", "Q2"),
        ("kind", 34, "cell-number", "B2"),
    ],
)
def test_a_wrong_cell_is_named_by_its_address_and_the_unit_stays(field, cell, code, address):
    sheet = read(FULL, full(**{field: cell}))
    assert where(sheet) == [(address, code)] and len(sheet.units) == 1
    assert COLUMNS[field] in sheet.problems[0].message and sheet.problems[0].column == COLUMNS[field]


def test_every_title_of_the_template_is_known_and_addresses_are_the_spreadsheets():
    assert [meaning(title) for title in COLUMNS.values()] == list(COLUMNS)
    assert [address(7, position) for position in (4, 25, 26, 51, 702)] == ["E7", "Z7", "AA7", "AZ7", "AAA7"]


def test_a_score_needs_a_maximum_wherever_the_columns_stand():
    assert where(read(FULL, member(score=1386))) == [("G2", "maximum-missing")]
    assert where(read(FULL, member(self_score=1390, score=1386))) == [
        ("F2", "maximum-missing"),
        ("G2", "maximum-missing"),
    ]
    assert where(read(("Điểm", "Đơn vị"), (1386, "A"))) == [("A2", "maximum-missing")]


@pytest.mark.parametrize("field", ["name", "parent", "excluded", "deferred"])
def test_a_row_is_left_out_where_an_empty_cell_would_say_something_else(field):
    """Without its parent a district office would vote; without its reason an excluded unit could stand."""
    sheet = read(FULL, full(**{field: Formula()}), member("B"))
    assert names(sheet) == ["B"] and [code for _, code in where(sheet)] == ["cell-formula"]


def test_a_score_the_rules_refuse_is_still_in_the_row_and_is_refused_again_on_saving():
    sheet = read(FULL, full(score=1401))
    with pytest.raises(Refused) as refusal:
        make_roster(sheet.units)
    assert refusal.value.code == "score-above-maximum"


def test_offices_are_under_a_member_unit_of_the_same_sheet():
    sheet = read(FULL, member("a1", parent="bhxh  A"), member("BHXH A"))
    assert not sheet.problems and sheet.units[0]["parent"] == "BHXH A"
    assert where(read(FULL, member("A"), member("a1", parent="B"))) == [("C3", "parent-unknown")]
    nested = read(FULL, member("A"), member("a1", parent="A"), member("a2", parent="a1"), member("X", parent="X"))
    assert where(nested) == [("C4", "parent-nested"), ("C5", "parent-nested")]


def test_an_office_without_its_unit_keeps_what_it_says_so_that_it_never_becomes_a_voting_member():
    sheet = read(FULL, member("A"), member("a1", parent="B"))
    assert sheet.units[1]["parent"] == "B"
    with pytest.raises(Refused) as refusal:
        make_roster(sheet.units)
    assert refusal.value.code == "parent-unknown"


def test_problems_come_in_the_order_of_the_rows():
    sheet = read(FULL, member("A", parent="B"), member("C", score="x"), member("D", parent="E", standard="?"))
    assert where(sheet) == [
        ("C2", "parent-unknown"),
        ("G3", "points-wrong"),
        ("J4", "mark-wrong"),
        ("C4", "parent-unknown"),
    ]
