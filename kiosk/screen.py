"""The screen: one page on the projector that follows the whole meeting by itself."""

from flask import Blueprint, Response, abort, redirect, render_template, request

from kiosk.addresses import surfaces
from kiosk.hall import the_hall
from kiosk.squarecode import qr_svg

screen = Blueprint("screen", __name__)

DARK, LIGHT = "dark", "light"
WALLS = {"toi": DARK, "sang": LIGHT}
_COOKIE = "screen-wall"


@screen.get("/screen")
def page():
    """`now`: the laptop's clock, by which the wall says how long the box has been open."""
    hall = the_hall()
    hall.look_around()
    addresses = surfaces(hall.addresses[0])
    pictures = {name: qr_svg(addresses[name]) for name in ("booth", "board")}
    return render_template(
        "screen/screen.html",
        state=hall.snapshot(),
        addresses=addresses,
        addresses_qr=pictures,
        wall=LIGHT if request.cookies.get(_COOKIE) == LIGHT else DARK,
        now=hall.now().isoformat(timespec="seconds"),
    )


@screen.get("/screen/nen/<name>")
def ground(name: str) -> Response:
    """A light wall for a room with a bright window, and back. The choice is this projector's own. Idempotent."""
    if name not in WALLS:
        abort(404)
    answer = redirect("/screen")
    if WALLS[name] == DARK:
        answer.delete_cookie(_COOKIE, path="/screen", httponly=True, samesite="Strict", secure=request.is_secure)
    else:
        answer.set_cookie(_COOKIE, LIGHT, path="/screen", httponly=True, samesite="Strict", secure=request.is_secure)
    return answer
