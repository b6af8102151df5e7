"""The kiosk's own key: it signs records, and its fingerprint on the projector is what the room photographs.

The key says that a record came from this laptop; it opens no ballot. It is made at the first start and never replaced
by the program: a damaged key file is a question for a person, because a new key means a new fingerprint.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from ballots.errors import Broken, Refused
from ballots.record.signature import fingerprint
from kiosk.durable import write_new


@dataclass(frozen=True)
class KioskKey:
    """`public_pem` goes into every record; `fingerprint` is that of `ballots.record.signature`."""

    _private: Ed25519PrivateKey = field(repr=False)

    @classmethod
    def load_or_make(cls, path: Path) -> KioskKey:
        """The key in `path` (PEM, PKCS#8, mode 0600), made there where there is none. Idempotent, even for two
        starts at once.

        Refused `kiosk-key-unreadable` (cannot be read or written), Broken `kiosk-key-damaged` (is no Ed25519 key).
        """
        try:
            if not path.exists():
                _make(path)
            return cls(_private_key(path.read_bytes(), path))
        except OSError as error:
            raise Refused(
                "kiosk-key-unreadable",
                "Không đọc hoặc ghi được tệp khóa của máy kiểm phiếu %(path)s: "
                "%(reason)s. Xin kiểm tra quyền ghi của thư mục này rồi khởi động lại.",
                path=path,
                reason=error.strerror,
            ) from None

    def sign(self, message: bytes) -> bytes:
        """64 bytes; the same message always gives the same signature (RFC 8032)."""
        return self._private.sign(message)

    @property
    def public_pem(self) -> bytes:
        return self._private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    @cached_property
    def fingerprint(self) -> str:
        return fingerprint(self.public_pem)


def _make(path: Path) -> None:
    """Where another start was faster, its key is the kiosk's key."""
    write_new(path, Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


def _private_key(pem: bytes, path: Path) -> Ed25519PrivateKey:
    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise Broken(
            "kiosk-key-damaged",
            "Tệp khóa của máy kiểm phiếu %(path)s bị hỏng. Xin chép lại tệp này từ bản "
            "sao; nếu không có bản sao, xin đổi tên nó rồi khởi động lại để tạo khóa mới (mã nhận dạng hòm phiếu sẽ "
            "khác).",
            path=path,
        )
    return key
