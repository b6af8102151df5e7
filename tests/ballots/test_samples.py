"""The samples: taken by the meeting's own rules as they are, and nobody can mistake what is invented for real."""

import pytest

from ballots import samples
from ballots.committee import name_committee
from ballots.contest import make_contests
from ballots.roster import make_roster

BOTH = pytest.mark.parametrize(("sample", "units"), [(samples.cluster_5(), 6), (samples.cluster_1(), 9)])


@BOTH
def test_a_sample_is_taken_by_the_rules_of_the_meeting(sample, units):
    assert len(make_roster(sample["units"])) == units
    assert len(name_committee(sample["tellers"], ["a", "b", "c"])) == 3
    first, second = make_contests(sample["contests"])
    assert (first.seats, list(first.nominees)) == (2, [unit["name"] for unit in sample["units"]])
    assert (second.seats, len(second.nominees)) == (5, 12)


@BOTH
def test_whatever_is_invented_says_so(sample, units):
    people = [unit["leader"] for unit in sample["units"]] + [teller["name"] for teller in sample["tellers"]]
    invented = people + sample["contests"][1]["nominees"] + [sample["meeting"]["title"], sample["meeting"]["place"]]
    assert all(text.endswith(samples.SAMPLE) for text in invented)


def test_each_call_gives_its_own_sample():
    samples.cluster_5()["units"].clear()
    assert samples.cluster_5()["units"]
