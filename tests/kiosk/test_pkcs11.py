"""A person's token: SoftHSM2 stands in for the USB stick, so the calls are those of a real one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from ballots.errors import Refused
from kiosk.pades import sign_with_pkcs11, signatures_of
from kiosk.pkcs11 import key_on_token
from tests import needs
from tests.certificates import NOW, certificate, ec_key, paper, rsa_key

PIN = "482193"


@pytest.fixture(scope="module")
def module(tmp_path_factory):
    """The library with three tokens: an ECDSA key, an RSA key with its issuer's certificate beside it, and nothing."""
    needs.program("softhsm2-util")
    pytest.importorskip("pkcs11", reason="the optional extra pkcs11 is not installed")
    folder = tmp_path_factory.mktemp("tokens")
    (folder / "conf").write_text(f"directories.tokendir = {folder}\n")
    os.environ["SOFTHSM2_CONF"] = str(folder / "conf")  # read once, when the library is loaded
    path = next(Path("/usr/lib").glob("**/libsofthsm2.so"))
    for label in ("Thư ký", "Chủ trì", "Trống"):
        made = ["softhsm2-util", "--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", "00000000"]
        subprocess.run(made, check=True, capture_output=True)
    put(path, "Thư ký", ec_key(), certificate(ec_key(), "Trần Thị Bình"))
    put(path, "Chủ trì", rsa_key(), certificate(rsa_key()), [certificate(ec_key(), "Tổ chức chứng thực mẫu")])
    return str(path)


def put(path, label, key, own, others=()):
    import pkcs11
    from pkcs11.util import ec, rsa, x509

    der = key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    private = (ec.decode_ec_private_key if key is ec_key() else rsa.decode_rsa_private_key)(der)
    stored = {pkcs11.Attribute.TOKEN: True}
    with pkcs11.lib(str(path)).get_token(token_label=label).open(user_pin=PIN, rw=True) as opened:
        opened.create_object(private | stored | {pkcs11.Attribute.ID: b"\1", pkcs11.Attribute.SIGN: True})
        for number, one in enumerate((own, *others), 1):
            raw = x509.decode_x509_certificate(one.public_bytes(Encoding.DER))
            opened.create_object(raw | stored | {pkcs11.Attribute.ID: bytes([number])})


@pytest.mark.parametrize(("label", "person"), [("Thư ký", "Trần Thị Bình"), ("Chủ trì", "Nguyễn Văn An")])
def test_a_token_signs(module, label, person):
    signed = sign_with_pkcs11(paper(), module, label, PIN, label, NOW)
    (found,) = signatures_of(signed)
    assert found.intact and not found.problem and found.role == label
    assert found.signer == f"{person} (BHXH tỉnh Phú Thọ)"


def test_two_tokens_sign_in_turn(module):
    first = sign_with_pkcs11(paper(), module, "Thư ký", PIN, "Thư ký", NOW)
    both = sign_with_pkcs11(first, module, "Chủ trì", PIN, "Chủ trì", NOW)
    assert [(one.role, one.intact) for one in signatures_of(both)] == [("Thư ký", True), ("Chủ trì", True)]


@pytest.mark.parametrize(
    ("code", "label", "pin"),
    [
        ("token-pin", "Thư ký", "000000"),
        ("token-pin", "Thư ký", ""),
        ("token-missing", "Ban kiểm phiếu", PIN),
        ("token-missing", "", PIN),
        ("certificate-no-key", "Trống", PIN),
    ],
    ids=["wrong pin", "no pin", "another label", "which of three", "empty token"],
)
def test_what_a_token_cannot_do_is_said(module, code, label, pin):
    with pytest.raises(Refused) as caught:
        sign_with_pkcs11(paper(), module, label, pin, "Thư ký", NOW)
    assert caught.value.code == code and "Xin" in str(caught.value) and PIN not in str(caught.value)


def test_an_expired_certificate_on_a_token_does_not_sign(module):
    with pytest.raises(Refused) as caught:
        sign_with_pkcs11(paper(), module, "Thư ký", PIN, "Thư ký", NOW.replace(year=2030))
    assert caught.value.code == "certificate-expired"


def test_a_library_that_is_not_there_is_said(module):
    with pytest.raises(Refused) as caught:
        sign_with_pkcs11(paper(), "/nowhere/libtoken.so", "", PIN, "Thư ký", NOW)
    assert caught.value.code == "token-unreadable"


def test_a_token_that_is_pulled_out_is_said(module):
    import pkcs11

    with pytest.raises(Refused) as caught, key_on_token(module, "Thư ký", PIN):
        raise pkcs11.DeviceRemoved
    assert caught.value.code == "token-unreadable"


def test_without_the_optional_extra_it_is_said_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "pkcs11", None)
    with pytest.raises(Refused) as caught:
        sign_with_pkcs11(paper(), "/nowhere/libtoken.so", "", PIN, "Thư ký", NOW)
    assert caught.value.code == "pkcs11-missing" and "--extra pkcs11" in str(caught.value)
