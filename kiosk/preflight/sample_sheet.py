"""A sheet to try the printer with: slips of the real size, with a code as dense as theirs, that open no ballot.

The slips themselves are made and printed by the desk's page in the browser, and never come to the server
(static/js/desk/slips.js); so this sheet is none of them, and says on each slip what it is.
"""

from datetime import datetime

from kiosk.papers.typesetting import typeset
from kiosk.squarecode import qr_svg

_SLIP = "/booth#DAUX.XXXXX-XXXXXX-XXXXX-XXXXXX"
_SAMPLE = "/vi-sao#"


def sample_address(base: str) -> str:
    """Where its code leads: a page that every phone can open while the kiosk runs, in as many letters as on a slip."""
    return f"{base}{_SAMPLE}".ljust(len(base) + len(_SLIP), "-")


def sample_sheet(base: str, now: datetime) -> bytes:
    """A PDF of one page, A4. Refused `bundles-missing`; RuntimeError where it cannot be typeset."""
    address = sample_address(base)
    paper = {"address": base.partition("://")[2], "when": now.strftime("%H:%M ngày %d/%m/%Y")}
    return typeset(
        "sample-sheet", paper, {"qr": qr_svg(address)}, b"{}", now.replace(tzinfo=None).isoformat(timespec="minutes")
    )
