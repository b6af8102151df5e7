"""Signing papers: several in turn, each as an update behind what others signed, and read back by other programs."""

import io
import re
import socket
import subprocess
from datetime import datetime, timedelta

import pikepdf
import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from ballots.errors import Broken, Refused
from kiosk import pdf_checking, pdf_signing
from kiosk.pades import sign_with_kiosk, sign_with_pkcs12, signatures_of
from tests import needs
from tests.certificates import FINGERPRINT, MEETING, NOW, PASSWORD, ec_key, kiosk, own, paper, rsa_key

REASON = "Máy kiểm phiếu lập văn bản"


def signed_by_three(folder):
    """By the kiosk, by an RSA and by an ECDSA certificate."""
    first = sign_with_kiosk(paper(), kiosk(folder), REASON, NOW)
    second = sign_with_pkcs12(first, own(key=rsa_key()), PASSWORD, "Chủ trì", NOW + timedelta(minutes=5))
    third = sign_with_pkcs12(second, own("Trần Thị Bình", ""), PASSWORD, "Thư ký", NOW + timedelta(minutes=9))
    return first, second, third


def test_several_sign_in_turn_and_every_signature_holds(tmp_path):
    first, second, third = signed_by_three(tmp_path)
    assert first.startswith(paper()) and second.startswith(first) and third.startswith(second)
    found = signatures_of(third, kiosk(tmp_path).certificate_pem)
    assert [one.problem for one in found] == ["", "", ""] and all(one.intact for one in found)
    assert [one.covers_whole for one in found] == [False, False, True]
    assert [one.role for one in found] == [REASON, "Chủ trì", "Thư ký"]
    assert [one.at for one in found] == [f"2026-12-20T09:{minute}:00+07:00" for minute in (30, 35, 39)]


def test_it_is_said_whose_each_signature_is_and_only_the_kiosks_is_trusted(tmp_path):
    _, _, paper_of_three = signed_by_three(tmp_path)
    found = signatures_of(paper_of_three, kiosk(tmp_path).certificate_pem)
    assert [one.signer for one in found] == [
        f"Hòm Phiếu {FINGERPRINT}",
        "Nguyễn Văn An (BHXH tỉnh Phú Thọ)",
        "Trần Thị Bình",
    ]
    assert [one.issuer for one in found][1:] == ["Tổ chức chứng thực mẫu"] * 2
    assert [(one.is_kiosk, one.trusted) for one in found] == [(True, True), (False, False), (False, False)]


def test_without_the_kiosks_certificate_or_with_another_kiosks_nobody_is_trusted(tmp_path):
    signed = sign_with_kiosk(paper(), kiosk(tmp_path / "one"), REASON, NOW)
    for known in (None, kiosk(tmp_path / "other").certificate_pem):
        (found,) = signatures_of(signed, known)
        assert found.intact and not found.problem and not found.is_kiosk and not found.trusted


def test_a_paper_that_nobody_signed_has_no_signatures():
    assert signatures_of(paper()) == []


def test_names_of_signatures_are_never_used_twice(tmp_path):
    """A field that waits empty under the next name is passed over."""
    update = IncrementalPdfFileWriter(io.BytesIO(paper()))
    append_signature_field(update, SigFieldSpec("Signature2"))
    waiting = io.BytesIO()
    update.write(waiting)
    signed = waiting.getvalue()
    for _ in range(3):
        signed = sign_with_kiosk(signed, kiosk(tmp_path), REASON, NOW)
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        names = [str(field.T) for field in pdf.Root.AcroForm.Fields]
        assert sorted(names) == ["Signature1", "Signature2", "Signature3", "Signature4"]
        assert [name for name, field in zip(names, pdf.Root.AcroForm.Fields) if "/V" not in field] == ["Signature2"]
    assert all(one.intact for one in signatures_of(signed))


def test_a_local_time_without_a_zone_is_the_laptops(tmp_path):
    at = datetime(2026, 12, 20, 9, 30)
    (found,) = signatures_of(sign_with_kiosk(paper(), kiosk(tmp_path), REASON, at))
    assert found.at == at.astimezone().isoformat(timespec="seconds")


@pytest.mark.parametrize(
    ("years", "code"), [(-1, "certificate-not-yet"), (11, "certificate-expired")], ids=["before", "after"]
)
def test_a_laptop_with_a_wrong_clock_does_not_sign(tmp_path, years, code):
    with pytest.raises(Refused) as caught:
        sign_with_kiosk(paper(), kiosk(tmp_path), REASON, NOW.replace(year=NOW.year + years))
    assert caught.value.code == code and "đồng hồ" in str(caught.value)


@pytest.mark.parametrize("raw", [b"", b"%PDF-1.7", b"not a pdf", paper()[:2000]], ids=["empty", "head", "text", "cut"])
def test_what_is_no_pdf_is_not_signed(tmp_path, raw):
    with pytest.raises(Broken) as caught:
        sign_with_kiosk(raw, kiosk(tmp_path), REASON, NOW)
    assert caught.value.code == "pdf-unreadable"


def test_nobody_signs_what_was_changed_after_somebody_signed_it(tmp_path):
    signed = sign_with_kiosk(paper(), kiosk(tmp_path), REASON, NOW)
    with pytest.raises(Broken) as caught:
        sign_with_pkcs12(signed.replace(b"/Lang(vi)", b"/Lang(en)"), own(), PASSWORD, "Chủ trì", NOW)
    assert caught.value.code == "pdf-changed"


def test_there_is_room_for_twenty_signatures_and_no_more(tmp_path, monkeypatch):
    assert pdf_checking.MOST_SIGNATURES == pdf_signing.MOST_SIGNATURES == 20
    for module in (pdf_checking, pdf_signing):
        monkeypatch.setattr(module, "MOST_SIGNATURES", 3)
    full = signed_by_three(tmp_path)[-1]
    assert len(signatures_of(full)) == 3
    with pytest.raises(Refused) as caught:
        sign_with_kiosk(full, kiosk(tmp_path), REASON, NOW)
    assert caught.value.code == "signatures-too-many"
    monkeypatch.setattr(pdf_checking, "MOST_SIGNATURES", 2)
    with pytest.raises(Broken) as broken:
        signatures_of(full)
    assert broken.value.code == "pdf-unreadable"


def test_a_signature_changes_nothing_of_the_pdf_a_claim_and_the_attachment(tmp_path):
    _, _, signed = signed_by_three(tmp_path)
    with pikepdf.open(io.BytesIO(signed)) as after, pikepdf.open(io.BytesIO(paper())) as before:
        metadata = after.Root.Metadata.read_bytes()
        assert metadata == before.Root.Metadata.read_bytes()
        assert b"<pdfaid:part>3<" in metadata and b"<pdfaid:conformance>A<" in metadata
        assert dict(after.docinfo) == dict(before.docinfo)
        assert after.attachments["meeting.json"].get_file().read_bytes() == MEETING
        assert "/Version" not in after.Root and after.Root.StructTreeRoot.is_owned_by(after)
        assert "/NeedAppearances" not in after.Root.AcroForm


def test_no_signature_shows_on_a_page(tmp_path):
    """PDF/A asks for a picture only where a field has a size."""
    _, _, signed = signed_by_three(tmp_path)
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        fields = [annotation for page in pdf.pages for annotation in page.get("/Annots", [])]
        assert len(fields) == 3
        for field in fields:
            assert list(field.Rect) == [0, 0, 0, 0] and int(field.F) & 4 and not int(field.F) & 0b11


def test_it_is_pades_baseline_b(tmp_path):
    """ETSI EN 319 142-1, 6.3: the sub-filter, no signing time inside but /M outside, the certificate bound by its hash."""
    (signature,) = embedded(sign_with_kiosk(paper(), kiosk(tmp_path), REASON, NOW))
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached" and "/M" in signature.sig_object
    attributes = {attribute["type"].native for attribute in signature.signer_info["signed_attrs"]}
    assert "signing_certificate_v2" in attributes and "signing_time" not in attributes
    assert signature.signer_info["digest_algorithm"]["algorithm"].native == "sha256"


def embedded(pdf):
    return PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures


def test_poppler_finds_the_same_signatures(tmp_path):
    file = tmp_path / "paper.pdf"
    file.write_bytes(signed_by_three(tmp_path)[-1])
    told = subprocess.run([needs.program("pdfsig"), "-nocert", file], capture_output=True, text=True).stdout
    assert re.findall(r"Signature Field Name: (\S+)", told) == ["Signature1", "Signature2", "Signature3"]
    assert told.count("Signature Validation: Signature is Valid.") == 3
    assert told.count("Signature Type: ETSI.CAdES.detached") == 3
    assert told.count("Total document signed") == 1 and told.count("Not total document signed") == 2
    assert "Signer Certificate Common Name: Trần Thị Bình" in told


def test_poppler_still_sees_pdf_1_7(tmp_path):
    file = tmp_path / "paper.pdf"
    file.write_bytes(signed_by_three(tmp_path)[-1])
    told = subprocess.run([needs.program("pdfinfo"), file], capture_output=True, text=True).stdout
    assert re.search(r"PDF version:\s+1\.7", told) and re.search(r"Pages:\s+2\n", told)
    assert not re.search(r"JavaScript:\s+yes|Encrypted:\s+yes", told)


def test_nobody_asks_the_network(tmp_path, monkeypatch):
    """No time stamp, no revocation list: the room is offline."""

    def refuse(*_args, **_kwargs):
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    online = own(key=ec_key(), urls=True)
    signed = sign_with_pkcs12(paper(), online, PASSWORD, "Chủ trì", NOW)
    (found,) = signatures_of(signed, kiosk(tmp_path).certificate_pem)
    assert found.intact and not found.trusted
