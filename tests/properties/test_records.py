"""P6 and P8 for any meeting: what was played verifies and says the sums; what is changed is found, even if signed."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from ballots.record.checking import verify_record
from tests import builders
from tests.meetings import CONTESTS, Counted, Play, counted
from tests.records import document, lied, whole

RECORD = whole().record()
TOLD = document(RECORD)
FREE = ("software", "deeds", "papers", "roster", "name", "unit", "reason", "at", "majority")
"""What neither a box nor a rule can confirm: the signature alone speaks for it."""


def leaves(value, path=()):
    if isinstance(value, (dict, list)):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from leaves(value[key], (*path, key))
    else:
        yield path


LOST = ("hand_votes", 6, "withdrawn")  # a vote that was lost: whether the room also went back on it changes nothing
OURS = ("outcome", "eligibility", "adoption")
LEAVES = [
    path
    for path in leaves(json.loads(TOLD))
    if (not set(FREE) & set(path) or path[0] in OURS) and path not in (LOST, ("adoption", "at"))
]
values = st.one_of(st.none(), st.booleans(), st.integers(-1, 5), st.text(max_size=3), st.just([]), st.just({}))


def test_the_leaves_are_many_and_of_every_part():
    assert len(LEAVES) > 250
    assert {path[0] for path in LEAVES} >= {"rounds", "outcome", "officers", "adoption", "hand_votes", "eligibility"}


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(LEAVES), values)
def test_p8_whatever_is_changed_and_signed_is_found(path, value):
    def change(meeting):
        for step in path[:-1]:
            meeting = meeting[step]
        meeting[path[-1]] = value

    same = document(RECORD, change) == TOLD
    assert verify_record(lied(RECORD, change)).ok == same


EVERYWHERE = list(leaves(json.loads(TOLD)))
strange = st.one_of(
    values, st.sampled_from(["\x00", "\u202e", "9" * 400, -(10**11), 10**11, "secret", "hand", "runoff"])
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(EVERYWHERE), strange), min_size=1, max_size=4))
def test_verifying_never_raises_for_what_is_in_a_record(changes):
    def change(meeting):
        for path, value in changes:
            place = meeting
            for step in path[:-1]:
                place = place[step]
            place[path[-1]] = value

    report = verify_record(lied(RECORD, change))
    assert report.ok or report.failed


marks = st.tuples(st.sets(st.integers(0, 2), max_size=2), st.sets(st.integers(0, 1), max_size=1))


@settings(max_examples=8, deadline=None)
@given(st.lists(st.one_of(st.none(), marks), min_size=1, max_size=4))
def test_p6_any_votes_make_a_record_that_holds_and_says_their_sums(votes):
    report = verify_record(counted([vote and [sorted(one) for one in vote] for vote in votes]).record())
    cast = [vote for vote in votes if vote is not None]
    sums = [
        [sum(not vote[i] for vote in cast), *(sum(j in vote[i] for vote in cast) for j in range(width))]
        for i, width in enumerate((3, 2))
    ]
    assert report.ok and report.first["result"] == sums


@st.composite
def meetings(draw) -> Counted:
    """Any votes, any round voided or counted on paper, run-offs as long as there is a tie (at most three), then the adoption
    where nothing is open."""
    play = Play(CONTESTS, draw(st.integers(1, 4)), draw(st.integers(0, 2)))
    for _ in range(4):
        votes = [_ballot(draw, play) for _ in play.meeting.attendance.present]
        if draw(st.booleans()):
            play.vote(votes, draw(st.sampled_from(("Ballot", *builders.STAGES[3:])))).void("Mất điện")
        _count(play, votes, on_paper=draw(st.booleans()))
        if not play.meeting.runoff:
            return play.adopt().told()
        play.runoff()
    return _count(play, [_ballot(draw, play) for _ in play.meeting.attendance.present], on_paper=False).told()


def _ballot(draw, play: Play) -> list[list[int]] | None:
    contests = play.meeting.contests
    one = st.tuples(*(st.sets(st.integers(0, len(c.nominees) - 1), max_size=c.seats).map(sorted) for c in contests))
    return draw(st.none() | one.map(list))


def _count(play: Play, votes: list, on_paper: bool) -> Play:
    if not on_paper:
        return play.vote(votes)
    cast = [vote for vote in votes if vote is not None]
    columns = [
        [sum(not vote[i] for vote in cast), *(sum(j in vote[i] for vote in cast) for j in range(len(contest.nominees)))]
        for i, contest in enumerate(play.meeting.contests)
    ]
    return play.by_hand(len(votes), len(cast), *columns)


@settings(max_examples=25, deadline=None)
@given(meetings())
def test_p6_any_meeting_makes_a_record_that_holds_and_says_every_round(made):
    report = verify_record(made.record())
    assert report.ok, report.failed
    said = [(one["mode"], bool(one["voided"]), one["runoff"]) for one in report.rounds]
    assert said == [(one.mode, bool(one.voided), one.is_runoff) for one in made.meeting.finished]
    counts = [[list(column) for column in one.counts] for one in made.meeting.finished if one.complete]
    assert [one["result"] for one in report.rounds if one["result"]] == counts
    assert report.adopted == (made.meeting.adoption is not None)
