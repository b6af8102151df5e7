"""One signature more on a PDF, as an incremental update that adds the signature and nothing else."""

import io
from collections.abc import Iterable
from datetime import datetime

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer, SimpleSigner
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko_certvalidator.registry import SimpleCertificateStore

from ballots.errors import Broken, Refused
from kiosk.pdf_checking import MOST_SIGNATURES, check_signatures, field_names, unreadable
from kiosk.signed import sentence


class _Update(IncrementalPdfFileWriter):
    """The paper's metadata stay as they are: they are part of the PDF/A claim, in two places that must agree."""

    def _update_meta(self) -> None:
        pass


class _PaperSigner(PdfSigner):
    """Signs with the given time, and leaves the paper PDF 1.7 (PDF/A-3 is built on it)."""

    def __init__(self, meta: PdfSignatureMetadata, signer: Signer, at: datetime) -> None:
        super().__init__(meta, signer)
        self._at = at

    def init_signing_session(self, pdf_out, existing_fields_only=False):
        started = super().init_signing_session(pdf_out, existing_fields_only)
        started.system_time = self._at.astimezone() if self._at.tzinfo is None else self._at
        return started

    def register_extensions(self, pdf_out, *, md_algorithm: str) -> None:
        pdf_out.register_extension(ESIC_EXTENSION_1)


def key_in_memory(
    certificate: x509.Certificate,
    key: RSAPrivateKey | EllipticCurvePrivateKey,
    chain: Iterable[x509.Certificate] = (),
) -> Signer:
    """A signer of pyHanko from what `cryptography` has read."""
    store = SimpleCertificateStore()
    store.register_multiple(_asn1(issuer) for issuer in chain)
    private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return SimpleSigner(_asn1(certificate), asn1_keys.PrivateKeyInfo.load(private), store)


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def add_signature(pdf: bytes, signer: Signer, reason: str, at: datetime) -> bytes:
    """`pdf` and, behind it, the update. Broken `pdf-unreadable`, or the problem of an earlier signature: nobody is to sign
    what was changed after somebody else signed it. Refused `signatures-too-many`."""
    earlier = check_signatures(pdf)
    if problem := next((one.problem for one in earlier if one.problem), ""):
        raise Broken(problem, sentence(problem))
    if len(earlier) >= MOST_SIGNATURES:
        raise Refused(
            "signatures-too-many",
            "Văn bản này đã có %(count)s chữ ký, không thêm được nữa. Các chữ ký đã có vẫn còn nguyên.",
            count=len(earlier),
        )
    meta = PdfSignatureMetadata(field_name=_free_name(pdf), reason=reason, subfilter=SigSeedSubFilter.PADES)
    try:
        update = _Update(io.BytesIO(pdf))
    except Exception:  # pyHanko's list of errors for a damaged file is open-ended
        raise unreadable() from None
    signed = io.BytesIO()
    _PaperSigner(meta, signer, at).sign_pdf(update, output=signed)
    return signed.getvalue()


def _free_name(pdf: bytes) -> str:
    taken = field_names(pdf)
    return next(name for number in range(1, len(taken) + 2) if (name := f"Signature{number}") not in taken)
