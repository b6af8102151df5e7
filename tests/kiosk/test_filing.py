"""The record as the kiosk really files it: over HTTP, under its own key, and only after the count (P5, P6)."""

import pytest

from ballots.record.checking import verify_record
from kiosk import counting, deeds, rounds
from tests.halls import STAGES, contest, mint, release, room

CONTESTS = [contest(3, 2), contest(2, 1, "Tiêu biểu xuất sắc")]
VOTES = [[[0, 1], [0]], [[0], []]]


def test_p6_the_record_of_a_real_meeting_verifies(tmp_path):
    made = room(tmp_path, "counted", contests=CONTESTS, votes=VOTES)
    answer = made.client().get("/archive/record.zip")
    report = verify_record(answer.data)
    assert report.ok, report.failed
    first = report.first
    assert (first["result"], first["ballots"], first["credentials"]) == ([[0, 2, 1, 0], [1, 1, 0]], 2, 3)
    assert report.kiosk == made.hall.key.fingerprint and first["head"] == made.hall.box.board.head
    assert [unit["present"] for unit in report.meeting["roster"]] == [True, True, True, False]


def test_the_record_is_the_same_bytes_each_time_and_after_a_restart(tmp_path):
    made = room(tmp_path, "counted", votes=[[[0]]])
    first = made.client().get("/archive/record.zip").data
    assert made.reopened().client().get("/archive/record.zip").data == first


def test_p7_the_record_is_kept_in_the_instance_when_the_desk_goes_on_to_the_next_meeting(tmp_path):
    made = room(tmp_path, "counted", votes=[[[0]]])
    record, uuid = made.client().get("/archive/record.zip").data, made.hall.box.election.uuid
    assert made.desk().post("/desk/meeting", json={"sample": True}).status_code == 200
    assert (tmp_path / "records" / f"{uuid}.zip").read_bytes() == record
    assert made.desk().post("/desk/meeting", json={"sample": True}).status_code == 200
    assert [kept.name for kept in (tmp_path / "records").iterdir()] == [f"{uuid}.zip"]


def test_p7_where_the_record_cannot_be_kept_the_desk_stays_with_the_meeting(tmp_path):
    made = room(tmp_path, "counted", votes=[[[0]]])
    (tmp_path / "records").write_text("a file where the folder belongs")
    answer = made.desk().post("/desk/meeting", json={"sample": True})
    assert (answer.status_code, answer.json["error"]["code"]) == (503, "store-failed")
    assert made.client().get("/archive/record.zip").status_code == 200


def test_a_roll_call_sealed_again_shows_in_the_record_with_its_reason(tmp_path):
    made = room(tmp_path, "issued")
    deeds.unseal(made.hall, "Một đơn vị đến muộn")
    deeds.mark_unit(made.hall, made.hall.meeting.roster[-1].id, True)
    deeds.seal(made.hall)
    made.slips = mint(made.hall)
    rounds.open_voting(made.hall)
    made.vote(3, [[1]])
    rounds.close_voting(made.hall)
    release(made)
    counting.count(made.hall)
    report = verify_record(made.client().get("/archive/record.zip").data)
    assert report.ok and report.first["credentials"] == 4
    names = [deed["deed"] for deed in report.meeting["deeds"]]
    assert names.count("roll_call_sealed") == 2 and names.count("slips_minted") == 2
    assert [deed["reason"] for deed in report.meeting["deeds"] if deed["reason"]] == ["Một đơn vị đến muộn"]


def test_p12_the_record_of_a_rehearsal_is_marked(tmp_path):
    made = room(tmp_path, "counted", votes=[[[0]]], rehearsal=True)
    report = verify_record(made.client().get("/archive/record.zip").data)
    assert report.ok and report.meeting["meeting"]["rehearsal"] is True


@pytest.mark.parametrize("stage", STAGES[: STAGES.index("counted")])
def test_p5_there_is_no_record_before_the_count_is_complete(tmp_path, stage):
    made = room(tmp_path, stage)
    answer = made.client().get("/archive/record.zip", headers={"Accept": "application/json"})
    assert answer.status_code == 409 and answer.json["error"]["code"] == "not-counted"


def test_p10_neither_slip_nor_teller_can_be_recognised_from_the_record(tmp_path):
    made = room(tmp_path, "counted", votes=VOTES[:1], contests=CONTESTS)
    record = made.client().get("/archive/record.zip").data
    secrets = [*made.slips, *made.seeds, *(teller.invite for teller in made.hall.meeting.tellers)]
    assert not any(secret.encode() in record for secret in secrets)
