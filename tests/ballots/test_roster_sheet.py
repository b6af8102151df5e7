"""Bad input, "roster rows": each kind of row has its own answer, and the good rows are never lost with the bad."""

import unicodedata
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ballots.errors import Refused
from ballots.roster import MOST_UNITS, make_roster, row_of
from ballots.roster_columns import address, meaning
from ballots.roster_sheet import COLUMNS, Formula, header_columns, read_rows

HEADER = ("STT", "Đơn vị", "Lãnh đạo", "Chức vụ")
GOOD = (1, "BHXH tỉnh Phú Thọ", "Nguyễn Văn A (mẫu)", "Giám đốc")
FULL = tuple(COLUMNS.values())
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


def read(*rows):
    return read_rows(enumerate(rows, start=1))


def names(sheet):
    return [unit["name"] for unit in sheet.units]


def found(sheet):
    return [(problem.row, problem.column, problem.code) for problem in sheet.problems]


def test_a_plain_sheet():
    sheet = read(HEADER, GOOD, (2, "BHXH tỉnh Quảng Ninh", "Trần Thị B (mẫu)", "Phó Giám đốc"))
    assert sheet.problems == ()
    assert list(sheet.units[0]) == list(COLUMNS)
    said = {field: value for field, value in sheet.units[0].items() if value not in ("", None)}
    assert said == {"name": "BHXH tỉnh Phú Thọ", "leader": "Nguyễn Văn A (mẫu)", "office": "Giám đốc"}
    assert names(sheet) == ["BHXH tỉnh Phú Thọ", "BHXH tỉnh Quảng Ninh"]


@pytest.mark.parametrize(
    "header",
    [
        ("STT", "Tên đơn vị", "Họ và tên", "Chức vụ"),
        ("tt", "DON VI", "LANH DAO", "CHUC VU"),
        ("No.", "  Đơn vị  (*): ", "Lãnh\u00a0đạo đơn vị", "Chức danh"),
        tuple(unicodedata.normalize("NFD", word) for word in HEADER),
    ],
)
def test_header_is_known_by_its_words(header):
    assert read(header, GOOD).units == read(HEADER, GOOD).units


def test_columns_in_another_order_without_stt_and_with_strangers_between():
    sheet = read(("Chức vụ", "Số quyết định", "Tên đơn vị"), ("Giám đốc", 1350, "BHXH tỉnh Phú Thọ"))
    (unit,) = sheet.units
    assert (unit["name"], unit["leader"], unit["office"]) == (
        "BHXH tỉnh Phú Thọ",
        "",
        "Giám đốc",
    ) and not sheet.problems


def test_title_lines_above_and_a_header_of_two_rows():
    sheet = read(
        ("CỤM THI ĐUA SỐ 5",),
        (),
        ("Danh sách đơn vị", None),
        ("STT", "Đơn vị", "Lãnh đạo", None),
        (None, None, "Họ và tên", "Chức vụ"),
        GOOD,
    )
    assert sheet.units == read(HEADER, GOOD).units and not sheet.problems


def test_header_repeated_on_the_next_page_is_no_unit():
    assert names(read(HEADER, GOOD, HEADER)) == ["BHXH tỉnh Phú Thọ"]


@pytest.mark.parametrize("rows", [[], [()], [GOOD], [("Danh sách",), GOOD]])
def test_without_a_header_the_sheet_has_one_problem(rows):
    assert found(read(*rows)) == [(1, "", "header-missing")]


def test_header_and_nothing_below():
    assert found(read(HEADER, (1, None, "", " "))) == [(1, "", "roster-empty")]


def test_blank_rows_are_skipped_silently_and_row_numbers_stay():
    sheet = read(HEADER, (), (None, None), (3, "", "\u00a0", None), GOOD, (5, "", "Ai đó", ""))
    assert names(sheet) == ["BHXH tỉnh Phú Thọ"] and found(sheet) == [(6, "Đơn vị", "text-missing")]


@pytest.mark.parametrize(
    "twin",
    [
        "BHXH tỉnh Phú Thọ",
        "bhxh  TỈNH phú thọ",
        "BHXH\u00a0tỉnh Phú Thọ",
        unicodedata.normalize("NFD", "BHXH tỉnh Phú Thọ"),
    ],
)
def test_duplicate_unit_names_the_first_row(twin):
    sheet = read(HEADER, GOOD, (2, twin, "", ""))
    assert found(sheet) == [(3, "Đơn vị", "unit-duplicate")] and "dòng 2" in sheet.problems[0].message
    assert len(sheet.units) == 1


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (Formula(), "cell-formula"),
        ("#REF!", "cell-error"),
        ("B" * 121, "text-too-long"),
        ("BHXH\a", "text-unprintable"),
        (1000.0, "cell-number"),
        ("1000", "cell-number"),
        (True, "cell-number"),
        (date(2026, 1, 23), "cell-number"),
    ],
)
@pytest.mark.parametrize(("column", "place"), [("Đơn vị", 1), ("Lãnh đạo", 2), ("Chức vụ", 3)])
def test_a_cell_that_cannot_be_read(cell, code, column, place):
    bad = [2, "BHXH tỉnh Quảng Ninh", "Trần Thị B", "Giám đốc"]
    bad[place] = cell
    sheet = read(HEADER, GOOD, bad)
    assert found(sheet) == [(3, column, code)] and column in sheet.problems[0].message
    assert len(sheet.units) == (1 if column == "Đơn vị" else 2)


def test_pasted_text_becomes_one_clean_form():
    pasted = unicodedata.normalize("NFD", "  BHXH \u00a0tỉnh\nPhú  Thọ\t")
    assert names(read(HEADER, (1, pasted))) == ["BHXH tỉnh Phú Thọ"]


def test_no_more_rows_than_a_roster_has_units():
    rows = [(i, f"Đơn vị số {i}", "", "") for i in range(1, MOST_UNITS + 5)]
    sheet = read(HEADER, *rows)
    assert len(sheet.units) == MOST_UNITS and found(sheet) == [(MOST_UNITS + 2, "", "roster-too-long")]
    assert not read(HEADER, *rows[:MOST_UNITS]).problems


def test_header_columns_tells_how_well_a_file_was_split():
    assert header_columns([(1, HEADER)]) == 4
    assert header_columns([(1, ("STT;Đơn vị;Lãnh đạo",))]) == 0


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


cells = st.one_of(
    st.none(), st.text(max_size=20), st.integers(), st.floats(), st.dates(), st.booleans(), st.just(Formula()),
    st.sampled_from(["x", "không", "2019; 2023", "1.386,5", "A", "a1", "#REF!", "300"]),
)  # fmt: skip


@given(st.lists(st.lists(cells, max_size=len(FULL) + 1), max_size=12))
def test_any_cells_are_read_without_an_exception_and_units_are_distinct(rows):
    sheet = read(FULL, *rows)
    folded = [name.casefold() for name in names(sheet)]
    assert len(set(folded)) == len(folded) and all(folded)
    again = read(FULL, *[tuple(unit.values()) for unit in sheet.units])
    assert again.units == sheet.units


@given(st.lists(st.lists(cells, min_size=len(FULL), max_size=len(FULL)), max_size=8))
def test_a_sheet_without_problems_is_taken_by_the_rules_of_the_roster(rows):
    sheet = read(FULL, *rows)
    if not sheet.problems:
        assert [row_of(unit) for unit in make_roster(sheet.units)] == [
            {field: unit[field] for field in row_of(make_roster([{"name": "A"}])[0])} for unit in sheet.units
        ]
