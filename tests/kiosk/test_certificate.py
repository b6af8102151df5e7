"""The kiosk's own certificate: made once, kept, and refused where it is damaged or another kiosk's."""

import os
import subprocess
import threading
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1
from cryptography.x509.oid import NameOID

from ballots.errors import Broken, Refused
from kiosk.certificate import FILE, KioskCertificate, certificate_name, read_name
from tests.certificates import FINGERPRINT, NOW, kiosk


def test_it_names_the_kiosk_and_may_sign_papers_and_nothing_else(tmp_path):
    made = kiosk(tmp_path).certificate
    assert made.subject == made.issuer
    assert [part.value for part in made.subject.get_attributes_for_oid(NameOID.COMMON_NAME)] == [
        f"Hòm Phiếu {FINGERPRINT}"
    ]
    usage = made.extensions.get_extension_for_class(x509.KeyUsage)
    assert usage.critical and usage.value.digital_signature and usage.value.content_commitment
    assert not usage.value.key_cert_sign and not usage.value.key_encipherment
    assert made.extensions.get_extension_for_class(x509.BasicConstraints).value.ca is False
    assert isinstance(made.public_key().curve, SECP256R1)
    assert made.not_valid_after_utc - NOW > timedelta(days=3600) and made.not_valid_before_utc < NOW
    made.verify_directly_issued_by(made)


def test_it_is_made_once_and_read_by_its_owner_only(tmp_path):
    first = kiosk(tmp_path)
    again = KioskCertificate.load_or_make(tmp_path, FINGERPRINT, NOW + timedelta(days=700))
    assert again.certificate_pem == first.certificate_pem
    assert os.stat(tmp_path / FILE).st_mode & 0o777 == 0o600
    assert [entry.name for entry in tmp_path.iterdir()] == [FILE]


def test_two_starts_at_once_have_one_certificate(tmp_path):
    made = []
    starts = [threading.Thread(target=lambda: made.append(kiosk(tmp_path).certificate_pem)) for _ in range(4)]
    for start in starts:
        start.start()
    for start in starts:
        start.join()
    assert len(made) == 4 and len(set(made)) == 1


def test_it_never_says_its_key(tmp_path):
    made = kiosk(tmp_path)
    assert b"PRIVATE" not in made.certificate_pem and "key" not in repr(made)


def test_another_program_reads_it(tmp_path):
    (tmp_path / "c.pem").write_bytes(kiosk(tmp_path).certificate_pem)
    told = ["openssl", "x509", "-in", tmp_path / "c.pem", "-noout", "-text", "-nameopt", "utf8"]
    text = subprocess.run(told, capture_output=True, text=True, check=True).stdout
    assert certificate_name(FINGERPRINT) in text and "Digital Signature, Non Repudiation" in text


@pytest.mark.parametrize(
    "spoil",
    [
        lambda pem: b"",
        lambda pem: pem[:100],
        lambda pem: pem[: pem.index(b"-----BEGIN CERTIFICATE")],
        lambda pem: pem[pem.index(b"-----BEGIN CERTIFICATE") :],
        lambda pem: pem.replace(b"MI", b"MM"),
    ],
    ids=["empty", "cut", "no certificate", "no key", "other letters"],
)
def test_a_damaged_file_is_a_question_for_a_person(tmp_path, spoil):
    kiosk(tmp_path)
    spoiled = spoil((tmp_path / FILE).read_bytes())
    (tmp_path / FILE).write_bytes(spoiled)
    with pytest.raises(Broken) as caught:
        kiosk(tmp_path)
    assert caught.value.code == "kiosk-certificate-damaged" and FILE in str(caught.value)
    assert (tmp_path / FILE).read_bytes() == spoiled


def test_a_key_with_another_ones_certificate_is_damaged(tmp_path):
    kiosk(tmp_path / "one"), kiosk(tmp_path / "two")
    one, two = ((tmp_path / name / FILE).read_bytes() for name in ("one", "two"))
    at = b"-----BEGIN CERTIFICATE"
    (tmp_path / FILE).write_bytes(one[: one.index(at)] + two[two.index(at) :])
    with pytest.raises(Broken) as caught:
        kiosk(tmp_path)
    assert caught.value.code == "kiosk-certificate-damaged"


def test_the_certificate_of_another_kiosk_is_not_used(tmp_path):
    kiosk(tmp_path)
    with pytest.raises(Broken) as caught:
        kiosk(tmp_path, "0000 " + FINGERPRINT[5:])
    assert caught.value.code == "kiosk-certificate-other"


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(Refused) as caught:
        kiosk(tmp_path / "file")
    assert caught.value.code == "kiosk-certificate-unreadable"


def test_the_name_in_a_strange_certificate(tmp_path):
    assert read_name(kiosk(tmp_path).certificate_pem) == certificate_name(FINGERPRINT)
    for strange in (b"", b"x", kiosk(tmp_path).certificate_pem[:-40]):
        with pytest.raises(Broken) as caught:
            read_name(strange)
        assert caught.value.code == "certificate-unreadable"
