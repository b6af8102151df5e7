"""A teller's seat as the teller's phone is told of it: how far the locks are, and what the phone needs for its next part.

Everything in it is public or sealed to this phone. It is told to whoever has the invitation.
"""

from ballots.committee import Teller, set_code
from ballots.locking import Locking, Step
from ballots.meeting import Meeting
from ballots.protocol.ceremony import make_vinput
from kiosk.snapshot import dispute, lock


def seat_told(meeting: Meeting, teller: Teller) -> dict[str, object]:
    """`step`: what the phones are doing. `certs`, `certs_hash`, `vinput`, `trustees`, `code`: null until all phones have
    sent their parts; `private_key`: this phone's share, sealed to itself; `mine`: what this phone has sent."""
    number, locking, trustees = teller.number, meeting.locking, meeting.trustees
    return {
        "number": number,
        "name": teller.name,
        "unit": teller.unit,
        "stage": meeting.stage.value,
        "size": len(meeting.tellers),
        "threshold": meeting.threshold,
        "step": (Step.COMPLETE if trustees else locking.step).value,
        "certs": [locking.certificates.get(n) for n in range(1, len(meeting.tellers) + 1)],
        "certs_hash": locking.certs_hash,
        "mine": _sent(locking, number),
        "vinput": make_vinput(locking.dealt, number) if locking.dealt else None,
        "private_key": locking.voutputs.get(number, {}).get("private_key"),
        "trustees": trustees.decode() if trustees else None,
        "code": set_code(trustees) if trustees else None,
        "lock": lock(meeting, number),
        "share_given": number in meeting.shares | meeting.late,
        "dispute": dispute(locking),
    }


def _sent(locking: Locking, number: int) -> dict[str, object]:
    return {
        "cert": locking.certificates.get(number),
        "polynomial": number in locking.polynomials,
        "voutput": number in locking.voutputs,
    }
