"""The group Ed25519 as the format writes it (2.1). The only file that touches libsodium.

The group is written multiplicatively: g is the generator, `power_of_g(k)` is g^k, `product` multiplies. Inside this
package a `Point` is the 32-byte encoding of RFC 8032; an `Element` is what records carry, the same bytes reversed, as
64 lower-case hexadecimal digits. Every point that comes from outside goes through `read_element` once; the arithmetic
below relies on that.

libsodium refuses the neutral element and the scalar 0 in its multiplications, hence the special cases here (14.5), and
its addition checks no subgroup, hence the check at the door (14.6).
"""

import re
import secrets
from functools import lru_cache, reduce

import nacl.bindings as sodium

from ballots.errors import Broken

Point = bytes
Element = str

ORDER = 2**252 + 27742317777372353535851937790883648493
NEUTRAL_POINT: Point = bytes([1]) + bytes(31)
NEUTRAL: Element = "0" * 63 + "1"

_ELEMENT = re.compile(r"[0-9a-f]{64}")
_SCALAR = re.compile(r"0|[1-9][0-9]{0,75}")


def read_element(text: object, code: str = "element-invalid") -> Point:
    """The point behind an element from outside; Broken(code) unless canonical and in the subgroup of prime order.

    The neutral element passes; where the protocol forbids it, the caller says so.
    """
    if isinstance(text, str) and _ELEMENT.fullmatch(text):
        point = point_of(text)
        if point == NEUTRAL_POINT or sodium.crypto_core_ed25519_is_valid_point(point):
            return point
    raise Broken(code, "Dữ liệu mật mã có một giá trị không hợp lệ.")


def point_of(element: Element) -> Point:
    """The point behind an element that has already passed `read_element`."""
    return bytes.fromhex(element)[::-1]


def element_of(point: Point) -> Element:
    return point[::-1].hex()


def read_scalar(text: object) -> int:
    """A scalar from outside: a string in decimal, no leading zero, in [0, q). Broken("scalar-invalid") otherwise."""
    if isinstance(text, str) and _SCALAR.fullmatch(text):
        scalar = int(text)
        if scalar < ORDER:
            return scalar
    raise Broken("scalar-invalid", "Dữ liệu mật mã có một con số không hợp lệ.")


def random_scalar() -> int:
    return secrets.randbelow(ORDER)


def power_of_g(exponent: int) -> Point:
    exponent %= ORDER
    if exponent == 0:
        return NEUTRAL_POINT
    return sodium.crypto_scalarmult_ed25519_base_noclamp(exponent.to_bytes(32, "little"))


@lru_cache(maxsize=4096)
def power_of_g_for_count(count: int) -> Point:
    """g^count for a public number (marks, ballots). Remembered, so never to be called with anything secret."""
    return power_of_g(count)


def power(point: Point, exponent: int) -> Point:
    exponent %= ORDER
    if exponent == 0 or point == NEUTRAL_POINT:
        return NEUTRAL_POINT
    return sodium.crypto_scalarmult_ed25519_noclamp(exponent.to_bytes(32, "little"), point)


def product(*points: Point) -> Point:
    return reduce(sodium.crypto_core_ed25519_add, points) if points else NEUTRAL_POINT


def quotient(dividend: Point, divisor: Point) -> Point:
    return sodium.crypto_core_ed25519_sub(dividend, divisor)
