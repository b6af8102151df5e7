"""From data to a PDF/A-3a: typst, its templates, and Tinos as the only font. Nothing of the machine or the clock goes in.

Data reaches a template as JSON and is set as text; it is never part of its source, so no name can be a command.
"""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from functools import cache

import typst

from ballots.errors import Refused
from kiosk.config import ROOT
from kiosk.papers.letters import drawable, drawn_by

VIETNAM = timezone(timedelta(hours=7))
"""The times of a record are those of the room and name no zone; a PDF must."""
TEMPLATES = ROOT / "templates/papers"
FONTS = tuple(
    ROOT / "static/dist/fonts" / f"Tinos_{style}.ttf"
    for style in ("400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic")
)


def typeset(template: str, paper: Mapping[str, object], seal: Mapping[str, object], attached: bytes, at: str) -> bytes:
    """The PDF of a template with `attached` inside as meeting.json; `at` (ISO) is the document's own time.

    `seal` is set as it is: its codes must be copied from the paper letter by letter. The same input gives the same bytes.
    Refused `bundles-missing` where a font has not been built. RuntimeError where typst warns: a paper that lacks something
    is no paper.
    """
    check_fonts()
    inputs = {"paper": drawable(dict(paper), drawn_by(FONTS)), "seal": dict(seal)}
    made, warnings = typst.compile_with_warnings(
        str(TEMPLATES / f"{template}.typ"),
        root=str(TEMPLATES),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["a-3a"],
        sys_inputs={"data": json.dumps(inputs, ensure_ascii=False), "meeting": attached.decode()},
        timestamp=datetime.fromisoformat(at).replace(tzinfo=VIETNAM),
    )
    if warnings:
        raise RuntimeError(f"{template}: {warnings[0].diagnostic}")
    return made


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS[0].parent)])


def check_fonts() -> None:
    """Refused `bundles-missing` where a font of the papers is not there."""
    missing = [font.name for font in FONTS if not font.exists()]
    if missing:
        raise Refused(
            "bundles-missing",
            "Thiếu phông chữ của các văn bản (%(names)s). Xin nối mạng rồi chạy "
            "“uv sync --reinstall-package hom-phieu” một lần.",
            names=", ".join(missing),
        )
