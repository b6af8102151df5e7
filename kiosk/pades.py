"""Signatures on papers (PAdES B-B, ETSI EN 319 142-1): who may sign, several in turn, and what a reader finds.

pyHanko does the work, behind `kiosk.pdf_signing` and `kiosk.pdf_checking`, which are loaded when first needed: the kiosk
and the verifier start without them. Nothing here asks the network: no time stamp, no revocation list.
"""

from datetime import datetime

from cryptography.hazmat.primitives.serialization import Encoding

from kiosk.certificate import KioskCertificate
from kiosk.pkcs12 import open_pkcs12, require_usable
from kiosk.signed import Signed


def sign_with_kiosk(pdf: bytes, certificate: KioskCertificate, reason: str, at: datetime) -> bytes:
    """The paper with one signature more, its bytes unchanged in front. Each call signs once more.

    `reason`: what the signature is for, in words. `at`: local time, or with a zone. Refused `certificate-not-yet`,
    `certificate-expired` (the clock is wrong), `signatures-too-many`; Broken `pdf-unreadable`, or the problem of an earlier
    signature.
    """
    from kiosk.pdf_signing import add_signature, key_in_memory

    require_usable(certificate.certificate, at)
    return add_signature(pdf, key_in_memory(certificate.certificate, certificate.key), reason, at)


def sign_with_pkcs12(pdf: bytes, p12: bytes, password: str, role: str, at: datetime) -> bytes:
    """The paper with one signature more, with the certificate of a PKCS#12 file. `role`: "Chủ trì", "Thư ký" … Idempotent:
    whoever has signed it in this role already, and had no answer, does not sign it twice.

    Refused and Broken as `sign_with_kiosk`, `open_pkcs12` and `require_usable` say.
    """
    from kiosk.pdf_checking import is_signed_with
    from kiosk.pdf_signing import add_signature, key_in_memory

    own = open_pkcs12(p12, password)
    require_usable(own.certificate, at)
    if is_signed_with(pdf, own.certificate.public_bytes(Encoding.DER), role):
        return pdf
    return add_signature(pdf, key_in_memory(own.certificate, own.key, own.chain), role, at)


def sign_with_pkcs11(pdf: bytes, module: str, token: str, pin: str, role: str, at: datetime) -> bytes:
    """The paper with one signature more, with the one certificate on a token whose key has the same ID.

    `module`: path of the maker's PKCS#11 library; `token`: the token's label, "" for the only one. Needs the optional extra
    `pkcs11`. Refused `pkcs11-missing`, `token-missing`, `token-unreadable`, `token-pin`, `certificate-no-key`, and as
    `require_usable` says.
    """
    from kiosk.pdf_signing import add_signature
    from kiosk.pkcs11 import key_on_token

    with key_on_token(module, token, pin) as (signer, certificate):
        require_usable(certificate, at)
        return add_signature(pdf, signer, role, at)


def signatures_of(pdf: bytes, kiosk_certificate_pem: bytes | None = None) -> list[Signed]:
    """Every signature, oldest first; [] for a paper that nobody signed. Broken `pdf-unreadable`; raises nothing else,
    whatever is in the file."""
    from kiosk.pdf_checking import check_signatures

    return check_signatures(pdf, kiosk_certificate_pem)
