"""The loop serves all that is ready before it looks up again. Where a whole meeting is ready in one moment, that takes a tenth
of a second in which nothing else is heard. So a request that comes late in such a turn of the loop stands in line."""

import time
from weakref import WeakKeyDictionary

import gevent
from gevent.hub import Hub
from gevent.lock import Semaphore

LONG = 0.01
"""Seconds after which a turn of the loop has been long enough."""
_PAUSE = 0.001


class Turn:
    """How long a loop has not looked up, and who waits until it has."""

    def __init__(self, hub: Hub) -> None:
        self._line = Semaphore()
        self._look_up()
        self._watcher = hub.loop.check(ref=False)  # is called first, whenever the loop has seen what is ready
        self._watcher.start(self._look_up)

    def _look_up(self) -> None:
        self._begun = time.perf_counter()

    def _is_long(self) -> bool:
        return time.perf_counter() - self._begun > LONG

    def wait(self) -> None:
        if self._is_long() or self._line.locked():
            with self._line:
                if self._is_long():
                    gevent.sleep(_PAUSE)  # and then in any case: a loop that is kept busy by something else keeps nobody out


_turns: WeakKeyDictionary[Hub, Turn] = WeakKeyDictionary()
"""A kiosk has one loop."""


def let_others_go() -> None:
    """Before work of a millisecond or more; in the order in which they came. Returns at once where the loop has just looked up,
    as nearly always."""
    hub = gevent.get_hub()
    (_turns.get(hub) or _turns.setdefault(hub, Turn(hub))).wait()
