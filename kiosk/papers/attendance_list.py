"""Danh sách điểm danh: the member units, who is there for each, and a place to sign."""

from collections.abc import Mapping

from kiosk.papers.letterhead import letterhead
from kiosk.papers.voting import date_of
from kiosk.papers.wording import DOTS


def attendance_list(document: Mapping[str, object]) -> dict[str, object]:
    """The data of attendance.typ. Before anybody is marked present the marks are left to be made by hand."""
    members = [unit for unit in document["roster"] if not unit["parent"]]
    present = sum(unit["present"] for unit in members)
    marks = {True: "Có", False: "Vắng"} if present else {False: ""}
    return {
        **letterhead(document),
        "date": date_of(document),
        "units": [
            {**{name: unit[name] for name in ("name", "leader", "office")}, "mark": marks[unit["present"]]}
            for unit in members
        ],
        "present": str(present) if present else DOTS,
        "absent": str(len(members) - present) if present else DOTS,
    }
