"""The live connection: whole over a slow network, deaf to whatever is sent to it, and without a trace when it breaks."""

import re
import socket
import struct

import gevent
import pytest
import simple_websocket
from gevent.pywsgi import WSGIServer

from kiosk.application import create_app
from tests.faults.standing import Standing
from tests.halls import contest, room

PLACE = "/socket.io/?EIO=4&transport=websocket"
UPGRADE = f"GET {PLACE} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"


def test_a_large_meeting_arrives_whole_where_the_network_takes_little_at_a_time(tmp_path):
    contests = [contest(200, 5, f"Nội dung {number}") for number in range(10)]
    made = room(tmp_path, "preparing", units=100, contests=contests)
    server = WSGIServer(("127.0.0.1", 0), create_app(made.hall), log=None)
    server.init_socket()
    server.socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    server.start()
    try:
        snapshot = gevent.get_hub().threadpool.apply(_first_snapshot, (server.server_port,))
    finally:
        server.stop()
    assert len(snapshot) > 90_000 and '"Nội dung 9"' in snapshot.encode().decode("unicode_escape")


def _first_snapshot(port: int) -> str:
    line = simple_websocket.Client(f"ws://127.0.0.1:{port}{PLACE}")
    try:
        line.send("40")
        said = (line.receive(timeout=10) or "" for _ in range(4))
        return next(message for message in said if message.startswith('42["snapshot"'))
    finally:
        line.close()


SAYINGS = {
    "event": ['42["ballot_accepted",{}]'],
    "event without a name": ["42[]"],
    "event with a list for a name": ['42[["a"]]'],
    "no JSON": ['42{"'],
    "JSON without end": ["42" + "[" * 5_000],
    "attachment announced": ['459999-["a",{"_placeholder":true,"num":0}]', b"a" * 1_000],
    "bytes": [b"\x00\x01"],
    "unknown kind": ["49"],
    "not even the protocol": ["x"],
    "nothing": [""],
}


@pytest.mark.parametrize("saying", SAYINGS)
def test_whatever_a_phone_says_changes_nothing_and_leaves_no_trace(tmp_path, capfd, saying):
    with Standing(tmp_path) as kiosk:
        before = kiosk.until("open").snapshot()
        line = simple_websocket.Client(f"ws://127.0.0.1:{kiosk.server.port}{PLACE}")
        line.receive(timeout=10)
        for message in ("40", *SAYINGS[saying]):
            line.send(message)
        gevent.sleep(0.2)
        assert kiosk.snapshot() == before
        assert_no_trace(capfd.readouterr().err)


def test_a_phone_that_sends_without_end_is_cut_off(tmp_path):
    with Standing(tmp_path) as kiosk:
        line, piece = _upgraded(kiosk), b"a" * 70_000
        with pytest.raises(OSError):
            line.sendall(_frame(0x01, piece))
            for _ in range(1_000):
                line.sendall(_frame(0x00, piece))
        assert kiosk.snapshot()["seq"] == 0


BROKEN = {
    "handshake without a key": UPGRADE + "Sec-WebSocket-Version: 13\r\n\r\n",
    "handshake without a version": UPGRADE + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
    "body cut off": "POST /booth/ballot HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5000\r\n\r\n{",
    "chunk cut off": "POST /booth/ballot HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n300\r\n{",
    "no HTTP": "\x16\x03\x01\r\n\r\n",
}


@pytest.mark.parametrize("words", BROKEN)
def test_p10_a_connection_that_breaks_leaves_neither_address_nor_time(tmp_path, capfd, words):
    with Standing(tmp_path) as kiosk:
        kiosk.until("open")
        line = socket.create_connection(("127.0.0.1", kiosk.server.port))
        line.sendall(BROKEN[words].encode("latin-1"))
        gevent.sleep(0.2)
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # no farewell: a reset
        line.close()
        kiosk.cast(0, [[0]])
        assert_no_trace(capfd.readouterr().err)


def assert_no_trace(told: str) -> None:
    """No address of a phone, no time of day, and nothing of what it sent."""
    for trace in ("127.0.0.1", "REMOTE_", "Traceback", "\\x00", "ballot_accepted"):
        assert trace not in told
    assert not re.search(r"\d\d:\d\d", told)


def _upgraded(kiosk: Standing) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", kiosk.server.port), timeout=10)
    keys = "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
    line.sendall((UPGRADE + keys).encode())
    assert line.recv(4096).startswith(b"HTTP/1.1 101")
    return line


def _frame(opcode: int, content: bytes) -> bytes:
    """A long part of an unfinished message, as RFC 6455 (5.2) writes it, masked with zeros."""
    return bytes([opcode, 0xFF]) + struct.pack("!Q", len(content)) + bytes(4) + content
