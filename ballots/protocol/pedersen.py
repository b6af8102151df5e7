"""Verifying trustees who made a threshold key together (6.2), and the weights that combine their shares (9).

What this file does not do: run the ceremony between them (6.3).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from typing import Any

from ballots.errors import Broken
from ballots.protocol.encoding import compact, has_fields, is_list, is_number, read_canonical
from ballots.protocol.group import ORDER, Element, Point, element_of, power, product, read_element
from ballots.protocol.proofs import read_proof, schnorr_holds

_FIELDS = ("threshold", "certs", "coefexps", "signatures", "verification_keys")


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
    size, threshold = _sizes(value)
    signers = [_certificate(cert, size, threshold, place) for place, cert in enumerate(value["certs"], 1)]
    commitments = [
        _commitments(signed, signer, threshold) for signed, signer in zip(value["coefexps"], signers, strict=True)
    ]
    _check_agreement(value, signers)
    coefficients = [product(*column) for column in zip(*commitments, strict=True)]
    for place, (key, signer) in enumerate(zip(value["verification_keys"], signers, strict=True), 1):
        _check_verification_key(key, signer, _at(coefficients, place), check_key)
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


def _sizes(value: Any) -> tuple[int, int]:
    if not has_fields(value, _FIELDS) or not isinstance(value["certs"], list):
        raise _malformed()
    size, threshold = len(value["certs"]), value["threshold"]
    if not all(is_list(value[field], size) for field in _FIELDS[1:]):
        raise _malformed()
    if not is_number(threshold) or not 1 <= threshold <= size:
        raise Broken("trustee-threshold", "Số kiểm phiếu viên cần có để mở kết quả không hợp lý.")
    return size, threshold


def _certificate(cert: Any, size: int, threshold: int, place: int) -> Point:
    """The key that verifies this trustee's signatures: its certificate must be about this very group and place."""
    message = _message(cert, ("context", "verification", "encryption"))
    context = {"group": "Ed25519", "size": size, "threshold": threshold, "index": place}
    if compact(message["context"]) != compact(context):
        raise Broken("trustee-context", "Chứng thư của kiểm phiếu viên được lập cho một nhóm khác.")
    signer = read_element(message["verification"], "trustee-key-invalid")
    read_element(message["encryption"], "trustee-key-invalid")
    _check_signature(cert["message"], signer, cert["signature"])
    return signer


def _commitments(signed: Any, signer: Point, threshold: int) -> list[Point]:
    exponents = _message(signed, ("coefexps",))["coefexps"]
    if not is_list(exponents, threshold):
        raise _malformed()
    _check_signature(signed["message"], signer, signed["signature"])
    return [read_element(exponent, "trustee-key-invalid") for exponent in exponents]


def _check_agreement(value: Any, signers: list[Point]) -> None:
    """Each trustee signed all certificates together with their own commitments."""
    for signed, signature, signer in zip(value["coefexps"], value["signatures"], signers, strict=True):
        own = read_canonical(signed["message"].encode(), "trustee-malformed")["coefexps"]
        agreed = compact({"certs": value["certs"], "coefexps": own}).decode()
        _check_signature(f"certs_sig|{agreed}", signer, signature)


def _check_verification_key(key: Any, signer: Point, expected: Point, check_key: Callable[[Any], None]) -> None:
    if not has_fields(key, ("pok", "public_key", "signature"), ("name",)) or not isinstance(key.get("name", ""), str):
        raise _malformed()
    check_key(key)
    _check_signature(key["public_key"], signer, key["signature"])
    if key["public_key"] != element_of(expected):
        raise Broken("trustee-share", "Khóa của kiểm phiếu viên không khớp với những gì cả nhóm đã cam kết.")


def _at(coefficients: list[Point], place: int) -> Point:
    """prod_k A_k^(place^k), from the highest coefficient down."""
    return reduce(lambda so_far, coefficient: product(power(so_far, place), coefficient), reversed(coefficients))


def _message(signed: Any, fields: tuple[str, ...]) -> Any:
    """The object inside a signed message; its signature is checked apart, once the signer is known."""
    if not has_fields(signed, ("message", "signature")) or not isinstance(signed["message"], str):
        raise _malformed()
    message = read_canonical(signed["message"].encode(), "trustee-malformed")
    if not has_fields(message, fields):
        raise _malformed()
    return message


def _check_signature(message: str, signer: Point, signature: Any) -> None:
    if not schnorr_holds(f"sigmsg|{message}|", signer, read_proof(signature, "trustee-malformed")):
        raise Broken("trustee-signature", "Chữ ký của kiểm phiếu viên trên khóa chung không đúng.")


def _malformed() -> Broken:
    return Broken("trustee-malformed", "Khóa chung của các kiểm phiếu viên không đúng định dạng.")
