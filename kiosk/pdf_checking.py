"""What signatures a PDF has, and whether each still holds. Whatever is in the file, the answer is a list or `Broken`.

A signature is judged at the time it says for itself: without a time stamp nobody can know better, and the same file gives
the same answer in every year. Between and after signatures only further signatures without a picture are let through, so
that nothing can be laid over a signed page; and the last one must cover the file to its end.
"""

import io
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import ParamSpec, TypeVar

from asn1crypto import pem as asn1_pem
from asn1crypto import x509
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, NameObject
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel, StandardDiffPolicy, SuspiciousModification
from pyhanko.sign.diff_analysis.form_rules_api import FormUpdatingRule
from pyhanko.sign.diff_analysis.rules.file_structure_rules import (
    CatalogModificationRule,
    ObjectStreamRule,
    XrefStreamRule,
)
from pyhanko.sign.diff_analysis.rules.form_field_rules import SigFieldCreationRule, SigFieldModificationRule
from pyhanko.sign.fields import MDPPerm, enumerate_sig_fields
from pyhanko.sign.validation import (
    EmbeddedPdfSignature,
    KeyUsageConstraints,
    PdfSignatureStatus,
    SignatureCoverageLevel,
    validate_pdf_signature,
)
from pyhanko_certvalidator import ValidationContext

from ballots.errors import Broken
from kiosk.signed import Signed

MOST_BYTES, MOST_SIGNATURES = 10_000_000, 20
"""Papers have some hundred thousand bytes, and a head teller, tellers, a secretary and a chair sign them."""
P = ParamSpec("P")
T = TypeVar("T")

for _library in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_library).setLevel(logging.CRITICAL)  # what it finds is told by us, in our words


class OnlySignatures(StandardDiffPolicy):
    """After a revision nothing may come but signatures that nobody sees on the page."""

    def __init__(self) -> None:
        structure = [XrefStreamRule(), ObjectStreamRule()]
        super().__init__(
            [
                CatalogModificationRule(frozenset({"/AcroForm", "/Extensions", "/Version"})),
                *(rule.as_qualified(ModificationLevel.LTA_UPDATES) for rule in structure),
            ],
            FormUpdatingRule([SigFieldCreationRule(), SigFieldModificationRule()], frozenset({"/Fields", "/SigFlags"})),
        )

    def review_file(
        self, reader, base_revision, field_mdp_spec=None, doc_mdp=None
    ) -> DiffResult | SuspiciousModification:
        return super().review_file(reader, base_revision, field_mdp_spec, MDPPerm.FILL_FORMS)


def unreadable() -> Broken:
    return Broken("pdf-unreadable", "Tệp PDF này bị hỏng hoặc không đọc được. Xin lấy lại tệp gốc.")


def _whatever_comes(read: Callable[P, T]) -> Callable[P, T]:
    """pyHanko's list of errors for a damaged file is open-ended: all are one to us."""

    def reading(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return read(*args, **kwargs)
        except Exception:
            raise unreadable() from None

    return reading


@_whatever_comes
def field_names(pdf: bytes) -> set[str]:
    """The names of all signature fields, filled in or not."""
    return {name for name, _, _ in enumerate_sig_fields(_open(pdf))}


@_whatever_comes
def check_signatures(pdf: bytes, kiosk_certificate_pem: bytes | None = None) -> list[Signed]:
    """See `kiosk.pades.signatures_of`."""
    found = _open(pdf).embedded_regular_signatures
    if len(found) > MOST_SIGNATURES:
        raise unreadable()
    kiosk = _certificate(kiosk_certificate_pem) if kiosk_certificate_pem else None
    return [_signed(one, one is found[-1], kiosk) for one in found]


@_whatever_comes
def is_signed_with(pdf: bytes, certificate: bytes, role: str) -> bool:
    """Whether it bears a signature by the holder of this certificate (DER) in this role, as it was made."""
    kept = zip(_open(pdf).embedded_regular_signatures, check_signatures(pdf))
    return any(one.signer_cert.dump() == certificate and told.role == role and not told.problem for one, told in kept)


@_whatever_comes
def grew_from(pdf: bytes, original: bytes) -> bool:
    """Whether `original` is this paper before anybody signed it: the first revision, to the byte, and after it nothing but
    signatures. Broken `pdf-unreadable`."""
    if not pdf.startswith(original):
        return False
    reader = _open(pdf)
    if reader.xrefs.get_startxref_for_revision(0) != _open(original).last_startxref:
        return False
    first = reader.get_historical_resolver(0)
    # The first signature brings the form that holds it; without a form to compare with, pyHanko would refuse it.
    first.root.setdefault(NameObject("/AcroForm"), DictionaryObject({NameObject("/Fields"): ArrayObject()}))
    return isinstance(OnlySignatures().review_file(reader, first), DiffResult)


@_whatever_comes
def attached(pdf: bytes, name: str) -> bytes | None:
    """The attached file of that name; None where there is not exactly one. Broken `pdf-unreadable`."""
    listed = list(_open(pdf).root["/Names"]["/EmbeddedFiles"]["/Names"])
    found = [file for title, file in zip(listed[::2], listed[1::2]) if title == name]
    return found[0].get_object()["/EF"]["/F"].data if len(found) == 1 else None


def _open(pdf: bytes) -> PdfFileReader:
    if len(pdf) > MOST_BYTES:
        raise unreadable()
    return PdfFileReader(io.BytesIO(pdf))


def _certificate(pem: bytes) -> x509.Certificate:
    return x509.Certificate.load(asn1_pem.unarmor(pem)[2])


def _signed(one: EmbeddedPdfSignature, last: bool, kiosk: x509.Certificate | None) -> Signed:
    certificate = one.signer_cert
    at = _time(one)
    status = _status(one, at, kiosk)
    whole = status is not None and status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    problem = _problem(status, at, certificate, whole or not last)
    return Signed(
        signer=_named(certificate.subject),
        issuer=_named(certificate.issuer),
        role=str(one.sig_object.get("/Reason", "")),
        at=at.isoformat(timespec="seconds") if at else "",
        intact=problem not in ("pdf-changed", "signature-invalid"),
        covers_whole=whole,
        is_kiosk=kiosk is not None and certificate.dump() == kiosk.dump(),
        trusted=not problem and status.bottom_line,
        problem=problem,
    )


def _time(one: EmbeddedPdfSignature) -> datetime | None:
    """Without a zone it is taken as Greenwich's, so that it is the same for every reader."""
    at = one.self_reported_timestamp
    return at if at is None or at.tzinfo else at.replace(tzinfo=UTC)


def _status(
    one: EmbeddedPdfSignature, at: datetime | None, kiosk: x509.Certificate | None
) -> PdfSignatureStatus | None:
    """None where the signature cannot even be judged. Only the kiosk's certificate is known to us."""
    known = ValidationContext(trust_roots=[kiosk] if kiosk else [], moment=at, allow_fetching=False)
    usage = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"})
    try:
        return validate_pdf_signature(one, known, diff_policy=OnlySignatures(), key_usage_settings=usage)
    except Exception:  # as above: a signature that cannot be read is one that does not hold
        return None


def _problem(status: PdfSignatureStatus | None, at: datetime | None, certificate: x509.Certificate, ends: bool) -> str:
    if status is None or at is None or (status.intact and not status.valid):
        return "signature-invalid"
    if not status.intact or not status.docmdp_ok or not ends:
        return "pdf-changed"
    if not certificate.not_valid_before <= at <= certificate.not_valid_after:
        return "certificate-expired-at-signing"
    return ""


def _named(name: x509.Name) -> str:
    """ "name (organisation)", or whichever of the two there is, or the whole name."""
    parts = name.native
    words = [_first(parts[part]) for part in ("common_name", "organization_name") if parts.get(part)]
    return f"{words[0]} ({words[1]})" if len(words) == 2 else words[0] if words else name.human_friendly


def _first(value: str | list[str]) -> str:
    return value if isinstance(value, str) else value[0]
