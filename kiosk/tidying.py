"""Python looks through everything it holds for what nobody can reach any more, as soon as it has made enough that is new: with
a thousand pages at the line, for a sixth of a second in which nobody is answered. So what a start has made is never looked
through again, and everything else in a quiet moment.
"""

import gc
from collections.abc import Callable

import gevent

PERIOD = 30  # seconds
AT_LATEST = 20  # periods, where no moment is quiet
_NEVER = 1_000_000


def settle() -> None:
    """What there is now stays; Python goes on looking through what is new by itself, and no longer through what is old."""
    gc.freeze()
    young, middle, _ = gc.get_threshold()
    gc.set_threshold(young, middle, _NEVER)


def start_tidying(quiet: Callable[[], bool]) -> gevent.Greenlet:
    """From now on, until the process ends."""
    return gevent.spawn(_go_on_tidying, quiet)


def _go_on_tidying(quiet: Callable[[], bool]) -> None:
    waited = 0
    while True:
        gevent.sleep(PERIOD)
        waited += 1
        if quiet() or waited == AT_LATEST:
            gc.collect()
            waited = 0
