"""The counting committee (ban kiểm phiếu): the tellers, each with one lock on the box, and how many of them open it.

A teller sits by an invitation that only the desk shows. The phones make the key together (`ballots.locking`); what stands
here is the public half of each teller's share. The code of the whole set lets the room compare phones and projector.
"""

import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ballots.errors import Refused
from ballots.text import clean, required, same_name

FEWEST_TELLERS, MOST_TELLERS = 1, 7


@dataclass(frozen=True)
class Teller:
    """`number` counts from 1 and is the trustee's number; `key` is its verification key with its proof, None until the
    phone has it."""

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
    """Eight characters that name one lock: the head of the key's SHA-256 in base32, as XXXX-XXXX."""
    return _grouped(public_key.encode(), 5)


def set_code(trustees_raw: bytes) -> str:
    """What every phone and the projector show of the same set of locks: 80 bits of the SHA-256 of trustees.json, as
    XXXX-XXXX-XXXX-XXXX. A laptop that put locks of its own between the phones would have to find two sets with one code in
    the seconds that the phones wait for it, which is why it is longer than a lock's."""
    return _grouped(trustees_raw, 10)


def _grouped(raw: bytes, length: int) -> str:
    text = base64.b32encode(hashlib.sha256(raw).digest()[:length]).decode()
    return "-".join(text[at : at + 4] for at in range(0, len(text), 4))


def usual_threshold(size: int) -> int:
    """More than half: 2 of 3."""
    return size // 2 + 1


def read_threshold(value: object, size: int) -> int:
    """How many of `size` tellers open the box; the usual number where nothing is said. Refused `threshold-wrong`."""
    if value is None:
        return usual_threshold(size)
    if type(value) is not int or not 1 <= value <= size:
        raise Refused(
            "threshold-wrong",
            "Số khóa cần để mở hòm phải từ 1 đến %(size)d, là số người trong ban kiểm phiếu.",
            size=size,
        )
    return value


def name_committee(
    rows: Iterable[Mapping[str, object]], invites: Iterable[str], before: tuple[Teller, ...] = ()
) -> tuple[Teller, ...]:
    """The tellers of `rows` (name, unit); one who keeps number, name and unit keeps invitation and key. `invites`: fresh ones,
    at least as many as rows.

    Refused: `tellers-number` (1 to 7), `teller-duplicate`, and `ballots.text`'s.
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
