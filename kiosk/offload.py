"""What takes the processor's time or the disk's is done off the loop that serves the room. A failure is raised to who asked."""

import os
import sys
from collections.abc import Callable
from functools import cache
from typing import TypeVar

import gevent
from gevent.threadpool import ThreadPool

from ballots.stage import Stage
from kiosk.carried import carried, taken_back
from kiosk.hall import Hall
from kiosk.provers import Provers

T = TypeVar("T")
PERIOD = 3  # seconds; a room takes longer from the opening of the vote to its first ballot
SWITCH = 0.0005
"""Seconds for which a thread that has its process's answer waits at most until the loop lets it ask for the next proof; Python
would have it wait for ten times as long, and the process with it."""
provers = Provers()
"""Those of this process."""


def offload(work: Callable[..., T], *args: object) -> T:
    """`work(*args)`, done in a thread of the pool (libsodium and the disk release the interpreter)."""
    return taken_back(gevent.get_hub().threadpool.apply(carried, (work, args)))


def offload_proofs(work: Callable[..., T], *args: object) -> T:
    """As `offload`, for what voters wait for (see `Provers.prove` for what `work` may be): in the order in which it came, as
    many at a time as there are processors. More would only keep each other and the room waiting."""
    return taken_back(_in_turn().apply(carried, (provers.prove, (work, *args))))


def nothing_to_prove() -> bool:
    """Whether no voter waits just now."""
    return len(_in_turn()) == 0


@cache
def _in_turn() -> ThreadPool:
    return ThreadPool(os.cpu_count() or 1)


def provide(hall: Hall, provers: Provers) -> None:
    """There are provers as long as ballots may come, and no longer."""
    if hall.meeting.called and hall.meeting.stage is Stage.OPEN:
        provers.start()
    else:
        provers.end()


def start_providing(hall: Hall) -> gevent.Greenlet:
    """From now on, until the process ends."""
    sys.setswitchinterval(SWITCH)
    return gevent.spawn(_go_on_providing, hall)


def _go_on_providing(hall: Hall) -> None:
    while True:
        gevent.sleep(PERIOD)
        provide(hall, provers)
