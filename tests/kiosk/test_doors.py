"""What comes in over HTTP and is refused: each with its own answer in one JSON shape, and nothing changed."""

import io
import json
import time

import gevent
import pytest

from ballots.roster_sheet import Sheet
from kiosk import agreements, deeds, rounds
from tests.halls import go_on, room


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("/booth/ballot", b"", 422, "ballot-malformed"),
        ("/booth/ballot", b"{", 422, "ballot-malformed"),
        ("/booth/ballot", b"[]", 422, "ballot-malformed"),
        ("/booth/ballot", b"\xff\xfe", 422, "ballot-malformed"),
        ("/booth/ballot", b"[" * 100_000, 422, "ballot-malformed"),
        ("/booth/ballot", b" " * (10 * 1024 * 1024), 413, "too-large"),
        ("/teller/certificate", b" " * (10 * 1024 * 1024), 413, "too-large"),
        ("/teller/seat", b"null", 400, "malformed"),
        ("/teller/seat", b"[" * 100_000, 400, "malformed"),
        ("/teller/seat", b'{"number":' + b"1" * 100_000 + b"}", 400, "malformed"),
        ("/teller/seat", b'{"number":1,"invite":"\\ud800"}', 403, "invite-wrong"),
        ("/teller/share", b'{"number":true}', 403, "invite-wrong"),
    ],
)
def test_bad_input_from_the_room(tmp_path, path, body, status, code):
    made = room(tmp_path, "open")
    before = made.hall.meeting
    answer = made.client().post(path, data=body, content_type="application/json")
    assert (answer.status_code, answer.json["error"]["code"]) == (status, code)
    assert answer.json["error"]["message"]
    assert made.hall.meeting == before


@pytest.mark.parametrize("path", ["/booth/ballot", "/teller/certificate"])
def test_a_body_that_does_not_say_how_long_it_is_may_not_be_longer(tmp_path, path):
    made = room(tmp_path, "open")
    chunked = {"wsgi.input": io.BytesIO(b" " * (10 * 1024 * 1024)), "wsgi.input_terminated": True}
    answer = made.client().post(path, environ_overrides={**chunked, "CONTENT_LENGTH": ""})
    assert (answer.status_code, answer.json["error"]["code"]) == (413, "too-large")


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("/desk/roster", {"units": 5}, 400, "malformed"),
        ("/desk/roster", {"units": ["A"]}, 400, "malformed"),
        ("/desk/roster", {"units": [{"name": "A"}, {"name": "a"}]}, 409, "unit-duplicate"),
        ("/desk/contests", {"contests": [{"title": "T", "seats": 3, "nominees": ["A"]}]}, 400, "seats-wrong"),
        ("/desk/tellers", {"tellers": []}, 409, "tellers-number"),
        ("/desk/roll-call", {"unit": 99, "present": True}, 409, "unit-unknown"),
        ("/desk/roll-call", {"unit": [], "present": True}, 409, "unit-unknown"),
        ("/desk/roll-call", {"unit": True, "present": None}, 409, "unit-unknown"),
        ("/desk/meeting", {"title": "x"}, 400, "year-wrong"),
        ("/desk/slips", {}, 409, "not-sealed"),
        ("/desk/open", {}, 409, "slips-missing"),
        ("/desk/close", {}, 409, "voting-not-open"),
        ("/desk/count", {}, 409, "voting-not-closed"),
        ("/desk/roster/file", {}, 400, "roster-file-missing"),
    ],
)
def test_bad_input_from_the_desk(tmp_path, path, body, status, code):
    made = room(tmp_path, "preparing")
    desk, before = made.desk(), made.hall.meeting
    answer = desk.post(path, data=json.dumps(body), content_type="application/json")
    assert (answer.status_code, answer.json["error"]["code"]) == (status, code)
    assert made.hall.meeting == before


def test_a_slip_of_an_older_set_is_not_known(tmp_path):
    made = room(tmp_path, "open")
    foreign = room(tmp_path / "other", "open")
    foreign.slips = made.slips
    answer = made.client().post("/booth/ballot", data=foreign.sealed_ballot(0, [[0]]))
    assert (answer.status_code, answer.json["error"]["code"]) == (422, "ballot-other-election")


def test_a_used_slip_is_told_which_ballot_stands(tmp_path):
    made = room(tmp_path, "open")
    first = made.client().post("/booth/ballot", data=made.sealed_ballot(0, [[0]])).json
    second = made.client().post("/booth/ballot", data=made.sealed_ballot(0, [[1]]))
    assert second.status_code == 409
    assert second.json["error"]["code"] == "slip-already-used"
    assert second.json["error"]["tracker"] == first["tracker"]


def test_a_retry_after_a_lost_reply_gives_the_same_receipt(tmp_path):
    made = room(tmp_path, "open")
    raw = made.sealed_ballot(0, [[0]])
    first, again = (made.client().post("/booth/ballot", data=raw).json for _ in range(2))
    assert first == again


def test_an_unknown_page_and_an_unexpected_failure_say_little(tmp_path, monkeypatch, caplog):
    made = room(tmp_path, "open")
    client = made.client()
    assert client.get("/nothing").json["error"]["code"] == "not-found"
    assert "Không có trang này" in client.get("/nothing", headers={"Accept": "text/html"}).text

    def failing(*args):
        raise RuntimeError("bí mật 12345")

    monkeypatch.setattr("kiosk.booth.cast", failing)
    answer = client.post("/booth/ballot", data=b"{}")
    assert answer.status_code == 500
    assert answer.json["error"]["code"] == "internal"
    assert answer.json["error"]["reference"] in caplog.text
    assert "RuntimeError" in caplog.text and "12345" not in answer.text + caplog.text


def test_the_sample_cluster_makes_a_whole_meeting(tmp_path):
    made = room(tmp_path, "preparing")
    assert made.desk().post("/desk/meeting", json={"sample": True, "rehearsal": True}).status_code == 200
    meeting = made.hall.meeting
    assert meeting.rehearsal and len(meeting.roster) == 6 and len(meeting.tellers) == 3
    assert [c.seats for c in meeting.contests[:2]] == [2, 5]


@pytest.mark.parametrize(
    "step", ["meeting", "roster", "contests", "tellers", "roll-call", "seal", "slips", "voting", "count", "record"]
)
@pytest.mark.parametrize("stage", ["preparing", "issued", "open", "closed", "counted"])
def test_every_step_of_the_desk_opens_in_every_stage(tmp_path, stage, step):
    made = room(tmp_path, stage, votes=[[[0]]])
    assert made.desk().get(f"/desk/{step}").status_code == 200


def test_the_desk_opens_before_there_is_any_meeting(tmp_path):
    from kiosk.config import Config
    from tests.halls import Room, open_hall

    desk = Room(open_hall(Config(instance=tmp_path))).desk()
    assert desk.get("/desk").headers["Location"] == "/desk/meeting"
    for step in ("meeting", "roster", "contests", "tellers", "roll-call", "seal", "slips", "voting", "count", "record"):
        assert desk.get(f"/desk/{step}").status_code == 200, step


def test_the_room_is_served_while_a_large_roster_file_is_read(tmp_path, monkeypatch):
    made, read = room(tmp_path, "preparing"), []

    def slowly(name, content):
        time.sleep(1)
        read.append(name)
        return Sheet((), ())

    monkeypatch.setattr("kiosk.deed.read_roster_file", slowly)
    desk, phone = made.desk(), made.client()
    reading = gevent.spawn(desk.post, "/desk/roster/file", data={"file": (io.BytesIO(b"a"), "a.xlsx")})
    gevent.sleep(0.1)
    assert phone.get("/live/snapshot").status_code == 200
    assert read == []
    answer = reading.get().json
    assert (answer["units"], answer["problems"], read) == ([], [], ["a.xlsx"])


TYPED = {
    "details": {"title": "Của bàn thứ hai", "cluster": "Cụm", "year": 2025},
    "roster": {"units": [{"name": "Của bàn thứ hai"}]},
    "contests": {"contests": [{"title": "Của bàn thứ hai", "seats": 1, "nominees": ["A"]}]},
    "tellers": {"tellers": [{"name": "Của bàn thứ hai"}, {"name": "B"}]},
    "meeting": {"sample": True},
}
MEANWHILE = {
    "details": {"title": "Của bàn thứ nhất", "cluster": "Cụm", "year": 2025},
    "roster": {"units": [{"name": "Của bàn thứ nhất"}]},
    "contests": {"contests": [{"title": "Của bàn thứ nhất", "seats": 1, "nominees": ["A"]}]},
    "tellers": {"tellers": [{"name": "Của bàn thứ nhất"}, {"name": "B"}]},
    "meeting": {"title": "Của bàn thứ nhất", "cluster": "Cụm", "year": 2025},
}


@pytest.mark.parametrize("deed", TYPED)
def test_of_two_desks_at_once_the_later_one_is_told_before_it_undoes_the_work_of_the_other(tmp_path, deed):
    made = room(tmp_path, "preparing")
    first, second, drawn = made.desk(), made.desk(), made.hall.meeting.seq
    done = first.post(f"/desk/{deed}", json={**MEANWHILE[deed], "seen": drawn})
    assert done.status_code == 200
    before = made.hall.meeting
    told = second.post(f"/desk/{deed}", json={**TYPED[deed], "seen": drawn})
    assert (told.status_code, told.json["error"]["code"]) == (409, "changed-elsewhere")
    assert made.hall.meeting == before
    knowing = second.post(f"/desk/{deed}", json={**TYPED[deed], "seen": done.json["seq"]})
    assert knowing.status_code == 200 and made.hall.meeting != before


ONE = [{"title": "Xếp thứ nhất, thứ nhì", "seats": 1, "nominees": ["A", "B", "C"]}]
HANDS = {"favour": 3, "against": 0, "abstain": 0}
COUNT = {"teller": 1, "issued": 3, "returned": 3, "contests": [{"invalid": 0, "blank": 0, "votes": [3, 0, 0]}]}


def other_list(made):
    title = made.hall.meeting.contests[0].title
    if made.hall.meeting.agreed("list", title):
        made.reopen_and_agree(title, ONE)
    else:
        deeds.set_contests(made.hall, ONE)


def voided(made):
    rounds.void_round(made.hall, "Mất điện")


def done_again(made):
    voided(made)
    rounds.prepare_next_round(made.hall)
    go_on(made, "counted", [[[2]]], "issued")


DECIDED = {
    "a list": ("preparing", "hand-vote", {"subject": "list", "about": ONE[0]["title"], **HANDS}, other_list),
    "the rules": (
        "preparing",
        "hand-vote",
        {"subject": "rules", "about": "", **HANDS},
        lambda made: agreements.set_rules(made.hall, {"tie": "score", "threshold": 80}),
    ),
    "a count on paper": ("between", "hand-count", COUNT, other_list),
    "the result": ("counted", "adopt", {**HANDS, "flags": []}, done_again),
    "a round": ("counted", "void", {"reason": "Đếm lại"}, done_again),
}


@pytest.mark.parametrize(("stage", "deed", "body", "meanwhile"), DECIDED.values(), ids=DECIDED)
def test_nothing_is_decided_that_the_desks_page_does_not_show(tmp_path, stage, deed, body, meanwhile):
    made = room(tmp_path, "open" if stage == "between" else stage)
    if stage == "between":
        voided(made)
    desk, drawn = made.desk(), made.hall.meeting.seq
    meanwhile(made)
    before = made.hall.meeting
    told = desk.post(f"/desk/{deed}", json={**body, "seen": drawn})
    assert (told.status_code, told.json["error"]["code"]) == (409, "changed-elsewhere")
    assert made.hall.meeting == before
    assert desk.post(f"/desk/{deed}", json={**body, "seen": before.seq}).status_code == 200


def test_a_change_elsewhere_in_the_meeting_is_no_reason_to_refuse(tmp_path):
    made = room(tmp_path, "preparing")
    desk, drawn = made.desk(), made.hall.meeting.seq
    made.desk().post("/desk/roll-call", json={"unit": 1, "present": None})
    assert desk.post("/desk/roster", json={**TYPED["roster"], "seen": drawn}).status_code == 200
