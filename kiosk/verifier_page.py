"""The page that checks a record in any browser (static/verifier): it goes into every record, and anyone may have it."""

from functools import cache

from kiosk.config import ROOT

PATH = ROOT / "static/dist/verifier.html"


@cache
def verifier_page() -> bytes:
    """As it was built; the same for as long as the program runs. OSError where it has not been built (`check_bundles`)."""
    return PATH.read_bytes()
