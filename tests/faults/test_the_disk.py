"""The store fails in the middle of a meeting: the answer says so, nothing is acknowledged, and the meeting goes on."""

import sys
import time

import pytest

from ballots.slip_set import new_slips
from kiosk.rehearsal.people import TurnedAway, Voter
from kiosk.rehearsal.watcher import Watcher
from tests.faults.standing import HANDS, Standing

VOTES = [[[0, 1]], [[1]]]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux can take the disk from a running process")


class NoDisk:
    """As long as it lasts, the kiosk can add nothing to any file."""

    def __init__(self, kiosk: Standing) -> None:
        import resource

        self._resource, self._process = resource, kiosk.server.process.pid

    def _limit(self, bytes_: int) -> None:
        unlimited = self._resource.RLIM_INFINITY
        self._resource.prlimit(self._process, self._resource.RLIMIT_FSIZE, (bytes_, unlimited))

    def __enter__(self) -> None:
        self._limit(0)

    def __exit__(self, *_: object) -> None:
        self._limit(self._resource.RLIM_INFINITY)


def test_p7_a_ballot_that_could_not_be_written_is_refused_and_can_be_cast_again(tmp_path):
    with Standing(tmp_path) as kiosk:
        kiosk.until("open").cast(0, [[0]])
        voter = Voter(kiosk.base, kiosk.slips[1])
        raw = voter.fill([[1]])
        before = kiosk.snapshot()
        with NoDisk(kiosk):
            for _ in range(2):
                with pytest.raises(TurnedAway) as failed:
                    voter.cast(raw)
                assert (failed.value.status, failed.value.code) == (503, "store-failed")
            assert kiosk.snapshot() == before
        kiosk.receipts[voter.cast(raw)] = raw
        assert kiosk.codes() == sorted(kiosk.receipts)
        kiosk.crash()
        assert kiosk.codes() == sorted(kiosk.receipts)


NEXT = {
    "meeting": ("roster", {"units": [{"name": "Đơn vị khác"}]}),
    "tellers": ("tellers", {"tellers": [{"name": "Người khác"}, {"name": "Người nữa"}]}),
    "roll-call": ("roll-call", {"unit": 1, "present": None}),
    "seal": ("slips", {"sets": new_slips(2)[1]}),
    "slips": ("open", {}),
    "open": ("close", {}),
}


def test_p7_no_deed_of_the_desk_is_half_done_when_the_disk_is_full(tmp_path):
    with Standing(tmp_path) as kiosk:
        for done in kiosk.meeting(VOTES):
            if done in NEXT:
                refused_without_a_disk(kiosk, *NEXT[done])
        with Watcher(kiosk.base) as watcher:
            refused_without_a_disk(kiosk, "count", {})
            kiosk.secretary.do("count")
            watcher.wait_for("count_completed")
        for deed, body in (("void", {"reason": "Sai danh sách"}), ("adopt", {**HANDS, "flags": []})):
            refused_without_a_disk(kiosk, deed, body)
        refused_without_a_disk(kiosk, "meeting", {"sample": True})
        assert totals(kiosk) == (0, [1, 2, 0])


def refused_without_a_disk(kiosk: Standing, deed: str, body: dict) -> None:
    before = kiosk.snapshot()
    with NoDisk(kiosk), pytest.raises(TurnedAway) as failed:
        kiosk.secretary.do(deed, body)
    assert (failed.value.status, failed.value.code) == (503, "store-failed"), deed
    assert kiosk.snapshot() == before, deed


def test_p7_a_count_without_a_disk_waits_for_it_and_goes_on_by_itself(tmp_path):
    with Standing(tmp_path, pace=0.3) as kiosk:
        for _ in kiosk.meeting(VOTES):
            pass
        with Watcher(kiosk.base) as watcher:
            kiosk.secretary.do("count")
            watcher.wait_for("nominee_counted")
            with NoDisk(kiosk):
                time.sleep(0.5)
                assert "count_completed" not in watcher.facts
            watcher.wait_for("count_completed")
        assert totals(kiosk) == (0, [1, 2, 0])


def totals(kiosk: Standing) -> tuple[int, list[int]]:
    contest = kiosk.snapshot()["count"]["contests"][0]
    return contest["blank"], [nominee["votes"] for nominee in contest["nominees"]]
