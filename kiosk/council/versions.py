"""Records of one and the same meeting: copies, earlier versions, and versions that cannot both be true.

A meeting's record may be taken more than once: after the count, after the adoption, after one more signature. Facts are
never taken back (promise P8), so of two records of one kiosk the deeds of the earlier begin those of the later, and after
the adoption nothing changes any more. Where that does not hold, one of them is not what happened, and which one is for
the Council to find out.
"""

from collections.abc import Sequence
from typing import NamedTuple

from ballots.errors import Broken
from ballots.record.shape import Document
from kiosk.council.checking import Checked


class Versions(NamedTuple):
    """`last` counts; `earlier` are its other versions; `copies` pairs a file with the one whose bytes it has."""

    last: Checked
    earlier: tuple[Checked, ...]
    copies: tuple[tuple[Checked, Checked], ...]


def identity(checked: Checked) -> str:
    """Records with the same one are of the same meeting: the first election's uuid, or its start where all was by hand."""
    meeting = checked.meeting
    for one in meeting["rounds"]:
        if one["election"]:
            return one["election"]["uuid"]
    called = [deed["at"] for deed in meeting["deeds"][:1]]
    return "\n".join([checked.kiosk, *called, meeting["meeting"]["cluster"], meeting["meeting"]["title"]])


def versions(same: Sequence[Checked]) -> Versions:
    """Tells apart the records of one meeting. Broken `versions-kiosk`, `versions-adopted` or `versions-history` where they
    contradict each other."""
    unique: dict[str, Checked] = {}
    copies = []
    for checked in same:
        first = unique.setdefault(checked.sha256, checked)
        if first is not checked:
            copies.append((checked, first))
    ordered = sorted(unique.values(), key=_advance)
    for earlier, later in zip(ordered, ordered[1:]):
        _must_agree(earlier, later)
    return Versions(ordered[-1], tuple(ordered[:-1]), tuple(copies))


def _advance(checked: Checked) -> tuple:
    meeting = checked.meeting
    return meeting["adoption"] is not None, len(meeting["deeds"]), len(meeting["rounds"]), len(checked.signers)


def _must_agree(earlier: Checked, later: Checked) -> None:
    before, after = earlier.meeting, later.meeting
    names = {"earlier": earlier.file, "later": later.file}
    if earlier.kiosk != later.kiosk:
        raise Broken(
            "versions-kiosk",
            "Hai hồ sơ của cùng một cuộc bỏ phiếu do hai máy kiểm phiếu khác nhau ký (%(earlier)s; %(later)s). Xin so mã "
            "nhận dạng hòm phiếu với ảnh chụp màn hình chiếu tại hội nghị.",
            **names,
        )
    if before["adoption"] and _adopted(before) != _adopted(after):
        raise Broken(
            "versions-adopted",
            "Hai hồ sơ của cùng một hội nghị đều ghi đã thông qua nhưng nội dung khác nhau (%(earlier)s; %(later)s).",
            **names,
        )
    if not all(_begins(after[part], before[part]) for part in ("deeds", "rounds")):
        raise Broken(
            "versions-history",
            "Hai hồ sơ của cùng một hội nghị kể diễn biến khác nhau (%(earlier)s; %(later)s).",
            **names,
        )


def _adopted(meeting: Document) -> Document:
    """All that the adoption has closed."""
    return {name: value for name, value in meeting.items() if name not in ("deeds", "software")}


def _begins(later: Sequence[Document], earlier: Sequence[Document]) -> bool:
    """Whether the later list is the earlier one and more; that a round was declared void may be said later."""
    kept = [[{**one, "voided": ""} for one in entries] for entries in (later[: len(earlier)], earlier)]
    return kept[0] == kept[1]
