"""The pretended people of a rehearsal: their ballots are legal and end as the secretary wants to practise it, by Python's own
rules; and each step of the desk offers what its people could do then, and nothing else."""

import re
from collections import Counter
from dataclasses import asdict
from functools import cache

import pytest

from ballots import samples
from ballots.contest import Contest, apart, make_contests
from ballots.outcome import Counted, Outcome
from ballots.round import settle
from tests.javascript.node import ROOT, run

NAMES = [f"đơn vị {number}" for number in range(1, 31)]
SEEDS = range(12)
LISTS = {
    "the sample": (make_contests(samples.cluster_5()["contests"]), (4, 6, 14)),
    "two columns": (
        make_contests([{"kind": "two_places", "title": "Nhất, nhì", "seats": 1, "nominees": NAMES[:6]}]),
        (4, 9),
    ),
    "a run-off of two": ((Contest("Bầu", 1, tuple(NAMES[:2]), "top_two", of=0),), (4, 5, 60)),
    "thirty for five seats": ((Contest("Bầu", 5, tuple(NAMES), "outstanding"),), (4, 9, 60)),
    "fewer votes than seats": ((Contest("Bầu", 5, tuple(NAMES[:12]), "outstanding"),), (2, 3)),
}
ASKED = [(name, voters, seed) for name, (_, numbers) in LISTS.items() for voters in numbers for seed in SEEDS]


def told(contests: tuple[Contest, ...]) -> list[dict]:
    """The contests as the public state tells them, as far as the page looks at them."""
    return [{**asdict(contest), "apart": apart(contests, place)} for place, contest in enumerate(contests)]


@cache
def drawn(tied: bool) -> list[list[list[list[int]]]]:
    return run("practising", [
        {"contests": told(LISTS[name][0]), "voters": voters, "tied": tied, "seed": seed} for name, voters, seed in ASKED
    ])  # fmt: skip


def outcome_of(contests: tuple[Contest, ...], ballots: list) -> tuple[Outcome, ...]:
    """Of one round, each contest standing for itself."""
    alone = tuple(Contest(one.title, one.seats, one.nominees, one.kind) for one in contests)
    columns = [Counter(mark for ballot in ballots for mark in ballot[place]) for place in range(len(alone))]
    counted = [
        Counted(one, {name: column[at] for at, name in enumerate(one.nominees)})
        for one, column in zip(alone, columns, strict=True)
    ]
    return settle(alone, [[one] for one in counted], "runoff", {})


@pytest.mark.parametrize("tied", [False, True])
def test_every_ballot_is_one_that_a_booth_would_take(tied):
    for (name, voters, _), ballots in zip(ASKED, drawn(tied), strict=True):
        contests = LISTS[name][0]
        assert len(ballots) == voters
        for ballot in ballots:
            assert len(ballot) == len(contests)
            for place, (contest, marks) in enumerate(zip(contests, ballot, strict=True)):
                assert len(marks) <= contest.seats and marks == sorted(set(marks))
                assert set(marks) <= set(range(len(contest.nominees)))
                other = apart(contests, place)
                assert other is None or not set(marks) & set(ballot[other])


def test_without_a_tie_every_contest_is_decided_and_no_seat_stays_empty():
    for (name, _, _), ballots in zip(ASKED, drawn(tied=False), strict=True):
        for contest, result in zip(LISTS[name][0], outcome_of(LISTS[name][0], ballots), strict=True):
            assert (result.undecided, len(result.elected)) == ("", contest.seats), name


def test_p11_with_a_tie_there_is_one_and_the_rest_is_decided():
    for (name, _, _), ballots in zip(ASKED, drawn(tied=True), strict=True):
        open_ones = [result.undecided for result in outcome_of(LISTS[name][0], ballots) if result.undecided != "waits"]
        assert len([one for one in open_ones if one]) == 1 and open_ones[0], name


def test_the_votes_are_others_each_time():
    ballots = {str(one) for one in drawn(tied=False)}
    assert len(ballots) > 0.9 * len(ASKED)


OPEN, HELD = {"number": 1, "lock": "open"}, {"number": 2, "lock": "fitting"}
ROOM = {
    "meeting": {"rehearsal": True},
    "stage": "preparing",
    "attendance": {"unmarked": 0},
    "tellers": [],
    "committee": None,
    "slips": None,
}
NOBODY = {"held": [], "mark": None, "isAtHand": False, "left": None, "hands": None}
MAKING, MADE = {"step": "certificates", "openable": False}, {"step": "complete", "openable": False}
LOCKED = [{"number": number, "lock": "closed"} for number in (1, 2)]
HALF = [{"number": 1, "lock": "released"}, {"number": 2, "lock": "closed"}]
SLIPS = {"issued": 5, "mark": "7QX4"}
ISSUED, VOTING = {"stage": "issued", "slips": SLIPS}, {"stage": "open", "slips": SLIPS}
CLOSED = {"stage": "closed", "slips": SLIPS, "committee": MADE}
OFFERS = {
    "nobody is called yet": ("roll-call", {"attendance": {"unmarked": 6}}, {}, "arrive"),
    "all are called": ("roll-call", {}, {}, "idle"),
    "no meeting": ("roll-call", {"meeting": None}, {}, "idle"),
    "a vote by hand": ("rules", {}, {"hands": "due"}, "hands"),
    "hands are up": ("contests", {}, {"hands": "raised"}, "raised"),
    "nobody has a lock": ("tellers", {"tellers": [OPEN], "committee": MAKING}, {"hands": "due"}, "locks"),
    "one phone has made a key": ("tellers", {"tellers": [OPEN, HELD], "committee": MAKING}, {}, "locks"),
    "ours are making locks": (
        "tellers",
        {"tellers": [HELD], "committee": MAKING},
        {"held": [2], "hands": "due"},
        "locking",
    ),
    "a phone is making its": ("tellers", {"tellers": [HELD], "committee": MAKING}, {"hands": "due"}, "hands"),
    "phones have the locks": ("tellers", {"tellers": LOCKED, "committee": MADE}, {"held": [1]}, "takeover"),
    "ours have the locks": ("tellers", {"tellers": LOCKED, "committee": MADE}, {"held": [1, 2]}, "idle"),
    "a dispute": ("tellers", {"tellers": [HELD], "committee": {**MAKING, "step": "disputed"}}, {"held": [2]}, "idle"),
    "sealed, and phones have them": ("tellers", {"stage": "sealed", "tellers": LOCKED, "committee": MADE}, {}, "idle"),
    "slips in the hand": ("slips", ISSUED, {"isAtHand": True, "mark": "7QX4"}, "draw"),
    "slips drawn": ("slips", ISSUED, {"mark": "7QX4"}, "idle"),
    "slips made in another window": ("slips", ISSUED, {"mark": "AB12"}, "slips-lost"),
    "the box is not open": ("voting", ISSUED, {"mark": "7QX4"}, "idle"),
    "the box is open": ("voting", VOTING, {"mark": "7QX4"}, "vote"),
    "some are in": ("voting", VOTING, {"mark": "7QX4", "left": 2}, "voting"),
    "all are in": ("voting", VOTING, {"mark": "7QX4", "left": 0}, "voted"),
    "open, and no slips here": ("voting", VOTING, {}, "votes-lost"),
    "the box is closed": ("count", {**CLOSED, "tellers": LOCKED}, {"held": [1, 2]}, "release"),
    "ours are open, more are needed": ("count", {**CLOSED, "tellers": HALF}, {"held": [1]}, "keys-lost"),
    "no keys here": ("count", {**CLOSED, "tellers": LOCKED}, {}, "keys-lost"),
    "enough are open": (
        "count",
        {**CLOSED, "tellers": HALF, "committee": {**MADE, "openable": True}},
        {"held": [2]},
        "idle",
    ),
    "a vote on the outcome": ("record", {"stage": "counted"}, {"hands": "due"}, "hands"),
    "another step's affair": ("papers", VOTING, {"mark": "7QX4"}, "idle"),
}


def test_each_step_offers_what_its_people_could_do_now():
    asked = [[step, {**ROOM, **room}, {**NOBODY, **people}] for step, room, people, _ in OFFERS.values()]
    offered = run("decide", [["practice/offer", "dueOffer", *one] for one in asked])
    assert dict(zip(OFFERS, offered, strict=True)) == {name: row[3] for name, row in OFFERS.items()}


def test_everything_that_is_offered_stands_on_the_desks_page():
    page = (ROOT / "templates/desk/practice.html").read_text(encoding="utf-8")
    shown = set(re.findall(r'offer\("([a-z-]+)"', page))
    assert {row[3] for row in OFFERS.values()} <= shown
    assert shown - {row[3] for row in OFFERS.values()} == {"arriving", "releasing"}


def test_some_slips_are_left_where_there_are_enough():
    left = {1: 0, 3: 0, 4: 1, 12: 1, 13: 2, 60: 5}
    assert run("decide", [["practice/votes", "slipsLeftOver", slips] for slips in left]) == list(left.values())
