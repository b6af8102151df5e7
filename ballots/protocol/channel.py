"""Messages from one trustee to another (6.3): signed by the sender, then encrypted so that only the recipient reads them.

The form is that of belenios 3.1 and newer, AES-256-GCM; whoever carries the messages can neither read nor alter them.
"""

from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ballots.errors import Broken
from ballots.protocol.encoding import compact, has_fields, read_canonical, read_text, sha_bytes
from ballots.protocol.group import (
    Element,
    Point,
    element_of,
    point_of,
    power,
    power_of_g,
    product,
    quotient,
    random_scalar,
    read_element,
)
from ballots.protocol.signed import check_signature, read_message, sign

ALGORITHM = "AES-GCM"
_FIELDS = ("algorithm", "alpha", "beta", "data")
_LONGEST = 10_000
"""Of `data`, in hexadecimal digits: more than any group needs, so that nobody sends the others a load of something else."""


def send(signing: int, recipient: Element, value: object) -> str:
    """`value`, signed with the sender's private key, for the holder of the key behind `recipient` alone."""
    inner = {"recipient": recipient, "message": compact(value).decode()}
    return _encrypt(point_of(recipient), compact(sign(signing, inner)))


def receive(decrypting: int, sender: Point, sealed: Any, field: str) -> Any:
    """What stands in the one field of a message; Broken unless `sender` signed it for the holder of `decrypting`.

    Codes: "message-unreadable", "message-other-recipient", "trustee-signature", "trustee-malformed", "element-invalid".
    """
    signed = read_canonical(_decrypt(decrypting, sealed), "message-unreadable")
    inner = read_message(signed, ("recipient", "message"))
    check_signature(signed["message"], sender, signed["signature"])
    if inner["recipient"] != element_of(power_of_g(decrypting)):
        raise Broken("message-other-recipient", "Nội dung kiểm phiếu viên gửi cho nhau bị chuyển nhầm người nhận.")
    value = read_text(inner["message"], "message-unreadable")
    if not has_fields(value, (field,)):
        raise _unreadable()
    return value[field]


def read_sealed(sealed: Any) -> tuple[Point, Point, bytes]:
    """The parts of an encrypted message, which anybody can read: alpha, beta, and the ciphertext with its tag."""
    value = read_text(sealed, "message-unreadable")
    if not has_fields(value, _FIELDS) or value["algorithm"] != ALGORITHM or not isinstance(value["data"], str):
        raise _unreadable()
    if len(value["data"]) > _LONGEST:
        raise _unreadable()
    alpha, beta = (read_element(value[name]) for name in ("alpha", "beta"))
    try:
        data = bytes.fromhex(value["data"])
    except ValueError:
        raise _unreadable() from None
    if data.hex() != value["data"]:
        raise _unreadable()
    return alpha, beta, data


def _encrypt(recipient: Point, text: bytes) -> str:
    randomness, secret = random_scalar(), power_of_g(random_scalar())
    alpha, beta = power_of_g(randomness), product(power(recipient, randomness), secret)
    data = _cipher(secret).encrypt(_iv(alpha), text, None)
    parts = (ALGORITHM, element_of(alpha), element_of(beta), data.hex())
    return compact(dict(zip(_FIELDS, parts, strict=True))).decode()


def _decrypt(private: int, sealed: Any) -> bytes:
    alpha, beta, data = read_sealed(sealed)
    try:
        return _cipher(quotient(beta, power(alpha, private))).decrypt(_iv(alpha), data, None)
    except InvalidTag:
        raise _unreadable() from None


def _cipher(secret: Point) -> AESGCM:
    return AESGCM(sha_bytes(f"key|{element_of(secret)}"))


def _iv(alpha: Point) -> bytes:
    """All 32 bytes, which the algorithm takes as well as the usual 12."""
    return sha_bytes(f"iv|{element_of(alpha)}")


def _unreadable() -> Broken:
    return Broken("message-unreadable", "Nội dung kiểm phiếu viên gửi cho nhau đã bị sửa, hoặc không gửi cho máy này.")
