"""Who verifies proofs: processes beside ours, one a processor, while there may be much to verify.

Whoever asks never learns who did it. Where there is no process, none yet or none any more, the asking thread does it itself;
one that is gone is not replaced, for what has ended it would end the next one too.
"""

import os
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from kiosk.beside import Beside, Gone
from kiosk.carried import taken_back

T = TypeVar("T")


class Provers:
    """`start` and `end` are idempotent, called by one thread, and never raise; `prove` is called by any."""

    def __init__(self, number: int | None = None, work: str = "ballots.protocol.ballot") -> None:
        """`work`: the module of what they will be asked."""
        self._work = work
        self._number = number or os.cpu_count() or 1
        self._all: list[Beside] = []
        self._idle: deque[Beside] = deque()

    def start(self) -> None:
        """Returns at once."""
        if not self._all:
            with suppress(OSError):  # a system that starts none
                for _ in range(self._number):
                    self._all.append(Beside(self._work))
            self._idle.extend(self._all)

    def end(self) -> None:
        for one in self._all:
            one.end()
        self._all, self._idle = [], deque()

    def prove(self, work: Callable[..., T], *given: object) -> T:
        """What `work(*given)` gives or raises. `work` is pure and a function of a module: where a process is gone, it is done
        again."""
        idle = self._idle
        try:
            one = idle.popleft()
            back = one.ask(work, *given)
        except (IndexError, Gone):
            return work(*given)
        idle.append(one)
        return taken_back(back)
