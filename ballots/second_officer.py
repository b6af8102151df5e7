"""A second officer, who confirms what one person alone should not do: sealing, closing the vote, voiding a round. They choose a
code that nobody else knows; the meeting keeps a slow, salted hash of it and never the code.

It holds off whoever sits at the desk for a moment. Whoever owns the laptop can try all codes, or change the program.
"""

import hashlib
import re
import secrets
from dataclasses import dataclass

from ballots.errors import Refused
from ballots.text import NAME_LIMIT, required

COST = 2**17
"""scrypt's N, with r = 8 and p = 1: 128 MB and some tenths of a second for every try."""
_CODE = re.compile("[0-9]{4,8}")
_IN_A_ROW = ("0123456789", "9876543210")


@dataclass(frozen=True)
class SecondOfficer:
    """`name`: as it stands in the record; `salt`, `hash`: hex; `cost`: scrypt's N; `wrong`: codes refused since the last
    right one."""

    name: str
    salt: str
    hash: str
    cost: int
    wrong: int = 0

    def knows(self, code: str) -> bool:
        """Whether this is their code. Takes as long as COST says."""
        return secrets.compare_digest(_hash(code, self.salt, self.cost), self.hash)


def read_name(name: object) -> str:
    return required(name, NAME_LIMIT, "Họ tên người xác nhận thứ hai")


def read_code(code: object) -> str:
    """Refused `code-malformed` for anything but 4 to 8 digits."""
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        raise Refused("code-malformed", "Mã xác nhận là 4 đến 8 chữ số; xin gõ lại.")
    return code


def choose_code(code: object, again: object) -> str:
    """The code, typed twice. Refused: `code-malformed`, `codes-differ`, `code-too-easy`: one of those that are tried first."""
    chosen = read_code(code)
    if chosen != again:
        raise Refused("codes-differ", "Hai lần gõ mã không giống nhau; xin gõ lại cả hai.")
    if len(set(chosen)) == 1 or any(chosen in row for row in _IN_A_ROW):
        raise Refused(
            "code-too-easy", "Mã này dễ đoán quá; xin chọn mã khác, không lặp một chữ số và không theo thứ tự."
        )
    return chosen


def made_with(name: str, code: str, cost: int) -> SecondOfficer:
    """The officer of this name whose code this is, under a new salt. Takes as long as `cost` says."""
    salt = secrets.token_hex(16)
    return SecondOfficer(name, salt, _hash(code, salt, cost), cost)


def _hash(code: str, salt: str, cost: int) -> str:
    memory = 128 * 8 * (cost + 32)  # OpenSSL asks for a little more than scrypt needs
    return hashlib.scrypt(code.encode(), salt=bytes.fromhex(salt), n=cost, r=8, p=1, maxmem=memory).hex()
