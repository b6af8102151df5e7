"""P12: pretended people are in a rehearsal and nowhere else. In a real meeting the kiosk gives nothing to practise with, and
its pages have none of it. How a secretary practises is in tests/browser/test_practising_alone.py."""

import pytest

from kiosk import deeds
from kiosk.built import FOLDER, mark_of
from kiosk.desk_path import STEPS
from tests.halls import STAGES, room

ROOM = "/desk/practice/room"
MODULE = f"/built/{mark_of(FOLDER)}/practice.js"
PLACES = (ROOM, MODULE, f"{MODULE}.gz", MODULE.upper(), "/static/dist/practice.js", "/static/dist/%70ractice.js.gz")
JSON = {"Accept": "application/json"}
BEFORE_THE_END = STAGES[:-1]
KEPT = b"hom-phieu.practice"


def refused(desk, place: str) -> bool:
    answer = desk.get(place, headers=JSON)
    return (answer.status_code, answer.json["error"]["code"]) == (409, "rehearsal-only")


@pytest.mark.parametrize("stage", BEFORE_THE_END)
def test_p12_a_real_meeting_has_nobody_to_practise_with(tmp_path, stage):
    made = room(tmp_path, stage, votes=[[[0]]])
    assert all(refused(made.desk(), place) for place in PLACES)


def test_p12_no_page_of_a_real_meeting_knows_of_practice(tmp_path):
    desk = room(tmp_path, "open").desk()
    for step in STEPS:
        page = desk.get(f"/desk/{step}").text
        assert "practice" not in page.lower() and "/desk.js" in page, step


def test_p12_the_desk_of_a_real_meeting_loads_no_code_that_could_pretend_anybody():
    """Of all that is built only the rehearsal's module has it."""
    knowing = {path.name for path in FOLDER.iterdir() if path.suffix == ".js" and KEPT in path.read_bytes()}
    assert knowing == {"practice.js"}


def test_p12_where_no_meeting_is_called_there_is_nothing_to_practise(tmp_path):
    made = room(tmp_path, "preparing", rehearsal=True)
    made.hall.meeting = type(made.hall.meeting)()
    assert refused(made.desk(), ROOM)


def test_p12_practice_ends_with_the_rehearsal(tmp_path):
    made = room(tmp_path, "preparing", rehearsal=True)
    desk = made.desk()
    assert desk.get(ROOM).status_code == 200
    deeds.call_meeting(made.hall, {"title": "Hội nghị", "cluster": "Cụm", "year": 2025, "rehearsal": False})
    assert all(refused(desk, place) for place in PLACES)


@pytest.mark.parametrize("stage", BEFORE_THE_END)
def test_p12_every_page_to_practise_on_is_marked_as_a_rehearsal(tmp_path, stage):
    desk = room(tmp_path, stage, votes=[[[0]]], rehearsal=True).desk()
    for step in STEPS:
        page = desk.get(f"/desk/{step}").text
        assert 'id="practice"' in page and "/practice.js" in page and "/desk.js" not in page, step
        assert "DIỄN TẬP" in page and ' rehearsal"' in page, step
    assert desk.get(MODULE).status_code == 200


def test_the_pretended_tellers_have_the_invitations_that_real_ones_scan(tmp_path):
    made = room(tmp_path, "preparing", rehearsal=True)
    told = made.desk().get(ROOM).json
    assert told["pace"] == made.hall.config.pace
    assert told["seats"] == [{"number": one.number, "invite": one.invite} for one in made.hall.meeting.tellers]


def test_p9_nobody_in_the_room_is_told_the_invitations(tmp_path):
    made = room(tmp_path, "preparing", rehearsal=True)
    assert made.client().get(ROOM, headers=JSON).json["error"]["code"] == "desk-only"
