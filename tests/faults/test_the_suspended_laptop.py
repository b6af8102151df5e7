"""The laptop sleeps (its lid was shut) in voting and in the count, and wakes: nobody who gave up waiting votes twice, and the
count goes on where it was."""

import os
import signal
import threading
import time

import pytest
import requests

from kiosk.rehearsal.people import Person, Voter
from tests.faults.kernel import ASKS
from tests.faults.standing import Standing
from tests.faults.warm import WarmServer

VOTES = [[[0, 1]], [[1]]]
ASLEEP = 3.0
pytestmark = pytest.mark.skipif(not ASKS, reason="only Linux lets a test ask first")


class Impatient(Voter):
    """Waits a second for the receipt."""

    def cast(self, raw: bytes) -> str:
        return requests.post(f"{self.base}/booth/ballot", data=raw, timeout=1).json()["tracker"]


def sleep_for(kiosk: Standing, seconds: float = ASLEEP) -> None:
    process = kiosk.server.process.pid
    os.kill(process, signal.SIGSTOP)
    time.sleep(seconds)
    os.kill(process, signal.SIGCONT)


def test_p4_who_voted_while_the_laptop_slept_and_voted_again_is_in_the_box_once(tmp_path):
    with Standing(tmp_path, start=WarmServer) as kiosk:
        kiosk.until("open")
        voters = [Impatient(kiosk.base, slip) for slip in kiosk.slips]
        raws = [voter.fill(marks) for voter, marks in zip(voters, VOTES)]
        asleep = threading.Thread(target=sleep_for, args=(kiosk,))
        asleep.start()
        time.sleep(0.2)
        for voter, raw in zip(voters, raws):
            with pytest.raises(requests.Timeout):
                voter.cast(raw)
        asleep.join()
        receipts = [Voter(kiosk.base, slip).cast(raw) for slip, raw in zip(kiosk.slips, raws)]
        assert kiosk.codes() == sorted(receipts) and kiosk.snapshot()["box"]["returned"] == len(VOTES)


def test_p7_a_count_that_slept_goes_on_where_it_was(tmp_path):
    with Standing(tmp_path, pace=0.2, start=WarmServer) as kiosk:
        for _ in kiosk.meeting(VOTES):
            pass
        kiosk.secretary.do("count")
        sleep_for(kiosk, 2)
        limit = time.monotonic() + 60
        while Person(kiosk.base).ask("/live/snapshot")["stage"] != "counted":
            assert time.monotonic() < limit
            time.sleep(0.1)
        (contest,) = kiosk.snapshot()["count"]["contests"]
        assert (contest["blank"], [nominee["votes"] for nominee in contest["nominees"]]) == (0, [1, 2, 0])
        before = kiosk.snapshot()
        kiosk.crash()
        assert kiosk.snapshot() == before
