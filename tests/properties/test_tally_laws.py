from hypothesis import given, settings
from hypothesis import strategies as st

from ballots.protocol.audit import audit
from ballots.protocol.election import Question
from tests.builders import board, election, opened, question, tally_records


@st.composite
def questions(draw) -> Question:
    answers = draw(st.integers(1, 4))
    most = draw(st.integers(1, answers))
    return question(answers, most, draw(st.integers(0, most)), draw(st.booleans()))


@st.composite
def marks(draw, asked: Question) -> list[int]:
    """Any legal marks, the blank vote among them where there is one."""
    least = 0 if asked.blank and draw(st.booleans()) else asked.minimum
    most = 0 if asked.blank and least == 0 else asked.maximum
    answers = st.integers(0, len(asked.answers) - 1)
    return draw(st.lists(answers, unique=True, min_size=least, max_size=most))


@st.composite
def elections(draw) -> tuple[list[Question], list[list[list[int]]]]:
    asked = draw(st.lists(questions(), min_size=1, max_size=3))
    return asked, draw(st.lists(st.tuples(*map(marks, asked)).map(list), max_size=4))


def counted(asked: list[Question], votes: list[list[list[int]]]) -> list[list[int]]:
    """The sums by hand: blank votes first, where there are any, then the marks of each answer."""
    columns = [[vote[place] for vote in votes] for place in range(len(asked))]
    return [
        ([column.count([])] if one.blank else [])
        + [sum(answer in chosen for chosen in column) for answer in range(len(one.answers))]
        for one, column in zip(asked, columns, strict=True)
    ]


@settings(max_examples=25, deadline=None)
@given(elections(), st.integers(1, 3))
def test_whatever_is_voted_the_tally_is_the_sum(given_election, trustees):
    asked, votes = given_election
    held = election(asked, trustees, max(len(votes), 1))
    raws = [held.vote(voter, one) for voter, one in enumerate(votes)]
    assert opened(held, tally_records(held, raws)[0], len(raws)) == counted(asked, votes)


@settings(max_examples=10, deadline=None)
@given(elections())
def test_whatever_is_voted_the_archive_holds_and_says_the_sum(given_election):
    asked, votes = given_election
    held = election(asked, 1, max(len(votes), 1))
    found = audit(board(held, [held.vote(voter, one) for voter, one in enumerate(votes)]).archive())
    assert found.failed == () and found.result == counted(asked, votes)
