"""The group Ed25519 as the format writes it (2.1). The only file that touches libsodium.

The group is written multiplicatively: g is the generator, `power_of_g(k)` is g^k, `product` multiplies. Inside this
package a `Point` is the 32-byte encoding of RFC 8032; an `Element` is what records carry, the same bytes reversed, as
64 lower-case hexadecimal digits. Every point that comes from outside is proven to be in the group before anything is
said of it: by `read_element`, or, where it is surely multiplied, by `power`, which costs no more for that.

libsodium refuses the neutral element and the scalar 0 in its multiplications, hence the special cases here (14.5), and
its addition checks no subgroup, hence the check of every point from outside (14.6).
"""

import re
import secrets
from functools import lru_cache, reduce

import nacl.bindings as sodium
from nacl import exceptions as sodium_exceptions

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
    point = read_unproven(text, code)
    if not _is_in_group(point):
        raise _invalid(code)
    return point


def read_unproven(text: object, code: str = "element-invalid") -> Point:
    """What an element from outside says, if it is written as one. Only for a point of which a `power` is taken before anything
    is decided by it: that is where it is found out whether it is in the group."""
    if isinstance(text, str) and _ELEMENT.fullmatch(text):
        return point_of(text)
    raise _invalid(code)


def point_of(element: Element) -> Point:
    """The point behind an element that has already been read."""
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
    """Broken("element-invalid") unless the point is in the group, whatever the exponent."""
    exponent %= ORDER
    if exponent == 0 or point == NEUTRAL_POINT:
        if not _is_in_group(point):
            raise _invalid()
        return NEUTRAL_POINT
    try:
        return sodium.crypto_scalarmult_ed25519_noclamp(exponent.to_bytes(32, "little"), point)
    except sodium_exceptions.RuntimeError:
        raise _invalid() from None


def product(*points: Point) -> Point:
    """Broken("element-invalid") for a point that is not on the curve; a wrong subgroup is not noticed."""
    if not points:
        return NEUTRAL_POINT
    try:
        return reduce(sodium.crypto_core_ed25519_add, points)
    except sodium_exceptions.RuntimeError:
        raise _invalid() from None


def quotient(dividend: Point, divisor: Point) -> Point:
    """As `product`."""
    try:
        return sodium.crypto_core_ed25519_sub(dividend, divisor)
    except sodium_exceptions.RuntimeError:
        raise _invalid() from None


def _is_in_group(point: Point) -> bool:
    return point == NEUTRAL_POINT or sodium.crypto_core_ed25519_is_valid_point(point)


def _invalid(code: str = "element-invalid") -> Broken:
    return Broken(code, "Dữ liệu mật mã có một giá trị không hợp lệ.")
