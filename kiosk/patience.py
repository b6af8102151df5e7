"""How long the kiosk listens to one phone, and to how much: below the application, where a request is still bytes.

A phone on a bad network is slow and is waited for; one that only pretends to be is left after a while. Either costs the kiosk
one connection and nobody else anything. What is turned away here is told in the one shape of all refusals.
"""

import errno
import json
import time
from contextlib import suppress
from http.client import HTTPException
from io import BufferedReader
from socket import SocketIO

from gevent.pywsgi import WSGIHandler

from kiosk.fairness import let_others_go

IDLE = 75.0
"""Seconds that a kept connection may say nothing between two requests; browsers close theirs after about a minute."""
SPARE, SLOWEST = 20.0, 2_000
"""A request has so many seconds, and one more for so many bytes of it that have come."""
STALLED = 60.0
"""Seconds in which a phone must take a piece of what it has asked for, at least."""
PIECE = 65_536
LONGEST_HEAD, MOST_HEADERS = 32_768, 64
MOST_HEARD = 16_000_000
"""Bytes of one request that are heard at all, also of what has been refused: who says more has not heard the answer."""

_SLOW = (
    "408 Request Timeout",
    "too-slow",
    "Yêu cầu đến quá chậm nên không được nhận. Xin gửi lại; chưa có gì thay đổi.",
)
_LONG = ("431 Request Header Fields Too Large", "head-too-large", "Phần đầu của yêu cầu dài hơn mức cho phép.")
_ADDRESS = ("414 URI Too Long", "address-too-long", "Địa chỉ trang dài hơn mức cho phép. Xin quét lại mã.")
_NO_HTTP = ("400 Bad Request", "malformed", "Dữ liệu gửi lên không đúng dạng; xin tải lại trang rồi làm lại.")


def refusal(status: str, code: str, message: str) -> bytes:
    """A whole answer, for where there is no application to give one."""
    body = json.dumps({"error": {"code": code, "message": message}}, ensure_ascii=False).encode()
    head = f"HTTP/1.1 {status}\r\nConnection: close\r\nCache-Control: no-store\r\nContent-Type: application/json\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


class HeadTooLarge(ValueError):
    """More or longer headers than a browser ever sends."""


class Ear(SocketIO):
    """What a phone says, one request after the other. OSError where it has been too slow or has said too much."""

    def __init__(self, sock: object) -> None:
        super().__init__(sock, "rb")
        self.rest()

    def rest(self) -> None:
        """Wait for the next request."""
        self.heard, self.begun, self.lost = 0, None, False

    def readinto(self, buffer: memoryview) -> int | None:
        try:
            self._sock.settimeout(self._patience())
            count = super().readinto(buffer)
        except OSError:
            self.lost = True
            raise
        self.heard += count or 0
        self.begun = self.begun or time.monotonic()
        return count

    def _patience(self) -> float:
        """Seconds until this request is given up. TimeoutError where they are over, or where there is too much of it."""
        if self.begun is None:
            return IDLE
        left = self.begun + SPARE + self.heard / SLOWEST - time.monotonic()
        if left <= 0 or self.heard > MOST_HEARD:
            raise TimeoutError
        return left


class Head:
    """The lines of a request's head, as `http.client` reads them. HeadTooLarge."""

    def __init__(self, lines: BufferedReader) -> None:
        self._lines, self._length, self._number = lines, 0, 0

    def readline(self, size: int) -> bytes:
        line = self._lines.readline(min(size, LONGEST_HEAD))
        self._length += len(line)
        self._number += 1
        if self._length > LONGEST_HEAD or self._number > MOST_HEADERS + 1:
            raise HeadTooLarge
        return line


class PatientHandler(WSGIHandler):
    """One connection. Whatever a phone does to it, it ends, and nothing of it is written anywhere (P10)."""

    def __init__(self, sock: object, address: object, server: object) -> None:
        self._ear = Ear(sock)
        super().__init__(sock, address, server, BufferedReader(self._ear))

    def handle(self) -> None:
        with suppress(OSError):  # it has gone before it could be told that it was refused
            super().handle()

    def handle_one_request(self) -> object:
        self._ear.rest()
        answer = super().handle_one_request()
        return self._refused(_ADDRESS) if answer not in (None, True) and answer[0] == "414" else answer

    def handle_one_response(self) -> None:
        let_others_go()
        super().handle_one_response()
        astray = self._ear.lost or self.wsgi_input._chunked_input_error
        if astray or self._connection_upgrade_requested():  # nothing sensible comes after any of these
            self.close_connection = True

    def MessageClass(self, *given: object) -> object:  # noqa: N802, the library's name
        lines, *rest = given
        return super().MessageClass(Head(lines), *rest)

    def _sendall(self, data: bytes) -> None:
        """A phone that takes nothing any more has left, as one whose connection broke: silently."""
        self.socket.settimeout(STALLED)
        try:
            for at in range(0, len(data), PIECE):
                super()._sendall(data[at : at + PIECE])
        except TimeoutError:
            raise ConnectionResetError(errno.ECONNRESET, "stalled") from None

    def _handle_client_error(self, ex: Exception) -> tuple[str, bytes]:
        """What is no HTTP. The library would write a page of its own, and some of it to stderr."""
        if isinstance(ex, TimeoutError):
            return self._refused(_SLOW)
        return self._refused(_LONG if isinstance(ex, (HeadTooLarge, HTTPException)) else _NO_HTTP)

    def _send_error_response_if_possible(self, error_code: int) -> None:
        """A body that is no HTTP shows only when the application reads it."""
        if error_code != 400 or self.response_length:
            super()._send_error_response_if_possible(error_code)
            return
        self.close_connection = True
        with suppress(OSError):
            self.socket.sendall(self._refused(_NO_HTTP)[1])

    def handle_error(self, t: type, v: BaseException, tb: object) -> None:
        """A chunk without a length, in a body that nobody reads; the application lets no ValueError of its own through."""
        if issubclass(t, ValueError):
            self._send_error_response_if_possible(400)
        else:
            super().handle_error(t, v, tb)

    def _refused(self, why: tuple[str, str, str]) -> tuple[str, bytes]:
        self.socket.settimeout(STALLED)
        return why[0], refusal(*why)
