"""A kiosk in a process of its own, on loopback, as `uv run app.py` starts it."""

import re
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from kiosk.config import CODE, environment_of_another

START_LIMIT = 60.0
STOP_LIMIT = 10.0


class WentWrong(Exception):
    """Something that this program did or saw was not as it must be; the text says what, in Vietnamese."""


class Server:
    """`desk`: the address that the first line on stdout gives, with the launch key; `base`: where the room finds it."""

    def __init__(
        self,
        instance: Path,
        port: int = 0,
        pace: float = 0,
        host: str = "127.0.0.1",
        within: Sequence[str] = (),
        options: Sequence[object] = (),
    ) -> None:
        """Start and wait until it is served. WentWrong where it ends before the first line.

        `pace`: seconds between two totals; `within`: a command that starts the rest of its line somewhere else;
        `options`: further ones of the command line.
        """
        started = [*within, sys.executable, "-m", "kiosk.command_line", "--no-browser", "--instance", str(instance)]
        self.process = subprocess.Popen(
            [*started, "--host", host, "--port", str(port), *map(str, options)],
            env=environment_of_another(pace),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            cwd=CODE,
        )
        self.desk = self._first_address()
        parts = urlsplit(self.desk)
        self.base, self.port = f"{parts.scheme}://{parts.netloc}", parts.port

    def _first_address(self) -> str:
        limit = threading.Timer(START_LIMIT, self.process.kill)
        limit.start()
        first = self.process.stdout.readline()
        limit.cancel()
        found = re.search(r"https?://\S+", first)
        if found is None:
            self.kill()
            raise WentWrong("máy chủ hòm phiếu không khởi động được.")
        return found.group()

    def stop(self) -> None:
        """As closing the window would; waits for its end."""
        self.process.terminate()
        try:
            self.process.wait(STOP_LIMIT)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self._reap()

    def kill(self) -> None:
        """As a power cut would: no warning, nothing is put in order."""
        self.process.kill()
        self._reap()

    def _reap(self) -> None:
        self.process.wait()
        self.process.stdout.close()

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
