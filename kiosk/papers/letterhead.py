"""What all papers share: who issues them, who signs, what they certify (Nghị định 30/2020/NĐ-CP, phụ lục I)."""

import hashlib
from collections.abc import Mapping

from kiosk.papers.wording import or_dots
from kiosk.squarecode import qr_svg

Document = Mapping[str, object]
Data = dict[str, object]
_AS_ABOVE = "như trên"
"""A recipient that means the addressee: only a paper that has one says so."""


def letterhead(document: Document, number: str = "") -> Data:
    """Header, persons and place; `number` names the entry of the papers' numbers, if this kind of paper has one."""
    meeting, texts = document["meeting"], document["papers"]
    return {
        "superior": or_dots(texts["superior"]),
        "issuer": or_dots(texts["issuer"]),
        "number": texts["numbers"][number] if number else "",
        "meeting": meeting["title"],
        "cluster": meeting["cluster"],
        "year": meeting["year"],
        "place": or_dots(meeting["place"]),
        "chair": person(texts["chair"]),
        "secretary": person(texts["secretary"]),
        "recipients": [line for line in texts["recipients"] if not line.casefold().startswith(_AS_ABOVE)],
        "legal_basis": [line.rstrip(".;") for line in texts["legal_basis"]],
    }


def person(value: Mapping[str, str]) -> Data:
    """Name and office, dots for a name that is not known."""
    return {"name": or_dots(value["name"]), "office": value["office"], "known": bool(value["name"])}


def seal(document: Document, meeting_json: bytes) -> Data:
    """The fingerprint of the record and the head of each box, as texts and in one QR code (promise P8)."""
    fingerprint = hashlib.sha256(meeting_json).hexdigest()
    boxes = [{"round": one["number"], **one["election"]} for one in document["rounds"] if one["election"]]
    lines = [f"meeting.json {fingerprint}", *(f"{box['uuid']} {box['head']}" for box in boxes)]
    return {
        "fingerprint": fingerprint,
        "locks": document["committee"]["code"],
        "boxes": boxes,
        "qr": qr_svg("\n".join(lines)),
    }
