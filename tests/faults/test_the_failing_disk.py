"""The disk fails beneath SQLite, at the kernel's door (`kernel`): every deed of every role is refused whole, in a sentence,
with nothing acknowledged and nothing changed, and the same deed is done once the disk does its work again.
"""

import errno
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kiosk.rehearsal.people import TurnedAway, Voter
from kiosk.rehearsal.server import Server, WentWrong
from tests.certificates import own_today
from tests.faults.fate import no_fates
from tests.faults.kernel import ASKS, Call, Judge, failing, let_all
from tests.faults.persistent import Mortal
from tests.faults.standing import Standing
from tests.faults.warm import WarmServer
from tests.faults.whole_meeting import WholeMeeting

pytestmark = pytest.mark.skipif(not ASKS, reason="only Linux lets a test ask first")
DISKS = {
    "is full": failing("write", code=errno.ENOSPC),
    "fails to write": failing("write"),
    "fails to keep (fsync)": failing("sync"),
    "turns read-only": failing("write", "cut", "name", code=errno.EROFS),
}
WITH_PAPERS = ("is full", "fails to keep (fsync)")
"""They are files of their own, and cost as much as the rest of the meeting."""


class OnABadDisk(Mortal):
    """Each deed is tried on a disk that fails, and then on one that works."""

    def __init__(self, instance: Path, disk: Judge) -> None:
        super().__init__(instance, no_fates())
        self._disk = disk
        self.refused: set[str] = set()

    def deed(
        self,
        send: Callable[[], dict],
        fact: str,
        about: Mapping[str, object],
        settled: tuple[str, ...] = (),
        more: int = 0,
    ) -> dict | None:
        before = self.snapshot()
        self.server.gate.judge = self._disk
        with pytest.raises(TurnedAway) as failed:
            send()
        assert (failed.value.status, failed.value.code) == (503, "store-failed"), fact
        assert self.snapshot() == before, fact
        self.server.gate.judge = let_all
        self.refused.add(fact)
        return super().deed(send, fact, about, settled, more)


@pytest.mark.parametrize("disk", DISKS)
def test_p7_a_disk_that_fails_costs_no_deed_and_half_does_none(tmp_path, disk):
    with OnABadDisk(tmp_path, DISKS[disk]) as kiosk:
        WholeMeeting(kiosk, own_today()).play(papers=disk in WITH_PAPERS)
    assert len(kiosk.refused) > 25


def test_p7_a_ballot_that_was_refused_and_yet_kept_is_one_ballot_after_a_crash(tmp_path):
    """A sync that fails says nothing of what the disk has: after a crash the ballot may stand that nobody acknowledged."""
    with Standing(tmp_path, start=WarmServer) as kiosk:
        kiosk.until("open")
        voter = Voter(kiosk.base, kiosk.slips[0])
        raw = voter.fill([[1]])
        kiosk.server.gate.judge = failing("sync")
        with pytest.raises(TurnedAway):
            voter.cast(raw)
        assert kiosk.codes() == []
        kiosk.crash()
        assert kiosk.codes() in ([], [code := voter.cast(raw)]) and kiosk.codes() == [code]


def test_p7_a_sample_meeting_is_begun_whole_or_not_at_all(tmp_path):
    """It is four facts; the disk fails later and later among its writes, until there is none left to fail."""

    def after(number: int) -> Judge:
        left = iter(range(number))
        return lambda call: errno.ENOSPC if call.kind == "write" and next(left, None) is None else 0

    with Standing(tmp_path, start=WarmServer) as kiosk:
        for number in range(100):
            kiosk.server.gate.judge = after(number)
            try:
                kiosk.secretary.do("meeting", {"sample": True})
                break
            except TurnedAway as turned:
                assert turned.code == "store-failed" and kiosk.snapshot()["seq"] == 0
        kiosk.server.gate.judge = let_all
        kiosk.crash()
        assert 3 < number < 100 and kiosk.snapshot()["seq"] == 4 and kiosk.snapshot()["tellers"]


def test_p7_a_paper_is_signed_on_the_disk_before_anybody_is_told(tmp_path):
    """After a power cut the file has its new content under its name: both are made durable before the answer leaves."""
    calls: list[Call] = []

    class Watched(Mortal):
        def draw(self) -> None:
            calls.clear()
            self.server.gate.judge = lambda call: calls.append(call) or 0

    with Watched(tmp_path, no_fates()) as kiosk:
        meeting = WholeMeeting(kiosk, own_today())
        meeting.check = lambda: None
        meeting.play()
        kinds = [call.kind for call in calls]
        named = len(kinds) - kinds[::-1].index("name")
        after = calls[named : kinds.index("send", named)]
        (folder,) = (tmp_path / "papers").iterdir()
        assert Call("sync", f"papers/{folder.name}") in after and Call("sync", "kiosk.db-wal") in after
        assert "sync" in kinds[:named]


SMALL = 'mount -t tmpfs -o size=600k none "$0" && exec "$@"'
READ_ONLY = 'mount --bind -o ro "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"'
OWN_MOUNTS = ("unshare", "--map-root-user", "--mount")


@pytest.fixture(scope="module")
def mounts() -> tuple[str, ...]:
    """What starts the rest of its line with mounts of its own; skipped where the machine gives nobody any."""
    if sys.platform != "linux" or shutil.which("unshare") is None or subprocess.run([*OWN_MOUNTS, "true"]).returncode:
        pytest.skip("no mounts of one's own here")
    return OWN_MOUNTS


def test_p7_a_file_system_that_is_really_full_refuses_a_ballot_which_is_cast_once_there_is_room(tmp_path, mounts):
    def start(instance: Path, port: int = 0, pace: float = 0) -> Server:
        return Server(instance, port, pace, within=(*mounts, "sh", "-c", SMALL, instance), options=("--let-sleep",))

    with Standing(tmp_path, start=start) as kiosk:
        kiosk.until("open").cast(0, [[0]])
        voter = Voter(kiosk.base, kiosk.slips[1])
        raw = voter.fill([[1]])
        filler = Path(f"/proc/{kiosk.server.process.pid}/root{tmp_path}/filler")
        with pytest.raises(OSError), filler.open("wb", buffering=0) as file:
            while True:
                file.write(bytes(4096))
        with pytest.raises(TurnedAway) as failed:
            voter.cast(raw)
        assert (failed.value.status, failed.value.code) == (503, "store-failed")
        filler.unlink()
        kiosk.receipts[voter.cast(raw)] = raw
        assert kiosk.codes() == sorted(kiosk.receipts)


def test_a_folder_that_cannot_be_written_to_is_said_at_the_start_and_stays_as_it_is(tmp_path, mounts, capfd):
    Server(tmp_path).stop()
    before = everything_in(tmp_path)
    with pytest.raises(WentWrong):
        Server(tmp_path, within=(*mounts, "sh", "-c", READ_ONLY, tmp_path))
    assert "[store-not-writable]" in capfd.readouterr().err
    assert everything_in(tmp_path) == before


def everything_in(folder: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
