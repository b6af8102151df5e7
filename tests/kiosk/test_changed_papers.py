"""A paper changed after signing is found out, wherever and however it was changed; and no file makes the check fall over."""

import functools
import io
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.generic import DictionaryObject, NameObject, NumberObject, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

from ballots.errors import Broken
from kiosk.certificate import KioskCertificate
from kiosk.pades import sign_with_kiosk, sign_with_pkcs12, signatures_of
from kiosk.pdf_checking import attached, grew_from
from kiosk.pdf_signing import add_signature, key_in_memory
from tests.certificates import FINGERPRINT, MEETING, NOW, PASSWORD, certificate, ec_key, kiosk, own, paper


@functools.cache
def ours():
    return kiosk(Path(tempfile.mkdtemp()))


@functools.cache
def signed_twice():
    first = sign_with_kiosk(paper(), ours(), "Lập văn bản", NOW)
    return sign_with_pkcs12(first, own(), PASSWORD, "Chủ trì", NOW)


def holds(pdf):
    """Whether every one of two signatures is found and holds."""
    try:
        found = signatures_of(pdf, ours().certificate_pem)
    except Broken as broken:
        assert broken.code == "pdf-unreadable"
        return False
    return len(found) == 2 and not any(one.problem for one in found) and all(one.intact for one in found)


def holes(pdf):
    """Where the signatures themselves stand, from "<" to behind ">": these bytes sign and are not signed."""
    starts = [at for at in range(len(pdf)) if pdf.startswith(b"/Contents <", at)]
    return [range(at + 10, pdf.index(b">", at) + 1) for at in starts]


def test_what_was_not_changed_holds():
    assert holds(signed_twice()) and len(holes(signed_twice())) == 2


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(paper()) + 8000), st.integers(1, 255))
def test_a_byte_changed_anywhere_is_found(position, mask):
    """Outside the two signatures; inside them the zeros that fill up are nobody's."""
    pdf = signed_twice()
    position %= len(pdf)
    if any(position in hole for hole in holes(pdf)):
        position = holes(pdf)[1].stop
    assert not holds(pdf[:position] + bytes([pdf[position] ^ mask]) + pdf[position + 1 :])


PARTS = {
    "certificate": lambda one: one.signer_cert.dump(),
    "signed attributes": lambda one: one.signer_info["signed_attrs"].contents,
    "signature": lambda one: one.signer_info["signature"].native,
}
"""What makes a signature; around it stand lists of algorithms that say nothing and that nobody signs."""


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_byte_changed_in_a_signature_is_found(part, data):
    pdf, hole = signed_twice(), holes(signed_twice())[1]
    digits = part(PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures[1]).hex().encode()
    start = pdf[hole.start : hole.stop].lower().index(digits) + hole.start
    place = start + data.draw(st.integers(0, len(digits) - 1))
    other = data.draw(st.sampled_from([digit for digit in b"0123456789ABCDEF" if digit != pdf[place]]))
    assert pdf[place] in b"0123456789ABCDEF" and not holds(pdf[:place] + bytes([other]) + pdf[place + 1 :])


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_what_is_cut_off_or_put_in_is_found(data):
    pdf = signed_twice()
    position = data.draw(st.integers(0, len(pdf) - 1))
    more = data.draw(st.binary(max_size=20))
    assert not holds(pdf[:position] + more)
    assert not more or not holds(pdf[:position] + more + pdf[position:]) or more == pdf[position : position + len(more)]


def update(pdf, change):
    """`pdf` with an update behind it, as any editor writes one; `change` gets the writer."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    change(writer)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def turn_the_page(writer):
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page[NameObject("/Rotate")] = NumberObject(180)
    writer.update_container(page)


def exchange_the_text(writer):
    contents = writer.root["/Pages"]["/Kids"][1].get_object()["/Contents"]
    contents._data, contents._encoded_data = b"", None
    writer.update_container(contents)


def write_a_note(writer):
    note = {"/Type": NameObject("/Annot"), "/Subtype": NameObject("/FreeText"), "/Contents": pdf_string("6 phiếu")}
    page = writer.root["/Pages"]["/Kids"][1].get_object()
    page.setdefault(NameObject("/Annots"), type(writer.root["/AF"])()).append(
        writer.add_object(DictionaryObject({NameObject(name): value for name, value in note.items()}))
    )
    writer.update_container(page)


def exchange_the_numbers(writer):
    file = writer.root["/Names"]["/EmbeddedFiles"]["/Names"][1].get_object()["/EF"]["/F"]
    file._data, file._encoded_data = b"{}", None
    writer.update_container(file)


CHANGES = {one.__name__: one for one in (turn_the_page, exchange_the_text, write_a_note, exchange_the_numbers)}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_an_update_after_the_last_signature_is_found(change):
    found = signatures_of(update(signed_twice(), change), ours().certificate_pem)
    assert [one.problem for one in found] == ["pdf-changed", "pdf-changed"]
    assert not any(one.intact or one.trusted or one.covers_whole for one in found)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_an_update_between_two_signatures_is_found(change):
    """Whoever signs after a change cannot make it good: only the later signature holds."""
    changed = update(sign_with_kiosk(paper(), ours(), "Lập văn bản", NOW), change)
    found = signatures_of(signed_by_a_stranger(changed), ours().certificate_pem)
    assert [one.problem for one in found] == ["pdf-changed", ""]


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_an_update_before_the_first_signature_is_not_the_paper_that_was_made(change):
    """This is what only the owner of the kiosk's key could do: the signature holds, the comparison does not."""
    changed = sign_with_kiosk(update(paper(), change), ours(), "Lập văn bản", NOW)
    (found,) = signatures_of(changed, ours().certificate_pem)
    assert found.trusted and changed.startswith(paper()) and not grew_from(changed, paper())


def signed_by_a_stranger(pdf, box=None, name="Signature9"):
    """As another program signs; with `box` its signature shows on the last page."""
    field = SigFieldSpec(name, on_page=1, box=box) if box else None
    signer = key_in_memory(certificate(ec_key()), ec_key())
    meta = PdfSignatureMetadata(field_name=name, subfilter=SigSeedSubFilter.PADES)
    signed = io.BytesIO()
    PdfSigner(meta, signer, new_field_spec=field).sign_pdf(Quiet(io.BytesIO(pdf)), output=signed)
    return signed.getvalue()


class Quiet(IncrementalPdfFileWriter):
    """Leaves the metadata alone."""

    def _update_meta(self):
        pass


def test_a_later_signature_that_shows_could_cover_the_text_and_is_found():
    first = sign_with_kiosk(paper(), ours(), "Lập văn bản", NOW)
    unseen, seen = signed_by_a_stranger(first), signed_by_a_stranger(first, (0, 0, 500, 500))
    assert [one.problem for one in signatures_of(unseen)] == ["", ""] and grew_from(unseen, paper())
    assert [one.problem for one in signatures_of(seen)] == ["pdf-changed", ""] and not grew_from(seen, paper())


@pytest.mark.parametrize("more", [b"\n", b"x", b"%%EOF", paper()], ids=["line", "letter", "end", "paper"])
def test_what_stands_behind_the_last_signature_is_found(more):
    assert not holds(signed_twice() + more)


def test_a_certificate_that_had_expired_when_it_signed_is_found():
    signed = stranger_at(NOW.replace(year=2030))
    (found,) = signatures_of(signed)
    assert found.problem == "certificate-expired-at-signing" and found.intact and not found.trusted
    assert signatures_of(stranger_at(NOW))[0].problem == ""


def stranger_at(at):
    """Somebody whose program does not look at the certificate's days."""
    return add_signature(paper(), key_in_memory(certificate(ec_key()), ec_key()), "Thư ký", at)


def test_a_paper_is_judged_at_the_time_of_its_signing_whatever_the_day_is_now(tmp_path):
    for year in (2019, 2058):
        then = NOW.replace(year=year)
        certificate_then = KioskCertificate.load_or_make(tmp_path / str(year), FINGERPRINT, then)
        signed = sign_with_kiosk(paper(), certificate_then, "Lập văn bản", then)
        assert signatures_of(signed, certificate_then.certificate_pem)[0].trusted


def test_a_certificate_that_only_bears_the_kiosks_name_is_not_the_kiosks(tmp_path):
    """Anybody can make a certificate of the same name: it is compared whole."""
    same_name = kiosk(tmp_path)
    assert same_name.certificate.subject == ours().certificate.subject
    (found,) = signatures_of(sign_with_kiosk(paper(), same_name, "Lập văn bản", NOW), ours().certificate_pem)
    assert found.intact and not found.is_kiosk and not found.trusted


def test_the_first_revision_is_compared_to_the_byte():
    assert grew_from(signed_twice(), paper()) and grew_from(paper(), paper())
    assert not grew_from(signed_twice(), paper(b'{"software": "another"}'))
    english = paper().replace(b"/Lang(vi", b"/Lang(en")
    assert not grew_from(sign_with_kiosk(english, ours(), "Lập văn bản", NOW), paper())
    once = sign_with_kiosk(paper(), ours(), "Lập văn bản", NOW)
    assert not grew_from(signed_twice(), once), "what was made is what nobody had signed yet"


def test_a_paper_in_front_that_nobody_reads_is_not_the_paper():
    """The bytes begin as they should, but every reader starts at the end and finds another paper there."""
    signed = sign_with_kiosk(behind(paper(), paper(b'{"software": "another"}')), ours(), "Lập văn bản", NOW)
    (found,) = signatures_of(signed, ours().certificate_pem)
    assert found.trusted and signed.startswith(paper())
    assert attached(signed, "meeting.json") != MEETING and not grew_from(signed, paper())


def behind(one, other):
    """Two files in one: whoever reads it sees `other`."""
    moved = re.sub(rb"(\d{10}) 00000 n", lambda found: b"%010d 00000 n" % (int(found[1]) + len(one)), other)
    return one + re.sub(rb"startxref\n(\d+)", lambda found: b"startxref\n%d" % (int(found[1]) + len(one)), moved)


def test_the_attached_file_is_read():
    assert attached(signed_twice(), "meeting.json") == MEETING and attached(paper(), "other.json") is None


def test_of_two_attached_files_of_one_name_none_is_believed():
    def attach_again(writer):
        names = writer.root["/Names"]["/EmbeddedFiles"]["/Names"]
        names += [names[0], names.raw_get(1)]
        writer.update_root()

    assert attached(update(paper(), attach_again), "meeting.json") is None


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_no_file_makes_the_check_fall_over(data):
    pdf = bytearray(signed_twice())
    for _ in range(data.draw(st.integers(1, 12))):
        start = data.draw(st.integers(0, len(pdf) - 1))
        length = data.draw(st.integers(0, 40))
        pdf[start : start + length] = data.draw(st.binary(max_size=40))
    for read in (signatures_of, lambda raw: attached(raw, "meeting.json"), lambda raw: grew_from(raw, paper())):
        try:
            read(bytes(pdf))
        except Broken as broken:
            assert broken.code == "pdf-unreadable"


@pytest.mark.parametrize(
    "raw",
    [b"", b"%PDF-1.7\n", b"PK\3\4", b"[" * 100_000, b"%PDF-1.7\n" + b"[" * 50_000 + b"\nstartxref\n9\n%%EOF"],
    ids=["empty", "head", "zip", "brackets", "deep"],
)
def test_what_is_no_pdf_is_said(raw):
    with pytest.raises(Broken) as caught:
        signatures_of(raw)
    assert caught.value.code == "pdf-unreadable"
