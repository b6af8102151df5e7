"""Promise P11, a tie is never decided silently; guidance C.6.b, places by the number of votes."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ballots.contest import Contest
from ballots.majority import Majority
from ballots.outcome import RUNOFF, SCORE, Counted, outcome
from ballots.round import runoff_contests, settle

CASES = {
    # title: (votes, seats, ranks, elected, tied)
    "two clear winners": ([7, 5, 3], 2, [1, 2, 3], [0, 1], []),
    "the order of the list does not matter": ([3, 7, 5], 2, [3, 1, 2], [1, 2], []),
    "equal below the line is no tie": ([7, 5, 3, 3], 2, [1, 2, 3, 3], [0, 1], []),
    "equal above the line are elected together": ([5, 5, 3], 2, [1, 1, 3], [0, 1], []),
    "equal across the line are tied": ([7, 4, 4, 1], 2, [1, 2, 2, 4], [0], [1, 2]),
    "a three-way tie for one seat": ([4, 4, 4, 0], 1, [1, 1, 1, 4], [], [0, 1, 2]),
    "three equals, two seats": ([4, 4, 4], 2, [1, 1, 1], [], [0, 1, 2]),
    "everybody equal, enough seats": ([4, 4], 2, [1, 1], [0, 1], []),
    "zero votes are never elected": ([6, 0, 0], 2, [1, 2, 2], [0], []),
    "zeros at the line are not tied": ([0, 0, 0], 2, [1, 1, 1], [], []),
    "more seats than nominees": ([2, 0], 5, [1, 2], [0], []),
    "five seats, tie at the fifth": ([9, 8, 7, 6, 2, 2, 1], 5, [1, 2, 3, 4, 5, 5, 7], [0, 1, 2, 3], [4, 5]),
}

totals = st.lists(st.integers(0, 15), min_size=1, max_size=40)


def names(votes):
    return [f"Đơn vị {i}" for i in range(len(votes))]


def counted(votes, seats, listed=None, kind="other", majority=None, bases=None):
    """One round of a contest; `votes` in the order of the list, or by name."""
    votes = votes if isinstance(votes, dict) else dict(zip(listed or names(votes), votes))
    return Counted(Contest("Bầu", seats, tuple(votes), kind, majority), votes, bases or {})


def single(votes, seats):
    """The outcome of one round, with the votes as plain numbers."""
    one = counted(votes, seats)
    return outcome(one.contest, [one])


@pytest.mark.parametrize(("votes", "seats", "ranks", "elected", "tied"), CASES.values(), ids=CASES.keys())
def test_table(votes, seats, ranks, elected, tied):
    places = single(votes, seats).places
    assert [place.rank for place in places] == ranks
    assert [i for i, place in enumerate(places) if place.elected] == elected
    assert [i for i, place in enumerate(places) if place.tied] == tied


@given(totals, st.integers(1, 12))
def test_p11_nobody_is_chosen_among_equals(votes, seats):
    places = single(votes, seats).places
    by_votes = {}
    for place in places:
        by_votes.setdefault(place.votes[0], set()).add((place.elected, place.tied))
    assert all(len(fates) == 1 for fates in by_votes.values())


@given(totals, st.integers(1, 12))
def test_never_more_elected_than_seats_and_a_tie_only_where_too_many_would_be(votes, seats):
    result = single(votes, seats)
    assert len(result.elected) <= seats
    assert not result.tied or len(result.elected) + len(result.tied) > seats > len(result.elected)
    assert result.open_seats == (seats - len(result.elected) if result.tied else 0)


@given(totals, st.integers(1, 12))
def test_seats_stay_empty_only_for_want_of_votes_or_by_a_tie(votes, seats):
    result = single(votes, seats)
    voted_for = sum(count > 0 for count in votes)
    assert result.tied or len(result.elected) == min(seats, voted_for)
    assert all(place.votes[0] > 0 and not (place.elected and place.tied) for place in result.elected + result.tied)


@given(totals, st.integers(1, 12))
def test_rank_is_one_more_than_the_number_of_those_ahead(votes, seats):
    for place in single(votes, seats).places:
        assert place.rank == 1 + sum(count > place.votes[0] for count in votes)


def test_a_callers_mistake_is_said_at_once():
    contest = Contest("Bầu", 1, ("A", "B"))
    for votes in ({"A": 1}, {"A": 1, "B": -1}, {"A": 1, "B": 2, "C": 3}):
        with pytest.raises(ValueError):
            outcome(contest, [Counted(contest, votes)])


def fates(result):
    """Who is elected and who is tied, with the rank and what decided it."""
    return {p.name: (p.rank, "elected" if p.elected else "tied" if p.tied else "", p.decided_by) for p in result.places}


TIED = counted({"A": 5, "B": 3, "C": 3, "D": 0}, 2)
AGAIN = counted({"B": 2, "C": 4}, 1)


def test_p11_a_tie_at_the_line_stays_one_until_a_run_off_decides_it():
    before = outcome(TIED.contest, [TIED])
    assert (before.undecided, before.equals, before.runoff_seats) == ("tie", ("B", "C"), 1)
    after = outcome(TIED.contest, [TIED, AGAIN])
    assert after.undecided == ""
    assert fates(after) == {
        "A": (1, "elected", "votes"),
        "B": (3, "", RUNOFF),
        "C": (2, "elected", RUNOFF),
        "D": (4, "", "votes"),
    }
    assert [place.votes for place in after.places] == [(5, None), (3, 2), (3, 4), (0, None)]


def test_p11_a_run_off_that_is_tied_again_decides_nothing_and_asks_for_another():
    again = outcome(TIED.contest, [TIED, counted({"B": 3, "C": 3}, 1)])
    assert (again.undecided, again.equals) == ("tie", ("B", "C"))
    last = outcome(TIED.contest, [TIED, counted({"B": 3, "C": 3}, 1), counted({"B": 4, "C": 2}, 1)])
    assert [place.name for place in last.elected] == ["A", "B"]


def test_p11_the_higher_score_decides_only_where_that_is_the_rule_and_all_have_one():
    scores = {"B": Fraction(1300, 1400), "C": Fraction(280, 300)}
    assert outcome(TIED.contest, [TIED], scores=scores).undecided == "tie"
    assert outcome(TIED.contest, [TIED], tie_rule=SCORE, scores={"B": Fraction(1)}).undecided == "tie"
    by_score = outcome(TIED.contest, [TIED], tie_rule=SCORE, scores=scores)
    assert fates(by_score)["C"] == (2, "elected", SCORE) and fates(by_score)["B"] == (3, "", SCORE)
    equal = outcome(TIED.contest, [TIED], tie_rule=SCORE, scores=dict.fromkeys("BC", Fraction(9, 10)))
    assert equal.undecided == "tie"


def test_c6b_first_and_second_with_equal_votes_are_both_elected_and_their_order_is_open():
    one = counted({"A": 4, "B": 4, "C": 1}, 2, kind="top_two")
    result = outcome(one.contest, [one])
    assert [place.name for place in result.elected] == ["A", "B"]
    assert (result.undecided, result.equals, result.runoff_seats) == ("order", ("A", "B"), 1)
    (again,) = runoff_contests([one.contest], [result])
    assert (again.nominees, again.seats, again.of, again.title) == (("A", "B"), 1, 0, "Bầu (bầu lại)")
    after = outcome(one.contest, [one, Counted(again, {"A": 1, "B": 5})])
    assert (after.undecided, fates(after)["B"], fates(after)["A"]) == (
        "",
        (1, "elected", RUNOFF),
        (2, "elected", RUNOFF),
    )


def test_c5_the_winner_of_the_first_place_is_left_out_of_the_second():
    first = counted({"A": 4, "B": 2}, 1, kind="first_place")
    second = counted({"A": 5, "B": 1}, 1, kind="second_place")
    one, two = settle([first.contest, second.contest], [[first], [second]], RUNOFF, {})
    assert [place.name for place in (*one.elected, *two.elected)] == ["A", "B"]
    assert fates(two)["A"] == (0, "", "votes")


def test_p11_while_the_first_place_is_tied_the_second_waits():
    first = counted({"A": 3, "B": 3, "C": 0}, 1, kind="first_place")
    second = counted({"A": 1, "B": 1, "C": 4}, 1, kind="second_place")
    one, two = settle([first.contest, second.contest], [[first], [second]], RUNOFF, {})
    assert (one.undecided, two.undecided, two.elected) == ("tie", "waits", ())
    assert [again.of for again in runoff_contests([first.contest, second.contest], [one, two])] == [0]


HALF = Majority(1, 2, True, "valid")
TWO_THIRDS = Majority(2, 3, False, "issued")


@pytest.mark.parametrize(
    ("majority", "bases", "elected"),
    [
        (None, {}, ["A", "B"]),
        (HALF, {"valid": 9}, ["A"]),
        (HALF, {"valid": 8}, ["A"]),
        (HALF, {"valid": 7}, ["A", "B"]),
        (TWO_THIRDS, {"issued": 9}, ["A"]),
        (TWO_THIRDS, {"issued": 6}, ["A", "B"]),
        (TWO_THIRDS, {"issued": 10}, []),
    ],
)
def test_a_majority_that_was_asked_for_is_needed_and_its_base_counts(majority, bases, elected):
    one = counted({"A": 6, "B": 4, "C": 1}, 2, majority=majority, bases=bases)
    assert [place.name for place in outcome(one.contest, [one]).elected] == elected


def test_equals_without_the_majority_are_not_tied_their_seat_stays_empty():
    one = counted({"A": 6, "B": 3, "C": 3}, 2, majority=HALF, bases={"valid": 9})
    result = outcome(one.contest, [one])
    assert (result.undecided, [place.name for place in result.elected], result.tied) == ("", ["A"], ())


@given(st.lists(st.integers(1, 6), min_size=2, max_size=8), st.integers(1, 4), st.data())
def test_p11_a_run_off_changes_nothing_but_the_order_of_the_equals(votes, seats, data):
    one = counted(votes, seats)
    before = outcome(one.contest, [one])
    due = runoff_contests([one.contest], [before])
    if not due:
        return
    totals = {name: data.draw(st.integers(0, 6)) for name in due[0].nominees}
    after = outcome(one.contest, [one, Counted(due[0], totals)])
    others = [place for place in before.places if place.name not in due[0].nominees]
    kept = {place.name: (place.rank, place.elected, place.tied) for place in after.places}
    assert all(kept[place.name] == (place.rank, place.elected, place.tied) for place in others)
    assert len(after.elected) + after.open_seats == seats
