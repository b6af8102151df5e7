"""How often a code may be tried: five times, and then once in 30 seconds. How many were wrong is in the facts; since when, only
this process knows, so that after a restart the first try waits as well."""

import math
import time
from collections.abc import Callable

from gevent.lock import Semaphore

FREE = 5
"""Wrong codes before each further one waits."""
PAUSE = 30
"""Seconds."""


class Tries:
    """`turn`: one try at a time, or many at once would all be the first five. `clock`: seconds that only go forward."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._since = clock()
        self.turn = Semaphore()

    def missed(self) -> None:
        """A code was wrong just now."""
        self._since = self._clock()

    def left(self, wrong: int) -> int:
        """Seconds until the next code may be tried, after so many wrong ones."""
        return max(0, math.ceil(self._since + PAUSE - self._clock())) if wrong >= FREE else 0
