"""What every answer tells the browser that gets it: pages, files, refusals, sockets; and what no page and no cookie has."""

import re
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from pathlib import Path

import pytest

from kiosk.access import DESK
from kiosk.built import FOLDER, FOR_GOOD
from kiosk.desk_path import STEPS
from tests.halls import Room, room
from tests.ways import WAYS

ROOMS, LAPTOP = "192.168.1.5:8000", "127.0.0.1:8000"
SOCKET = "/socket.io/?EIO=4&transport="
ALWAYS = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
}
OF_OUR_PAGES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "worker-src": "'self'",
    "style-src": "'self'",
    "font-src": "'self'",
    "img-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
OF_THE_FILE = {
    "sandbox": "",
    "default-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
}
"""Of the page that checks a record, which is to be kept and opened from a disk."""


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Room:
    return room(tmp_path_factory.mktemp("room"), "open")


@pytest.fixture(scope="module")
def phone(made):
    return made.client()


@pytest.fixture(scope="module")
def desk(made):
    return made.desk()


def policy_of(answer) -> dict[str, str]:
    return {
        name: sources
        for name, _, sources in (
            part.strip().partition(" ") for part in answer.headers["Content-Security-Policy"].split(";")
        )
    }


def assert_sound(answer, host: str = ROOMS, kept: bool = False, camera: bool = False) -> None:
    for name, value in ALWAYS.items():
        assert answer.headers.getlist(name) == [value], name
    policy = policy_of(answer)
    sockets = policy.pop("connect-src", None)
    assert policy == (OF_OUR_PAGES if sockets else OF_THE_FILE)
    assert sockets in (None, f"'self' ws://{host}")
    assert answer.headers.getlist("Cache-Control") == [FOR_GOOD if kept else "no-store"]
    allowed = answer.headers["Permissions-Policy"].split(", ")
    assert [one for one in allowed if not one.endswith("=()")] == (["camera=(self)"] if camera else [])
    assert {"microphone=()", "geolocation=()"} < set(allowed)
    assert answer.headers.get("Cross-Origin-Opener-Policy") == ("same-origin" if host == LAPTOP else None)
    assert not [name for name, _ in answer.headers if name.startswith("Access-Control")]


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS", "DELETE"])
@pytest.mark.parametrize("kind", ["application/json", "text/html"])
def test_every_answer_says_what_a_browser_may_do_with_it(phone, desk, kind, method):
    """Good ones and refusals, redirects and files: for the pages of the desk from the laptop, and as the room is told."""
    told = {"method": method, "headers": {"Accept": kind}, "data": b"[]" if method == "POST" else None}
    for name, way in WAYS.items():
        if way.whose == DESK and method != "POST":
            assert_sound(desk.open(way.path, **told), LAPTOP)
        answer = phone.open(way.path, **told)
        found = name == "built.file" and method in ("GET", "HEAD")
        assert_sound(answer, kept=found, camera=way.path == "/kiosk")


def test_what_is_still_as_it_was_and_what_went_wrong_says_so_too(made, phone, monkeypatch):
    built = WAYS["built.file"].path
    again = phone.get(built, headers={"If-None-Match": phone.get(built).headers["ETag"]})
    assert again.status_code == 304
    assert_sound(again, kept=True)
    icon = phone.get("/static/icon.svg")
    assert_sound(phone.get("/static/icon.svg", headers={"If-None-Match": icon.headers["ETag"]}))
    assert_sound(phone.get(built, headers={"Range": "bytes=9999999-"}), kept=False)
    assert_sound(phone.post("/booth/ballot", data=b" " * 3_000_000))
    assert_sound(phone.get("/no/such/page", headers={"Accept": "text/html"}))

    def failing(*args):
        raise RuntimeError("Không ai lường trước")

    monkeypatch.setattr("kiosk.booth.cast", failing)
    wrong = made.client().post("/booth/ballot", data=b"{}")
    assert wrong.status_code == 500
    assert_sound(wrong)


@pytest.mark.parametrize(
    ("query", "status"),
    [("polling", 200), ("polling&j=0", 200), ("smoke", 400), ("websocket", 400), ("polling&sid=nobodys", 400)],
)
def test_sockets_say_it_as_well(phone, query, status):
    answer = phone.get(SOCKET + query)
    assert answer.status_code == status
    assert_sound(answer)
    assert_sound(phone.options(SOCKET + query))


READ_BY_SCRIPTS = {"text-size", "contrast"}
"""The page itself changes them, without a line to the kiosk; they name a size and a contrast (kiosk/appearance.py)."""


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_no_cookie_leaves_for_another_site_or_is_read_by_a_script_that_does_not_need_it(made, scheme):
    told = {}
    key = made.hall.config.launch_key
    for path in (
        "/ngon-ngu/en",
        "/ngon-ngu/en?back=/screen",
        "/ngon-ngu/vi",
        "/screen/nen/sang",
        "/screen/nen/toi",
        "/hien-thi/booth?size=3&contrast=high",
        "/hien-thi/booth?size=1&contrast=usual",
        f"/desk?key={key}",
    ):
        answer = made.client("127.0.0.1", LAPTOP).get(path, base_url=f"{scheme}://{LAPTOP}")
        told |= {f"{path} {line}": line for line in answer.headers.getlist("Set-Cookie")}
    names = set()
    for line in told.values():
        ((name, cookie),) = SimpleCookie(line).items()
        names.add(name)
        assert cookie["samesite"] == "Strict" and not cookie["domain"], line
        assert bool(cookie["httponly"]) == (name not in READ_BY_SCRIPTS), line
        assert bool(cookie["secure"]) == (scheme == "https"), line
    assert names == {"language", "screen-language", "screen-wall", "desk-8000", *READ_BY_SCRIPTS}


def test_no_other_answer_sets_a_cookie(phone, desk):
    setting = ("language.choose", "appearance.choose", "screen.ground")
    for name, way in WAYS.items():
        answer = (desk if way.whose == DESK else phone).open(way.path, method=way.method, data=b"[]")
        assert name in setting or "Set-Cookie" not in answer.headers, name


class Inline(HTMLParser):
    """What our policy would refuse, or a page had better not have."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        told = dict(attributes)
        self.found += [f"<{tag} {name}>" for name in told if name.startswith("on") or name == "style"]
        if tag in ("style", "base", "iframe", "object", "embed") or (tag == "script" and not told.get("src")):
            self.found.append(f"<{tag}>")
        for name in ("src", "href", "action", "formaction", "srcset", "poster", "data", "xlink:href"):
            if re.match(r"(?!/(?!/)|#|\./)\S", told.get(name) or ""):
                self.found.append(f"<{tag} {name}={told[name]}>")


def test_no_page_has_a_script_or_a_style_in_it_or_leads_elsewhere(made, phone, desk):
    texts = {
        path: phone.get(path, headers={"Accept": "text/html"})
        for path in [way.path for way in WAYS.values() if way.whose != DESK and way.method == "GET"]
    }
    texts |= {step: desk.get(f"/desk/{step}") for step in STEPS}
    pages = {path: answer.text for path, answer in texts.items() if answer.mimetype == "text/html"}
    pages.pop("/archive/kiem-tra.html")  # a file to be kept, in one piece; its own policy keeps it from running here
    assert len(pages) > 20
    assert {path: found for path, page in pages.items() if (found := Inline(page).found)} == {}


def test_a_page_with_a_script_in_it_would_be_found():
    for text in (
        "<p onclick=x>",
        "<p style='a:b'>",
        "<script>x</script>",
        "<style></style>",
        "<a href='//evil.example'>",
        "<img src=data:image/png,x>",
        "<a href=javascript:x>",
        "<base href=/x>",
        "<form action='http://x'>",
    ):
        assert Inline(text).found, text


def test_no_style_sheet_draws_with_a_picture_that_the_pages_refuse():
    """Pico has its icons in addresses that hold a picture (data:); each of them is drawn otherwise in our own sheet."""
    refused = re.compile(r"(--[\w-]+)\s*:\s*url\(\"?data:")
    ours = set(
        re.findall(r"(--pico-icon-[a-z]+):", (Path(__file__).parents[2] / "static/css/pico-house.css").read_text())
    )
    sheets = sorted(FOLDER.glob("*.css"))
    assert len(sheets) > 5
    for sheet in sheets:
        text = sheet.read_text()
        assert set(refused.findall(text)) <= ours, sheet.name
        assert len(refused.findall(text)) == len(re.findall(r"url\(\"?data:", text)), sheet.name
