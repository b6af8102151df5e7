"""P9: what a web site could do here through the browser of somebody in the room, and does not."""

import re

import gevent
import pytest
from gevent import socket
from gevent.pywsgi import WSGIServer

from kiosk.application import create_app
from tests.halls import Room, room
from tests.ways import WAYS

ROOMS, LAPTOP = "192.168.1.5:8000", "127.0.0.1:8000"
SOCKET = "/socket.io/?EIO=4&transport="


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Room:
    return room(tmp_path_factory.mktemp("room"), "open")


@pytest.fixture(scope="module")
def phone(made):
    return made.client()


@pytest.fixture(scope="module")
def desk(made):
    return made.desk()


FOREIGN_HOSTS = (
    "evil.example:8000",
    "evil.example",
    "192.168.1.5.evil.example:8000",
    "localhost.evil.example:8000",
    "127.0.0.1:8000;script-src *",
    "192.168.1.5:99999",
    "192.168.1.5:x",
    "[::1",
    "0x7f.1:8000",
    "2130706433:8000",
    "evil.example#127.0.0.1:8000",
    "evil.example@127.0.0.1.evil.example",
    "evil.example@127.0.0.1:8000",
    "127.0.0.1:8000/evil.example",
)
"""What a page of evil.example has its browser say, after its name was made to lead here (DNS rebinding)."""


@pytest.mark.parametrize("host", FOREIGN_HOSTS)
def test_p9_a_foreign_name_that_leads_here_reaches_nothing(made, phone, desk, host):
    before, foreign = made.hall.meeting.seq, {"Host": host, "Accept": "application/json"}
    for way in WAYS.values():
        for browser in (phone, desk):
            answer = browser.open(way.path, method=way.method, headers=foreign)
            assert (answer.status_code, answer.json["error"]["code"]) == (403, "host-wrong"), way.path
            assert host not in str(answer.headers)
    assert phone.get(SOCKET + "polling", headers=foreign).json["error"]["code"] == "host-wrong"
    assert made.hall.meeting.seq == before


FOREIGN_ORIGINS = (
    "http://evil.example",
    "null",
    "",
    "https://192.168.1.5:8000",
    "http://192.168.1.5",
    "http://192.168.1.5:8001",
    "http://192.168.1.5:8000.evil.example",
    "http://127.0.0.1:8000",
    "file://",
    "http://192.168.1.5:8000/",
)


@pytest.mark.parametrize("origin", FOREIGN_ORIGINS)
def test_p9_a_page_of_another_site_does_nothing_here(made, phone, origin):
    """A page without an address of its own says `null`: a file, a frame in a sandbox."""
    before = made.hall.meeting.seq
    for way in WAYS.values():
        for method in {way.method, "OPTIONS"}:
            answer = phone.open(way.path, method=method, headers={"Origin": origin, "Accept": "application/json"})
            assert (answer.status_code, answer.json["error"]["code"]) == (403, "origin-wrong"), way.path
    for method in ("GET", "POST", "OPTIONS"):
        answer = phone.open(SOCKET + "polling&sid=nobodys", method=method, headers={"Origin": origin})
        assert (answer.status_code, answer.json["error"]["code"]) == (403, "origin-wrong")
    assert made.hall.meeting.seq == before


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_p9_a_form_of_another_site_does_nothing_even_where_a_browser_names_no_origin(made, desk, site):
    """Of the same site is also whatever else listens on this laptop, at another port: it has the desk's cookie."""
    before = made.hall.meeting.seq
    for way in WAYS.values():
        if way.method == "POST":
            answer = desk.post(way.path, data="a=b", headers={"Sec-Fetch-Site": site, "Accept": "application/json"})
            assert (answer.status_code, answer.json["error"]["code"]) == (403, "origin-wrong"), way.path
    assert desk.get("/desk/roster", headers={"Sec-Fetch-Site": site}).status_code == 200
    assert made.hall.meeting.seq == before


def test_a_page_of_ours_and_a_program_that_is_no_browser_are_let_in(phone, desk):
    for headers in ({"Origin": f"http://{ROOMS}"}, {"Origin": f"http://{ROOMS}", "Sec-Fetch-Site": "same-origin"}, {}):
        assert phone.post("/booth/ballot", data=b"{}", headers=headers).status_code == 422
        assert phone.get(SOCKET + "polling", headers=headers).status_code == 200
    assert desk.post("/desk/details", json=[], headers={"Sec-Fetch-Site": "none"}).status_code == 400


HANDSHAKE = (
    "GET {path} HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n{said}\r\n"
)


@pytest.fixture(scope="module")
def port(made):
    server = WSGIServer(("127.0.0.1", 0), create_app(made.hall), log=None, error_log=None)
    server.start()
    yield server.server_port
    server.stop()


def opened(port: int, said: dict[str, str], path: str = SOCKET + "websocket") -> bytes:
    """What a handshake with these headers is answered."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in said.items()).replace("PORT", str(port))
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        line.sendall(HANDSHAKE.format(path=path, said=lines).encode())
        return line.recv(4096)


OURS = "127.0.0.1:PORT"


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"Host": OURS, "Origin": f"http://{OURS}"}, 101),
        ({"Host": OURS}, 101),
        ({"Host": OURS, "Origin": "null"}, 403),
        ({"Host": OURS, "Origin": "http://evil.example"}, 403),
        ({"Host": OURS, "Origin": f"https://{OURS}"}, 403),
        ({"Host": OURS, "Origin": "http://127.0.0.1:1"}, 403),
        ({"Host": OURS, "Origin": "http://evil.example", "X-Forwarded-Host": "evil.example"}, 403),
        ({"Host": "evil.example", "Origin": "http://evil.example"}, 403),
        ({"Host": "evil.example:PORT"}, 403),
    ],
)
def test_p9_a_websocket_is_opened_for_pages_of_ours_and_programs_alone(port, said, status):
    """A browser names the origin of every WebSocket; what names none is a program of somebody in the room."""
    with gevent.Timeout(30):
        assert opened(port, said).startswith(f"HTTP/1.1 {status} ".encode())


def test_p9_a_connection_by_polling_is_turned_into_a_websocket_for_no_other_site(port, made):
    with gevent.Timeout(30):
        asked = f"GET {SOCKET}polling HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()
        with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
            line.sendall(asked)
            number = re.search(rb'"sid":"([\w-]+)"', line.recv(4096)).group(1).decode()
        stolen = f"{SOCKET}websocket&sid={number}"
        assert opened(port, {"Host": OURS, "Origin": "http://evil.example"}, stolen).startswith(b"HTTP/1.1 403 ")
