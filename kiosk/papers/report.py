"""Báo cáo kết quả bình chọn: the report to the Standing Council. What it lists for the flags is proposed, not awarded."""

from collections.abc import Mapping

from kiosk.papers import agreed
from kiosk.papers.letterhead import letterhead
from kiosk.papers.room import attendance
from kiosk.papers.voting import date_of, rounds
from kiosk.papers.wording import or_dots


def report(document: Mapping[str, object]) -> dict[str, object]:
    """The data of report.typ."""
    texts = document["papers"]
    return {
        **letterhead(document, "report"),
        "recipients": list(texts["recipients"]),
        "locality": or_dots(texts["locality"]),
        "date": date_of(document),
        "addressee": or_dots(texts["addressee"]),
        "signature": [or_dots(texts["signature_title"]), *filter(None, [texts["chair"]["office"]])],
        "next-year": document["meeting"]["year"] + 1,
        "attendance": attendance(document),
        "assessed": agreed.assessed(document),
        "rounds": rounds(document),
        "conclusions": agreed.conclusions(document),
        "officers": agreed.officers(document),
        "adoption": agreed.proposed(document),
    }
