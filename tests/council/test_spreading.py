"""One verdict for each file, whatever happens to those who verify (kiosk/council/spreading.py, workers.py)."""

import multiprocessing
import os
import signal
import time
from concurrent.futures import Future
from contextlib import closing, contextmanager
from functools import partial

import distributed
import pytest

from ballots.errors import Refused
from kiosk.council import spreading, workers
from kiosk.council.command import council
from kiosk.council.spreading import check_all
from kiosk.council.workers import Workers, cluster, lost, processes
from tests.council import faults, records

ONE, TWO = partial(processes, 1), partial(processes, 2)


def verdicts(files, start=TWO, start_one=ONE):
    """Each file's first failure, "" where it is sound; `files`: content by name."""
    found = [
        (one.file, one.failed[0].code if one.failed else "") for one in check_all(files, files.get, start, start_one)
    ]
    assert len(found) == len(files) == len(dict(found))
    return dict(found)


def until(true, limit=30):
    end = time.monotonic() + limit
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.fixture
def faulty(monkeypatch):
    monkeypatch.setattr(spreading, "check", faults.check)


def test_real_records_by_two_processes():
    sound = records.record()
    files = {"a": sound, "b": records.damaged(sound), "c": b"PK", "d": sound[:-1]}
    assert verdicts(files) == {"a": "", "b": "record-damaged", "c": "record-damaged", "d": "record-damaged"}


def test_more_processes_than_files_and_many_more_files_than_processes(faulty):
    assert verdicts({"a": b""}, partial(processes, 5)) == {"a": ""}
    many = {str(number): b"" for number in range(100)}
    assert verdicts(many) == dict.fromkeys(many, "")


def test_a_worker_that_dies_is_told_for_its_file_and_the_others_are_verified(faulty):
    files = {str(number): b"" for number in range(8)} | {"3": faults.DIE, "7": faults.DIE}
    found = verdicts(files)
    assert {file for file, code in found.items() if code == "worker-died"} == {"3", "7"}
    assert set(found.values()) == {"", "worker-died"}


def test_what_cannot_come_back_from_a_worker_costs_nobody_else_anything(faulty):
    assert verdicts({"a": b"", "b": faults.RAISE, "c": b""})["b"] in ("check-failed", "worker-died")


def test_a_file_that_cannot_be_read_any_more_is_told():
    def read(file):
        raise Refused("file-missing", "Không có tệp.") if file == "gone" else OSError(5, "disk")

    found = {one.file: one.failed[0].code for one in check_all(["gone", "disk"], read, ONE, None)}
    assert found == {"gone": "file-missing", "disk": "check-failed"}


def test_only_a_few_files_are_in_memory_at_a_time(faulty):
    out, most = 0, 0

    def read(file):
        nonlocal out, most
        out += 1
        most = max(most, out)
        return b""

    for _ in check_all([str(number) for number in range(40)], read, TWO, None):
        out -= 1
    assert most <= 4


def test_stopping_in_the_middle_ends_the_workers_at_once(faulty):
    begun, others = time.monotonic(), set(multiprocessing.active_children())
    with closing(check_all(["a", "b", "c"], {"a": b"", "b": faults.WAIT, "c": faults.WAIT}.get,
                           TWO, None)) as found:  # fmt: skip
        assert next(found).file == "a"
    until(lambda: set(multiprocessing.active_children()) <= others)
    assert time.monotonic() < begun + 30


def test_workers_leave_ctrl_c_to_the_command():
    with processes(1) as one:
        child = one.executor.submit(os.getpid).result()
        os.kill(child, signal.SIGINT)
        assert one.executor.submit(os.getpid).result() == child


def test_where_nobody_is_left_to_work_it_says_so_and_does_not_hang(monkeypatch):
    monkeypatch.setattr(spreading, "BEAT", 0.01)

    class Deaf:
        def submit(self, *given):
            return Future()

    def must_live():
        raise lost()

    @contextmanager
    def deaf():
        yield Workers(Deaf(), 2, (), must_live)

    with pytest.raises(Refused) as refused:
        list(check_all(["a"], lambda file: b"", deaf, deaf))
    assert refused.value.code == "cluster-lost"


def local_cluster(number):
    """A real scheduler and so many workers, processes of their own, on loopback."""
    loopback = {"host": "127.0.0.1", "dashboard_address": "127.0.0.1:0"}
    quick = {"allowed_failures": 0}
    return distributed.LocalCluster(number, processes=True, threads_per_worker=1, scheduler_kwargs=quick, **loopback)


@pytest.fixture(scope="module")
def two_workers():
    with local_cluster(2) as running:
        yield running.scheduler_address


def test_the_same_calls_on_a_cluster(two_workers):
    sound = records.record()
    files = {"a": sound, "b": records.damaged(sound), **{str(number): sound for number in range(8)}}
    there = partial(cluster, two_workers)
    assert verdicts(files, there, there) == verdicts(files)


def test_the_whole_command_on_a_cluster_writes_the_same_table(two_workers, tmp_path):
    for name, content in {"a": records.record(), "b": records.damaged(records.record()), "c": b""}.items():
        (tmp_path / f"{name}.zip").write_bytes(content)
    here, there = (council(tmp_path, tmp_path / "t.xlsx", where, 2) for where in (None, two_workers))
    assert here == there and len(there["clusters"]) == 1 and len(there["bad"]) == 2


def test_both_workers_of_the_cluster_work(two_workers, faulty):
    there = partial(cluster, two_workers)
    who = {one.sha256 for one in check_all(map(str, range(40)), lambda file: b"", there, there)}
    assert len(who) == 2 and str(os.getpid()) not in who


def test_a_record_that_ends_a_workers_process_is_told_on_a_cluster_too(two_workers, faulty):
    there = partial(cluster, two_workers)
    assert verdicts({"a": b"", "b": faults.DIE, "c": b""}, there, there) == {"a": "", "b": "worker-died", "c": ""}


def refusal(address):
    with pytest.raises(Refused) as refused, cluster(address):
        pass
    return refused.value.code


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nonsense", "", "foo://x:1", "127.0.0.1"])
def test_an_unreachable_scheduler_has_its_sentence(address, monkeypatch):
    monkeypatch.setattr(workers, "PATIENCE", 0.3)
    assert refusal(address) == "cluster-unreachable"


def test_without_the_extra_the_sentence_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    assert refusal("tcp://127.0.0.1:8786") == "cluster-not-installed"


def test_workers_with_another_program_are_not_believed(two_workers, monkeypatch):
    monkeypatch.setattr(workers, "program", os.getpid)
    assert refusal(two_workers) == "cluster-other-program"


def test_a_scheduler_without_workers_is_told(monkeypatch):
    monkeypatch.setattr(workers, "WORKER_PATIENCE", 0.5)
    with local_cluster(1) as empty:
        empty.scale(0)
        until(lambda: not empty.scheduler_info["workers"])
        assert refusal(empty.scheduler_address) == "cluster-empty"


def test_a_scheduler_that_ends_in_the_middle_is_told_and_nothing_hangs(monkeypatch, faulty):
    monkeypatch.setattr(spreading, "BEAT", 0.2)
    running = local_cluster(1)
    there = partial(cluster, running.scheduler_address)
    monkeypatch.setattr(workers, "PATIENCE", 3)
    files = {"a": b"", "b": faults.WAIT}
    with pytest.raises(Refused) as refused, closing(check_all(files, files.get, there, there)) as found:
        assert next(found).file == "a"
        running.close(timeout=30)
        next(found)
    assert refused.value.code in ("cluster-lost", "cluster-unreachable"), "the second when it is asked once more"
