"""Real servers that start in 0.1 s, for a test that kills them hundreds of times: each is forked from a process that has loaded
the program, and then runs all of `kiosk.server.serve` on its own folder and port, as a started one does.
"""

import multiprocessing
import sys
from functools import cache
from multiprocessing import reduction
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from pathlib import Path
from urllib.parse import urlsplit

from kiosk.rehearsal.server import START_LIMIT, WentWrong
from tests.faults.kernel import Gate, ask_first

_LOADED = ["pytest", "kiosk.server", "kiosk.pdf_signing", "kiosk.results_sheet", "tests.faults.warm"]


@cache
def _forks() -> BaseContext:
    forks = multiprocessing.get_context("forkserver")
    forks.set_forkserver_preload(_LOADED)
    return forks


class WarmServer:
    """As `kiosk.rehearsal.server.Server`; `gate` is where its calls are judged."""

    def __init__(self, instance: Path, port: int = 0, pace: float = 0) -> None:
        ours, theirs = _forks().Pipe()
        self.process = _forks().Process(target=_serve, args=(theirs, instance, port, pace), daemon=True)
        self.process.start()
        theirs.close()
        self._line = ours
        try:
            self.gate = Gate(reduction.recv_handle(ours), instance)
            if not ours.poll(START_LIMIT):
                raise EOFError
            self.desk = ours.recv().rpartition(" ")[2]
        except EOFError:
            self.kill()
            raise WentWrong("máy chủ hòm phiếu không khởi động được.") from None
        parts = urlsplit(self.desk)
        self.base, self.port = f"{parts.scheme}://{parts.netloc}", parts.port

    def kill(self) -> None:
        """As a power cut would; waits for its end. Idempotent."""
        self.process.kill()
        self.process.join()
        self._line.close()


class _Told:
    """What the server prints, handed to whoever started it."""

    def __init__(self, line: Connection) -> None:
        self.write = line.send

    def flush(self) -> None:
        """Everything is handed over already."""


def _serve(line: Connection, instance: Path, port: int, pace: float) -> None:
    from kiosk.config import Config
    from kiosk.server import serve

    reduction.send_handle(line, ask_first(), None)
    sys.stdout = _Told(line)
    serve(Config(instance, "127.0.0.1", port, stay_awake=False, pace=pace), browser=False)
