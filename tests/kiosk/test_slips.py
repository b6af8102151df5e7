"""Slips at the kiosk: made in the desk's page, taken once, taken again after a lost reply, and never a second time later."""

import json

import pytest

from ballots.errors import Refused
from ballots.slip_set import new_slips
from kiosk import deeds, rounds
from tests.halls import mint, next_meeting, room


def test_p4_the_same_set_again_after_a_lost_reply_is_the_set_that_stands(tmp_path):
    made = room(tmp_path, "sealed")
    desk, (_, sets) = made.desk(), new_slips(3)
    first, again = (desk.post("/desk/slips", json={"sets": sets}) for _ in range(2))
    assert first.status_code == again.status_code == 200 and first.json == again.json
    assert first.json == {"mark": made.hall.meeting.slips.mark, "seq": made.hall.meeting.seq}
    rounds.open_voting(made.hall)
    assert desk.post("/desk/slips", json={"sets": sets}).json["mark"] == first.json["mark"]


def test_p4_the_set_that_stands_stands_after_a_new_start_too(tmp_path):
    made = room(tmp_path, "sealed")
    _, sets = new_slips(3)
    mark = rounds.mint_slips(made.hall, sets)
    again = made.reopened()
    assert rounds.mint_slips(again.hall, sets) == mark
    assert [fact.name for fact in again.hall.facts].count("slips_minted") == 1


def test_p1_a_set_that_is_dead_never_comes_back(tmp_path):
    made = room(tmp_path, "sealed")
    _, sets = new_slips(3)
    rounds.mint_slips(made.hall, sets)
    mint(made.hall)
    turned = new_slips(3)[1]
    turned[2]["uuid"] = sets[1]["uuid"]
    for dead in (sets, [sets[2], sets[0], sets[1]], turned):
        with pytest.raises(Refused) as refused:
            rounds.mint_slips(made.hall, dead)
        assert refused.value.code == "slips-used-before"


def test_p1_nor_does_a_set_of_another_meeting(tmp_path):
    made = room(tmp_path, "sealed", units=3)
    _, sets = new_slips(2)
    rounds.mint_slips(made.hall, sets)
    deeds.abandon(made.hall, "Hoãn")
    next_meeting(made, "sealed")
    with pytest.raises(Refused) as refused:
        rounds.mint_slips(made.hall, sets)
    assert refused.value.code == "slips-used-before"


def test_p1_other_slips_under_the_identifier_of_the_set_that_stands_are_refused(tmp_path):
    made = room(tmp_path, "sealed")
    _, sets = new_slips(3)
    rounds.mint_slips(made.hall, sets)
    other = new_slips(3)[1]
    other[0]["uuid"] = sets[0]["uuid"]
    with pytest.raises(Refused) as refused:
        rounds.mint_slips(made.hall, other)
    assert refused.value.code == "slips-used-before" and made.hall.box.board.uuid == sets[0]["uuid"]


ONE_THRICE = [{**one, "credentials": one["credentials"] * 3} for one in new_slips(1)[1]]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 409, "slips-malformed"),
        ({"sets": new_slips(2)[1]}, 409, "slips-number"),
        ({"sets": ONE_THRICE}, 422, "credential-repeated"),
    ],
)
def test_p1_what_is_no_set_of_slips_changes_nothing(tmp_path, body, status, code):
    made = room(tmp_path, "sealed")
    before = made.hall.meeting
    answer = made.desk().post("/desk/slips", json=body)
    assert (answer.status_code, answer.json["error"]["code"]) == (status, code)
    assert made.hall.meeting == before and made.hall.box is None


def test_p2_the_answer_and_the_page_hold_no_secret(tmp_path):
    made = room(tmp_path, "sealed")
    secrets, sets = new_slips(3)
    desk = made.desk()
    told = desk.post("/desk/slips", json={"sets": sets}).text + desk.get("/desk/slips").text + json.dumps(made.told)
    assert not any(secret in told for secret in secrets)


def test_a_laptop_that_has_joined_another_network_prints_slips_for_that_one(tmp_path):
    made = room(tmp_path, "sealed")
    desk = made.desk()
    made.hall.find_bases = lambda: ["http://10.0.0.9:8000"]
    desk.post("/desk/slips", json={"sets": new_slips(3)[1]})
    assert made.client().get("/live/snapshot").json["addresses"]["booth"] == "http://10.0.0.9:8000/booth"
    made.hall.find_bases = lambda: ["http://10.0.0.10:8000"]
    assert 'data-booth="http://10.0.0.10:8000/booth"' in desk.get("/desk/slips").text
    made.hall.find_bases = lambda: ["http://10.0.0.11:8000"]
    assert "10.0.0.11:8000" in made.client().get("/screen").text
