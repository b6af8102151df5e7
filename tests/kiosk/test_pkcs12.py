"""A person's .p12: what is wrong with it is said in words that tell what to do, and its password is said nowhere."""

import logging
from datetime import timedelta

import pytest
from asn1crypto.cms import ContentInfo
from asn1crypto.pkcs12 import Pfx
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, SECP384R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PrivateFormat
from cryptography.hazmat.primitives.serialization.pkcs12 import PBES, serialize_key_and_certificates
from cryptography.x509 import load_der_x509_certificate

from ballots.errors import Refused
from kiosk.pades import sign_with_pkcs12, signatures_of
from kiosk.pkcs12 import open_pkcs12
from tests.certificates import NOW, PASSWORD, certificate, ec_key, own, p12, paper, rsa_key


def sign(raw, password=PASSWORD, at=NOW):
    return sign_with_pkcs12(paper(), raw, password, "Chủ trì", at)


STRONG = {"rsa 2048": rsa_key, "p-256": ec_key, "p-384": lambda: generate_private_key(SECP384R1())}


@pytest.mark.parametrize("key", STRONG.values(), ids=STRONG)
@pytest.mark.parametrize("usage", ["digital_signature", "content_commitment", None])
def test_rsa_and_ecdsa_certificates_sign(key, usage):
    (found,) = signatures_of(sign(own(key=key(), usage=usage)))
    assert found.intact and found.covers_whole and found.role == "Chủ trì" and not found.problem


@pytest.mark.parametrize("password", ["", "x", "mật khẩu có dấu, rất dài " * 4], ids=["none", "short", "long"])
def test_any_password_opens_its_own_file(password):
    key, given = ec_key(), certificate(ec_key())
    opened = open_pkcs12(p12(key, given, password), password)
    assert opened.certificate == given and opened.key.private_numbers() == key.private_numbers()


def test_a_file_in_the_old_way_of_locking_opens():
    """3DES with SHA-1, as older Windows and many certificate programs still export."""
    key = rsa_key()
    lock = PrivateFormat.PKCS12.encryption_builder().key_cert_algorithm(PBES.PBESv1SHA1And3KeyTripleDESCBC)
    old = serialize_key_and_certificates(b"", key, certificate(key), None, lock.build(PASSWORD.encode()))
    assert signatures_of(sign(old))[0].intact


def test_the_issuers_certificate_goes_along_into_the_paper():
    key, issuer = ec_key(), certificate(rsa_key(), "Tổ chức chứng thực mẫu", "")
    signed = sign(p12(key, certificate(key), others=[issuer]))
    assert issuer.public_bytes(Encoding.DER).hex() in signed.decode("latin-1").lower()


REFUSED = {
    "a wrong password": ("pkcs12-password", lambda: (own(), "mật khẩu khác")),
    "no password": ("pkcs12-password", lambda: (own(), "")),
    "a password too many": ("pkcs12-password", lambda: (p12(ec_key(), certificate(ec_key()), ""), "x")),
    "nothing": ("pkcs12-unreadable", lambda: (b"", PASSWORD)),
    "a text": ("pkcs12-unreadable", lambda: (b"-----BEGIN CERTIFICATE-----", PASSWORD)),
    "a pdf": ("pkcs12-unreadable", lambda: (paper(), PASSWORD)),
    "a file cut off": ("pkcs12-unreadable", lambda: (own()[:-1], PASSWORD)),
    "a file too long": ("pkcs12-unreadable", lambda: (own() + bytes(1_000_000), PASSWORD)),
    "no key": ("certificate-no-key", lambda: (p12(None, None, others=[certificate(ec_key())]), PASSWORD)),
    "a key alone": ("certificate-no-key", lambda: (p12(ec_key(), None), PASSWORD)),
    "expired": ("certificate-expired", lambda: (own(end=NOW - timedelta(minutes=1)), PASSWORD)),
    "not yet": ("certificate-not-yet", lambda: (own(start=NOW + timedelta(minutes=1)), PASSWORD)),
    "rsa 1024": ("certificate-weak", lambda: (own(key=rsa_key(1024)), PASSWORD)),
    "ed25519": ("certificate-weak", lambda: (own(key=Ed25519PrivateKey.generate()), PASSWORD)),
    "not for signing": ("certificate-not-for-signing", lambda: (own(usage="key_agreement"), PASSWORD)),
}


@pytest.mark.parametrize(("code", "given"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_sign_is_refused_by_its_own_code(code, given):
    with pytest.raises(Refused) as caught:
        sign(*given())
    assert caught.value.code == code and "Xin" in str(caught.value)


def test_a_certificate_signs_until_its_last_minute():
    assert sign(own(end=NOW)) and sign(own(start=NOW))


def test_an_expired_certificate_is_named_with_its_day():
    with pytest.raises(Refused) as caught:
        sign(own("Trần Thị Bình", end=NOW - timedelta(days=3)))
    assert "Trần Thị Bình" in str(caught.value) and "17/12/2026" in str(caught.value)


def test_a_key_that_is_not_the_certificates_does_not_sign():
    """No library writes such a file, so the certificate in an open one is exchanged for another's."""
    key, mine, other = ec_key(), (), ()
    while len(mine) != len(other) or not mine:  # a signature's length varies by a byte or two
        mine, other = (certificate(one).public_bytes(Encoding.DER) for one in (key, generate_private_key(SECP256R1())))
    whole = Pfx.load(p12(key, load_der_x509_certificate(mine), ""))
    whole["auth_safe"] = ContentInfo.load(whole["auth_safe"].dump().replace(mine, other))
    exchanged = Pfx({"version": "v3", "auth_safe": whole["auth_safe"]}).dump()
    with pytest.raises(Refused) as caught:
        sign(exchanged, "")
    assert caught.value.code == "certificate-no-key"


def test_the_password_is_said_nowhere(caplog):
    caplog.set_level(logging.DEBUG)
    secret = "rất-bí-mật-98765"
    with pytest.raises(Refused) as caught:
        sign(own(), secret)
    key = ec_key()
    sign(p12(key, certificate(key), secret), secret)
    assert secret not in str(caught.value) + repr(caught.value.values) + caplog.text
    assert secret not in repr(open_pkcs12(p12(key, certificate(key), secret), secret))
