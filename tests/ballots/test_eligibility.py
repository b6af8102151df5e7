"""C.4 and D.2: who may stand, each refusal with its clause; 90 per cent is inclusive and computed with integers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ballots.eligibility import VERDICTS, objections, percent, verdict
from ballots.roster import Assessment, Unit

SOUND = {"standard": True, "organisation": True, "registered": True, "covenant": True}


def unit(**assessed) -> Unit:
    return Unit(1, "BHXH tỉnh Phú Thọ", assessment=Assessment(**assessed))


def sound(**changed) -> Unit:
    return unit(**{"score": 1386_50, "maximum": 1400_00, **SOUND, **changed})


def told(one: Unit, threshold: int = 90) -> list[tuple[str, str]]:
    return [(objection.code, objection.clause) for objection in objections(one, threshold)]


@pytest.mark.parametrize(
    ("score", "maximum", "eligible"),
    [
        (1260_00, 1400_00, True),
        (1259_99, 1400_00, False),
        (1259_00, 1400_00, False),
        (1400_00, 1400_00, True),
        (270_00, 300_00, True),
        (269_99, 300_00, False),
        (90_00, 100_00, True),
        (89_99, 100_00, False),
        (0, 1400_00, False),
        (1, 1, True),
    ],
)
def test_c4a_ninety_per_cent_is_enough_and_a_hundredth_less_is_not(score, maximum, eligible):
    one = sound(score=score, maximum=maximum)
    assert told(one) == ([] if eligible else [("score-below", "C.4.a")])
    assert verdict(one) == ("eligible" if eligible else "below")


@pytest.mark.parametrize(
    ("changed", "code", "clause", "expected"),
    [
        ({"score": None}, "score-missing", "C.4.a", "below"),
        ({"score": 1259_99}, "score-below", "C.4.a", "below"),
        ({"standard": False}, "standard-denied", "C.4.b", "below"),
        ({"standard": None}, "standard-unattested", "C.4.b", "below"),
        ({"organisation": False}, "organisation-denied", "C.4.c", "below"),
        ({"organisation": None}, "organisation-unattested", "C.4.c", "below"),
        ({"registered": False}, "not-registered", "D.2", "excluded"),
        ({"covenant": False}, "covenant-missing", "D.2", "excluded"),
        ({"excluded": "Có vụ việc tham nhũng"}, "excluded", "D.2", "excluded"),
        ({"deferred": "Đang chờ kết luận thanh tra"}, "deferred", "D.2", "deferred"),
    ],
)
def test_every_objection_has_its_clause_and_its_verdict(changed, code, clause, expected):
    assert told(sound(**changed)) == [(code, clause)] and verdict(sound(**changed)) == expected


@pytest.mark.parametrize("mark", ["registered", "covenant"])
def test_d2_silence_on_registration_and_covenant_does_not_object(mark):
    assert told(sound(**{mark: None})) == []


def test_a_unit_without_a_score_sheet_is_unassessed_and_may_stand():
    assert told(unit()) == [] and verdict(unit()) == "unassessed"


@pytest.mark.parametrize(
    ("assessed", "expected"),
    [
        ({"standard": False}, "below"),
        ({"registered": False}, "excluded"),
        ({"excluded": "Vi phạm"}, "excluded"),
        ({"deferred": "Chờ kết luận"}, "deferred"),
    ],
)
def test_what_was_said_counts_without_a_score_sheet_too(assessed, expected):
    assert verdict(unit(**assessed)) == expected


def test_excluded_weighs_more_than_deferred_and_all_is_told_in_the_order_of_the_clauses():
    worst = sound(score=1259_00, standard=False, organisation=False, registered=False, excluded="a", deferred="b")
    assert [clause for _, clause in told(worst)] == ["C.4.a", "C.4.b", "C.4.c", "D.2", "D.2", "D.2"]
    assert verdict(worst) == "excluded"


def test_the_sentences_say_the_numbers_and_the_reason():
    below = objections(sound(score=1259_99))[0].sentence
    assert below == "Đạt 1.259,99/1.400 điểm (89,99 %), dưới mức 90 % tổng số điểm thi đua."
    assert "Đang chờ kết luận" in objections(sound(deferred="Đang chờ kết luận"))[0].sentence


def test_the_threshold_is_the_meetings():
    assert told(sound(score=1259_00), threshold=89) == [] and verdict(sound(score=1386_50), 100) == "below"


POINTS = st.integers(1, 2_000_00).flatmap(lambda most: st.tuples(st.integers(0, most), st.just(most)))


@given(POINTS, st.integers(1, 100))
def test_the_threshold_is_inclusive_for_any_points(points, threshold):
    """The least score that is enough is the whole number at or above the share; one hundredth below it is not."""
    score, maximum = points
    least = -(-maximum * threshold // 100)
    assert (verdict(sound(score=score, maximum=maximum), threshold) == "eligible") == (score >= least)


@given(POINTS)
def test_the_per_cent_that_is_shown_never_hides_that_a_score_is_below(points):
    shown = float(percent(*points).replace(".", "").replace(",", "."))
    assert (shown >= 90) == (points[0] * 100 >= points[1] * 90)


@given(
    st.fixed_dictionaries({mark: st.sampled_from([None, True, False]) for mark in SOUND}), st.sampled_from(list(SOUND))
)
def test_attesting_a_mark_takes_its_objection_away_and_no_other(marks, mark):
    before, after = told(sound(**marks)), told(sound(**{**marks, mark: True}))
    assert set(after) <= set(before) and len(before) - len(after) <= 1


def test_every_verdict_has_its_words():
    assert list(VERDICTS) == ["eligible", "excluded", "deferred", "below", "unassessed"] and all(VERDICTS.values())
