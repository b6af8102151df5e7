"""P4: one slip, one ballot; a retry is safe. Replies that get lost, and ballots that come at the same moment."""

import socket
import struct
import threading
from urllib.parse import urlsplit

import pytest
import requests

from ballots.protocol.ballot import tracker
from kiosk.rehearsal.people import TurnedAway, Voter
from kiosk.rehearsal.watcher import Watcher
from tests.faults.standing import Standing


def send_and_vanish(base: str, raw: bytes, abruptly: bool) -> None:
    """Send a whole request and leave before the answer comes; abruptly: with a reset, as a phone out of range."""
    place = urlsplit(base)
    with socket.create_connection((place.hostname, place.port)) as line:
        if abruptly:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        head = f"POST /booth/ballot HTTP/1.1\r\nHost: {place.netloc}\r\nContent-Length: {len(raw)}\r\n\r\n"
        line.sendall(head.encode() + raw)
        if not abruptly:
            line.shutdown(socket.SHUT_WR)


def post(base: str, raw: bytes) -> tuple[int, dict]:
    answer = requests.post(f"{base}/booth/ballot", data=raw, timeout=30)
    return answer.status_code, answer.json()


def test_p4_a_lost_reply_then_a_retry_gives_the_receipt_of_the_one_ballot(tmp_path):
    with Standing(tmp_path) as kiosk:
        kiosk.until("open")
        voters = [Voter(kiosk.base, slip) for slip in kiosk.slips]
        raws = [voter.fill([[0, 2]]) for voter in voters]
        with Watcher(kiosk.base) as watcher:
            send_and_vanish(kiosk.base, raws[0], abruptly=False)
            watcher.wait_for("ballot_accepted")
        send_and_vanish(kiosk.base, raws[1], abruptly=True)
        for voter, raw in zip(voters, raws):
            assert voter.cast(raw) == voter.cast(raw) == tracker(raw)
        assert kiosk.codes() == sorted(map(tracker, raws))
        kiosk.secretary.do("close", {"returned": len(raws)})
        assert voters[0].cast(raws[0]) == tracker(raws[0]), "a receipt can be had again after closing too"


def test_p4_of_two_ballots_for_one_slip_at_once_exactly_one_stands(tmp_path):
    with Standing(tmp_path) as kiosk:
        kiosk.until("open")
        for slip in kiosk.slips:
            voter = Voter(kiosk.base, slip)
            raws = [voter.fill([[choice]]) for choice in range(3)]
            answers = all_at_once(kiosk.base, raws)
            standing = [answer["tracker"] for status, answer in answers if status == 200]
            refused = [answer["error"] for status, answer in answers if status == 409]
            assert len(standing) == 1 and len(refused) == 2
            assert all((e["code"], e["tracker"]) == ("slip-already-used", standing[0]) for e in refused)
            assert standing[0] in kiosk.codes()
        assert kiosk.snapshot()["box"]["returned"] == len(kiosk.slips)


def test_p4_a_double_tap_is_one_ballot_and_one_receipt(tmp_path):
    with Standing(tmp_path) as kiosk:
        kiosk.until("open")
        raw = Voter(kiosk.base, kiosk.slips[0]).fill([[]])
        answers = all_at_once(kiosk.base, [raw] * 4)
        assert {(status, answer["tracker"]) for status, answer in answers} == {(200, tracker(raw))}
        assert kiosk.codes() == [tracker(raw)]


def all_at_once(base: str, raws: list[bytes]) -> list[tuple[int, dict]]:
    answers: list[tuple[int, dict]] = []
    start = threading.Barrier(len(raws))

    def one(raw: bytes) -> None:
        start.wait()
        answers.append(post(base, raw))

    threads = [threading.Thread(target=one, args=(raw,)) for raw in raws]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == len(raws)
    return answers


def test_p4_a_share_given_twice_is_given_once(tmp_path):
    with Standing(tmp_path) as kiosk:
        kiosk.until("share", [[[0]]])
        entries = kiosk.snapshot()["box"]["head"]
        assert kiosk.tellers[0].release_lock() == {"lock": "released"}
        assert kiosk.snapshot()["box"]["head"] == entries


def test_two_desks_at_once_stand_on_one_meeting(tmp_path):
    """A second window of the desk does the same deeds: what is done stays done once, and the late one is told why."""
    with Standing(tmp_path) as kiosk:
        kiosk.until("open")
        kiosk.secretary.do("open")
        with pytest.raises(TurnedAway) as refused:
            kiosk.secretary.do("slips")
        assert (refused.value.status, refused.value.code) == (409, "voting-opened")
        kiosk.cast(0, [[1]])
        first, second = kiosk.secretary.do("close", {"returned": 1}), kiosk.secretary.do("close", {"returned": 1})
        assert first["seq"] == second["seq"]
