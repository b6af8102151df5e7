"""The laptop's clock is wrong, and is put right or wrong again in the meeting: the order of things is no question of time."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from ballots.record.checking import verify_record
from ballots.record.packing import open_record
from kiosk import agreements, paperwork, rounds
from kiosk.filing import file_record
from kiosk.hall import Hall
from tests.halls import Room, all_hands, count_all, go_on, mint, room
from tests.papers.reading import text

TOLD = "Đồng hồ của máy kiểm phiếu đã bị chỉnh lùi"
NIGHT = datetime(2026, 12, 31, 23, 50)


def jumping(seed: int) -> Iterator[datetime]:
    """Back and forth: by minutes, over midnight, by years."""
    drawn, at = random.Random(seed), datetime(2026, 12, 20, 9)
    while True:
        at += drawn.choice((-1, 1)) * drawn.choice((timedelta(minutes=7), timedelta(hours=18), timedelta(days=800)))
        at = min(max(at, datetime(1990, 1, 1)), datetime(2090, 1, 1))
        yield at


def passing() -> Iterator[datetime]:
    """As time passes: two minutes with each look, from before midnight into the new year."""
    at = NIGHT
    while True:
        yield at
        at += timedelta(minutes=2)


def by(clock: Iterator[datetime], folder) -> Room:
    """A meeting of two rounds, the first of them voided, all by this clock."""
    made = room(folder, "preparing")
    made.hall.now = lambda: next(clock)
    go_on(made, "open", votes=[[[0]]])
    rounds.void_round(made.hall, "Mất điện")
    made.slips = mint(made.hall)
    rounds.open_voting(made.hall)
    for slip, marks in enumerate([[[0, 1]], [[0, 1]], []]):
        made.vote(slip, marks or [[]])
    rounds.close_voting(made.hall)
    count_all(made)
    agreements.adopt(made.hall, {**all_hands(made.hall), "flags": []})
    return made


def filed(hall: Hall) -> bytes:
    """The record, by a clock that is right again: with a wrong one the kiosk would not sign a paper."""
    hall.now = datetime.now
    return file_record(hall)


@pytest.mark.parametrize("seed", range(3))
def test_p7_a_clock_that_jumps_changes_neither_order_nor_result_and_the_minutes_say_so(tmp_path, seed):
    made = by(jumping(seed), tmp_path)
    times = [fact.at for fact in made.hall.facts if fact.at]
    assert times != sorted(times) and [fact.seq for fact in made.hall.facts] == list(range(1, len(made.hall.facts) + 1))
    assert made.hall.meeting.counts == ((1, 2, 2, 0),)
    before, seen = made.hall.meeting, made.hall.snapshot()
    again = made.reopened()
    assert again.hall.meeting == before and again.hall.snapshot() == seen
    record = filed(again.hall)
    assert verify_record(record).ok
    for name in ("count-minutes", "vote-minutes"):
        assert TOLD in text(paperwork.paper(again.hall, name))


def test_a_meeting_over_midnight_into_another_year_begins_and_ends_when_it_did(tmp_path):
    made = by(passing(), tmp_path)
    assert verify_record(filed(made.hall)).ok
    minutes = text(paperwork.paper(made.hall, "vote-minutes"))
    assert TOLD not in minutes and "ngày 31 tháng 12 năm 2026" in minutes and "ngày 01 tháng 01 năm 2027" in minutes


def test_a_clock_put_back_while_the_box_is_open_takes_no_ballot_away(tmp_path):
    made = room(tmp_path, "open")
    raw = made.vote(0, [[0]])
    made.hall.now = lambda: datetime(2001, 1, 1)
    assert made.client().post("/booth/ballot", data=raw).status_code == 200
    made.vote(1, [[1]])
    rounds.close_voting(made.hall)
    count_all(made)
    assert made.hall.meeting.counts == ((0, 1, 1, 0),)
    assert open_record(file_record(made.hall)) and verify_record(file_record(made.hall)).ok
