"""Promise P8, a signature by the kiosk: its key is made once, kept private, and never silently replaced."""

import os
import re
import shutil
import stat
import subprocess

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from ballots.errors import Refused, Trouble
from ballots.record.signature import check_signature, fingerprint
from kiosk.signing import KioskKey


def code_of(deed):
    with pytest.raises(Trouble) as trouble:
        deed()
    return trouble.value.code


def test_made_at_the_first_start_and_the_same_at_the_next(tmp_path):
    path = tmp_path / "kiosk.key"
    first = KioskKey.load_or_make(path)
    assert KioskKey.load_or_make(path).public_pem == first.public_pem
    assert [file.name for file in tmp_path.iterdir()] == ["kiosk.key"]


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
def test_nobody_else_on_the_laptop_may_read_it(tmp_path):
    KioskKey.load_or_make(tmp_path / "kiosk.key")
    assert stat.S_IMODE((tmp_path / "kiosk.key").stat().st_mode) == 0o600


def test_two_starts_at_once_end_with_one_key(tmp_path, monkeypatch):
    path = tmp_path / "kiosk.key"
    winner = KioskKey.load_or_make(path)
    monkeypatch.setattr(type(path), "exists", lambda self: False)
    assert KioskKey.load_or_make(path).public_pem == winner.public_pem


def test_file_system_without_hard_links(tmp_path, monkeypatch):
    def refuse(*_):
        raise PermissionError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    path = tmp_path / "kiosk.key"
    assert KioskKey.load_or_make(path).public_pem == KioskKey.load_or_make(path).public_pem


def test_signature_is_checked_with_the_public_half_only(tmp_path):
    key = KioskKey.load_or_make(tmp_path / "kiosk.key")
    signature = key.sign(b"the manifest")
    assert len(signature) == 64 and signature == key.sign(b"the manifest")
    check_signature(key.public_pem, b"the manifest", signature)
    assert code_of(lambda: check_signature(key.public_pem, b"another", signature)) == "signature-invalid"


@pytest.mark.skipif(not shutil.which("openssl") and "CI" not in os.environ, reason="no openssl on this machine")
def test_openssl_agrees(tmp_path):
    """The README of a record tells a stranger this command."""
    key = KioskKey.load_or_make(tmp_path / "kiosk.key")
    for name, content in {"m": b"manifest", "m.sig": key.sign(b"manifest"), "pem": key.public_pem}.items():
        (tmp_path / name).write_bytes(content)
    command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "pem", "-rawin", "-in", "m", "-sigfile", "m.sig"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert "Verified Successfully" in done.stdout


def test_fingerprint_is_eight_groups_of_four(tmp_path):
    key = KioskKey.load_or_make(tmp_path / "kiosk.key")
    assert re.fullmatch(r"([0-9a-f]{4} ){7}[0-9a-f]{4}", key.fingerprint)
    assert key.fingerprint == fingerprint(key.public_pem)
    assert "PRIVATE" not in repr(key)


@pytest.mark.parametrize("content", [b"", b"not a key", b"\xff\xfe\x00", None])
def test_damaged_key_is_never_replaced(tmp_path, content):
    path = tmp_path / "kiosk.key"
    if content is None:
        content = ec.generate_private_key(ec.SECP256R1()).private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
        )
    path.write_bytes(content)
    assert code_of(lambda: KioskKey.load_or_make(path)) == "kiosk-key-damaged"
    assert path.read_bytes() == content


def test_unwritable_place_is_said_with_its_path(tmp_path):
    (tmp_path / "a-file").write_text("not a folder")
    place = tmp_path / "a-file" / "kiosk.key"
    with pytest.raises(Refused) as refusal:
        KioskKey.load_or_make(place)
    assert refusal.value.code == "kiosk-key-unreadable" and str(place) in str(refusal.value)


def test_directory_in_its_place(tmp_path):
    (tmp_path / "kiosk.key").mkdir()
    assert code_of(lambda: KioskKey.load_or_make(tmp_path / "kiosk.key")) == "kiosk-key-unreadable"
