"""Those who verify: processes of this machine, or the machines of a Dask cluster. Both take the same calls."""

import gc
import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing import active_children, get_context
from typing import NamedTuple

from ballots.errors import Refused
from kiosk.council.checking import program

MOST_PROCESSES = 61
"""What Windows can wait for."""
PATIENCE = 10
"""Seconds in which a scheduler must have answered."""
WORKER_PATIENCE = 10
"""Seconds in which its first worker must be there."""


class Workers(NamedTuple):
    """`at_once`: how many files they are given at a time; `killed`: what the executor raises, besides BrokenExecutor, where
    a worker died; `must_live` raises Refused where nobody is left to work."""

    executor: Executor
    at_once: int
    killed: tuple[type[Exception], ...] = ()
    must_live: Callable[[], None] = lambda: None


def usual_number() -> int:
    """As many processes as there are processors for us."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1


@contextmanager
def processes(number: int) -> Iterator[Workers]:
    """Started anew (spawn), so alike on every system. On Ctrl-C or any other trouble they are ended, not waited for."""
    _leave_clearing_up_unsaid()
    others = set(active_children())
    number = min(number, MOST_PROCESSES)
    pool = ProcessPoolExecutor(number, get_context("spawn"), initializer=_leave_interrupts_to_the_parent)
    try:
        yield Workers(pool, 2 * number)
    except BaseException:
        queue = getattr(pool, "_call_queue", None)
        pool.shutdown(wait=False, cancel_futures=True)
        for child in set(active_children()) - others:
            child.terminate()
        _hang_up(queue)
        raise
    queue = getattr(pool, "_call_queue", None)
    if getattr(pool, "_broken", False):
        _hang_up(queue)
    pool.shutdown()


def _hang_up(queue: object) -> None:
    """Nobody reads any more what is on its way to the workers. From 3.11.5 on Python does this itself; before, its pool waits
    for ever for a large file to be read."""
    if sys.version_info < (3, 11, 5):
        with suppress(AttributeError, OSError):
            queue._reader.close()


def _leave_clearing_up_unsaid() -> None:
    """After Ctrl-C a process of Python's own clears up behind the pool, and says so below our one sentence. It takes over the
    warnings that this process was started without."""
    quiet = "ignore:resource_tracker:UserWarning"
    if quiet not in sys.warnoptions:
        sys.warnoptions.append(quiet)


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def cluster(address: str) -> Iterator[Workers]:
    """The workers of a running Dask scheduler; they are left running.

    Refused: `cluster-not-installed`, `cluster-unreachable`, `cluster-empty`, `cluster-other-program`.
    """
    try:
        import distributed
    except ImportError:
        raise Refused(
            "cluster-not-installed",
            "Chưa cài phần chạy trên nhiều máy. Xin chạy: uv sync --extra cluster; hoặc bỏ --scheduler.",
        ) from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what goes wrong is said by us, in one sentence
    client = None
    with suppress(Exception):  # for a wrong address, the library has no one kind of error
        client = distributed.Client(address, timeout=PATIENCE, set_as_default=False)
    if client is None:
        gc.collect()  # the half-made client ends its loop when it is collected; inside another's start that would wait for ever
        raise Refused(
            "cluster-unreachable",
            "Không gọi được bộ điều phối “%(address)s”. Xin xem lại địa chỉ (dạng tcp://máy:8786), hoặc bỏ --scheduler.",
            address=address,
        )
    with client:
        yield _of_cluster(client, distributed.KilledWorker)


def _of_cluster(client, killed: type[Exception]) -> Workers:
    def must_live() -> None:
        if client.status != "running" or not client.nthreads():
            raise lost()

    try:
        client.wait_for_workers(1, timeout=WORKER_PATIENCE)
    except TimeoutError:
        raise Refused(
            "cluster-empty", "Bộ điều phối chưa có máy nào làm việc. Xin thêm máy, hoặc bỏ --scheduler."
        ) from None
    _must_run_this_program(client)
    return Workers(client.get_executor(pure=False), 2 * sum(client.nthreads().values()), (killed,), must_live)


def _must_run_this_program(client) -> None:
    """A worker with another version of it would verify by other rules."""
    try:
        programs = set(client.run(program).values())
    except Exception:  # without this program, a worker raises whatever its Python raises
        programs = set()
    if programs != {program()}:
        raise Refused(
            "cluster-other-program",
            "Các máy làm việc không có chương trình này, hoặc có một phiên bản khác. Xin cài cùng một phiên bản.",
        )


def lost() -> Refused:
    return Refused(
        "cluster-lost", "Mất liên lạc với các máy đang kiểm tra; chưa ghi bảng nào. Xin chạy lại, hoặc bỏ --scheduler."
    )
