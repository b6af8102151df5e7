"""The trustees who are making a key together, known by their certificates (6.2).

Their certificates come first and all that follows is signed for them: other certificates, other polynomials.
"""

from typing import Any, NamedTuple

from ballots.errors import Broken
from ballots.protocol import pedersen
from ballots.protocol.group import Point, power_of_g
from ballots.protocol.pedersen import Certificate
from ballots.protocol.signed import check_signature, malformed, read_message
from ballots.protocol.trustee import channel_key, private_key, refuse_neutral


class Circle(NamedTuple):
    """Certificates that have been verified, in the order of their trustees' numbers, and how many are needed."""

    certs: list[Any]
    threshold: int
    members: list[Certificate]

    def place_of(self, seed: str) -> int:
        """The number (from 1) of the trustee with this seed; Broken("trustee-not-listed") for one who is not there."""
        own = Certificate(power_of_g(private_key(seed)), power_of_g(channel_key(seed)))
        if own not in self.members:
            raise Broken("trustee-not-listed", "Khóa trên máy này không có trong danh sách kiểm phiếu viên đang lập.")
        return self.members.index(own) + 1

    def commitments(self, sender: int, coefexps: Any, agreed: Any) -> list[Point]:
        """What the trustee with this number committed to, agreeing to these very certificates."""
        signer = self.members[sender - 1].verification
        found = pedersen.commitments(coefexps, signer, self.threshold)
        check_signature(pedersen.agreement(self.certs, coefexps), signer, agreed)
        return found


def certified(cert: Any, size: int, threshold: int, place: int) -> Certificate:
    """The keys in a certificate for this very group and place; Broken("trustee-...") otherwise."""
    found = pedersen.certificate(cert, size, threshold, place)
    refuse_neutral(*found)
    return found


def read_circle(certs: Any) -> Circle:
    """All certificates, verified: the first says how many are needed, and the others have to agree."""
    if not isinstance(certs, list) or not certs:
        raise malformed()
    context = read_message(certs[0], ("context", "verification", "encryption"))["context"]
    threshold = context.get("threshold") if isinstance(context, dict) else None
    pedersen.check_threshold(threshold, len(certs))
    members = [certified(cert, len(certs), threshold, place) for place, cert in enumerate(certs, 1)]
    if len({member.verification for member in members}) != len(members):
        raise Broken("trustee-repeated", "Hai kiểm phiếu viên có cùng một khóa; mỗi người phải có khóa riêng.")
    return Circle(certs, threshold, members)
