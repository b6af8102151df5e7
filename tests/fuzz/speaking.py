"""A connection without a network: what a phone says is bytes, and what it is told comes back as bytes."""

import io
from http.client import HTTPResponse
from pathlib import Path

import gevent

from kiosk.crowd import Crowd, Door
from kiosk.live import socketio
from kiosk.patience import PatientHandler
from tests.fuzz.standing import Standing, check

OPENING = (
    b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:8000\r\nUpgrade: websocket\r\n"
    b"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
)
PASS = "ban-thu-ky"
POLL = "/socket.io/?EIO=4&transport=polling"


class Said:
    """A socket whose other side has said all that it will ever say: `first`, then `more`, piece by piece."""

    def __init__(self, first: bytes, *more: bytes) -> None:
        self._said, self._io_refs = [first, *more], 0
        self.told = bytearray()

    def recv(self, size: int) -> bytes:
        while self._said and not self._said[0]:
            self._said.pop(0)
        piece = self._said[0][:size] if self._said else b""
        if piece:
            self._said[0] = self._said[0][len(piece) :]
        return piece

    def recv_into(self, buffer: memoryview) -> int:
        piece = self.recv(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)

    def sendall(self, data: bytes) -> None:
        self.told += data

    def dup(self) -> "Said":
        return self

    def settimeout(self, seconds: float) -> None:
        """Nothing is waited for here."""

    def shutdown(self, how: int) -> None:
        self._said = []

    def close(self) -> None:
        self._said = []

    def fileno(self) -> int:
        return -1

    def _decref_socketios(self) -> None:
        """As a socket is told by who reads it."""

    def makefile(self, *given: object) -> io.BytesIO:
        return io.BytesIO(bytes(self.told))


class Speaking(Standing):
    """A meeting on which the desk's pass is known, spoken to in bytes."""

    def __init__(self, folder: Path, stage: str = "open") -> None:
        super().__init__(folder, stage)
        object.__setattr__(self.hall.config, "desk_pass", PASS)
        self._door = Door(("127.0.0.1", 0), self.desk.application, Crowd(10))
        self._door.environ.update(SERVER_NAME="127.0.0.1", SERVER_PORT="8000")

    def hear(self, first: bytes, *more: bytes) -> bytes:
        """All that is answered; nothing breaks outside of the application."""
        said, broken = Said(first, *more), []
        gevent.get_hub().print_exception = lambda *told: broken.append(told)
        try:
            PatientHandler(said, ("127.0.0.1", 50_000), self._door).handle()
            gevent.sleep(0)
            assert not broken
        finally:
            hang_up()
            self.rewind()
        return bytes(said.told)


def hang_up() -> None:
    """Whoever has a line to the meeting has it no longer."""
    socketio.server.eio.disconnect()


def answers(told: bytes, method: str = "GET") -> list[int]:
    """The statuses of all answers in what was told; AssertionError where one is not ours."""
    stream, statuses = io.BufferedReader(io.BytesIO(told)), []
    while stream.peek(1):
        answer = HTTPResponse(_Rest(stream), method=method)
        answer.begin()
        statuses.append(answer.status)
        if answer.status == 101:
            break
        body = answer.read()
        check(answer.status, answer.headers.get_content_type(), body, method)
    return statuses


class _Rest:
    """As `HTTPResponse` takes a socket, for what is left of a stream."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream

    def makefile(self, *given: object) -> "_Rest":
        return self

    def close(self) -> None:
        """The next answer is in the same stream."""

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)
