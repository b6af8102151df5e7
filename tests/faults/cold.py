"""The real server from its command line, asking first; its start takes what a start takes."""

import socket
import sys
import tempfile
from pathlib import Path

from kiosk.rehearsal.server import Server
from tests.faults.kernel import Gate, listener_from


class ColdServer(Server):
    """`gate` is where its calls are judged."""

    def __init__(self, instance: Path, port: int = 0, pace: float = 0) -> None:
        with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as door:
            place = f"{folder}/door"
            door.bind(place)
            door.listen()
            door.settimeout(60)
            self._door, self._instance = door, instance
            asking = (sys.executable, "-m", "tests.faults.kernel", place)
            super().__init__(instance, port, pace, within=asking, options=("--let-sleep", "--no-https"))

    def _first_address(self) -> str:
        with self._door.accept()[0] as line:
            self.gate = Gate(listener_from(line), self._instance)
        return super()._first_address()
