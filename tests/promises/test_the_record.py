"""Promises P6 to P12: anyone can check, nothing is lost or altered, only the desk rules, no trace, no silent tie, no mixing."""

import json
import logging
import re

import pytest

from ballots.protocol.audit import audit
from kiosk import casting, counting, deeds, rounds
from kiosk.access import DESK, RULES
from kiosk.application import create_app
from tests.halls import STAGES, contest, release, room


def test_p6_every_voter_finds_the_tracking_code_and_the_archive_verifies(tmp_path):
    made = room(tmp_path, "open")
    codes = [casting.cast(made.hall, made.sealed_ballot(slip, [[slip]]))["tracker"] for slip in range(3)]
    rounds.close_voting(made.hall)
    release(made)
    counting.count(made.hall)
    assert made.client().get("/board/codes").json["codes"] == sorted(codes)
    checked = audit(made.client().get("/archive/box.bel").data)
    assert checked.ok and checked.result == [[0, 1, 1, 1]]
    assert set(checked.trackers) == set(codes)


@pytest.mark.parametrize("stage", STAGES)
def test_p7_a_hall_opened_again_stands_where_it_stood(tmp_path, stage):
    made = room(tmp_path, stage, votes=[[[0, 1]], [[]]])
    before = made.hall.snapshot()
    again = made.reopened()
    assert again.hall.snapshot() == before
    assert again.hall.box == made.hall.box


def test_p7_the_store_waits_for_the_disk_itself(tmp_path):
    ask = room(tmp_path, "preparing").hall._store._db.execute
    settings = {name: ask(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "fullfsync")}
    assert settings == {"journal_mode": "wal", "synchronous": 2, "fullfsync": 1}


def test_p7_a_count_that_was_cut_off_goes_on_where_it_was(tmp_path):
    made = room(tmp_path, "counting", votes=[[[0, 1]], [[]], [[1]]])
    made.hall.record("nominee_counted", {"contest": 0, "choice": 0, "votes": made.hall.box.total(0, 0)}, timed=False)
    again = made.reopened()
    counting.count(again.hall)
    assert again.hall.meeting.counts == ((1, 1, 2, 0),)
    assert audit(again.hall.box.board.archive()).ok


def test_p8_undoing_is_a_new_fact_with_a_reason_and_deletes_nothing(tmp_path):
    made = room(tmp_path, "issued")
    facts, dead = list(made.hall.facts), made.hall.box
    deeds.unseal(made.hall, "Sai danh sách")
    again = made.reopened()
    assert again.hall.facts[: len(facts)] == facts
    assert again.hall.facts[-1].body == {"reason": "Sai danh sách"}
    assert again.hall._store.entries(dead.board.uuid) == dead.board.entries


def test_p8_the_head_on_the_projector_is_the_head_of_the_chain(tmp_path):
    made = room(tmp_path, "open")
    heads = {made.hall.public_view()["box"]["head"]}
    for slip in range(2):
        made.vote(slip, [[slip]])
        heads.add(made.hall.public_view()["box"]["head"])
        assert made.hall.public_view()["box"]["head"] == made.hall.box.board.head
    assert len(heads) == 3


@pytest.mark.parametrize(
    ("address", "host", "code"),
    [
        ("192.168.1.20", "192.168.1.5:8000", "desk-only"),
        ("192.168.1.20", "127.0.0.1:8000", "desk-only"),
        ("127.0.0.1", "192.168.1.5:8000", "desk-only"),
        ("127.0.0.1", "127.0.0.1:8000", "key-wrong"),
        ("127.0.0.1", "evil.example:8000", "host-wrong"),
    ],
)
def test_p9_only_the_laptop_with_the_launch_key_reaches_the_desk(tmp_path, address, host, code):
    made = room(tmp_path, "preparing")
    client = made.client(address, host)
    desk_routes = [rule for rule in client.application.url_map.iter_rules() if RULES[rule.endpoint] == DESK]
    assert len(desk_routes) >= 15
    for rule in desk_routes:
        path = rule.rule.replace("<step>", "roster")
        answer = client.open(
            path, method="POST" if "POST" in rule.methods else "GET", headers={"Accept": "application/json"}
        )
        assert (answer.status_code, answer.json["error"]["code"]) == (403, code), path


def test_p9_a_page_without_a_rule_keeps_the_kiosk_from_starting(tmp_path, monkeypatch):
    monkeypatch.delitem(RULES, "desk.due")
    with pytest.raises(RuntimeError, match="desk.due"):
        create_app(room(tmp_path, "preparing").hall)


def test_p9_another_site_cannot_act_through_the_secretarys_browser(tmp_path):
    desk = room(tmp_path, "preparing").desk()
    called = {"unit": 1, "present": False}
    refused = desk.post("/desk/roll-call", json=called, headers={"Origin": "http://evil.example"})
    assert refused.json["error"]["code"] == "origin-wrong"
    assert desk.post("/desk/roll-call", json=called, headers={"Origin": "http://127.0.0.1:8000"}).status_code == 200


def test_p10_nothing_about_a_voters_device_or_time_is_kept(tmp_path, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    made = room(tmp_path, "open")
    phone = made.client("10.98.76.54")
    headers = {"User-Agent": "Dien-thoai-la-12345", "Cookie": "mot=cookie-la-12345"}
    for path in ("/booth", "/booth/election", "/board", "/board/codes"):
        answer = phone.get(path, headers=headers)
        assert answer.headers["Cache-Control"] == "no-store" and "Set-Cookie" not in answer.headers
    answer = phone.post("/booth/ballot", data=made.sealed_ballot(0, [[0]]), headers=headers)
    assert answer.status_code == 200 and "Set-Cookie" not in answer.headers
    phone.post("/booth/ballot", data=b"{}", headers=headers)
    assert [fact.at for fact in made.hall.facts if fact.name == "ballot_accepted"] == [""]
    assert capfd.readouterr() == ("", "")
    made.hall.close()
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()) + caplog.text.encode()
    for trace in (b"10.98.76.54", b"Dien-thoai-la", b"cookie-la"):
        assert trace not in kept


def test_the_room_is_shown_units_and_never_a_persons_name(tmp_path):
    made = room(tmp_path, "counted", votes=[[[0]]])
    shown = json.dumps([made.hall.snapshot(), made.told], ensure_ascii=False)
    people = [unit.leader for unit in made.hall.meeting.roster] + [teller.name for teller in made.hall.meeting.tellers]
    assert all(people) and not any(person in shown for person in people)


def test_p11_a_tie_at_the_seat_line_is_shown_and_nobody_is_chosen(tmp_path):
    made = room(tmp_path, "counted", votes=[[[0, 1]], [[0, 2]]], contests=[contest(3, 2)])
    nominees = made.hall.snapshot()["count"]["contests"][0]["nominees"]
    assert [(n["votes"], n["elected"], n["tied"]) for n in nominees] == [
        (2, True, False),
        (1, False, True),
        (1, False, True),
    ]


def watermarked(page):
    """The word is in every page's frame; the class of the root element makes it show (templates/base.html)."""
    return "DIỄN TẬP" in page and re.search(r"<html[^>]*\brehearsal\b", page) is not None


def test_p12_a_rehearsal_says_so_on_every_page_and_in_the_election_itself(tmp_path):
    made = room(tmp_path, "issued", rehearsal=True)
    room_pages, desk = made.client(), made.desk()
    for path in ("/", "/vi-sao", "/booth", "/teller", "/screen", "/board"):
        assert watermarked(room_pages.get(path).text), path
    for step in ("meeting", "slips", "voting", "record"):
        assert watermarked(desk.get(f"/desk/{step}").text), step
    assert made.hall.box.election.name.startswith("DIỄN TẬP")


def test_p12_a_rehearsal_cannot_become_real(tmp_path):
    made = room(tmp_path, "preparing", rehearsal=True)
    deeds.set_details(made.hall, {"title": "Thật", "cluster": "Cụm", "year": 2025, "rehearsal": False})
    assert made.hall.meeting.rehearsal is True


def test_p12_a_real_meeting_shows_no_rehearsal_mark(tmp_path):
    made = room(tmp_path, "issued")
    for path in ("/", "/vi-sao", "/booth", "/screen", "/board"):
        assert not watermarked(made.client().get(path).text), path
    assert not made.hall.box.election.name.startswith("DIỄN TẬP")
