"""P7: nothing acknowledged is lost when the kiosk is killed (kill -9) and started from its command line again. Every deed of
every role is killed in `tests/faults/test_kills.py`."""

import threading

import pytest
import requests

from ballots.protocol.audit import audit
from kiosk.rehearsal.people import Person, TurnedAway, Voter
from kiosk.rehearsal.watcher import Watcher
from tests.faults.standing import Standing

VOTES = [[[0, 1]], [[1]]]
TOTALS = [(0, [1, 2, 0])]


def totals(kiosk: Standing) -> list[tuple[int, list[int]]]:
    return [(c["blank"], [n["votes"] for n in c["nominees"]]) for c in kiosk.snapshot()["count"]["contests"]]


def count(kiosk: Standing) -> None:
    with Watcher(kiosk.base) as watcher:
        kiosk.secretary.do("count")
        watcher.wait(lambda: watcher.state["stage"] == "counted", "counted")


def counted_rightly(kiosk: Standing) -> None:
    assert totals(kiosk) == TOTALS
    assert kiosk.codes() == sorted(kiosk.receipts)
    checked = audit(Person(kiosk.base).fetch("/archive/box.bel"))
    assert checked.ok and checked.result == [[0, 1, 2, 0]]


def test_p7_a_receipt_outlives_a_crash_and_the_same_ballot_gets_it_again(tmp_path):
    with Standing(tmp_path) as kiosk:
        kiosk.until("open").cast(0, VOTES[0])
        tracker, raw = next(iter(kiosk.receipts.items()))
        kiosk.crash()
        assert Voter(kiosk.base, kiosk.slips[0]).cast(raw) == tracker
        assert kiosk.codes() == [tracker]


def test_p7_an_audit_that_was_acknowledged_outlives_a_crash_and_the_ballot_is_never_cast(tmp_path):
    with Standing(tmp_path) as kiosk:
        raw = Voter(kiosk.until("open").base, kiosk.slips[0]).fill(VOTES[0])
        code = requests.post(f"{kiosk.base}/booth/audit", data=raw).json()["tracker"]
        kiosk.crash()
        assert Person(kiosk.base).ask("/board/codes")["audited"] == [code] and kiosk.codes() == []
        assert requests.post(f"{kiosk.base}/booth/audit", data=raw).json() == {"tracker": code}, "a retry is safe"
        with pytest.raises(TurnedAway) as turned:
            Voter(kiosk.base, kiosk.slips[0]).cast(raw)
        assert turned.value.code == "ballot-audited"
        kiosk.cast(0, VOTES[0])
        assert kiosk.codes() == list(kiosk.receipts)


def test_p7_killed_while_ballots_come_in_every_one_stands_once_after_a_retry(tmp_path):
    with Standing(tmp_path) as kiosk:
        kiosk.until("open")
        voters = [Voter(kiosk.base, slip) for slip in kiosk.slips]
        raws = [voter.fill(marks) for voter, marks in zip(voters, VOTES)]
        receipts: list[str] = []
        threads = [
            threading.Thread(target=cast_or_fail, args=(voter, raw, receipts)) for voter, raw in zip(voters, raws)
        ]
        for thread in threads:
            thread.start()
        kiosk.crash()
        for thread in threads:
            thread.join()
        assert set(receipts) <= set(kiosk.codes())
        again = [voter.cast(raw) for voter, raw in zip(voters, raws)]
        assert kiosk.codes() == sorted(again)
        assert kiosk.snapshot()["box"]["returned"] == len(raws)


def cast_or_fail(voter: Voter, raw: bytes, receipts: list[str]) -> None:
    try:
        receipts.append(voter.cast(raw))
    except requests.RequestException:
        pass  # the kiosk was killed before its answer came: the voter has no receipt


def test_p7_killed_again_and_again_during_the_count_it_is_counted_once_and_rightly(tmp_path):
    with Standing(tmp_path, pace=0.4) as kiosk:
        for _ in kiosk.meeting(VOTES):
            pass
        kiosk.secretary.do("count")
        known = 0
        while known < 2:
            with Watcher(kiosk.base) as watcher:
                watcher.wait(lambda known=known: counted(watcher.state) > known, "one more total")
                known = counted(watcher.state)
            kiosk.crash()
            assert counted(kiosk.snapshot()) >= known
        with Watcher(kiosk.base) as watcher:
            watcher.wait(lambda: watcher.state["stage"] == "counted", "counted")
        counted_rightly(kiosk)


def counted(state: dict) -> int:
    contests = state["count"]["contests"] if state["count"] else []
    return sum(votes is not None for c in contests for votes in (c["blank"], *(n["votes"] for n in c["nominees"])))


def test_p7_a_crash_between_minting_and_printing_costs_a_set_of_slips_and_nothing_else(tmp_path):
    with Standing(tmp_path) as kiosk:
        kiosk.until("slips")
        lost = Voter(kiosk.base, kiosk.slips[0])
        raw = lost.fill(VOTES[0])
        kiosk.crash()
        kiosk.slips = kiosk.secretary.mint()
        kiosk.secretary.do("open")
        for ballot in (raw, lost.fill(VOTES[0])):
            with pytest.raises(TurnedAway) as refused:
                lost.cast(ballot)
            assert refused.value.status == 422
            assert refused.value.code in ("ballot-other-election", "credential-unknown")
        kiosk.cast(0, VOTES[0])
        assert kiosk.codes() == list(kiosk.receipts)
