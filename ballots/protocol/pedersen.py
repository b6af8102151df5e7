"""What holds of trustees who made a threshold key together (6.2), and the weights that combine their shares (9).

Each check stands alone, because the ceremony between the trustees (`ceremony`) makes it as soon as a part is there;
`check` makes them all on the finished group.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from typing import Any, NamedTuple

from ballots.errors import Broken
from ballots.protocol.encoding import compact, has_fields, is_list, is_number
from ballots.protocol.group import ORDER, Element, Point, element_of, power, product, read_element
from ballots.protocol.signed import check_signature, malformed, read_message

_FIELDS = ("threshold", "certs", "coefexps", "signatures", "verification_keys")


class Certificate(NamedTuple):
    """A trustee's two keys: VK, which verifies what it signs, and EK, to which messages to it are encrypted."""

    verification: Point
    encryption: Point


@dataclass(frozen=True)
class Group:
    """`threshold` of the holders of `keys` (in the order of their numbers) can use the key behind `joint_key`."""

    threshold: int
    keys: tuple[Element, ...]
    joint_key: Element


def check(value: Any, check_key: Callable[[Any], None]) -> Group:
    """A group whose signatures, commitments and keys all hold; Broken("trustee-...") otherwise.

    `check_key` verifies the proof of knowledge of one key, which is the same as for a trustee alone.
    """
    threshold = _threshold(value)
    size = len(value["certs"])
    signers = [certificate(cert, size, threshold, place).verification for place, cert in enumerate(value["certs"], 1)]
    dealt = [commitments(signed, signer, threshold) for signed, signer in zip(value["coefexps"], signers, strict=True)]
    for signed, signature, signer in zip(value["coefexps"], value["signatures"], signers, strict=True):
        check_signature(agreement(value["certs"], signed), signer, signature)
    coefficients = added(dealt)
    for place, (key, signer) in enumerate(zip(value["verification_keys"], signers, strict=True), 1):
        check_verification_key(key, signer, at(coefficients, place), check_key)
    keys = tuple(key["public_key"] for key in value["verification_keys"])
    return Group(threshold, keys, element_of(coefficients[0]))


def lagrange(places: list[int]) -> dict[int, int]:
    """The weight, mod q, of each of these distinct places (from 1) in the value at 0."""
    weights = {}
    for place in places:
        others = [other for other in places if other != place]
        above = reduce(lambda so_far, other: so_far * other % ORDER, others, 1)
        below = reduce(lambda so_far, other: so_far * (other - place) % ORDER, others, 1)
        weights[place] = above * pow(below, -1, ORDER) % ORDER
    return weights


def context(size: int, threshold: int, place: int) -> dict[str, Any]:
    """What a certificate is for: one place (from 1) of one group."""
    return {"group": "Ed25519", "size": size, "threshold": threshold, "index": place}


def check_threshold(threshold: Any, size: int) -> None:
    """How many of `size` are needed: at least one, at most all."""
    if not is_number(threshold) or not 1 <= threshold <= size:
        raise Broken("trustee-threshold", "Số kiểm phiếu viên cần có để mở kết quả không hợp lý.")


def certificate(cert: Any, size: int, threshold: int, place: int) -> Certificate:
    """A trustee's keys, from a certificate that it made for this very group and place."""
    message = read_message(cert, ("context", "verification", "encryption"))
    if compact(message["context"]) != compact(context(size, threshold, place)):
        raise Broken("trustee-context", "Chứng thư của kiểm phiếu viên được lập cho một nhóm khác.")
    found = Certificate(*(read_element(message[key], "trustee-key-invalid") for key in ("verification", "encryption")))
    check_signature(cert["message"], found.verification, cert["signature"])
    return found


def commitments(signed: Any, signer: Point, threshold: int) -> list[Point]:
    """A_0 to A_(t-1) of one trustee's polynomial, signed by it."""
    exponents = read_message(signed, ("coefexps",))["coefexps"]
    if not is_list(exponents, threshold):
        raise malformed()
    check_signature(signed["message"], signer, signed["signature"])
    return [read_element(exponent, "trustee-key-invalid") for exponent in exponents]


def agreement(certs: list[Any], signed: Any) -> str:
    """The text by which a trustee signs all certificates together with its own commitments."""
    own = read_message(signed, ("coefexps",))["coefexps"]
    return "certs_sig|" + compact({"certs": certs, "coefexps": own}).decode()


def check_verification_key(key: Any, signer: Point, expected: Point, check_key: Callable[[Any], None]) -> None:
    """The public key of one share: proved, signed, and what the group committed to."""
    if not has_fields(key, ("pok", "public_key", "signature"), ("name",)) or not isinstance(key.get("name", ""), str):
        raise malformed()
    check_key(key)
    check_signature(key["public_key"], signer, key["signature"])
    if key["public_key"] != element_of(expected):
        raise Broken("trustee-share", "Khóa của kiểm phiếu viên không khớp với những gì cả nhóm đã cam kết.")


def added(dealt: list[list[Point]]) -> list[Point]:
    """The commitments to the sum of all polynomials."""
    return [product(*column) for column in zip(*dealt, strict=True)]


def at(coefficients: list[Point], place: int) -> Point:
    """prod_k A_k^(place^k), from the highest coefficient down."""
    return reduce(lambda so_far, coefficient: product(power(so_far, place), coefficient), reversed(coefficients))


def _threshold(value: Any) -> int:
    if not has_fields(value, _FIELDS) or not isinstance(value["certs"], list):
        raise malformed()
    size, threshold = len(value["certs"]), value["threshold"]
    if not all(is_list(value[field], size) for field in _FIELDS[1:]):
        raise malformed()
    check_threshold(threshold, size)
    return threshold
