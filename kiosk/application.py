"""The application: every surface around one hall, behind one door with one set of rules."""

from flask import Flask

from kiosk import access, failures, guessing, headers
from kiosk.appearance import appearance
from kiosk.appearance import install as install_appearance
from kiosk.archive import archive
from kiosk.board import board
from kiosk.booth import booth
from kiosk.built import built
from kiosk.built import install as install_built
from kiosk.config import ROOT
from kiosk.copies_desk import copies_desk
from kiosk.deed import deed
from kiosk.desk import desk
from kiosk.door import door
from kiosk.explanation import explanation
from kiosk.hall import Hall
from kiosk.helpcard import helpcard
from kiosk.incoming import LARGEST_FORM
from kiosk.language import install as install_languages
from kiosk.language import language
from kiosk.live import install as install_live
from kiosk.live import live, publish
from kiosk.manual import manual
from kiosk.packed import install as install_packed
from kiosk.papers_desk import papers_desk
from kiosk.practice import install as install_practice
from kiosk.practice import practice
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
    copies_desk,
    practice,
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
    app.config.update(MAX_CONTENT_LENGTH=LARGEST_FORM)
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
    install_practice(app)
    install_packed(app)
    app.context_processor(lambda: {"kiosk_fingerprint": hall.key.fingerprint, "rehearsal": hall.meeting.rehearsal})
    guessing.install(app)
    install_live(app)
    headers.install(app)
    hall.publish = publish
    return app
