"""The sample: taken by the meeting's own rules as it is, and nobody can mistake what is invented for real."""

from ballots import samples
from ballots.committee import name_committee
from ballots.contest import make_contests
from ballots.eligibility import objections, verdict
from ballots.points import show_points
from ballots.roster import make_roster, members, offices

SAMPLE = samples.cluster_5()
UNITS = make_roster(SAMPLE["units"])


def test_the_sample_is_taken_by_the_rules_of_the_meeting():
    assert len(members(UNITS)) == 6 and len(offices(UNITS)) == 12
    assert len(name_committee(SAMPLE["tellers"], ["a", "b", "c"])) == 3
    first, second, leader, deputy = make_contests(SAMPLE["contests"])
    assert (first.seats, len(first.nominees)) == (2, 4) and leader.nominees == deputy.nominees == first.nominees
    assert (second.seats, len(second.nominees)) == (5, 12)
    assert [contest.kind for contest in (first, second, leader, deputy)] == [
        "top_two",
        "outstanding",
        "leader",
        "deputy",
    ]


def test_one_unit_lacks_a_point_one_is_deferred_and_one_just_passes():
    assert [verdict(unit) for unit in members(UNITS)] == ["eligible"] * 4 + ["deferred", "below"]
    scores = {verdict(unit): show_points(unit.assessment.score) for unit in members(UNITS)[3:]}
    assert scores == {"eligible": "1.260", "deferred": "1.331", "below": "1.259"}


def test_nobody_stands_against_an_objection():
    standing = {name for row in SAMPLE["contests"] for name in row["nominees"]}
    assert standing == {unit.name for unit in UNITS if not objections(unit)}


def test_whatever_is_invented_says_so():
    people = [unit.leader for unit in members(UNITS)] + [teller["name"] for teller in SAMPLE["tellers"]]
    invented = people + [unit.name for unit in offices(UNITS)] + [unit.assessment.note for unit in UNITS]
    reasons = [unit.assessment.deferred for unit in UNITS if unit.assessment.deferred]
    stated = invented + reasons + [SAMPLE["meeting"]["title"], SAMPLE["meeting"]["place"]]
    assert all(text.endswith(samples.SAMPLE) for text in stated) and len(reasons) == 1


def test_each_call_gives_its_own_sample():
    samples.cluster_5()["units"].clear()
    samples.cluster_5()["contests"][0]["nominees"].clear()
    assert samples.cluster_5() == SAMPLE
