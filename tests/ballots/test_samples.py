"""The sample: taken by the meeting's own rules as it is, and nobody can mistake what is invented for real."""

from ballots import samples
from ballots.committee import name_committee
from ballots.contest import make_contests
from ballots.roster import make_roster

SAMPLE = samples.cluster_5()


def test_the_sample_is_taken_by_the_rules_of_the_meeting():
    assert len(make_roster(SAMPLE["units"])) == 6
    assert len(name_committee(SAMPLE["tellers"], ["a", "b", "c"])) == 3
    first, second = make_contests(SAMPLE["contests"])
    assert (first.seats, list(first.nominees)) == (2, [unit["name"] for unit in SAMPLE["units"]])
    assert (second.seats, len(second.nominees)) == (5, 12)


def test_whatever_is_invented_says_so():
    people = [unit["leader"] for unit in SAMPLE["units"]] + [teller["name"] for teller in SAMPLE["tellers"]]
    invented = people + SAMPLE["contests"][1]["nominees"] + [SAMPLE["meeting"]["title"], SAMPLE["meeting"]["place"]]
    assert all(text.endswith(samples.SAMPLE) for text in invented)


def test_each_call_gives_its_own_sample():
    samples.cluster_5()["units"].clear()
    assert samples.cluster_5()["units"]
