"""The application: every surface around one hall, behind one door with one set of rules."""

from flask import Flask, Response, request

from kiosk import access, failures
from kiosk.appearance import appearance
from kiosk.appearance import install as install_appearance
from kiosk.archive import archive
from kiosk.board import board
from kiosk.booth import booth
from kiosk.built import built
from kiosk.built import install as install_built
from kiosk.config import ROOT
from kiosk.deed import deed
from kiosk.desk import desk
from kiosk.door import door
from kiosk.explanation import explanation
from kiosk.hall import Hall
from kiosk.helpcard import helpcard
from kiosk.incoming import LARGEST_REQUEST
from kiosk.language import install as install_languages
from kiosk.language import language
from kiosk.live import install as install_live
from kiosk.live import live, publish
from kiosk.manual import manual
from kiosk.packed import install as install_packed
from kiosk.papers_desk import papers_desk
from kiosk.screen import screen
from kiosk.teller import teller

SURFACES = (
    door,
    language,
    appearance,
    explanation,
    helpcard,
    manual,
    desk,
    deed,
    papers_desk,
    booth,
    teller,
    screen,
    board,
    archive,
    built,
    live,
)


def create_app(hall: Hall) -> Flask:
    """The application around one hall. RuntimeError where a route has no access rule."""
    app = Flask(
        "kiosk",
        root_path=str(ROOT / "kiosk"),
        static_folder=str(ROOT / "static"),
        template_folder=str(ROOT / "templates"),
        static_url_path="/static",
    )
    app.config.update(MAX_CONTENT_LENGTH=LARGEST_REQUEST)
    app.json.ensure_ascii = False
    app.json.sort_keys = False
    app.extensions["hall"] = hall
    install_languages(app)
    install_appearance(app)
    install_built(app)
    for surface in SURFACES:
        app.register_blueprint(surface)
    failures.install(app)
    access.install(app, hall.config)
    install_packed(app)
    app.after_request(_seal_page)
    app.context_processor(lambda: {"kiosk_fingerprint": hall.key.fingerprint, "rehearsal": hall.meeting.rehearsal})
    install_live(app)
    hall.publish = publish
    return app


def _seal_page(answer: Response) -> Response:
    """No page is kept by a browser, none loads anything from elsewhere, and none can be framed."""
    host = request.host
    answer.headers.setdefault(
        "Content-Security-Policy",
        f"default-src 'self'; connect-src 'self' ws://{host} wss://{host}; img-src 'self' data:; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    )
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["X-Frame-Options"] = "DENY"
    if request.endpoint not in ("static", "built.file") or answer.status_code >= 400:
        answer.headers["Cache-Control"] = "no-store"
    return answer
