"""The one deed of a voter: putting a sealed ballot into the box.

What costs nothing is asked first: is it there already, may it be cast, whose is it, is that slip still good. Only then is
its signature checked, and only then its proofs, off the loop, one ballot of a slip at a time. The decision and the write are
one step afterwards, so of two ballots for one slip that come at once the first to be written stands. Nothing about the sender
is looked at or kept (P10).
"""

from ballots.auditing import require_unopened
from ballots.protocol.ballot import check_of_slip
from ballots.protocol.ballot import tracker as tracking_code
from kiosk.hall import Hall
from kiosk.offload import offload_proofs as offload


def cast(hall: Hall, raw: bytes) -> dict[str, str]:
    """The receipt of the ballot: tracking code and the head of the board. The ballot is durable when it returns (P7).

    Idempotent: the same bytes give the same tracking code, even after closing (P4). Refused: `voting-not-open`,
    `voting-closed`, `slip-already-used`, `ballot-audited`. Broken: every code of `ballots.protocol.ballot`.
    """
    code = tracking_code(raw)
    if not _stands(hall, code):
        with hall.turns.of(_slip_of(hall, raw, code)):
            _verify_and_put(hall, raw, code)
    return {"tracker": code, "head": hall.box.board.head}


def _verify_and_put(hall: Hall, raw: bytes, code: str) -> None:
    """Waiting for the slip's turn took time, and so does verifying: what was true before is asked again."""
    if _stands(hall, code):
        return
    slip = _slip_of(hall, raw, code)
    ballot = offload(check_of_slip, hall.box.election, slip, raw)
    if _stands(hall, code):
        return
    require_unopened(hall.meeting.audited, code)
    hall.require("cast")
    box = hall.box.put(ballot, raw)
    hall.record("ballot_accepted", {"tracker": code}, timed=False, box=box, about={"tracker": code})


def _slip_of(hall: Hall, raw: bytes, code: str) -> str:
    """The slip that the ballot names, where it may be cast as far as a look at it tells."""
    require_unopened(hall.meeting.audited, code)
    hall.require("cast")
    return hall.box.claimed(raw)


def _stands(hall: Hall, code: str) -> bool:
    return hall.box is not None and code in hall.box.used.values()
