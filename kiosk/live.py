"""Live updates: facts out, nothing in.

On connect a page gets the snapshot; then every fact, numbered, with the parts of the snapshot that it changed. A page that
missed a number asks for the snapshot again. Everything here is public, so every page is told the same.
"""

from flask import Blueprint, jsonify
from flask_socketio import SocketIO, emit

from ballots.errors import Refused
from kiosk.access import check_host
from kiosk.hall import the_hall

live = Blueprint("live", __name__)
socketio = SocketIO(async_mode="gevent", manage_session=False)


def publish(fact: dict) -> None:
    """Tell every connected page of one fact; see `kiosk.hall.Hall.record` for its shape."""
    socketio.emit("fact", fact)


@socketio.on("connect")
def greet(auth: object = None) -> bool:
    try:
        check_host()
    except Refused:
        return False
    emit("snapshot", the_hall().snapshot())
    return True


@live.get("/live/snapshot")
def snapshot():
    return jsonify(the_hall().snapshot())
