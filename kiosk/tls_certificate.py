"""The certificate that the kiosk makes for https in the room: an address is secure to a browser only with one.

It names the laptop's addresses and signs itself, so every device warns once; what it is worth is what its fingerprint, compared
with the desk, is worth. It is no identity: it may be made anew at any time, and is where the laptop has an address more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from kiosk.durable import replace

FILE = "kiosk-tls.pem"
LIFE = timedelta(days=397)
"""Browsers refuse those that live longer than 398 days."""
_MARGIN = timedelta(days=30)


@dataclass(frozen=True)
class TlsCertificate:
    """`path`: key and certificate, one PEM file (mode 0600). `fingerprint`: SHA-256 of the certificate in pairs of digits, as
    browsers show it."""

    path: Path
    fingerprint: str


def tls_certificate(folder: Path, names: Iterable[str], now: datetime) -> TlsCertificate:
    """The one in `folder` where it names all of `names` (addresses and host names) and is good for a month from `now` (local
    time, or with a zone); else a new one in its place. Raises OSError."""
    path, wanted, at = folder / FILE, list(dict.fromkeys(names)), now.astimezone(UTC)
    standing = _read(path)
    if standing is None or not set(wanted) <= names_of(standing) or not _is_good(standing, at):
        replace(path, _make(wanted, at))
        standing = _read(path)
    return TlsCertificate(path, standing.fingerprint(SHA256()).hex(" ").upper())


def names_of(certificate: x509.Certificate) -> set[str]:
    """Every address and host name that it is good for."""
    named = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return {str(one.value) for one in named}


def _read(path: Path) -> x509.Certificate | None:
    """None where there is none that can be used with its key."""
    try:
        pem = path.read_bytes()
        key, certificate = load_pem_private_key(pem, password=None), x509.load_pem_x509_certificate(pem)
        names_of(certificate)
    except (OSError, ValueError, TypeError, x509.ExtensionNotFound):
        return None
    return certificate if key.public_key() == certificate.public_key() else None


def _is_good(certificate: x509.Certificate, at: datetime) -> bool:
    return certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc - _MARGIN


def _make(names: list[str], at: datetime) -> bytes:
    """A new key and its certificate, PEM. Valid from the day before, as a tablet's clock may be behind."""
    key = generate_private_key(SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Hòm Phiếu")])
    start = at.replace(microsecond=0) - timedelta(days=1)
    certificate = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number(), start, start + LIFE)
        .add_extension(x509.SubjectAlternativeName([_named(name) for name in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, SHA256())
    )
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return pem + certificate.public_bytes(Encoding.PEM)


def _named(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)
