"""Biên bản kiểm phiếu: what the counting committee puts its names to (shared/domain.md, Documents)."""

from collections.abc import Mapping

from kiosk.papers import agreed
from kiosk.papers.letterhead import letterhead
from kiosk.papers.room import attendance, committee
from kiosk.papers.voting import clock_told, rounds, start_and_end


def count_minutes(document: Mapping[str, object]) -> dict[str, object]:
    """The data of count-minutes.typ."""
    begins, ends = start_and_end(document)
    return {
        **letterhead(document, "count"),
        "begins": begins,
        "clock": clock_told(document),
        "ends": ends,
        "committee": committee(document),
        "attendance": attendance(document),
        "threshold": document["rules"]["threshold"],
        "assessed": agreed.assessed(document),
        "rules": agreed.rules(document),
        "lists": agreed.lists(document),
        "rounds": rounds(document),
        "conclusions": agreed.conclusions(document),
    }
