"""Points as people write them: one number, whatever the keyboard, and an integer from then on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ballots.errors import Refused
from ballots.points import MAXIMA, MOST_POINTS, read_points, show_points

HUNDREDTHS = st.integers(0, MOST_POINTS * 100)


@pytest.mark.parametrize(
    "written",
    ["1386,5", "1386.5", "1.386,5", "1 386,5", "1\u00a0386,5", "1\u202f386,50", " 1,386.50 ", "1386,50", 1386.5],
)
def test_one_number_in_every_usual_spelling(written):
    assert read_points(written) == 138650


@pytest.mark.parametrize(
    ("written", "hundredths"),
    [
        ("0", 0),
        (0, 0),
        (1400, 140000),
        (1000.0, 100000),
        ("1.400", 140000),
        ("1259.99", 125999),
        (1259.99, 125999),
        ("0,05", 5),
        ("007", 700),
        (0.1 + 0.2, 30),
        (sum([125.9] * 10), 125900),
        ("1.000.000", 100_000_000),
    ],
)
def test_whole_and_broken_points(written, hundredths):
    assert read_points(written) == hundredths


@pytest.mark.parametrize("nothing", [None, "", "  ", "\u00a0"])
def test_nothing_is_no_score(nothing):
    assert read_points(nothing) is None


@pytest.mark.parametrize(
    "wrong",
    [
        "một nghìn",
        "1386,555",
        "1,386",
        "1386.555",
        "-1",
        -1,
        -0.5,
        89.999,
        "90 %",
        "1e3",
        "=1+1",
        "1.38,5",
        "1 38",
        "٣",
        "0.900",
        float("nan"),
        float("inf"),
        True,
        [],
        1_000_001,
        "1000000,01",
        "9" * 5000,
        10**400,
        1e300,
    ],
)
def test_what_is_no_number_of_points_is_refused_with_the_name_of_its_cell(wrong):
    with pytest.raises(Refused) as refusal:
        read_points(wrong, "Điểm thẩm định (dòng 3)")
    assert refusal.value.code == "points-wrong" and "Điểm thẩm định (dòng 3)" in str(refusal.value)


@pytest.mark.parametrize(
    ("hundredths", "shown"), [(138650, "1.386,5"), (140000, "1.400"), (5, "0,05"), (125999, "1.259,99"), (0, "0")]
)
def test_points_are_shown_the_vietnamese_way(hundredths, shown):
    assert show_points(hundredths) == shown


@given(HUNDREDTHS)
def test_what_is_shown_is_read_back(hundredths):
    assert read_points(show_points(hundredths)) == hundredths
    assert read_points(show_points(hundredths).replace(".", "\u00a0")) == hundredths
    assert read_points(hundredths / 100) == hundredths


def test_the_score_sheets_of_the_guidance():
    assert [show_points(maximum) for maximum in MAXIMA] == ["300", "1.400"]
