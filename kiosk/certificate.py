"""The kiosk's certificate: with it the kiosk signs the papers of a meeting that is adopted.

An ECDSA P-256 key and an X.509 certificate that the kiosk gives itself. Nobody vouches for it but the kiosk: its name says
the kiosk's fingerprint, which the room photographs, and the record that holds it is signed by the kiosk's own key. Both
stand in one file, so that there is never one without the other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from cryptography.x509.oid import NameOID

from ballots.errors import Broken, Refused
from kiosk.durable import write_new

FILE = "kiosk-papers.pem"
LIFE = timedelta(days=3653)
_REMEDY = (
    " Xin chép lại tệp này từ bản sao; nếu không có bản sao, xin đổi tên nó rồi khởi động lại để tạo chứng thư mới "
    "(văn bản đã ký vẫn có giá trị như cũ)."
)


def certificate_name(fingerprint: str) -> str:
    """The common name of the certificate of the kiosk with this fingerprint ("a1b2 c3d4 …", 39 letters)."""
    return f"Hòm Phiếu {fingerprint}"


@dataclass(frozen=True)
class KioskCertificate:
    """`certificate` is public and goes into every record, as `certificate_pem`; `key` never leaves this kiosk."""

    certificate: x509.Certificate
    key: EllipticCurvePrivateKey = field(repr=False)

    @classmethod
    def load_or_make(cls, folder: Path, fingerprint: str, now: datetime) -> KioskCertificate:
        """The certificate in `folder` (mode 0600), made there where there is none. Idempotent, even for two starts at once.

        `fingerprint`: the kiosk's, of `ballots.record.signature`. `now`: local time, or with a zone.
        Refused `kiosk-certificate-unreadable` (cannot be read or written); Broken `kiosk-certificate-damaged` (is no key
        with its certificate), `kiosk-certificate-other` (names another kiosk).
        """
        path = folder / FILE
        try:
            if not path.exists():
                write_new(path, _make(fingerprint, now.astimezone(UTC)))
            return _read(path.read_bytes(), path, fingerprint)
        except OSError as error:
            raise Refused(
                "kiosk-certificate-unreadable",
                "Không đọc hoặc ghi được tệp chứng thư ký văn bản của máy kiểm phiếu %(path)s: %(reason)s. Xin kiểm tra "
                "quyền ghi của thư mục này rồi khởi động lại.",
                path=path,
                reason=error.strerror,
            ) from None

    @property
    def certificate_pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)


def _make(fingerprint: str, now: datetime) -> bytes:
    """A new key and its certificate, PEM. Valid from the day before, as the clocks of two offices are never the same."""
    key = generate_private_key(SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, certificate_name(fingerprint))])
    start = now.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=1)
    usage = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign"), False
    )
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), start, start + LIFE)
    certificate = (
        builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=True, content_commitment=True, encipher_only=False, decipher_only=False, **usage
            ),
            critical=True,
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, SHA256())
    )
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return pem + certificate.public_bytes(Encoding.PEM)


def _read(pem: bytes, path: Path, fingerprint: str) -> KioskCertificate:
    try:
        key, certificate = load_pem_private_key(pem, password=None), x509.load_pem_x509_certificate(pem)
        sound = isinstance(key, EllipticCurvePrivateKey) and certificate.public_key() == key.public_key()
    except Exception:  # the libraries' list of errors for a damaged PEM is open-ended
        sound = False
    if not sound:
        raise Broken("kiosk-certificate-damaged", "Tệp chứng thư ký văn bản %(path)s bị hỏng." + _REMEDY, path=path)
    if common_name(certificate.subject) != certificate_name(fingerprint):
        raise Broken(
            "kiosk-certificate-other",
            "Tệp chứng thư ký văn bản %(path)s là của máy kiểm phiếu khác (khác mã nhận dạng hòm phiếu)." + _REMEDY,
            path=path,
        )
    return KioskCertificate(certificate, key)


def common_name(name: x509.Name) -> str:
    """The first common name, "" where there is none."""
    return next((str(part.value) for part in name.get_attributes_for_oid(NameOID.COMMON_NAME)), "")


def read_name(pem: bytes) -> str:
    """The common name of a certificate. Broken `certificate-unreadable`."""
    try:
        return common_name(x509.load_pem_x509_certificate(pem).subject)
    except Exception:  # the library's list of errors for a damaged PEM is open-ended
        raise Broken("certificate-unreadable", "Chứng thư ký văn bản trong hồ sơ không đọc được.") from None
