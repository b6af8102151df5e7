"""In which language a page is written: Vietnamese, until somebody taps the other one.

Never what the browser asks for: a leader whose phone is set to English must see the ballot as the room does, until they choose
otherwise. The choice is a cookie that names a language and nothing else, and goes with the browser; nothing of it is kept here
(P10). The projector has a choice of its own: what the room reads does not follow what the secretary reads.
"""

from flask import Blueprint, Flask, Response, abort, has_request_context, redirect, request
from flask_babel import Babel, get_locale, gettext
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from ballots.errors import Refused
from kiosk.access import own_page
from kiosk.config import ROOT
from kiosk.plural import counted

CATALOGUES = ROOT / "translations"
NAMES = {"vi": "Tiếng Việt", "en": "English"}
WRITTEN = "vi"
"""The language of the sentences in templates and code; the others are catalogues (translations/, compiled at build time)."""

language = Blueprint("language", __name__)


def install(app: Flask) -> None:
    """Every page of `app` is written in the language of its request, and knows the other one."""
    app.config.update(BABEL_DEFAULT_LOCALE=WRITTEN, BABEL_TRANSLATION_DIRECTORIES=str(CATALOGUES))
    Babel(app, locale_selector=chosen)
    # Slips are papers: they are as they are written, on an English desk too.
    app.jinja_env.globals.update(languages=NAMES, _=_sentence, as_written=str)
    app.context_processor(lambda: {"language": str(get_locale())})


@pass_context
def _sentence(context: Context, vietnamese: str, **values: object) -> str:
    """As Jinja's own gettext, which always fills in its values; and with the words that hang on their numbers."""
    said = counted(gettext(vietnamese), values)
    return (Markup(said) if context.eval_ctx.autoescape else said) % values


def check_catalogues() -> None:
    """Refused `catalogue-missing` where a language is not compiled: its pages would silently be Vietnamese."""
    missing = [
        name for name in NAMES if name != WRITTEN and not (CATALOGUES / name / "LC_MESSAGES/messages.mo").exists()
    ]
    if missing:
        raise Refused(
            "catalogue-missing",
            "Thiếu bản dịch (%(names)s). Xin nối mạng rồi chạy “uv sync --reinstall-package hom-phieu” một lần.",
            names=", ".join(missing),
        )


def chosen() -> str:
    """The language of this request."""
    named = request.cookies.get(_cookie(request.path)) if has_request_context() else None
    return named if named in NAMES else WRITTEN


@language.get("/ngon-ngu/<name>")
def choose(name: str) -> Response:
    """Choose a language and go back to the page `back`, one of our own. Idempotent."""
    if name not in NAMES:
        abort(404)
    back = own_page(request.args.get("back", ""))
    answer = redirect(back)
    if name == WRITTEN:
        answer.delete_cookie(_cookie(back), httponly=True, samesite="Strict", secure=request.is_secure)
    else:
        answer.set_cookie(_cookie(back), name, httponly=True, samesite="Strict", secure=request.is_secure)
    return answer


def _cookie(path: str) -> str:
    return "screen-language" if path == "/screen" else "language"
