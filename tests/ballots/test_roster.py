"""The roster's rules: member units and the district offices under them, what was assessed, and what is refused."""

import json
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ballots.errors import Refused
from ballots.roster import Assessment, Unit, make_roster, members, offices, row_of

FULL = {
    "name": " BHXH  tỉnh Phú Thọ",
    "leader": "Ông A",
    "office": "Giám đốc",
    "kind": "BHXH tỉnh",
    "self_score": "1.390",
    "score": 1386.5,
    "maximum": "1400",
    "note": "Trừ 3,5 điểm",
    "standard": True,
    "organisation": False,
    "registered": None,
    "covenant": True,
    "excluded": "",
    "deferred": " Chờ kết luận ",
    "led": "2023; 2019",
    "deputised": [2021],
}


def code_of(*rows) -> str:
    with pytest.raises(Refused) as refusal:
        make_roster(rows)
    return refusal.value.code


def test_a_full_row():
    (unit,) = make_roster([FULL])
    assert (unit.name, unit.kind, unit.parent) == ("BHXH tỉnh Phú Thọ", "BHXH tỉnh", "")
    assert unit.assessment == Assessment(
        1390_00, 1386_50, 1400_00, "Trừ 3,5 điểm", True, False, None, True, "", "Chờ kết luận", (2019, 2023), (2021,)
    )


def test_a_row_of_before_scores_is_a_unit_without_an_assessment():
    assert make_roster([{"name": "A", "leader": "B", "office": "C"}]) == (Unit(1, "A", "B", "C"),)


def test_offices_stand_under_their_member_unit_in_whatever_order_and_spelling():
    units = make_roster(
        [{"name": "BHXH huyện Đồng Tiến", "parent": "bhxh tỉnh  PHÚ THỌ"}, {"name": "BHXH tỉnh Phú Thọ"}]
    )
    assert [unit.id for unit in units] == [1, 2] and units[0].parent == "BHXH tỉnh Phú Thọ"
    assert members(units) == units[1:] and offices(units) == units[:1]


def test_numbers_are_kept_over_members_and_offices():
    first = make_roster([{"name": "A"}, {"name": "a1", "parent": "A"}])
    again = make_roster([{"name": "B"}, {"name": "a1"}, {"name": "A"}], first)
    assert [unit.id for unit in again] == [3, 2, 1]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"score": "1401", "maximum": "1400"}, "score-above-maximum"),
        ({"self_score": 300.01, "maximum": 300}, "score-above-maximum"),
        ({"score": "1386"}, "maximum-missing"),
        ({"self_score": 1}, "maximum-missing"),
        ({"maximum": 0}, "points-wrong"),
        ({"score": "tốt", "maximum": 300}, "points-wrong"),
        ({"score": -1, "maximum": 300}, "points-wrong"),
        ({"score": [1], "maximum": 300}, "points-wrong"),
        ({"standard": "x"}, "mark-wrong"),
        ({"covenant": 1}, "mark-wrong"),
        ({"led": "năm ngoái"}, "year-wrong"),
        ({"led": "19"}, "year-wrong"),
        ({"led": [2019.5]}, "year-wrong"),
        ({"deputised": True}, "year-wrong"),
        ({"deputised": "2019-2020"}, "year-wrong"),
        ({"led": {"a": 1}}, "year-wrong"),
        ({"parent": "BHXH tỉnh Không Có"}, "parent-unknown"),
        ({"parent": "x"}, "parent-nested"),
        ({"kind": 5}, "text-wrong-type"),
        ({"note": "a" * 301}, "text-too-long"),
        ({"excluded": "a\x00"}, "text-unprintable"),
    ],
)
def test_rows_that_are_refused(row, code):
    assert code_of({"name": "A"}, {"name": "X", **row}) == code


def test_an_office_has_no_offices():
    assert code_of({"name": "A"}, {"name": "B", "parent": "A"}, {"name": "C", "parent": "B"}) == "parent-nested"


def test_a_refusal_names_the_cell():
    with pytest.raises(Refused) as refusal:
        make_roster([{"name": "A"}, {"name": "B", "score": 1401, "maximum": 1400}])
    assert str(refusal.value) == "Điểm thẩm định (dòng 2) là 1.401, cao hơn điểm tối đa 1.400; xin xem lại hai số này."


def test_facts_of_before_scores_are_units():
    assert Unit.of({"id": 3, "name": "A", "leader": "B", "office": "C"}) == Unit(3, "A", "B", "C")


POINTS = st.none() | st.integers(0, 1400_00)
MARKS = st.none() | st.booleans()
TEXTS = st.sampled_from(["", "Lý do", "Trừ 2 điểm; chờ kết luận"])
YEARS = st.lists(st.integers(1990, 2026), unique=True, max_size=3).map(lambda years: tuple(sorted(years)))
ASSESSMENTS = st.builds(
    Assessment, POINTS, POINTS, st.just(1400_00), TEXTS, MARKS, MARKS, MARKS, MARKS, TEXTS, TEXTS, YEARS, YEARS
)


@given(ASSESSMENTS)
def test_a_unit_comes_back_from_its_fact_and_from_its_row(assessment):
    units = (
        Unit(1, "A", "Ông A", "Giám đốc", "BHXH tỉnh", "", assessment),
        Unit(2, "a1", "", "", "BHXH huyện", "A", assessment),
    )
    assert tuple(Unit.of(json.loads(json.dumps(asdict(unit)))) for unit in units) == units
    assert make_roster([row_of(unit) for unit in units]) == units
