"""P9: every route, asked by everybody, from everywhere, in every way. Who is let in stands in one table (tests/ways.py)."""

import json
from dataclasses import dataclass, field
from http.cookies import SimpleCookie

import pytest
from werkzeug.exceptions import HTTPException

from ballots.committee import Teller
from kiosk import guessing
from kiosk.access import DESK, ROOM, RULES
from kiosk.config import Config
from tests.halls import Room, open_hall, room
from tests.ways import WAYS

LAPTOP, ROOMS = "127.0.0.1:8000", "192.168.1.5:8000"
PLACES = {
    "at the laptop": ("127.0.0.1", LAPTOP),
    "at the laptop, over IPv6": ("::1", "[::1]:8000"),
    "at the laptop, by the room's address": ("127.0.0.1", ROOMS),
    "in the room": ("192.168.1.20", ROOMS),
    "in the room, by the laptop's name for itself": ("192.168.1.20", LAPTOP),
    "in the room, over a link's own IPv6": ("fe80::1", "[fe80::2]:8000"),
}
AT_THE_DESK = ("at the laptop", "at the laptop, over IPv6")
FORWARDED = {
    "X-Forwarded-For": "127.0.0.1",
    "X-Real-IP": "127.0.0.1",
    "Forwarded": "for=127.0.0.1;host=127.0.0.1",
    "X-Forwarded-Host": LAPTOP,
}
"""What a stranger may write into a request: who believes it takes them for the laptop."""
METHODS = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE")
REFUSED = ("desk-only", "key-wrong", "host-wrong", "origin-wrong", "guesses-too-many")


@dataclass(frozen=True)
class Caller:
    """What somebody has and shows. `opens`: whether it opens the desk, from the right place; `good_for`: what takes `body`."""

    opens: bool = False
    key: str | None = None
    cookie: str | None = None
    body: bytes = b"[]"
    good_for: tuple[str, ...] = ()


def invited(seat: Teller) -> bytes:
    return json.dumps({"number": seat.number, "invite": seat.invite}).encode()


@dataclass
class House:
    """Two meetings on one laptop's addresses, one in preparation for the desk, one with an open box for the room."""

    prepared: Room
    opened: Room
    callers: dict[str, Caller] = field(default_factory=dict)

    def ask(self, whose: str, place: str, caller: Caller, method: str, path: str):
        made = self.prepared if whose == DESK else self.opened
        address, host = PLACES[place]
        cookie = {"Cookie": f"desk-8000={caller.cookie}"} if caller.cookie else {}
        forged = FORWARDED if address not in ("127.0.0.1", "::1") else {}
        return self._clients[made is self.opened].open(
            path,
            method=method,
            base_url=f"http://{host}",
            headers={**cookie, **forged, "Accept": "application/json"},
            query_string={"key": caller.key} if caller.key is not None else None,
            data=caller.body if method in ("POST", "PUT", "PATCH") else None,
            content_type="application/json",
            environ_overrides={"REMOTE_ADDR": address},
        )

    def __post_init__(self) -> None:
        self._clients = [
            made.client().application.test_client(use_cookies=False) for made in (self.prepared, self.opened)
        ]
        self.app = self._clients[0].application

    @property
    def written(self) -> tuple[int, int]:
        return self.prepared.hall.meeting.seq, self.opened.hall.meeting.seq


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """Started a second time, so that there is a key that was good before."""
    prepared = room(tmp_path_factory.mktemp("prepared"), "preparing")
    old = prepared.hall.config
    opened = room(tmp_path_factory.mktemp("opened"), "open")
    slip, seat = opened.vote(0, [[0]]), opened.hall.meeting.tellers[0]
    prepared.hall.close()
    prepared = Room(open_hall(Config(instance=old.instance)))
    now, other = prepared.hall.config, opened.hall.config
    return House(
        prepared,
        opened,
        {
            "nobody": Caller(),
            "a leader with a slip": Caller(body=slip, good_for=("booth.ballot",)),
            "a teller with an invitation": Caller(body=invited(seat), key=seat.invite, good_for=("teller.seat",)),
            "the desk, with its cookie": Caller(True, cookie=now.desk_pass),
            "the desk, with the launch key": Caller(True, key=now.launch_key),
            "somebody with the key of an earlier start": Caller(key=old.launch_key),
            "somebody with the cookie of another kiosk": Caller(cookie=other.desk_pass),
            "somebody with the key of another kiosk": Caller(key=other.launch_key, cookie="nothing"),
            "somebody who takes one for the other": Caller(key=now.desk_pass, cookie=now.launch_key),
            "somebody with a piece of the key": Caller(key=now.launch_key[:-1]),
            "somebody with no more than the word": Caller(key="", cookie="ổ khóa".encode().decode("latin-1")),
        },
    )


CALLERS = (
    "nobody",
    "a leader with a slip",
    "a teller with an invitation",
    "the desk, with its cookie",
    "the desk, with the launch key",
    "somebody with the key of an earlier start",
    "somebody with the cookie of another kiosk",
    "somebody with the key of another kiosk",
    "somebody who takes one for the other",
    "somebody with a piece of the key",
    "somebody with no more than the word",
)


def test_every_route_is_in_the_table_and_the_table_says_what_the_kiosk_does(house):
    routes = {rule.endpoint: rule for rule in house.app.url_map.iter_rules()}
    assert {name: way.whose for name, way in WAYS.items()} == RULES
    assert set(routes) == set(WAYS), "a route without a row in tests/ways.py"
    for name, way in WAYS.items():
        assert routes[name].methods - {"HEAD", "OPTIONS"} == {way.method}, name
        assert endpoint(house, way.method, way.path) == name
    assert set(house.callers) == set(CALLERS)


def endpoint(house: House, method: str, path: str) -> str | None:
    try:
        return house.app.url_map.bind("").match(path, method)[0]
    except HTTPException:
        return None


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("who", CALLERS)
def test_p9_everybody_is_let_in_where_the_table_says_so_and_nowhere_else(house, monkeypatch, who, place):
    monkeypatch.setattr(guessing, "SECONDS", 0)
    caller, before = house.callers[who], house.written
    for name, way in WAYS.items():
        if way.whose == DESK or place in ("at the laptop", "in the room"):
            answer = house.ask(way.whose, place, caller, way.method, way.path)
            assert told(answer, way, caller) == expected(name, way, place, caller), name
    assert house.written == before


def told(answer, way, caller: Caller) -> tuple[int, str]:
    """The status, and the code where the door is shut. What a ballot or an invitation does elsewhere is not the door's: 0."""
    code = answer.json["error"]["code"] if answer.is_json and answer.status_code >= 400 else ""
    if code in REFUSED:
        return answer.status_code, code
    by_body = caller.good_for and way.method == "POST" and answer.status_code in (400, 403, 409, 422)
    return 0 if by_body else answer.status_code, ""


def expected(name: str, way, place: str, caller: Caller) -> tuple[int, str]:
    if way.whose == DESK and place not in AT_THE_DESK:
        return 403, "desk-only"
    if way.whose == DESK and not caller.opens:
        return 403, "key-wrong"
    if way.whose == DESK and caller.key is not None and way.method == "GET":
        return 302, ""  # the key is traded for the cookie, and is in no address bar any more
    if caller.good_for and way.method == "POST":
        return 200 if name in caller.good_for else 0, ""
    return way.status, ""


@pytest.mark.parametrize(("who", "place"), [("nobody", "in the room"), ("the desk, with its cookie", "at the laptop")])
@pytest.mark.parametrize("method", METHODS)
def test_p9_no_other_method_leads_in_and_none_but_the_ways_own_does_anything(house, method, who, place):
    caller, before = house.callers[who], house.written
    for name, way in WAYS.items():
        if method == way.method:
            continue
        answer, found = house.ask(way.whose, place, caller, method, way.path), endpoint(house, method, way.path)
        whose = RULES.get(found or "", ROOM if method != "OPTIONS" else way.whose)
        if whose == DESK and not caller.opens:
            assert answer.status_code == 403, name
        elif found is None and method != "OPTIONS":
            assert answer.status_code == 405, name
        else:
            assert answer.status_code in (200, 302, 400, 404, 409), name
    assert house.written == before


@pytest.mark.parametrize(
    "way", [way for way in WAYS.values() if way.path.startswith("/teller/")], ids=lambda way: way.path
)
def test_p9_a_tellers_seat_is_for_whoever_has_its_invitation(house, monkeypatch, way):
    monkeypatch.setattr(guessing, "SECONDS", 0)
    one, other = house.opened.hall.meeting.tellers
    strangers = house.prepared.hall.meeting.tellers[0].invite
    before = house.written
    for number, invite in (
        (1, strangers),
        (1, other.invite),
        (2, one.invite),
        (1, ""),
        (1, None),
        (True, one.invite),
        ("1", one.invite),
        (0, one.invite),
        (1, one.invite[:-1]),
        (1, [one.invite]),
        (None, None),
    ):
        answer = house._clients[1].post(way.path, json={"number": number, "invite": invite}, base_url=f"http://{ROOMS}")
        assert (answer.status_code, answer.json["error"]["code"]) == (403, "invite-wrong"), (number, invite)
    told = house._clients[1].post(way.path, json={"number": 1, "invite": one.invite}, base_url=f"http://{ROOMS}")
    assert told.status_code != 403
    assert house.written == before


def test_p9_the_launch_key_is_traded_for_a_cookie_that_only_the_desk_gets_back(house):
    answer = house.ask(DESK, "at the laptop", house.callers["the desk, with the launch key"], "GET", "/desk/roster")
    cookie = SimpleCookie(answer.headers["Set-Cookie"])["desk-8000"]
    assert answer.headers["Location"] == "/desk"
    assert (cookie["path"], cookie["httponly"], cookie["samesite"], cookie["domain"]) == ("/desk", True, "Strict", "")
