"""The desk's path: the step that is due follows the meeting, and whatever is not possible says why."""

import pytest

from ballots.meeting import Meeting
from ballots.rulebook import DEEDS
from kiosk import agreements, deeds, rounds
from kiosk.desk_path import STEPS, due_step, path, possible
from tests.halls import all_hands, contest, go_on, room

DUE = {
    "preparing": "rules",
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
    assert [step["state"] for step in steps] == ["done"] * 8 + ["now"] + ["later"] * 3
    assert all(step["title"] and step["href"] == f"/desk/{step['id']}" for step in steps)


def test_what_the_room_agrees_on_is_due_until_it_has_agreed(tmp_path):
    hall = room(tmp_path, "preparing").hall
    lists = [("list", contest.title) for contest in hall.meeting.contests]
    for step, (subject, about) in zip(("rules", "contests", "tellers"), [("rules", ""), *lists, ("committee", "")]):
        assert due_step(hall.meeting) == step
        agreements.vote_by_hand(hall, subject, about, all_hands(hall))
    assert due_step(hall.meeting) == "seal"


def test_a_tie_leads_back_to_the_slips_and_the_adoption_to_the_papers(tmp_path):
    made = room(tmp_path, "counted", votes=[[[0, 1]], [[0, 2]], [[]]], contests=[contest(seats=2)])
    assert due_step(made.hall.meeting) == "count"
    rounds.call_runoff(made.hall)
    assert due_step(made.hall.meeting) == "slips"
    rounds.prepare_next_round(made.hall)
    go_on(made, "counted", [[[0]], [[0]], [[1]]], "issued")
    assert due_step(made.hall.meeting) == "record"
    agreements.adopt(made.hall, {**all_hands(made.hall), "flags": []})
    assert due_step(made.hall.meeting) == "papers"


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
    assert answers["close_voting"] == {"allowed": True, "done": False, "why": [], "asks": None}
    assert answers["seal"]["done"] and not answers["seal"]["allowed"] and answers["seal"]["why"]
