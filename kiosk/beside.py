"""A process beside ours, for what keeps a processor busy: one interpreter does one thing at a time, and while it serves the
room or reads one ballot, it begins no further step of another.

It is asked over its standard input and answers over its standard output. It has nothing of ours but what it is asked, and it
ends when we do, however we end. Nobody hears what it says on stderr: a failure is carried back as a value.
"""

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from io import BufferedReader, BufferedWriter
from typing import TypeVar

from kiosk.carried import Carried, carried

T = TypeVar("T")
POLITE = 5
"""How far it stands back where the system asks for that (nice): who waits for a page comes before who waits for a proof."""


class Gone(Exception):
    """The process is no more, or what it was to be asked, or its answer, cannot be carried: nothing was decided."""


class Beside:
    """`ask` is for one thread at a time."""

    def __init__(self, *modules: str) -> None:
        """Returns at once, long before the process is ready to be asked. `modules` are those of the work, loaded before anybody
        waits for it. OSError where the system starts none."""
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "kiosk.beside", *modules],  # -P: nothing is loaded from where the kiosk was started
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    @property
    def pid(self) -> int:
        return self._process.pid

    def ask(self, work: Callable[..., T], *given: object) -> Carried[T]:
        """What `work(*given)` gives or raises there. `work` is known by its name in its module; Gone where it, or what it is
        given, is not to be carried."""
        try:
            self._process.stdin.write(pickle.dumps((work, given)))
            self._process.stdin.flush()
            return pickle.load(self._process.stdout)
        except (OSError, EOFError, ValueError, TypeError, AttributeError, ImportError, pickle.PickleError):
            raise Gone from None

    def end(self) -> None:
        """Idempotent; whoever is asking it is told that it is Gone."""
        self._process.kill()
        self._process.wait()
        for end in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what was not heard any more
                end.close()


def answer(asked: BufferedReader, told: BufferedWriter) -> None:
    """Until nobody asks any more. What cannot be carried back ends the process, and so tells that it is Gone."""
    while True:
        try:
            work, given = pickle.load(asked)
        except EOFError:
            return
        told.write(pickle.dumps(carried(work, given)))
        told.flush()


def main(modules: list[str]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is told to all of a terminal: ours to obey
    if hasattr(os, "nice"):
        os.nice(POLITE)
    for module in modules:
        import_module(module)
    answer(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main(sys.argv[1:])
