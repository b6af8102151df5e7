"""How large a page's letters are and how strong its contrast, on every page that people hold in the hand.

Four sizes and a high contrast. What somebody chose is a cookie that names a size or a contrast and nothing else, the usual is
no cookie at all, and it goes with the browser; nothing of it is kept here (P10). The page is written with it, so that nothing
jumps; static/js/appearance.js changes it at once without asking for anything, and this route does where a page has no script.
The desk and the projector are not held in the hand: the laptop's own reading of a phone's page changes neither.
"""

from flask import Blueprint, Flask, Response, redirect, request

from kiosk.access import own_page

SIZES = ("1", "2", "3", "4")
"""The first is the usual; static/css/tokens.css says how large each is."""
CONTRASTS = ("usual", "high")
COOKIES = {"size": ("text-size", SIZES), "contrast": ("contrast", CONTRASTS)}
"""What can be chosen, as the buttons name it: the name of its cookie, and its values, the usual one first."""
NOT_HELD = ("/desk", "/screen")

appearance = Blueprint("appearance", __name__)


def install(app: Flask) -> None:
    """Every page of `app` knows whether it is held in the hand, and what its reader chose."""
    app.context_processor(lambda: {"in_hand": not request.path.startswith(NOT_HELD), "appearance": chosen()})


def chosen() -> dict[str, str]:
    """{"size", "contrast"} of this request; whatever is no choice of ours is the usual."""
    given = {name: request.cookies.get(cookie, "") for name, (cookie, _) in COOKIES.items()}
    return {name: given[name] if given[name] in values else values[0] for name, (_, values) in COOKIES.items()}


@appearance.get("/hien-thi/", defaults={"back": ""})
@appearance.get("/hien-thi/<path:back>")
def choose(back: str) -> Response:
    """Choose a `size`, a `contrast` or both and go back to the page `back`; what is no choice changes nothing. Idempotent."""
    answer = redirect(own_page(f"/{back}"))
    for name, (cookie, values) in COOKIES.items():
        value = request.args.get(name)
        if value == values[0]:
            answer.delete_cookie(cookie, samesite="Strict", secure=request.is_secure)
        elif value in values:
            answer.set_cookie(cookie, value, samesite="Strict", secure=request.is_secure)
    return answer
