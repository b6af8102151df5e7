"""The one deed of a voter: putting a sealed ballot into the box.

The proofs are verified in a thread; the decision and the write are one step afterwards, so of two ballots for one slip
that come at once the first to be written stands. Nothing about the sender is looked at or kept (P10).
"""

from ballots.auditing import require_unopened
from ballots.protocol.ballot import tracker as tracking_code
from kiosk.hall import Hall, offload


def cast(hall: Hall, raw: bytes) -> dict[str, str]:
    """The receipt of the ballot: tracking code and the head of the board. The ballot is durable when it returns (P7).

    Idempotent: the same bytes give the same tracking code, even after closing (P4). Refused: `voting-not-open`,
    `voting-closed`, `slip-already-used`, `ballot-audited`. Broken: every code of `ballots.protocol.ballot`.
    """
    if tracker := _standing(hall, raw):
        return _receipt(hall, tracker)
    require_unopened(hall.meeting.audited, tracking_code(raw))
    hall.require("cast")
    ballot = offload(hall.box.check_ballot, raw)
    if tracker := _standing(hall, raw):
        return _receipt(hall, tracker)
    require_unopened(hall.meeting.audited, ballot.tracker)
    hall.require("cast")
    hall.record(
        "ballot_accepted",
        {"tracker": ballot.tracker},
        timed=False,
        box=hall.box.put(ballot, raw),
        about={"tracker": ballot.tracker},
    )
    return _receipt(hall, ballot.tracker)


def _standing(hall: Hall, raw: bytes) -> str | None:
    return hall.box.standing_tracker(raw) if hall.box else None


def _receipt(hall: Hall, tracker: str) -> dict[str, str]:
    return {"tracker": tracker, "head": hall.box.board.head}
