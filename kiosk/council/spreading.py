"""Giving files to workers, a few at a time, and taking back one verdict for each: also where a worker dies."""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Future, wait
from contextlib import AbstractContextManager

from kiosk.council.checking import Checked, check, died, stopped
from kiosk.council.workers import Workers, lost

BEAT = 5.0
"""Seconds without a verdict after which we ask whether anybody is left to work."""

Read = Callable[[str], bytes]
Start = Callable[[], AbstractContextManager[Workers]]


def check_all(files: Iterable[str], read: Read, start: Start, start_one: Start) -> Iterator[Checked]:
    """One verdict a file, as soon as it is there. `start` makes workers, `start_one` a single one.

    A call is one file: a call costs a fraction of a millisecond, a record a hundred of them. When a process dies, its
    pool cannot say on which file, so those under way are verified again, each alone; the one that breaks its worker
    again is told as `worker-died`. What waits stays on the disk. Refused: what `start` refuses, and `cluster-lost`.
    """
    waiting = deque(files)
    while waiting:
        for suspect in (yield from _work(waiting, read, start)):
            for guilty in (yield from _work(deque([suspect]), read, start_one)):
                yield died(guilty)


def _work(waiting: deque[str], read: Read, start: Start) -> Generator[Checked, None, list[str]]:
    """Verdicts until nothing waits or the workers break; returns the files that were under way when they broke."""
    running: dict[Future, str] = {}
    broken: list[str] = []
    with start() as workers:
        whole = True
        while running or (waiting and whole):
            try:
                yield from _hand_out(waiting, running, read, workers) if whole else ()
            except BrokenExecutor:
                whole = False
            for future in _ready(running, workers):
                file = running.pop(future)
                try:
                    yield _verdict(file, future, workers)
                except BrokenExecutor:
                    whole = False
                    broken.append(file)
    return broken


def _hand_out(waiting: deque[str], running: dict[Future, str], read: Read, workers: Workers) -> Iterator[Checked]:
    """As many files as the workers take; those that cannot even be read are told at once. May raise BrokenExecutor."""
    while waiting and len(running) < workers.at_once:
        try:
            raw = read(waiting[0])
        except Exception as problem:  # a file that has gone, a disk that fails: no reason to leave out the others
            yield stopped(waiting.popleft(), problem)
            continue
        running[workers.executor.submit(check, waiting[0], raw)] = waiting[0]
        waiting.popleft()


def _ready(running: dict[Future, str], workers: Workers) -> set[Future]:
    done, _ = wait(running, BEAT, FIRST_COMPLETED)
    if running and not done:
        workers.must_live()
    return done


def _verdict(file: str, future: Future, workers: Workers) -> Checked:
    try:
        return future.result()
    except BrokenExecutor:
        raise
    except CancelledError:
        raise lost() from None
    except Exception as problem:
        return died(file) if isinstance(problem, workers.killed) else stopped(file, problem)
