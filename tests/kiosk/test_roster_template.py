"""The template: what is filled in is read back as it was, nothing in it is a formula, and its lists help in the cells."""

import io
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ballots.errors import Refused
from ballots.roster import Assessment, make_roster, row_of
from ballots.roster_columns import COLUMNS
from ballots.samples import cluster_5
from ballots.text import clean, same_name
from kiosk.roster_file import read_roster_file
from kiosk.roster_guide import GUIDE
from kiosk.roster_template import FILE_NAME, GUIDE_SHEET, SHEET, template_of

SAMPLE = make_roster(cluster_5()["units"])


def read_back(units):
    sheet = read_roster_file(FILE_NAME, template_of(units))
    assert sheet.problems == ()
    return make_roster(sheet.units)


def book(units=()):
    return openpyxl.load_workbook(io.BytesIO(template_of(units)))


def test_the_sample_comes_back_as_it_was():
    assert read_back(SAMPLE) == SAMPLE


def test_an_empty_template_asks_for_units_and_has_no_other_problem():
    sheet = read_roster_file(FILE_NAME, template_of(()))
    assert [problem.code for problem in sheet.problems] == ["roster-empty"]


def test_every_column_is_there_with_its_explanation_in_a_note_and_on_the_second_sheet():
    made = book()
    assert made.sheetnames == [SHEET, GUIDE_SHEET] and list(GUIDE) == list(COLUMNS)
    header = made[SHEET][4]
    assert [cell.value.split(" (")[0] for cell in header] == ["STT", *COLUMNS.values()]
    for cell, told in zip(header[1:], GUIDE.values()):
        assert told.text in cell.comment.text and told.example in cell.comment.text
    guide = {row[0]: row[1:] for row in made[GUIDE_SHEET].iter_rows(values_only=True)}
    for field, title in COLUMNS.items():
        assert guide[title] == (GUIDE[field].text, GUIDE[field].clause or None, GUIDE[field].example)


def test_the_examples_of_the_guide_are_read_as_they_stand():
    example = {**{field: told.example for field, told in GUIDE.items()}, "name": "BHXH huyện B"}
    rows = [[*COLUMNS.values()], ["BHXH tỉnh A"], [example[field] for field in COLUMNS]]
    content = "\r\n".join("\t".join(row) for row in rows).encode()
    assert read_roster_file("a.csv", content).problems == ()


def test_the_header_stays_in_sight_and_marks_and_maxima_are_offered_as_lists():
    sheet = book(SAMPLE)[SHEET]
    assert sheet.freeze_panes == "C5"
    offered = {str(rule.sqref).split(":")[0]: rule.formula1 for rule in sheet.data_validations.dataValidation}
    columns = {cell.value: cell.column_letter for cell in sheet[4]}
    assert offered[f"{columns['Đạt tiêu chuẩn (C.4.b)']}5"] == '"có,không"'
    assert offered[f"{columns['Điểm tối đa']}5"] == '"300,1400"'
    assert all(len(rule.prompt) <= 255 for rule in sheet.data_validations.dataValidation)


def test_points_are_numbers_that_a_sheet_can_add_up():
    sheet = book(SAMPLE)[SHEET]
    column = next(cell.column for cell in sheet[4] if cell.value == "Điểm thẩm định")
    assert sheet.cell(5, column).value == 1386.5 and sheet.cell(5, column).number_format == "#,##0.00"


@pytest.mark.parametrize(
    "name", ["=HYPERLINK(A1)", "+A1", "-BHXH", "@SUM(A1)", "=1+1|cmd", "'BHXH", "\ufeff=A1", "_x0041_"]
)
def test_a_name_that_begins_like_a_formula_stays_a_name(name):
    units = make_roster([{"name": name, "leader": name, "note": name, "excluded": name}])
    content = template_of(units)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert not any(b"<f>" in parts.read(part) or b"<f " in parts.read(part) for part in parts.namelist())
    cell = openpyxl.load_workbook(io.BytesIO(content))[SHEET].cell(5, 2)
    assert cell.data_type == "s" and cell.value == units[0].name
    assert bool(cell.quotePrefix) == units[0].name.startswith(("=", "+", "-", "@"))
    assert read_back(units) == units


def test_nothing_of_a_template_is_a_formula():
    with zipfile.ZipFile(io.BytesIO(template_of(SAMPLE))) as parts:
        sheets = [parts.read(part) for part in parts.namelist() if part.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 2 and not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)


def _is_word(text):
    try:
        return any(map(str.isalpha, clean(text, 300))) and same_name(text) != "" and not text.strip().startswith("#")
    except Refused:
        return False


WORDS = st.text(max_size=30).map(lambda text: "A" + text).filter(_is_word) | st.sampled_from(
    ["=A1", "+cộng", "@a", "BHXH tỉnh Phú Thọ", "x", "Đơn vị", "_x0041_"]
)
POINTS = st.integers(0, 1400_00)
MARKS = st.none() | st.booleans()
YEARS = st.lists(st.integers(1990, 2026), unique=True, max_size=3).map(lambda years: ", ".join(map(str, years)))
ROW = st.fixed_dictionaries(
    {
        "name": WORDS,
        "leader": st.just("") | WORDS,
        "office": st.just("") | WORDS,
        "kind": st.just("") | WORDS,
        "self_score": POINTS.map(lambda points: points / 100),
        "score": st.none() | POINTS.map(lambda points: points / 100),
        "maximum": st.just(1400),
        "note": st.just("") | WORDS,
        **dict.fromkeys(("standard", "organisation", "registered", "covenant"), MARKS),
        "excluded": st.just("") | WORDS,
        "deferred": st.just("") | WORDS,
        "led": YEARS,
        "deputised": YEARS,
    }
)


@settings(max_examples=25, deadline=None)
@given(st.lists(ROW, max_size=4, unique_by=lambda row: same_name(row["name"])), st.data())
def test_whatever_the_roster_holds_comes_back_as_it_was(rows, data):
    members = len(rows) and data.draw(st.integers(1, len(rows)))
    above = [rows[data.draw(st.integers(0, members - 1))]["name"] for _ in rows[members:]]
    units = make_roster(rows[:members] + [{**row, "parent": parent} for row, parent in zip(rows[members:], above)])
    sheet = read_roster_file(FILE_NAME, template_of(units))
    assert [problem.code for problem in sheet.problems] == ([] if units else ["roster-empty"])
    assert make_roster(sheet.units) == units and [row_of(unit) for unit in units] == [
        {field: unit[field] for field in row_of(units[0])} for unit in sheet.units
    ]


def test_an_unassessed_unit_stays_one():
    assert read_back(make_roster([{"name": "BHXH tỉnh A"}]))[0].assessment == Assessment()
