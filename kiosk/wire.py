"""The wire of the live updates: what is sent goes out whole, and nobody can send us much.

The library under Socket.IO hands a message to the network once. A real network takes only a part of a long one, such as
the snapshot of a large meeting; the phone then loses the connection, and again with the next snapshot, forever. The same
library gathers what a client sends until memory ends, and waits forever for one that has said what is no WebSocket.
"""

import json
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from socket import SHUT_RDWR

from engineio.async_drivers.gevent import WebSocketWSGI
from engineio.packet import Packet
from engineio.server import Server as EngineServer
from gevent.lock import Semaphore
from simple_websocket import Server as WebSocket
from socketio import Server

from kiosk.incoming import MALFORMED
from kiosk.patience import STALLED

LONGEST_MESSAGE = 10_000  # bytes; a client says no more than hello and "still here"
MOST_POLLING = 1_000
"""Pages at one address that ask instead of being told, which keeps a snapshot in memory for each until it has asked again."""
NOT_TAKEN = json.dumps({"error": dict(zip(("code", "message"), MALFORMED))}, ensure_ascii=False).encode()


def bounded(server: Server) -> None:
    """The server of the live updates, which answers in the one shape of all refusals, and takes so many who only ask."""
    engine = server.eio
    engine._async = {**engine._async, "websocket": WireWSGI}  # the library has no setting for any of this
    engine._bad_request = lambda message=None: _refused("400 BAD REQUEST")
    engine._unauthorized = lambda message=None: _refused("401 UNAUTHORIZED")
    engine._method_not_found = lambda: _refused("405 METHOD NOT ALLOWED")
    connect = engine._handle_connect

    def take(environ, start_response, transport, jsonp_index=None):
        if transport == "polling" and _polling(server, environ.get("REMOTE_ADDR")) >= MOST_POLLING:
            return _refused("429 TOO MANY REQUESTS")
        return connect(environ, start_response, transport, jsonp_index)

    def hang_up(sid=None):
        """The library would wait until the client has asked for all that it was still to be told: for ever, if it likes."""
        for line in [engine.sockets.pop(one, None) for one in ([sid] if sid else list(engine.sockets))]:
            if line:
                line.close(wait=False, reason=engine.reason.SERVER_DISCONNECT)

    engine._handle_connect, engine.disconnect = take, hang_up
    engine.on("disconnect", partial(_forgotten, engine, engine.handlers["disconnect"]))


def _forgotten(engine: EngineServer, gone: Callable[[str, str], object], sid: str, reason: str) -> None:
    """The library keeps who has gone for up to a minute, and a thousand a second may come and go."""
    gone(sid, reason)
    engine.sockets.pop(sid, None)


def _polling(server: Server, address: str | None) -> int:
    lines = server.eio.sockets
    here = [sid for sid, environ in server.environ.items() if environ.get("REMOTE_ADDR") == address]
    return sum(sid in lines and not lines[sid].upgraded for sid in here)


def _refused(status: str) -> dict[str, object]:
    return {"status": status, "headers": [("Content-Type", "application/json")], "response": NOT_TAKEN}


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


class Wire(WebSocket):
    """The server's end of one WebSocket. It ends with whatever breaks it, and who waits for a word hears of the end."""

    def handshake(self) -> None:
        self.sock = WholeSocket(self.sock)
        self.sock.settimeout(STALLED)
        super().handshake()

    def _thread(self) -> None:
        with suppress(Exception):  # what the library calls a protocol error of the other side, and does not expect
            super()._thread()
        self.hang_up()
        self.sock.close()

    def hang_up(self) -> None:
        """Idempotent. The library would go on listening until the other side hangs up."""
        self.connected = False
        self.event.set()
        with suppress(OSError):
            self.sock.shutdown(SHUT_RDWR)


class WireWSGI(WebSocketWSGI):
    """What engineio calls for a WebSocket: its own class, with our `Wire` at the end of it."""

    def __call__(self, environ, start_response):
        try:
            self.ws = Wire(environ, max_message_size=LONGEST_MESSAGE, **self.server_args)
        except Exception:  # no WebSocket at all; the library lists no errors
            start_response("400 Bad Request", [("Content-Type", "application/json")])
            return [NOT_TAKEN]
        try:
            return self.app(self)
        finally:
            self.ws.hang_up()

    def wait(self) -> str | bytes | None:
        """The next word of the client; None, as at its end, for one that nobody can read."""
        said = super().wait()
        try:
            return said if said is None or Packet(encoded_packet=said) else None
        except (ValueError, RecursionError):
            return None
