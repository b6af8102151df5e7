"""Proofs are verified in processes beside the kiosk while ballots may come; whatever becomes of these, no ballot is lost."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from ballots.errors import Broken, Trouble
from ballots.protocol.ballot import check_of_slip
from ballots.stage import Stage
from kiosk import casting, offload
from kiosk.beside import Beside, Gone
from kiosk.provers import Provers
from tests.builders import altered
from tests.halls import Room, room

ENDS_AT_ONCE = """
import os, sys
from kiosk.provers import Provers
provers = Provers(2)
provers.start()
print(*[one.pid for one in provers._all], provers.prove(os.getpid), flush=True)
os._exit(9)
"""


@pytest.fixture
def provers():
    made = Provers(2)
    made.start()
    yield made
    made.end()


@pytest.fixture
def open_room(tmp_path, monkeypatch, provers) -> Room:
    """Voting is open, and this room's ballots are verified by `provers`."""
    monkeypatch.setattr(offload, "provers", provers)
    return room(tmp_path, "open")


def pids(provers: Provers) -> list[int]:
    return [one.pid for one in provers._all]


def given(made: Room, raw: bytes) -> tuple[object, ...]:
    return made.hall.box.election, made.hall.box.claimed(raw), raw


def killed(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


def test_a_process_says_of_a_ballot_what_is_said_here(open_room, provers):
    raw = open_room.sealed_ballot(0, [[0, 1]])
    assert provers.prove(os.getpid) in pids(provers)
    assert provers.prove(check_of_slip, *given(open_room, raw)) == check_of_slip(*given(open_room, raw))


def test_what_is_wrong_comes_back_with_code_sentence_and_values(open_room, provers):
    raw = altered(open_room.sealed_ballot(0, [[0]]), ("signature", "proof", "response"), "1")
    with pytest.raises(Broken) as here:
        check_of_slip(*given(open_room, raw))
    with pytest.raises(Broken) as there:
        provers.prove(check_of_slip, *given(open_room, raw))
    assert (
        (there.value.code, str(there.value))
        == (here.value.code, str(here.value))
        == ("ballot-signature", str(here.value))
    )
    assert provers.prove(os.getpid) in pids(provers), "it goes on working"


@pytest.mark.parametrize(
    "made", [Broken("one", "Một %(what)s", what="lá"), Trouble("two", "Hai")], ids=["values", "none"]
)
def test_a_trouble_is_whole_when_it_comes_from_another_process(provers, made):
    with pytest.raises(type(made)) as back:
        provers.prove(raising, made)
    assert (type(back.value), back.value.code, str(back.value), back.value.values) == (
        type(made),
        made.code,
        str(made),
        made.values,
    )


def raising(trouble: Trouble) -> None:
    raise trouble


@pytest.mark.parametrize("number", [1, 2])
def test_a_ballot_is_taken_though_provers_are_killed(open_room, provers, number):
    for pid in pids(provers)[:number]:
        killed(pid)
    for slip in range(3):
        open_room.vote(slip, [[0]])
    assert open_room.hall.meeting.returned == 3
    provers.start()
    assert len(provers._idle) == 2 - number, "they are not replaced while this voting lasts"


def test_a_ballot_whose_prover_dies_over_it_is_verified_again_here(open_room, provers):
    for pid in pids(provers):
        os.kill(pid, signal.SIGSTOP)
    dying = threading.Thread(target=lambda: time.sleep(0.3) or [killed(pid) for pid in pids(provers)])
    dying.start()
    open_room.vote(0, [[0]])
    dying.join()
    assert open_room.hall.meeting.returned == 1 and len(provers._idle) == 1


def test_what_cannot_be_carried_is_done_here(provers):
    beside, here = provers._idle[0], []
    with pytest.raises(Gone):
        beside.ask(lambda: None)
    assert provers.prove(lambda: here.append(os.getpid()) or "done") == "done"
    assert here == [os.getpid()]


def test_where_the_system_starts_no_process_the_room_votes_all_the_same(tmp_path, monkeypatch):
    none = Provers(2)
    monkeypatch.setattr(subprocess, "Popen", failing)
    none.start()
    monkeypatch.setattr(offload, "provers", none)
    made = room(tmp_path, "open", votes=[[[0]]])
    assert made.hall.meeting.returned == 1


def failing(*given: object, **named: object) -> None:
    raise BlockingIOError("no more processes")


def test_one_refused_ballot_is_refused_by_a_process_too(open_room):
    raw = altered(open_room.sealed_ballot(0, [[0]]), ("signature", "proof", "response"), "1")
    with pytest.raises(Broken) as refusal:
        casting.cast(open_room.hall, raw)
    assert refusal.value.code == "ballot-signature" and open_room.hall.meeting.returned == 0


def test_started_twice_they_are_the_same_and_ended_twice_they_are_gone(provers):
    before = pids(provers)
    provers.start()
    assert pids(provers) == before
    provers.end(), provers.end()
    assert not any(map(psutil.pid_exists, before))
    provers.start()
    assert provers.prove(os.getpid) in pids(provers), "the next voting has its own"


@pytest.mark.parametrize("stage", [None, *Stage])
def test_there_are_provers_only_while_ballots_may_come(stage):
    told = []
    one = SimpleNamespace(start=lambda: told.append("start"), end=lambda: told.append("end"))
    meeting = SimpleNamespace(called=stage is not None, stage=stage)
    offload.provide(SimpleNamespace(meeting=meeting), one)
    assert told == ["start" if stage is Stage.OPEN else "end"]


def test_they_end_with_the_kiosk_however_it_ends_and_not_by_ctrl_c(provers):
    for pid in pids(provers):
        os.kill(pid, signal.SIGINT) if provers.prove(os.getpid) else None
    assert provers.prove(os.getpid) in pids(provers)
    died = subprocess.run([sys.executable, "-c", ENDS_AT_ONCE], capture_output=True, text=True, timeout=30)
    assert died.returncode == 9
    theirs = [int(pid) for pid in died.stdout.split()]
    assert len(theirs) == 3
    psutil.wait_procs([psutil.Process(pid) for pid in theirs if psutil.pid_exists(pid)], timeout=10)
    assert not any(map(psutil.pid_exists, theirs))


def test_they_have_no_file_of_the_kiosk_open(open_room, provers):
    """Neither the store nor a socket of somebody who votes: nothing that keeps the next kiosk from its port or its file."""
    provers.prove(os.getpid)
    for pid in pids(provers):
        files = [Path(f"/proc/{pid}/fd/{one}").resolve() for one in os.listdir(f"/proc/{pid}/fd")]
        assert not [file for file in files if "socket" in file.name or file.suffix in (".db", ".head", ".db-wal")]


def test_nothing_is_loaded_from_the_folder_in_which_the_kiosk_was_started(tmp_path, monkeypatch):
    for name in ("json.py", "nacl.py", "kiosk.py"):
        (tmp_path / name).write_text("raise SystemExit")
    monkeypatch.chdir(tmp_path)
    beside = Beside("ballots.protocol.ballot")
    assert beside.ask(os.getpid) == (beside.pid, None)
    beside.end()


def test_an_asker_is_told_that_it_is_gone():
    beside = Beside()
    beside.end(), beside.end()
    with pytest.raises(Gone):
        beside.ask(os.getpid)
