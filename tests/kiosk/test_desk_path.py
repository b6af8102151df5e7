"""The desk's path: the step that is due follows the meeting, and whatever is not possible says why."""

import pytest

from ballots.meeting import Meeting
from ballots.rulebook import DEEDS
from kiosk import deeds
from kiosk.desk_path import STEPS, due_step, path, possible
from tests.halls import room

DUE = {
    "preparing": "seal",
    "sealed": "slips",
    "issued": "voting",
    "open": "voting",
    "closed": "count",
    "counting": "count",
    "counted": "record",
}


@pytest.mark.parametrize(("stage", "step"), DUE.items())
def test_each_stage_has_its_step(tmp_path, stage, step):
    assert due_step(room(tmp_path, stage).hall.meeting) == step


def test_before_there_is_a_meeting_nothing_is_done():
    assert due_step(Meeting()) == "meeting"


def test_the_path_shows_what_is_done_due_and_to_come(tmp_path):
    made = room(tmp_path, "issued")
    with made.client().application.test_request_context():
        steps = path(made.hall.meeting)
    assert [step["id"] for step in steps] == list(STEPS)
    assert [step["state"] for step in steps] == ["done"] * 7 + ["now"] + ["later"] * 2
    assert all(step["title"] and step["href"] == f"/desk/{step['id']}" for step in steps)


def test_a_step_that_is_undone_is_due_again(tmp_path):
    made = room(tmp_path, "preparing")
    deeds.mark_unit(made.hall, 1, None)
    assert due_step(made.hall.meeting) == "roll-call"


def test_the_seal_page_says_each_thing_that_is_missing(tmp_path):
    made = room(tmp_path, "preparing")
    deeds.set_contests(made.hall, [])
    deeds.mark_unit(made.hall, 1, None)
    page = made.desk().get("/desk/seal").text
    assert "Chưa có nội dung bầu" in page and "Còn 1 đơn vị chưa điểm danh" in page


def test_every_deed_of_the_table_is_answered(tmp_path):
    made = room(tmp_path, "open")
    with made.client().application.test_request_context():
        answers = possible(made.hall.meeting)
    assert set(answers) == set(DEEDS)
    assert answers["close_voting"] == {"allowed": True, "done": False, "why": []}
    assert answers["seal"]["done"] and not answers["seal"]["allowed"] and answers["seal"]["why"]
