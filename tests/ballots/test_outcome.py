"""Promise P11, a tie is never decided silently; guidance C.6.b, places by the number of votes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ballots.outcome import outcome

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
    "no nominee at all": ([], 1, [], [], []),
}

totals = st.lists(st.integers(0, 15), max_size=40)


def names(votes):
    return [f"Đơn vị {i}" for i in range(len(votes))]


@pytest.mark.parametrize(("votes", "seats", "ranks", "elected", "tied"), CASES.values(), ids=CASES.keys())
def test_table(votes, seats, ranks, elected, tied):
    places = outcome(names(votes), votes, seats).places
    assert [place.rank for place in places] == ranks
    assert [i for i, place in enumerate(places) if place.elected] == elected
    assert [i for i, place in enumerate(places) if place.tied] == tied


@given(totals, st.integers(1, 12))
def test_p11_nobody_is_chosen_among_equals(votes, seats):
    places = outcome(names(votes), votes, seats).places
    by_votes = {}
    for place in places:
        by_votes.setdefault(place.votes, set()).add((place.elected, place.tied))
    assert all(len(fates) == 1 for fates in by_votes.values())


@given(totals, st.integers(1, 12))
def test_never_more_elected_than_seats_and_a_tie_only_where_too_many_would_be(votes, seats):
    result = outcome(names(votes), votes, seats)
    assert len(result.elected) <= seats
    assert not result.tied or len(result.elected) + len(result.tied) > seats > len(result.elected)
    assert result.open_seats == (seats - len(result.elected) if result.tied else 0)


@given(totals, st.integers(1, 12))
def test_seats_stay_empty_only_for_want_of_votes_or_by_a_tie(votes, seats):
    result = outcome(names(votes), votes, seats)
    voted_for = sum(count > 0 for count in votes)
    assert result.tied or len(result.elected) == min(seats, voted_for)
    assert all(place.votes > 0 and not (place.elected and place.tied) for place in result.elected + result.tied)


@given(totals, st.integers(1, 12))
def test_rank_is_one_more_than_the_number_of_those_ahead(votes, seats):
    for place in outcome(names(votes), votes, seats).places:
        assert place.rank == 1 + sum(count > place.votes for count in votes)


@pytest.mark.parametrize(("votes", "seats"), [([1], 1), ([1, -1], 1), ([1, 2], 0)])
def test_a_callers_mistake_is_said_at_once(votes, seats):
    with pytest.raises(ValueError):
        outcome(["A", "B"], votes, seats)
