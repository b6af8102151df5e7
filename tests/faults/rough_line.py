"""A line between the room and the kiosk that does to a request what a bad network does: it is cut in the middle, or its
answer is lost, or it comes twice at once, or once more when something else was done since.

It knows as much of HTTP as it must: one request with a body of known length, and its whole answer. Loopback only.
"""

import socket
import struct
import threading
from contextlib import suppress

TROUBLES = ("cut", "answer lost", "doubled", "late")


class RoughLine:
    """Listens at `port` for a kiosk at port `to`, as long as it is open. `trouble` is what happens to the next request that
    says something ("" for nothing); `kept`: requests that are still under way and arrive with `deliver`."""

    def __init__(self, to: int) -> None:
        self.to = to
        self.trouble = ""
        self.kept: list[bytes] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def close(self) -> None:
        self._door.close()

    def deliver(self) -> list[bytes]:
        """What is still under way arrives; the answers to it, which nobody waits for."""
        kept, self.kept = self.kept, []
        return [self._ask(request) for request in kept]

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                line, _ = self._door.accept()
                threading.Thread(target=self._serve, args=(line,), daemon=True).start()

    def _serve(self, line: socket.socket) -> None:
        with line, suppress(OSError):
            while request := _request(line):
                trouble = self._next(request)
                if trouble == "cut":
                    self._send_half(request)
                    return _reset(line)
                if trouble == "late":
                    self.kept.append(request)
                    return _reset(line)
                answers = self._ask_twice(request) if trouble == "doubled" else [self._ask(request)]
                if trouble == "answer lost":
                    return _reset(line)
                line.sendall(answers[0])

    def _next(self, request: bytes) -> str:
        if not request.startswith(b"POST"):
            return ""
        trouble, self.trouble = self.trouble, ""
        return trouble

    def _send_half(self, request: bytes) -> None:
        with socket.create_connection(("127.0.0.1", self.to)) as kiosk:
            kiosk.sendall(request[: len(request) - 1 - len(request) // 4])
            _reset(kiosk)

    def _ask_twice(self, request: bytes) -> list[bytes]:
        answers: list[bytes] = []
        both = [threading.Thread(target=lambda: answers.append(self._ask(request))) for _ in range(2)]
        for one in both:
            one.start()
        for one in both:
            one.join()
        return answers

    def _ask(self, request: bytes) -> bytes:
        """The whole answer; the kiosk is asked to close after it."""
        head, _, body = request.partition(b"\r\n\r\n")
        lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
        with socket.create_connection(("127.0.0.1", self.to)) as kiosk:
            kiosk.sendall(b"\r\n".join([*lines, b"Connection: close", b"", b""]) + body)
            return b"".join(iter(lambda: kiosk.recv(65_536), b""))


def _request(line: socket.socket) -> bytes:
    """One request with its body; b"" where the other side has gone."""
    read = b""
    while b"\r\n\r\n" not in read:
        more = line.recv(65_536)
        if not more:
            return b""
        read += more
    head, _, body = read.partition(b"\r\n\r\n")
    lengths = [row.partition(b":")[2] for row in head.split(b"\r\n") if row.lower().startswith(b"content-length:")]
    missing = int(lengths[0]) - len(body) if lengths else 0
    while missing > 0:
        more = line.recv(65_536)
        if not more:
            return b""
        read, missing = read + more, missing - len(more)
    return read


def _reset(line: socket.socket) -> None:
    """No farewell, as from a phone that is out of reach."""
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    line.close()
