"""Making the record of a counted meeting."""

from collections.abc import Callable, Iterable

from ballots.meeting import Fact, Meeting
from ballots.protocol.board import Board
from ballots.record.document import MEETING, make_document, outcomes
from ballots.record.packing import pack
from ballots.record.readme import README, make_readme
from ballots.record.results import RESULTS, make_results
from ballots.record.signature import fingerprint


def make_record(meeting: Meeting, facts: Iterable[Fact], board: Board, public_pem: bytes,
                sign: Callable[[bytes], bytes], software: str) -> bytes:
    """record.zip of a meeting that is counted, with the board that its Result event closed.

    `sign` gives the Ed25519 signature by the key of `public_pem`; `software` is name and version of this program.
    The same meeting gives the same bytes. ValueError before the count is complete.
    """
    if meeting.slips is None or not meeting.counts or meeting.remaining() or not board.payloads("Result"):
        raise ValueError("a record is made after the count")
    ours, box = fingerprint(public_pem), f"{board.uuid}.bel"
    return pack({
        box: board.archive(),
        MEETING: make_document(meeting, facts, board, ours, software),
        RESULTS: make_results(outcomes(meeting.contests, meeting.counts)),
        README: make_readme(meeting.title, meeting.rehearsal, box, ours, board.head, software),
    }, public_pem, sign)
