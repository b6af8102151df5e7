"""Giving files to workers, a few at a time, and taking back one verdict for each: also where a worker dies."""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait
from contextlib import AbstractContextManager

from kiosk.council.checking import Checked, check, died, stopped
from kiosk.council.workers import Workers, lost

BEAT = 5.0
"""Seconds without a verdict after which we ask whether anybody is left to work."""

Read = Callable[[str], bytes]
Start = Callable[[], AbstractContextManager[Workers]]


def check_all(files: Iterable[str], read: Read, start: Start, start_one: Start) -> Iterator[Checked]:
    """One verdict a file, as soon as it is there. `start` makes workers, `start_one` a single one.

    A call is one file: a call costs a fraction of a millisecond, a record a hundred of them. When a worker dies, nobody
    can say on which of the files it was given, so those are verified again, each alone; the one that ends its worker
    again is told as `worker-died`. What waits stays on the disk. Refused: what `start` refuses, and `cluster-lost`.
    """
    waiting = deque(files)
    while waiting:
        suspects = deque((yield from _work(waiting, read, start)))
        while suspects:
            for guilty in (yield from _work(suspects, read, start_one, one_by_one=True)):
                yield died(guilty)


def _work(
    waiting: deque[str], read: Read, start: Start, one_by_one: bool = False
) -> Generator[Checked, None, list[str]]:
    """Verdicts until nothing waits or the workers break; returns the files that were with a worker when it died."""
    running: dict[Future, str] = {}
    suspects: list[str] = []
    with start() as workers:
        at_once, whole = 1 if one_by_one else workers.at_once, True
        while running or (waiting and whole):
            try:
                yield from _hand_out(waiting, running, read, workers.executor, at_once) if whole else ()
            except BrokenExecutor:
                whole = False
            for future in _ready(running, workers):
                file = running.pop(future)
                try:
                    yield _verdict(file, future, workers)
                except (BrokenExecutor, *workers.killed) as problem:
                    whole = whole and not isinstance(problem, BrokenExecutor)
                    suspects.append(file)
    return suspects


def _hand_out(
    waiting: deque[str], running: dict[Future, str], read: Read, executor: Executor, at_once: int
) -> Iterator[Checked]:
    """As many files as may be under way; those that cannot even be read are told at once. May raise BrokenExecutor."""
    while waiting and len(running) < at_once:
        try:
            raw = read(waiting[0])
        except Exception as problem:  # a file that has gone, a disk that fails: no reason to leave out the others
            yield stopped(waiting.popleft(), problem)
            continue
        running[executor.submit(check, waiting[0], raw)] = waiting[0]
        waiting.popleft()


def _ready(running: dict[Future, str], workers: Workers) -> set[Future]:
    done, _ = wait(running, BEAT, FIRST_COMPLETED)
    if running and not done:
        workers.must_live()
    return done


def _verdict(file: str, future: Future, workers: Workers) -> Checked:
    """Raises BrokenExecutor, or one of `workers.killed`, where a worker died."""
    try:
        return future.result()
    except (BrokenExecutor, *workers.killed):
        raise
    except CancelledError:
        raise lost() from None
    except Exception as problem:
        return stopped(file, problem)
