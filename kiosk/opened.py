"""`app.py verify FILE --opening TEXT`: what a ballot held that its voter had opened, and whether it is what was sealed.

TEXT goes from device to device and is nobody's secret any more; still it is neither logged nor repeated here, only what it
says. The sealed ballot stands in the record, or, for a bare .bel, in a file of its own (`/archive/audited/<hash>.json`).
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ballots.errors import Broken
from ballots.findings import Failure
from ballots.protocol.ballot import tracker
from ballots.protocol.board import Board
from ballots.protocol.election import Election
from ballots.protocol.encoding import read_json
from ballots.protocol.opening import check_opening, read_opening
from ballots.record.audited import audited_ballots
from ballots.record.packing import open_record
from ballots.record.shape import AUDITED


class Told(NamedTuple):
    """`contests`: {"title", "marked": names} of each question, [] where the opening does not hold; `failed`: why not."""

    tracker: str | None
    contests: list[dict[str, object]]
    failed: Failure | None = None

    @property
    def ok(self) -> bool:
        return self.failed is None

    def record(self) -> dict[str, object]:
        """As --json prints it."""
        failed = self.failed._asdict() if self.failed else None
        return {"ok": self.ok, "tracker": self.tracker, "contests": self.contests, "failed": failed}

    def lines(self) -> list[str]:
        """For people."""
        if self.failed:
            return ["LÁ PHIẾU ĐÃ MỞ: KHÔNG KHỚP.", f"  ✗ {self.failed.message} [{self.failed.code}]"]
        marked = [f"  {one['title']}: {', '.join(one['marked']) or 'phiếu trắng'}" for one in self.contests]
        code = f"  Mã kiểm tra phiếu: {self.tracker}"
        return ["LÁ PHIẾU ĐÃ MỞ: KHỚP, không được đếm. Lá phiếu đã niêm phong chứa đúng:", *marked, code]


def tell(raw: bytes, text: str, sealed: bytes | None = None) -> Told:
    """What the opening says of a ballot in the record or archive `raw`, or of `sealed` where it is given. Never raises for
    what is in them. Failures: the codes of `check_opening`, `opening-unlisted` (no such ballot there), `opened-counted` (it is
    in the box all the same), and those of a file that cannot be read."""
    code = None
    try:
        opening = read_opening(_bare(text))
        code = opening.tracker
        boxes, listed = _contents(raw)
        found = [one for one in ([sealed] if sealed is not None else listed) if tracker(one) == code]
        if not found:
            raise _unlisted(sealed)
        board = _board_of(found[0], boxes)
        election = Election.read(board.setup.election)
        check_opening(election, found[0], opening)
        if found[0] in board.payloads("Ballot"):
            raise Broken("opened-counted", "Lá phiếu này đã mở để kiểm tra mà vẫn nằm trong hòm.")
    except Broken as broken:
        return Told(code, [], Failure.of(broken))
    return Told(code, [_marked(question, marks) for question, marks in zip(election.questions, opening.marks)])


def _marked(question, marks: Iterable[int]) -> dict[str, object]:
    return {"title": question.title, "marked": [question.answers[mark] for mark in marks]}


def _bare(text: str) -> str:
    """Without the address it was scanned with, and without the gaps of the groups it is shown in."""
    return re.sub(r"\s", "", text).rpartition("kiem.")[2]


def _contents(raw: bytes) -> tuple[list[bytes], list[bytes]]:
    """The boxes in a file, and the ballots that were opened."""
    if raw[:2] != b"PK":
        return [raw], []
    files: Mapping[str, bytes] = open_record(raw)
    boxes = [content for name, content in files.items() if name.endswith(".bel")]
    return boxes, [one for name in files if name.endswith(AUDITED) for one in audited_ballots(files[name])]


def _board_of(sealed: bytes, boxes: list[bytes]) -> Board:
    """The board of the ballot's own election; the only one there where it names none of them."""
    value = read_json(sealed, "ballot-malformed")
    uuid = value.get("election_uuid") if isinstance(value, dict) else None
    boards = [Board.read(None, box) for box in boxes]
    if not boards:
        raise Broken("opening-unlisted", "Trong tệp này không có hòm phiếu nào.")
    return next((board for board in boards if board.uuid == uuid), boards[0])


def _unlisted(sealed: bytes | None) -> Broken:
    if sealed is not None:
        return Broken("opening-other-ballot", "Mã kiểm tra phiếu của lần mở này là của một lá phiếu khác.")
    return Broken(
        "opening-unlisted",
        "Trong tệp này không có lá phiếu nào đã mở mang mã ấy. Hòm phiếu .bel không chứa các lá đã mở: xin thêm --ballot với "
        "tệp tải từ /archive/audited/, hoặc dùng record.zip.",
    )
