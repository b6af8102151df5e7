"""Live updates: facts out, nothing in. What a client says beyond hello and goodbye is dropped before it is read.

On connect a page gets the snapshot; then all facts, numbered, with the parts of the snapshot that they changed; several in
one message where they come fast (`kiosk.telling`). A page that missed a number asks for the snapshot again. Everything here
is public, so every page is told the same.
"""

import logging
from collections.abc import Callable, Iterable, Iterator

import gevent
from flask import Blueprint, Flask, Response, jsonify
from flask_socketio import SocketIO, emit
from socketio import Manager
from socketio.packet import CONNECT, DISCONNECT, Packet

from ballots.errors import Refused
from kiosk.access import check_sender
from kiosk.failures import note
from kiosk.hall import the_hall
from kiosk.telling import Telling
from kiosk.wire import LONGEST_MESSAGE, bounded

ROW = 100  # pages


class RowByRow(Manager):
    """Tells the pages of a namespace one row after the other, and lets the room have the loop in between: a thousand pages take
    more than a tenth of a second."""

    def get_participants(self, namespace: str, room: str | None) -> Iterator[tuple[str, str]]:
        for place, page in enumerate(super().get_participants(namespace, room), 1):
            yield page
            if place % ROW == 0:
                gevent.sleep(0)


class Greeting(Packet):
    """What a client may say. ValueError for all else, so that no event and no attachment is ever taken up."""

    uses_binary_events = False
    """What we say has none either, and need not be searched for any: that takes three times as long as to write it out."""

    def decode(self, encoded_packet: str | bytes) -> int:
        if encoded_packet[:1] not in (str(CONNECT), str(DISCONNECT)):
            raise ValueError("nothing is taken in here")
        return super().decode(encoded_packet)


# The libraries would write every strange message to the log, with its text: whoever sends one is told nothing by it.
unheard = logging.getLogger("hom-phieu.live")
unheard.setLevel(logging.CRITICAL + 1)
live = Blueprint("live", __name__)
SOCKETS = "/socket.io/"

# Every page hears from us once a second, so that it notices within seconds that it does not (static/js/line.js); a phone in
# somebody's pocket answers when it likes.
PING_SECONDS, PONG_SECONDS = 1, 30

socketio = SocketIO(
    async_mode="gevent",
    manage_session=False,
    serializer=Greeting,
    max_http_buffer_size=LONGEST_MESSAGE,
    ping_interval=PING_SECONDS,
    ping_timeout=PONG_SECONDS,
    logger=unheard,
    engineio_logger=unheard,
    cors_allowed_origins=[],  # who may come is said by `kiosk.access`, before the library hears of it
)


def install(app: Flask) -> None:
    socketio.init_app(app, client_manager=RowByRow())
    bounded(socketio.server)
    app.wsgi_app = SocketDoor(app)


class SocketDoor:
    """Sockets never come to Flask, so what guards every request is asked here for theirs, handshakes and polling alike."""

    def __init__(self, app: Flask) -> None:
        self._app, self._inner = app, app.wsgi_app

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        refusal = self._refusal(environ) if environ["PATH_INFO"].startswith(SOCKETS) else None
        return (refusal or self._inner)(environ, start_response)

    def _refusal(self, environ: dict) -> Response | None:
        with self._app.request_context(environ):
            try:
                check_sender()
            except Refused as refused:
                return self._app.make_response(self._app.handle_user_exception(refused))
        return None


publish = Telling(lambda message: socketio.emit("facts", message)).publish


@socketio.on("connect")
def greet(auth: object = None) -> bool:
    emit("snapshot", the_hall().snapshot())
    return True


@socketio.on_error_default
def failed(problem: Exception) -> None:
    note(problem, the_hall())


@live.get("/live/snapshot")
def snapshot():
    return jsonify(the_hall().snapshot())
