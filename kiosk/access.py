"""Who may reach what (P9). Every route has a rule here, and the application refuses to start where one is missing.

ROOM: anybody on the room's network. DESK: only from this laptop's own loopback address, by its loopback name, with the
launch key (or the cookie that it gave). For all, sockets too: the Host header names an address, not a foreign domain (so that
no web site can reach us through a visitor's browser), and no page of another site sent it.
"""

import hmac
import ipaddress
import re
import socket
from urllib.parse import urlsplit

from flask import Flask, Response, redirect, request, url_for

from ballots.errors import Refused
from kiosk.config import Config
from kiosk.guessing import at_the_desk

ROOM, DESK = "room", "desk"

RULES = {
    "static": ROOM,
    "built.file": ROOM,
    "door.door": ROOM,
    "explanation.page": ROOM,
    "helpcard.page": ROOM,
    "manual.index": ROOM,
    "manual.page": ROOM,
    "manual.picture": ROOM,
    "booth.page": ROOM,
    "booth.kiosk": ROOM,
    "booth.election": ROOM,
    "booth.ballot": ROOM,
    "booth.audited": ROOM,
    "teller.page": ROOM,
    "teller.seat": ROOM,
    "teller.certificate": ROOM,
    "teller.polynomial": ROOM,
    "teller.voutput": ROOM,
    "teller.complaint": ROOM,
    "teller.share": ROOM,
    "screen.page": ROOM,
    "screen.ground": ROOM,
    "board.page": ROOM,
    "board.codes": ROOM,
    "archive.box": ROOM,
    "archive.record": ROOM,
    "archive.earlier": ROOM,
    "archive.verifier": ROOM,
    "archive.audited": ROOM,
    "live.snapshot": ROOM,
    "language.choose": ROOM,
    "appearance.choose": ROOM,
    "desk.due": DESK,
    "desk.step": DESK,
    "practice.room": DESK,
    "desk.timeline": DESK,
    "deed.meeting": DESK,
    "deed.details": DESK,
    "deed.roster": DESK,
    "deed.roster_file": DESK,
    "deed.contests": DESK,
    "deed.tellers": DESK,
    "deed.ceremony": DESK,
    "deed.roll_call": DESK,
    "deed.seal": DESK,
    "deed.unseal": DESK,
    "deed.abandon": DESK,
    "deed.name_second_officer": DESK,
    "deed.dismiss_second_officer": DESK,
    "deed.network": DESK,
    "deed.address": DESK,
    "deed.slips": DESK,
    "papers_desk.read": DESK,
    "papers_desk.sign": DESK,
    "papers_desk.results": DESK,
    "papers_desk.template": DESK,
    "copies_desk.copy": DESK,
    "copies_desk.state": DESK,
    "deed.papers": DESK,
    "deed.rules": DESK,
    "deed.hand_vote": DESK,
    "deed.reopen": DESK,
    "deed.adopt": DESK,
    "deed.next_round": DESK,
    "deed.void": DESK,
    "deed.runoff": DESK,
    "deed.hand_count": DESK,
    "deed.open_voting": DESK,
    "deed.close_voting": DESK,
    "deed.count": DESK,
    "deed.hurry_count": DESK,
}


def install(app: Flask, config: Config) -> None:
    """Guard every request of `app`; RuntimeError for a route without a rule."""
    missing = {rule.endpoint for rule in app.url_map.iter_rules()} - RULES.keys()
    if missing:
        raise RuntimeError(f"no access rule for {', '.join(sorted(missing))}: add one in kiosk/access.py")
    app.before_request(lambda: guard(config))


def guard(config: Config) -> Response | None:
    check_sender()
    if RULES.get(request.endpoint or "", ROOM) == DESK:
        return guard_desk(config)
    return None


def check_sender() -> None:
    """What holds for everybody, whatever they ask for. Refused `host-wrong`, `origin-wrong`."""
    if not names_us(request.host):
        raise Refused("host-wrong", "Địa chỉ này không phải của hòm phiếu; xin quét lại mã trên màn hình.")
    if _is_from_elsewhere():
        raise Refused("origin-wrong", "Yêu cầu đến từ một trang khác nên không được nhận.")


def names_us(host: str) -> bool:
    """Whether this Host is an address or a name of this machine: a foreign name that leads here was made to (DNS rebinding)."""
    name, own = host_name(host), socket.gethostname().lower()
    return _is_address(name) or name in ("localhost", own, f"{own}.local")


def _is_from_elsewhere() -> bool:
    """Whether a browser says that another site's page sent this, one without a name (`null`) too. Programs say nothing."""
    origin, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
    if origin is not None:
        return origin != f"{request.scheme}://{request.host}"
    return request.method not in ("GET", "HEAD", "OPTIONS") and site in ("cross-site", "same-site")


def own_page(path: str) -> str:
    """`path` where it can only be a page of this kiosk; else the door: nobody is led away from here."""
    return path if re.fullmatch(r"/|(/[\w.-]+)+", path, re.ASCII) else "/"


def guard_desk(config: Config) -> Response | None:
    """None to go on; a redirect that trades the launch key for a cookie; Refused `desk-only`, `key-wrong`."""
    name = host_name(request.host)
    here = is_loopback(request.remote_addr or "") and (name == "localhost" or is_loopback(name))
    if not here:
        raise Refused("desk-only", "Bàn thư ký chỉ mở được trên chính máy chạy hòm phiếu.")
    cookie = f"desk-{urlsplit(f'//{request.host}').port}"
    if _same(request.cookies.get(cookie), config.desk_pass):
        return redirect(own_page(request.path)) if "key" in request.args else None
    if not _same(request.args.get("key"), config.launch_key):
        if "key" in request.args or cookie in request.cookies:
            at_the_desk().take()
        raise Refused("key-wrong", "Xin mở bàn thư ký bằng địa chỉ mà chương trình in ra khi khởi động.")
    if request.method != "GET":
        return None
    answer = redirect(url_for("desk.due"))
    answer.set_cookie(
        cookie, config.desk_pass, path="/desk", httponly=True, samesite="Strict", secure=request.is_secure
    )
    return answer


def is_the_desks(config: Config) -> bool:
    """Whether the request that is answered now is one of the desk's own, which `guard_desk` has let in by its cookie."""
    cookie = request.cookies.get(f"desk-{urlsplit('//' + request.host).port}")
    return RULES.get(request.endpoint or "", ROOM) == DESK and _same(cookie, config.desk_pass)


def _same(given: str | None, expected: str) -> bool:
    return given is not None and hmac.compare_digest(given.encode(), expected.encode())


def host_name(host: str) -> str:
    """Of a Host header, in small letters and without its port; empty where it is anything but a name and a port."""
    found = re.fullmatch(r"(?:\[([\w.:%]+)\]|([\w.-]+))(?::(\d{1,5}))?", host, re.ASCII)
    return (found[1] or found[2]).lower() if found and int(found[3] or 0) < 2**16 else ""


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def is_loopback(name: str) -> bool:
    if not _is_address(name):
        return False
    address = ipaddress.ip_address(name)
    return (getattr(address, "ipv4_mapped", None) or address).is_loopback
