"""How many connections are served at once, and how many from one address: the whole room may share one, and has hundreds.

Nobody can take all places: half of them, at most, are anybody's; the desk on the laptop itself is always another address.
An address is known as long as something is connected from it, and is then forgotten (P10).
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from gevent import Timeout
from gevent.pywsgi import WSGIServer

from kiosk.patience import SPARE, PatientHandler, refusal

_FULL = (
    "429 Too Many Requests",
    "too-many-connections",
    "Có quá nhiều kết nối từ địa chỉ này. Xin đóng bớt trang rồi tải lại; chưa có gì thay đổi.",
)


class Crowd:
    """Who is connected to one kiosk, at all its doors together. `most`: how many may be."""

    def __init__(self, most: int) -> None:
        self.most, self.each = most, most // 2
        self._from: Counter[str] = Counter()

    @contextmanager
    def place(self, address: str) -> Iterator[bool]:
        """Whether there is a place for one more from `address`, which is taken meanwhile."""
        free = self._from.total() < self.most and self._from[address] < self.each
        self._from[address] += 1
        try:
            yield free
        finally:
            self._from[address] -= 1
            if not self._from[address]:
                del self._from[address]


class Door(WSGIServer):
    """A server for as many as there is place for. No access log, and no log of broken requests either: both name
    addresses (P10)."""

    handler_class = PatientHandler
    backlog = 1_024
    """Who connects while the loop is at something else and finds no place here tries again after a whole second."""

    def __init__(self, listener: tuple[str, int], application: object, crowd: Crowd, **tls: object) -> None:
        super().__init__(listener, application, log=None, error_log=None, **tls)
        self._crowd = crowd

    def handle(self, sock: object, address: tuple) -> None:
        with self._crowd.place(address[0]) as free:
            if free:
                super().handle(sock, address)
            else:
                with suppress(OSError):
                    sock.settimeout(1)
                    sock.sendall(refusal(*_FULL))

    def wrap_socket_and_handle(self, client_socket: object, address: tuple) -> None:
        """Over TLS: shaking hands has its limit too, and whoever speaks no TLS is left without a word."""
        with self._crowd.place(address[0]) as free, suppress(OSError):
            if free:
                with Timeout(SPARE, TimeoutError):
                    wrapped = self.wrap_socket(client_socket, **self.ssl_args)
                with wrapped:
                    super().handle(wrapped, address)
