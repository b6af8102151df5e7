"""The counting committee (ban kiểm phiếu): the tellers, each with one lock on the box.

A teller sits by an invitation that only the desk shows; the key itself is made and kept on the teller's phone, and what
stands here is its public half. The lock's short code lets the room compare the phone with the projector.
"""

import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ballots.errors import Refused
from ballots.text import clean, required, same_name

FEWEST_TELLERS, MOST_TELLERS = 2, 5


@dataclass(frozen=True)
class Teller:
    """`number` counts from 1 and is the trustee's number; `key` is the public key record, None until the phone made it."""

    number: int
    name: str
    unit: str = ""
    invite: str = field(default="", repr=False)
    key: Mapping[str, object] | None = None

    @property
    def code(self) -> str | None:
        """The lock's code (`lock_code`), None until there is a key."""
        return lock_code(self.key["public_key"]) if self.key else None


def lock_code(public_key: str) -> str:
    """Eight characters to compare by eye: the head of the key's SHA-256 in base32, as XXXX-XXXX."""
    short = base64.b32encode(hashlib.sha256(public_key.encode()).digest()).decode()[:8]
    return f"{short[:4]}-{short[4:]}"


def name_committee(
    rows: Iterable[Mapping[str, object]], invites: Iterable[str], before: tuple[Teller, ...] = ()
) -> tuple[Teller, ...]:
    """The tellers of `rows` (name, unit); one who keeps number, name and unit keeps invitation and key. `invites`: fresh ones,
    at least as many as rows.

    Refused: `tellers-number` (2 to 5), `teller-duplicate`, and `ballots.text`'s.
    """
    rows = list(rows)
    if not FEWEST_TELLERS <= len(rows) <= MOST_TELLERS:
        raise Refused(
            "tellers-number",
            "Ban kiểm phiếu có từ %(fewest)d đến %(most)d người; xin thêm hoặc bớt.",
            fewest=FEWEST_TELLERS,
            most=MOST_TELLERS,
        )
    tellers: list[Teller] = []
    for number, (row, invite) in enumerate(zip(rows, invites), start=1):
        name = required(row.get("name"), what=f"Tên người kiểm phiếu {number}")
        unit = clean(row.get("unit") or "", what=f"Đơn vị của người kiểm phiếu {number}")
        if any(same_name(name) == same_name(other.name) and unit == other.unit for other in tellers):
            raise Refused(
                "teller-duplicate",
                "“%(name)s” có hai lần trong ban kiểm phiếu; xin ghi thêm đơn vị cho khỏi lẫn.",
                name=name,
            )
        kept = next((t for t in before if (t.number, t.name, t.unit) == (number, name, unit)), None)
        tellers.append(kept or Teller(number, name, unit, invite))
    return tuple(tellers)
