"""The public count over HTTP: paced, and hurried from the desk, with the same facts and the same numbers."""

import gevent
import pytest

from ballots.stage import Stage
from kiosk import counting, rounds
from kiosk.config import Config
from tests.halls import Room, cast_all, contest, go_on, open_hall, prepare

VOTES = [[[0, 1], [2]], [[0], [2]], [[], [0]]]
HURRY = "/desk/count/hurry"


@pytest.fixture
def slow(tmp_path) -> Room:
    """A box that is open for the count, in a kiosk that would take hours for it."""
    made = Room(open_hall(Config(instance=tmp_path, pace=3600)))
    made.hall.publish = made.told.append
    prepare(made, 4, 1, 2, [contest(), contest(title="Tiêu biểu xuất sắc", seats=1)], False)
    go_on(made, "open")
    cast_all(made, VOTES)
    return made


def begin(made: Room) -> None:
    rounds.close_voting(made.hall)
    for teller in made.hall.meeting.tellers:
        made.give_share(teller.number)


def test_the_count_waits_and_the_desk_may_end_the_waiting_twice(slow):
    desk = slow.desk()
    assert desk.post(HURRY, json={}).json["error"]["code"] == "not-counting-yet"
    begin(slow)
    assert desk.post(HURRY, json={}).json["error"]["code"] == "not-counting-yet"
    desk.post("/desk/count", json={})
    gevent.sleep(0.2)
    assert slow.hall.meeting.counts and not any(fact["fact"] == "nominee_counted" for fact in slow.told)
    assert b"count/hurry" in desk.get("/desk/count").data
    for _ in range(2):
        assert desk.post(HURRY, json={}).status_code == 200
    slow.hall.counting.join(timeout=30)
    assert slow.hall.meeting.stage is Stage.COUNTED
    assert desk.post(HURRY, json={}).status_code == 200, "a repeat after the end changes nothing"
    assert slow.hall.meeting.counts == ((1, 2, 1, 0), (0, 1, 0, 2))
    told = [fact["about"] for fact in slow.told if fact["fact"] == "nominee_counted"]
    assert told == [{"contest": place, "choice": choice} for place in range(2) for choice in range(4)]


def test_nobody_in_the_room_hurries_the_count(slow):
    begin(slow)
    slow.desk().post("/desk/count", json={})
    assert slow.client().post(HURRY, json={}).status_code == 403
    assert not slow.hall.hurried.is_set()
    slow.hall.counting.kill()


def test_a_count_that_is_begun_again_has_its_pace_again(slow):
    begin(slow)
    slow.desk().post("/desk/count", json={})
    counting.hurry(slow.hall)
    slow.hall.counting.kill()
    counting.start_counting(slow.hall)
    gevent.sleep(0)
    assert not slow.hall.hurried.is_set()
    counting.hurry(slow.hall)
    slow.hall.counting.join(timeout=30)
    assert slow.hall.meeting.stage is Stage.COUNTED
