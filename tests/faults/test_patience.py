"""Whoever is slow, says too much or never ends costs one connection and nobody else anything; told in the one shape."""

import json
import ssl
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime

import gevent
import pytest
from gevent import socket
from gevent.ssl import PROTOCOL_TLS_SERVER, SSLContext

from kiosk import crowd, patience
from kiosk.application import create_app
from kiosk.crowd import Crowd, Door
from kiosk.tls_certificate import tls_certificate
from tests.faults.test_the_wire import assert_no_trace
from tests.halls import room

HOST = b"Host: 127.0.0.1\r\n"
GET = b"GET /live/snapshot HTTP/1.1\r\n" + HOST + b"\r\n"
POST = b"POST /booth/ballot HTTP/1.1\r\n" + HOST


@contextmanager
def opened(app: object, crowd: Crowd | None = None, **tls: object) -> Iterator[int]:
    """The port at which `app` is served; nothing is left open."""
    door = Door(("127.0.0.1", 0), app, crowd or Crowd(100), **tls)
    door.start()
    try:
        yield door.server_port
    finally:
        door.stop(timeout=1)


def line(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=10)


def told(said: socket.socket) -> bytes:
    """All that comes until the kiosk ends the connection; TimeoutError where it does not."""
    heard = b""
    with suppress(ConnectionResetError):
        while piece := said.recv(65_536):
            heard += piece
    return heard


def answer_to(port: int, words: bytes) -> tuple[int, dict]:
    with closing(line(port)) as said:
        with suppress(OSError):
            said.sendall(words)
        head, _, body = told(said).partition(b"\r\n\r\n")
    return int(head.split()[1]), json.loads(body)


def drop_by_drop(port: int, words: bytes, pause: float = 0.02) -> float:
    """Seconds after which a phone that sends a byte at a time is left."""
    begun = time.monotonic()
    with closing(line(port)) as said, suppress(OSError):
        for at in range(len(words)):
            said.sendall(words[at : at + 1])
            gevent.sleep(pause)
    return time.monotonic() - begun


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(patience, "SPARE", 0.4)
    monkeypatch.setattr(crowd, "SPARE", 0.4)
    monkeypatch.setattr(patience, "IDLE", 0.4)
    monkeypatch.setattr(patience, "STALLED", 0.4)


@pytest.mark.parametrize("words", [GET * 9, POST + b"Content-Length: 900\r\n\r\n" + b"{" * 900], ids=["head", "body"])
def test_who_sends_a_byte_at_a_time_is_cut_off_and_the_room_is_served_meanwhile(tmp_path, impatient, words, capfd):
    made = room(tmp_path, "open")
    before = made.hall.meeting
    with opened(create_app(made.hall)) as port:
        slow = [gevent.spawn(drop_by_drop, port, words[len(GET) - 4 :] if words is GET else words) for _ in range(20)]
        gevent.sleep(0.1)
        begun = time.monotonic()
        with closing(line(port)) as phone:
            phone.sendall(GET)
            assert phone.recv(12) == b"HTTP/1.1 200"
        assert time.monotonic() - begun < 2
        assert not any(one.ready() for one in slow)
        gevent.joinall(slow, timeout=20)
        assert all(one.ready() for one in slow)
    assert made.hall.meeting == before
    assert_no_trace(capfd.readouterr().err)


def test_a_request_that_comes_slowly_but_comes_is_waited_for(tmp_path, impatient, monkeypatch):
    monkeypatch.setattr(patience, "SLOWEST", 20)
    with opened(create_app(room(tmp_path, "open").hall)) as port, closing(line(port)) as said:
        for at in range(len(GET)):
            said.sendall(GET[at : at + 1])
            gevent.sleep(0.02)
        assert said.recv(12) == b"HTTP/1.1 200"


def test_who_says_nothing_any_more_is_left(tmp_path, impatient):
    with (
        opened(create_app(room(tmp_path, "open").hall)) as port,
        closing(line(port)) as silent,
        closing(line(port)) as kept,
    ):
        kept.sendall(GET)
        assert b"HTTP/1.1 200" in told(kept)
        assert told(silent) == b""


MANY = b"".join(b"X-%d: 1\r\n" % number for number in range(patience.MOST_HEADERS + 1))
TURNED_AWAY = {
    "no HTTP": (b"\x16\x03\x01\r\n\r\n", 400, "malformed"),
    "another HTTP": (b"GET / HTTP/3.0\r\n\r\n", 400, "malformed"),
    "a length that is none": (POST + b"Content-Length: -5\r\n\r\n", 400, "malformed"),
    "a chunk that is none": (POST + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\n", 400, "malformed"),
    "a chunk without a length": (POST + b"Transfer-Encoding: chunked\r\n\r\n\r\n", 400, "malformed"),
    "a chunk that nobody reads": (GET[:-2] + b"Transfer-Encoding: chunked\r\n\r\n\r\n", 200, None),
    "a long address": (b"GET /" + b"a" * 8_200 + b" HTTP/1.1\r\n\r\n", 414, "address-too-long"),
    "a long header": (
        b"GET / HTTP/1.1\r\nCookie: " + b"a" * patience.LONGEST_HEAD + b"\r\n\r\n",
        431,
        "head-too-large",
    ),
    "many headers": (b"GET / HTTP/1.1\r\n" + MANY + b"\r\n", 431, "head-too-large"),
    "a body without end": (POST + b"Content-Length: 999999999999999\r\nConnection: close\r\n\r\n{", 413, "too-large"),
}


@pytest.mark.parametrize("kind", TURNED_AWAY)
def test_what_is_turned_away_below_the_application_is_told_in_the_same_shape(tmp_path, impatient, kind, capfd):
    words, status, code = TURNED_AWAY[kind]
    made = room(tmp_path, "open")
    with opened(create_app(made.hall)) as port:
        seen, answer = answer_to(port, words)
    assert seen == status
    assert code is None or answer["error"]["code"] == code and answer["error"]["message"]
    assert_no_trace(capfd.readouterr().err)


def test_what_was_refused_is_not_listened_to_without_end(tmp_path, monkeypatch):
    monkeypatch.setattr(patience, "MOST_HEARD", 100_000)
    with opened(create_app(room(tmp_path, "open").hall)) as port, closing(line(port)) as said:
        said.sendall(POST + b"Content-Length: 999999999999999\r\n\r\n")
        with pytest.raises(OSError):
            for _ in range(10_000):
                said.sendall(b" " * 65_536)
                gevent.sleep(0)


def test_who_takes_nothing_of_the_answer_is_left(impatient, capfd):
    left = gevent.event.Event()

    def generous(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/plain")])
        try:
            yield b" " * 100_000_000
        finally:
            left.set()

    with opened(generous) as port, closing(line(port)) as said:
        said.sendall(GET)
        assert left.wait(timeout=10)
    assert_no_trace(capfd.readouterr().err)


def test_half_of_the_places_are_anybodys_and_the_others_are_served(tmp_path):
    made, full = room(tmp_path, "open"), Crowd(6)
    with opened(create_app(made.hall), full) as port:
        lines = [line(port) for _ in range(3)]
        gevent.sleep(0.1)
        status, answer = answer_to(port, GET)
        assert (status, answer["error"]["code"]) == (429, "too-many-connections")
        with full.place("192.168.1.7") as free:
            assert free
        lines.pop().close()
        gevent.sleep(0.1)
        with closing(line(port)) as phone:
            phone.sendall(GET)
            assert phone.recv(12) == b"HTTP/1.1 200"
        for one in lines:
            one.close()


def test_p10_an_address_is_forgotten_with_its_last_connection():
    hall = Crowd(4)
    with hall.place("192.168.1.7") as first, hall.place("192.168.1.7") as second:
        assert first and second
    assert "192.168.1.7" not in repr(vars(hall))


def test_never_are_more_served_than_there_is_place_for():
    hall = Crowd(4)
    with hall.place("a"), hall.place("a"), hall.place("b"), hall.place("c"), hall.place("d") as last:
        assert not last


@pytest.mark.parametrize("words", [b"", b"\x16\x03\x01", GET], ids=["silence", "the beginning of a greeting", "no TLS"])
def test_who_never_finishes_shaking_hands_is_left(tmp_path, impatient, words, capfd):
    context = SSLContext(PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tls_certificate(tmp_path / "tls", ["127.0.0.1"], datetime.now()).path)
    with opened(create_app(room(tmp_path, "open").hall), ssl_context=context) as port:
        with closing(line(port)) as said:
            said.sendall(words)
            told(said)
        trusting = gevent.ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        with trusting.wrap_socket(line(port)) as phone:
            phone.sendall(GET)
            assert phone.recv(12) == b"HTTP/1.1 200"
    assert_no_trace(capfd.readouterr().err)
