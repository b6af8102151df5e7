"""One ballot of a slip at a time: verifying takes a processor 50 ms, and whoever holds one slip may send ballots without end.

What waits is the sender's own; another slip's ballot never waits for it. Which slip sends is forgotten with its last ballot.
"""

from weakref import WeakValueDictionary

from gevent.lock import RLock


class Turns:
    def __init__(self) -> None:
        self._of: WeakValueDictionary[str, RLock] = WeakValueDictionary()

    def of(self, slip: str) -> RLock:
        """To be held while a ballot of this slip is verified and written."""
        return self._of.setdefault(slip, RLock())
