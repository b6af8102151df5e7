"""Who was in the room: the units by the roll call, and the counting committee."""

from collections.abc import Mapping

from kiosk.papers.agreed import standing
from kiosk.papers.wording import DOTS, hands

Document = Mapping[str, object]
Data = dict[str, object]


def committee(document: Document) -> Data:
    """The tellers, the first of them the head (trưởng ban), and the hand vote that chose them."""
    named = [teller["name"] for teller in document["tellers"]]
    roles = ["Trưởng ban", *["Ủy viên"] * (len(named) - 1)]
    return {
        "hands": hands(standing(document, "committee")),
        "tellers": [
            " – ".join(filter(None, (f"Đồng chí {teller['name']}", teller["unit"], role))) + "."
            for teller, role in zip(document["tellers"], roles)
        ],
        "head": named[0] if named else DOTS,
        "others": named[1:],
    }


def attendance(document: Document) -> Data:
    """The roll call of the member units."""
    members = [unit for unit in document["roster"] if not unit["parent"]]
    return {
        "summoned": len(members),
        "present": sum(unit["present"] for unit in members),
        "absent": [unit["name"] for unit in members if not unit["present"]],
    }
