"""The sealed ballots that voters had opened instead of casting them (`ballots.auditing`), as a record keeps them.

`<uuid>.audited.jsons` beside a round's box: one ballot a line, in the order of their hashes, so that nothing tells when each
came. A round without any has no such file. They are there so that anybody who was shown an opening in the room can hold the
record against it later, and sees that what was opened was not counted.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from ballots.errors import Broken
from ballots.findings import Failure
from ballots.meeting import Fact
from ballots.protocol import ballot, credential
from ballots.protocol.board import Board
from ballots.protocol.encoding import sha_hex
from ballots.record.evidence import Opened
from ballots.record.packing import Files
from ballots.record.shape import AUDITED

_MOST_LINES = 10_000


def audited_files(facts: Iterable[Fact]) -> Files:
    """The file of each round in which ballots were opened, by its name."""
    rounds = defaultdict(list)
    for fact in facts:
        if fact.name == "ballot_audited":
            raw = fact.body["ballot"].encode()
            rounds[json.loads(raw)["election_uuid"]].append(raw)
    return {f"{uuid}{AUDITED}": _written(raws) for uuid, raws in rounds.items()}


def audited_ballots(content: bytes) -> list[bytes]:
    """The ballots of such a file, as they stand in it. A file of more lines than any room has audits is taken for one ballot,
    which then does not hold: nobody is kept busy with the others."""
    if not content:
        return []
    return [content] if content.count(b"\n") > _MOST_LINES else content.removesuffix(b"\n").split(b"\n")


def listed(found: Opened) -> Iterator[Failure]:
    """audited-list: the file holds exactly the ballots whose codes the round tells, in the one order there is."""
    stated, raws = found.stated["audited"], audited_ballots(found.audited)
    codes = sorted(map(ballot.tracker, raws))
    if stated != codes or len(set(codes)) < len(codes) or found.audited != _written(raws):
        yield Failure("audited-list", "Danh sách phiếu đã mở để kiểm tra khác với các lá phiếu ghi trong hồ sơ.")


def valid(found: Opened) -> Iterator[Failure]:
    """audited-invalid: each is a ballot that the box of this round would have taken."""
    raws = audited_ballots(found.audited)
    if not raws:
        return
    try:
        slips = frozenset(credential.read_list(Board.read(None, found.bel).setup.credentials))
    except Broken:
        return  # the audit of the box has told it
    for place, raw in enumerate(raws, 1):
        try:
            ballot.check(found.election, slips, raw)
        except Broken as broken:
            yield Failure("audited-invalid", f"Phiếu thứ {place} trong các phiếu đã mở để kiểm tra: {broken}")


def uncounted(found: Opened) -> Iterator[Failure]:
    """audited-in-box: none of them is in the box."""
    codes = {ballot.tracker(raw) for raw in audited_ballots(found.audited)}
    for code in sorted((codes | set(found.stated["audited"])) & set(found.audit.trackers)):
        yield Failure("audited-in-box", f"Lá phiếu {code} đã mở để kiểm tra mà vẫn nằm trong hòm.")


def _written(raws: Sequence[bytes]) -> bytes:
    return b"".join(raw + b"\n" for raw in sorted(raws, key=sha_hex))
