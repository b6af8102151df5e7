"""How the room's phones come to the booth: the Wi-Fi on the slips, which leaves the room in nothing, and the chosen address."""

import json

import pytest

from ballots.errors import Refused
from ballots.meeting import Meeting
from kiosk import agreements, joining
from kiosk.filing import meeting_json
from tests.halls import all_hands, contest, next_meeting, room

HERE, THERE = "http://192.168.1.5:8000", "http://10.0.0.9:8000"


def refusal(deed, *given) -> str:
    with pytest.raises(Refused) as refused:
        deed(*given)
    return refused.value.code


def in_two_networks(folder, until="sealed"):
    made = room(folder, until)
    made.hall.find_bases = lambda: [HERE, THERE]
    made.hall.look_around()
    return made


def test_the_password_is_on_the_desk_and_in_nothing_that_leaves_the_room(tmp_path):
    made = room(tmp_path, "counted", votes=[[[0]], [[0]], [[]]], contests=[contest()])
    desk = made.desk()
    body = {"name": "HoiTruong", "password": "bi-mat-123", "kind": "WPA"}
    assert desk.post("/desk/network", json=body).status_code == 200
    agreements.adopt(made.hall, {**all_hands(made.hall), "flags": []})
    told = json.dumps([made.told, made.hall.snapshot()]) + meeting_json(made.hall).decode()
    for path in ("/", "/booth", "/screen", "/board", "/tro-giup", "/live/snapshot"):
        told += made.client().get(path).text
    assert "bi-mat-123" not in told
    assert 'data-password="bi-mat-123"' in desk.get("/desk/slips").text
    assert "HoiTruong" in made.client().get("/tro-giup").text


def test_the_room_is_told_the_name_of_its_wi_fi_and_that_it_has_changed(tmp_path):
    made = room(tmp_path, "sealed")
    assert made.hall.snapshot()["network"] is None
    joining.set_network(made.hall, "HoiTruong", "bi-mat-123", "WPA")
    assert made.told[-1]["changed"] == {"network": {"name": "HoiTruong"}} and made.hall.snapshot()["network"]
    joining.set_network(made.hall, "", "", "WPA")
    assert made.told[-1]["changed"] == {"network": None}


def test_the_wi_fi_survives_a_restart_and_can_be_taken_away(tmp_path):
    made = room(tmp_path, "sealed")
    joining.set_network(made.hall, "HoiTruong", "bi-mat-123", "WPA")
    again = made.reopened()
    assert again.hall.meeting.network.code == "WIFI:T:WPA;S:HoiTruong;P:bi-mat-123;;"
    joining.set_network(again.hall, "", "", "WPA")
    assert again.hall.meeting.network is None and "data-wifi" not in again.desk().get("/desk/slips").text


def test_setting_what_is_set_writes_nothing(tmp_path):
    made = in_two_networks(tmp_path)
    for _ in range(2):
        joining.set_network(made.hall, "HoiTruong", "bi-mat-123", "WPA")
        joining.choose_address(made.hall, "10.0.0.9")
    assert [fact.name for fact in made.hall.facts[-2:]] == ["network_set", "address_chosen"]


def test_another_desk_does_not_undo_the_wi_fi_unasked(tmp_path):
    made = room(tmp_path, "sealed")
    seen = made.hall.meeting.seq
    joining.set_network(made.hall, "HoiTruong", "bi-mat-123", "WPA")
    body = {"name": "Khac", "password": "bi-mat-456", "kind": "WPA", "seen": seen}
    assert made.desk().post("/desk/network", json=body).json["error"]["code"] == "changed-elsewhere"


def test_the_chosen_address_is_that_of_slips_screen_and_tellers_and_survives_a_restart(tmp_path):
    made = in_two_networks(tmp_path)
    assert made.hall.snapshot()["addresses"]["booth"] == f"{HERE}/booth"
    assert made.desk().post("/desk/address", json={"address": "10.0.0.9"}).status_code == 200
    assert made.told[-1]["changed"]["addresses"]["booth"] == f"{THERE}/booth"
    assert f'data-booth="{THERE}/booth"' in made.desk().get("/desk/slips").text
    assert "10.0.0.9:8000" in made.client().get("/screen").text
    again = made.reopened()
    again.hall.bases = [HERE, "http://10.0.0.9:9000"]
    assert again.hall.addresses[0] == "http://10.0.0.9:9000"


def test_an_address_that_is_gone_gives_way_to_one_that_is_there_and_the_desk_says_so(tmp_path):
    made = in_two_networks(tmp_path)
    joining.choose_address(made.hall, "10.0.0.9")
    made.hall.find_bases = lambda: [HERE]
    said = made.desk().get("/desk/slips").text
    assert f'data-booth="{HERE}/booth"' in said and "Máy không còn địa chỉ 10.0.0.9 đã chọn" in said
    assert refusal(joining.choose_address, made.hall, "10.0.0.9") == "address-unknown"


@pytest.mark.parametrize("address", ["", None, 5, ["10.0.0.9"], "evil.example", "http://10.0.0.9:8000"])
def test_only_an_address_of_this_laptop_is_taken(tmp_path, address):
    assert refusal(joining.choose_address, in_two_networks(tmp_path).hall, address) == "address-unknown"


def test_once_voting_is_open_the_slips_are_out_and_the_address_stays(tmp_path):
    made = in_two_networks(tmp_path, "open")
    assert refusal(joining.choose_address, made.hall, "10.0.0.9") == "voting-opened"


def test_the_next_meeting_begins_without_either(tmp_path):
    made = in_two_networks(tmp_path)
    joining.set_network(made.hall, "HoiTruong", "bi-mat-123", "WPA")
    joining.choose_address(made.hall, "10.0.0.9")
    next_meeting(made, "preparing")
    assert made.hall.meeting.network is None and made.hall.meeting.address == ""


def test_before_there_is_a_meeting_nothing_is_set(tmp_path):
    made = room(tmp_path, "preparing")
    made.hall.meeting = Meeting()
    assert refusal(joining.set_network, made.hall, "HoiTruong", "bi-mat-123", "WPA") == "meeting-missing"
