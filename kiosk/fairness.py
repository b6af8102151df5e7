"""The loop serves all that is ready before it looks up again. Where a whole meeting is ready in one moment, that takes a tenth
of a second in which nothing else is heard. So a request that comes late in such a turn of the loop stands in line."""

import time
from weakref import WeakKeyDictionary

from gevent import get_hub, sleep
from gevent.hub import Hub
from gevent.lock import Semaphore

LONG = 0.01
"""Seconds after which a turn of the loop has been long enough."""
_PAUSE = 0.001


class Turn:
    """How long a loop has served requests without looking up, and who waits until it has."""

    def __init__(self, hub: Hub) -> None:
        self._line = Semaphore()
        self._begun: float | None = None
        self._watcher = hub.loop.check(ref=False)  # once a turn, in every loop of the library
        self._watcher.start(self._look_up)

    def _look_up(self) -> None:
        self._begun = None

    def _is_long(self) -> bool:
        now = time.perf_counter()
        if self._begun is None:
            self._begun = now
        return now - self._begun > LONG

    def wait(self) -> None:
        if self._is_long() or self._line.locked():
            with self._line:
                if self._is_long():
                    sleep(_PAUSE)  # and then in any case: a loop that is kept busy by something else keeps nobody out


_turns: WeakKeyDictionary[Hub, Turn] = WeakKeyDictionary()
"""A kiosk has one loop."""


def let_others_go() -> None:
    """Before work of a millisecond or more. Returns at once where the loop has just looked up, as nearly always; otherwise who
    comes later goes later, but for one who comes in the very moment in which another leaves the line."""
    hub = get_hub()
    (_turns.get(hub) or _turns.setdefault(hub, Turn(hub))).wait()
