"""The wire of the live updates: what is sent goes out whole, and nobody can send us much.

The library under Socket.IO hands a message to the network once. A real network takes only a part of a long one, such as
the snapshot of a large meeting; the phone then loses the connection, and again with the next snapshot, forever. The same
library gathers what a client sends until memory ends.
"""

from engineio.async_drivers.gevent import WebSocketWSGI
from gevent.lock import Semaphore
from simple_websocket import Server

LONGEST_MESSAGE = 10_000  # bytes; a client says no more than hello and "still here"


class WholeSocket:
    """A socket whose `send` sends everything, and one message after the other. Otherwise the socket itself."""

    def __init__(self, socket: object) -> None:
        self._socket, self._turn = socket, Semaphore()

    def send(self, message: bytes) -> int:
        with self._turn:
            self._socket.sendall(message)
        return len(message)

    def __getattr__(self, name: str) -> object:
        return getattr(self._socket, name)


class Wire(Server):
    """The server's end of one WebSocket."""

    def handshake(self) -> None:
        self.sock = WholeSocket(self.sock)
        super().handshake()


class WireWSGI(WebSocketWSGI):
    """What engineio calls for a WebSocket: its own class, with our `Wire` at the end of it."""

    def __call__(self, environ, start_response):
        self.ws = Wire(environ, max_message_size=LONGEST_MESSAGE, **self.server_args)
        return self.app(self)
