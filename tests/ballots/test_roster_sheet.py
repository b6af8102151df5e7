"""Bad input, "roster rows": each kind of row has its own answer, and the good rows are never lost with the bad."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ballots.roster import MOST_UNITS, make_roster, row_of
from ballots.roster_sheet import COLUMNS, Formula, header_columns, read_rows

HEADER = ("STT", "Đơn vị", "Lãnh đạo", "Chức vụ")
GOOD = (1, "BHXH tỉnh Phú Thọ", "Nguyễn Văn A (mẫu)", "Giám đốc")
FULL = tuple(COLUMNS.values())


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
