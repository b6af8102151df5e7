"""The other deed of a voter: having a sealed ballot opened by another device instead of casting it (`ballots.auditing`).

As in casting, what costs nothing is asked first, the proofs are verified off the loop, and the decision and the write are one
step afterwards: where the same ballot comes to be cast and to be audited at once, the first to be written stands and the other
is refused. Only what is sealed comes here; nothing about the sender is looked at or kept (P10).
"""

from ballots.auditing import require_auditable, require_uncast
from ballots.protocol.ballot import check_of_slip, tracker, tracker_of
from ballots.protocol.encoding import HASH
from kiosk.hall import Hall
from kiosk.offload import offload_proofs as offload


def audit(hall: Hall, raw: bytes) -> dict[str, str]:
    """The tracking code of a ballot that can never be cast any more; this is durable when it returns (P7). Only then may the
    booth show what opens it.

    Idempotent: the same bytes give the same answer, even after closing. Refused: `voting-not-open`, `voting-closed`, and the
    codes of `ballots.auditing`. Broken: every code of `ballots.protocol.ballot`.
    """
    code = tracker(raw)
    if code not in hall.meeting.audited:
        with hall.turns.of(_slip_of(hall, raw, code)):
            _verify_and_keep(hall, raw, code)
    return {"tracker": code}


def _verify_and_keep(hall: Hall, raw: bytes, code: str) -> None:
    if code in hall.meeting.audited:
        return
    slip = _slip_of(hall, raw, code)
    ballot = offload(check_of_slip, hall.box.election, slip, raw)
    if code not in hall.meeting.audited:
        hall.require("audit_ballot")
        require_auditable(hall.box, hall.meeting.audited, ballot.credential, code)
        body = {"tracker": code, "ballot": raw.decode()}
        hall.record("ballot_audited", body, timed=False, about={"tracker": code})


def _slip_of(hall: Hall, raw: bytes, code: str) -> str:
    """The slip that the ballot names, where it may be opened as far as a look at it tells."""
    if hall.box:
        require_uncast(hall.box, code)
    hall.require("audit_ballot")
    slip = hall.box.claimed(raw)
    require_auditable(hall.box, hall.meeting.audited, slip, code)
    return slip


def audited_ballot(hall: Hall, digest: str) -> bytes | None:
    """The sealed ballot of this SHA-256 (hexadecimal) that was opened in any round of this meeting; None where none was."""
    if not HASH.fullmatch(digest):
        return None
    code = tracker_of(digest)
    sealed = (fact.body for fact in hall.facts if fact.name == "ballot_audited")
    return next((body["ballot"].encode() for body in sealed if body["tracker"] == code), None)
