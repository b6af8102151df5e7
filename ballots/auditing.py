"""Cast or audit: a sealed ballot is put into the box, or opened for another device to look into, never both.

`audited` is the meeting's: by tracking code, the sealed ballots of the round that were opened. The kiosk keeps only the
sealed ballot. What opens it goes from device to device and never to the laptop, which would otherwise hold a test vote beside
the later ballot of the same slip.
"""

from collections.abc import Mapping

from ballots.box import Box
from ballots.errors import Refused
from ballots.protocol.ballot import unknown_credential
from ballots.protocol.claim import read_claim

_BEGINNING = 400  # letters of a ballot: enough for its claim
MOST_AUDITS = 5
"""Of one slip in one round: enough to lose all doubt, and nobody fills the laptop's disk."""


def require_unopened(audited: Mapping[str, str], code: str) -> None:
    """Refused `ballot-audited` where this ballot was opened: its voter could show what it says, so it must not count."""
    if code in audited:
        raise Refused(
            "ballot-audited",
            "Lá phiếu này đã mở để kiểm tra nên không bỏ vào hòm được nữa. Phiếu của đồng chí vẫn còn nguyên giá trị; "
            "xin đánh dấu lại và bỏ lá mới.",
        )


def require_auditable(box: Box, audited: Mapping[str, str], slip: str, code: str) -> None:
    """Whether a ballot of this slip (its credential) with this tracking code may be opened. Costs next to nothing.

    Refused: `ballot-cast-already`, `slip-already-used` (both with the code that stands), `audits-used-up`. Broken:
    `credential-unknown` for a slip of another box: checking takes time, and the meeting may have gone on.
    """
    require_uncast(box, code)
    if slip not in box.credentials:
        raise unknown_credential()
    box.require_unused(slip)
    if sum(read_claim(sealed[:_BEGINNING].encode()).credential == slip for sealed in audited.values()) >= MOST_AUDITS:
        raise Refused(
            "audits-used-up",
            "Phiếu này đã kiểm tra %(most)d lần, là số lần tối đa của một vòng. Phiếu vẫn còn nguyên giá trị; xin bỏ phiếu "
            "vào hòm. Nếu còn nghi ngờ máy này, xin báo Ban kiểm phiếu và dùng máy khác.",
            most=MOST_AUDITS,
        )


def require_uncast(box: Box, code: str) -> None:
    """Refused `ballot-cast-already`: what is in the box is never opened."""
    if code in box.used.values():
        raise Refused(
            "ballot-cast-already",
            "Lá phiếu này đã nằm trong hòm và được đếm, nên không mở ra kiểm tra được.",
            tracker=code,
        )
