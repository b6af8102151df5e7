"""Certificates, keys and a paper for tests of signatures. The people are invented."""

import functools
import json
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path

import typst
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificateIssuerPrivateKeyTypes
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, NoEncryption, pkcs12
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID

from kiosk.certificate import KioskCertificate

NOW = datetime(2026, 12, 20, 9, 30, tzinfo=timezone(timedelta(hours=7)))
FINGERPRINT = "5f1c 9a02 77be 4410 5f1c 9a02 77be 4410"
PASSWORD = "Mật khẩu số 1"
MEETING = json.dumps({"software": "a test"}).encode()
_SOURCE = """
#set document(title: "Biên bản", date: datetime(year: 2026, month: 12, day: 20))
#set text(lang: "vi")
= Biên bản
#pagebreak()
Quảng Ninh: 5 phiếu
#pdf.attach("meeting.json", bytes(sys.inputs.data), relationship: "data", mime-type: "application/json", description: "d")
"""


@functools.cache
def paper(data: bytes = MEETING) -> bytes:
    """A PDF/A-3a of two pages with meeting.json attached, as the kiosk's papers are."""
    return typst.compile(_SOURCE.encode(), format="pdf", pdf_standards=["a-3a"], sys_inputs={"data": data.decode()})


def kiosk(folder: Path, fingerprint: str = FINGERPRINT) -> KioskCertificate:
    return KioskCertificate.load_or_make(folder, fingerprint, NOW - timedelta(days=30))


@functools.cache
def rsa_key(bits: int = 2048) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, bits)


@functools.cache
def ec_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def named(person: str, organisation: str = "") -> x509.Name:
    parts = [x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation)] if organisation else []
    return x509.Name([*parts, x509.NameAttribute(NameOID.COMMON_NAME, person)])


def certificate(
    key: CertificateIssuerPrivateKeyTypes,
    person: str = "Nguyễn Văn An",
    organisation: str = "BHXH tỉnh Phú Thọ",
    start: datetime = NOW - timedelta(days=100),
    end: datetime = NOW + timedelta(days=100),
    usage: str | None = "digital_signature",
    urls: bool = False,
) -> x509.Certificate:
    """Issued by an authority that is not there; `usage` None says nothing of what it is for. `urls`: it says where on the
    network its revocation could be asked for."""
    issuer = named("Tổ chức chứng thực mẫu")
    made = x509.CertificateBuilder(issuer, named(person, organisation), key.public_key(), 7, start, end)
    if usage is not None:
        made = made.add_extension(key_usage(usage), critical=True)
    for extension in _URLS if urls else ():
        made = made.add_extension(extension, critical=False)
    return made.sign(ec_key(), SHA256())


_PLACE = x509.UniformResourceIdentifier("http://127.0.0.1:9/revoked")
_URLS = (
    x509.CRLDistributionPoints([x509.DistributionPoint([_PLACE], None, None, None)]),
    x509.AuthorityInformationAccess([x509.AccessDescription(AuthorityInformationAccessOID.OCSP, _PLACE)]),
)


def key_usage(wanted: str) -> x509.KeyUsage:
    names = ["digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement"]
    names += ["key_cert_sign", "crl_sign", "encipher_only", "decipher_only"]
    return x509.KeyUsage(**{name: name == wanted for name in names})


def p12(
    key: pkcs12.PKCS12PrivateKeyTypes | None,
    of: x509.Certificate | None,
    password: str = PASSWORD,
    others: Sequence[x509.Certificate] = (),
) -> bytes:
    lock = BestAvailableEncryption(password.encode()) if password else NoEncryption()
    return pkcs12.serialize_key_and_certificates(b"ky so", key, of, others, lock)


def own(person: str = "Nguyễn Văn An", organisation: str = "BHXH tỉnh Phú Thọ", **differs: object) -> bytes:
    """The .p12 of a person, locked with PASSWORD; `differs` as of `certificate`."""
    key = differs.pop("key", None) or ec_key()
    return p12(key, certificate(key, person, organisation, **differs))


def own_today() -> bytes:
    """The .p12 of somebody who may sign by the machine's own clock."""
    now = datetime.now().astimezone()
    return own(start=now - timedelta(days=2), end=now + timedelta(days=2))
