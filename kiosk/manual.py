"""The manual: one text for each person of a meeting, one card for the tables, one on the laptop; read on a page, or on A4.

The texts are Markdown (docs/manual), so that they and their pictures are read on a code host as well as here; what leads from
one text to another, or to a picture, is turned into an address of the kiosk. They need nothing of the meeting, and no script.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, render_template, send_from_directory
from flask_babel import get_locale
from markupsafe import Markup, escape

from kiosk.config import ROOT
from kiosk.hall import the_hall

if TYPE_CHECKING:
    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token

MANUAL = ROOT / "docs" / "manual"
PEOPLE = {
    "thu-ky": "secretary",
    "chu-tri": "chair",
    "kiem-phieu": "teller",
    "lanh-dao": "leader",
    "luu-tru": "archivist",
    "may-tinh": "starting",
    "the": "card",
}
"""The address of each text, below /huong-dan, and the name of its file in every language."""
ADDRESSES = {name: f"/huong-dan/{place}" for place, name in PEOPLE.items()}
PICTURES = "/huong-dan/hinh"

manual = Blueprint("manual", __name__)


@dataclass(frozen=True)
class Text:
    """`lead`: its first sentence, which says whom it is for. `body`: all of it, as HTML; no HTML of its own comes through."""

    title: str
    lead: str
    body: Markup


@manual.get("/huong-dan")
def index():
    texts = {address: read(str(get_locale()), name) for name, address in ADDRESSES.items()}
    return render_template("manual-index.html", texts=texts)


@manual.get("/huong-dan/<place>")
def page(place: str):
    if place not in PEOPLE:
        abort(404)
    hall, name = the_hall(), PEOPLE[place]
    text = read(str(get_locale()), name)
    base = next(iter(hall.addresses), "")
    address = base if hall.addresses and "//127." not in base else ""
    return render_template("manual.html", text=text, name=name, network=hall.meeting.network, address=address)


@manual.get(f"{PICTURES}/<language>/<name>.png")
def picture(language: str, name: str) -> Response:
    """A picture of the texts; Werkzeug lets none lead out of the folder."""
    return send_from_directory(MANUAL / "pictures", f"{language}/{name}.png")


@cache
def read(language: str, name: str) -> Text:
    """The text of docs/manual/`language`/`name`.md."""
    from markdown_it import MarkdownIt  # who starts a kiosk does not wait for it

    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.add_render_rule("image", _figure)
    tokens = parser.parse((MANUAL / language / f"{name}.md").read_text(encoding="utf-8"))
    for token in tokens:
        for part in token.children or ():
            _lead_here(part)
    _mark_pictures(tokens)
    written = [token.content for token in tokens if token.type == "inline"]
    body = parser.renderer.render(tokens, parser.options, {})
    return Text(title=written[0], lead=_bare(written[1]), body=Markup(body))


def _lead_here(part: "Token") -> None:
    """A link to another text, or the place of a picture, as this kiosk's address."""
    if part.type == "link_open" and (address := ADDRESSES.get(Path(part.attrs["href"]).stem)):
        part.attrSet("href", address)
    if part.type == "image":
        place = Path(part.attrs["src"])
        part.attrSet("src", f"{PICTURES}/{place.parent.name}/{place.name}")
        part.attrSet("class", place.stem.partition("-")[0])


def _mark_pictures(tokens: "list[Token]") -> None:
    """A paragraph of nothing but pictures is a row of them."""
    for opening, inline, closing in zip(tokens, tokens[1:], tokens[2:]):
        pictures = [part for part in inline.children or () if part.type == "image"]
        if opening.type == "paragraph_open" and pictures:
            opening.tag = closing.tag = "div"
            opening.attrSet("class", f"pictures of-{len(pictures)}")


def _figure(renderer: "RendererHTML", tokens: Sequence["Token"], at: int, options: object, env: object) -> str:
    """A picture with its title under it."""
    caption = escape(tokens[at].attrs.pop("title", ""))
    return f"<figure>{renderer.image(tokens, at, options, env)}<figcaption>{caption}</figcaption></figure>"


def _bare(text: str) -> str:
    """Without the signs of emphasis, and what a link is called instead of the link."""
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text).replace("*", "")
