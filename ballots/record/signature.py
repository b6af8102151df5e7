"""Who signed a record: Ed25519 (RFC 8032), the public key as PEM, and the fingerprint that a photograph can show.

The signature is the bare 64 bytes, so that `openssl pkeyutl -verify -rawin` checks it without us.
"""

import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from ballots.errors import Broken

SHOWN_DIGITS = 32


def fingerprint(public_pem: bytes) -> str:
    """The key's fingerprint as people compare it: "a1b2 c3d4 …", 8 groups of 4 hex digits.

    It is the first half (128 bits) of the SHA-256 of the 32 raw key bytes: short enough for a photograph, and nobody
    can make another key with the same 128 bits. Broken `key-malformed`.
    """
    raw = _read(public_pem).public_bytes(Encoding.Raw, PublicFormat.Raw)
    shown = hashlib.sha256(raw).hexdigest()[:SHOWN_DIGITS]
    return " ".join(shown[start : start + 4] for start in range(0, SHOWN_DIGITS, 4))


def check_signature(public_pem: bytes, message: bytes, signature: bytes) -> None:
    """Broken `key-malformed` or `signature-invalid`; nothing where the signature holds."""
    try:
        _read(public_pem).verify(signature, message)
    except InvalidSignature:
        raise Broken("signature-invalid", "Chữ ký của hồ sơ không khớp: bảng kê hoặc chữ ký đã bị thay đổi.") from None


def _read(public_pem: bytes) -> Ed25519PublicKey:
    """Only the one way of writing a key is taken: a PEM with anything before, after or inside is refused."""
    refusal = Broken("key-malformed", "Khóa công khai trong hồ sơ không đọc được (cần khóa Ed25519 dạng PEM).")
    try:
        key = load_pem_public_key(public_pem)
    except Exception:  # the library's list of errors for a damaged PEM is open-ended
        raise refusal from None
    if not isinstance(key, Ed25519PublicKey):
        raise refusal
    if key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo) != public_pem:
        raise refusal
    return key
