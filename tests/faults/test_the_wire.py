"""The live connection: whole over a slow network, deaf to whatever is sent to it, and without a trace when it breaks."""

import json
import re
import socket
import struct

import gevent
import pytest
import simple_websocket
from gevent.pywsgi import WSGIServer

from kiosk.application import create_app
from kiosk.crowd import Crowd, Door
from kiosk.live import socketio
from tests.faults.standing import Standing
from tests.halls import contest, room

PLACE = "/socket.io/?EIO=4&transport=websocket"
KEYS = "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
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
    line.sendall((UPGRADE + KEYS).encode())
    assert line.recv(4096).startswith(b"HTTP/1.1 101")
    return line


def _frame(opcode: int, content: bytes) -> bytes:
    """A long part of an unfinished message, as RFC 6455 (5.2) writes it, masked with zeros."""
    return bytes([opcode, 0xFF]) + struct.pack("!Q", len(content)) + bytes(4) + content


NO_SOCKET = {
    "another transport": ("GET", "?EIO=4&transport=carrier-pigeon", {}, 400),
    "another version": ("GET", "?EIO=3&transport=polling", {}, 400),
    "nobody's line": ("POST", "?EIO=4&transport=polling&sid=nobody", {}, 400),
    "no deed of a line": ("PUT", "?EIO=4&transport=polling", {}, 405),
    "an upgrade to nothing": (
        "GET",
        "?EIO=4&transport=websocket",
        {"Upgrade": "websocket", "Connection": "Upgrade"},
        400,
    ),
}


@pytest.mark.parametrize("kind", NO_SOCKET)
def test_what_is_no_line_is_refused_in_the_one_shape(tmp_path, kind):
    method, query, headers, status = NO_SOCKET[kind]
    made = room(tmp_path, "open")
    answer = made.client().open(f"/socket.io/{query}", method=method, headers=headers)
    assert (answer.status_code, answer.json["error"]["code"]) == (status, "malformed")
    assert answer.json["error"]["message"]


def test_pages_that_only_ask_are_bounded_and_no_other_page_pays_for_it(tmp_path, monkeypatch):
    monkeypatch.setattr("kiosk.wire.MOST_POLLING", 3)
    made = room(tmp_path, "open")
    phone, elsewhere = made.client(), made.client("192.168.1.21")
    asking, place = [phone.get(PLACE.replace("websocket", "polling")) for _ in range(4)], "/live/snapshot"
    assert [answer.status_code for answer in asking] == [200, 200, 200, 429]
    assert asking[3].json["error"]["code"] == "malformed"
    assert phone.get(place).status_code == 200
    assert elsewhere.get(PLACE.replace("websocket", "polling")).status_code == 200


@pytest.mark.parametrize("words", ["2probe", "9", "3\x1e2", "41\x1e2"])
def test_a_page_that_asks_wrongly_is_answered_at_once_and_nobody_waits_for_it(tmp_path, words):
    phone, place = room(tmp_path, "open").client(), PLACE.replace("websocket", "polling")
    line = json.loads(phone.get(place).text[1:].partition("\x1e")[0])["sid"]
    with gevent.Timeout(10):
        answer = phone.post(f"{place}&sid={line}", data=words)
    assert (answer.status_code, answer.json["error"]["code"]) == (400, "malformed")
    assert phone.post(f"{place}&sid={line}", data="40").status_code == 400


@pytest.mark.parametrize("words", ["1", "2probe"], ids=["says goodbye", "asks wrongly"])
def test_a_page_that_is_gone_is_forgotten_at_once(tmp_path, words):
    """Else a thousand a second, which come and go, are all kept for a minute."""
    phone, place = room(tmp_path, "open").client(), PLACE.replace("websocket", "polling")
    lines = socketio.server.eio.sockets
    here = {json.loads(phone.get(place).text[1:].partition("\x1e")[0])["sid"] for _ in range(3)}
    assert here <= {*lines}
    for line in here:
        phone.post(f"{place}&sid={line}", data=words)
    assert not here & {*lines} and not here & {*socketio.server.environ}


def test_a_line_that_breaks_the_protocol_ends_and_is_waited_for_no_longer(tmp_path):
    made = room(tmp_path, "open")
    server = Door(("127.0.0.1", 0), create_app(made.hall), Crowd(10))
    server.start()
    try:
        for words in (b"\xff\xff\xff\xff", _frame(0x83, b"a" * 300), b"\x81\x81\x00\x00\x00\x00x"):
            said = gevent.socket.create_connection(("127.0.0.1", server.server_port), timeout=10)
            said.sendall((UPGRADE + KEYS).encode())
            assert said.recv(4096).startswith(b"HTTP/1.1 101")
            said.sendall(words)
            while said.recv(4096):
                pass
            said.close()
        gevent.sleep(0.1)
        assert server._crowd._from == {} and not socketio.server.eio.sockets
    finally:
        server.stop(timeout=1)
