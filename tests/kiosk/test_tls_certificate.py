"""The certificate that the kiosk makes for https: of the laptop's addresses, kept while it is good, else made anew."""

from datetime import datetime, timedelta

import pytest
from cryptography import x509

from kiosk.tls_certificate import FILE, LIFE, names_of, tls_certificate

NOW = datetime(2026, 11, 24, 8, 0)
NAMES = ["localhost", "127.0.0.1", "may-thu-ky.local", "192.168.1.5", "fd00::2"]
BEGIN = b"-----BEGIN CERTIFICATE"


def read(folder) -> x509.Certificate:
    return x509.load_pem_x509_certificate((folder / FILE).read_bytes())


def test_it_names_every_address_of_the_laptop_and_nothing_else(tmp_path):
    made = tls_certificate(tmp_path, NAMES, NOW)
    assert names_of(read(tmp_path)) == set(NAMES)
    assert made.path.stat().st_mode & 0o077 == 0
    assert len(made.fingerprint.split()) == 32 and made.fingerprint == made.fingerprint.upper()


def test_it_is_for_a_server_and_not_valid_longer_than_browsers_take(tmp_path):
    tls_certificate(tmp_path, NAMES, NOW)
    made = read(tmp_path)
    assert made.not_valid_after_utc - made.not_valid_before_utc == LIFE <= timedelta(days=398)
    uses = made.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(uses) == [x509.ExtendedKeyUsageOID.SERVER_AUTH]
    assert made.extensions.get_extension_for_class(x509.BasicConstraints).value.ca is False


def test_a_tablet_that_went_past_the_warning_is_not_warned_again_while_the_addresses_are_the_same(tmp_path):
    first = tls_certificate(tmp_path, NAMES, NOW)
    assert tls_certificate(tmp_path, NAMES[:-1], NOW + timedelta(days=300)) == first


@pytest.mark.parametrize(
    ("names", "later"),
    [([*NAMES, "10.0.0.9"], timedelta()), (NAMES, LIFE - timedelta(days=20)), (NAMES, -timedelta(days=9))],
    ids=["a new address", "nearly over", "the clock was set back"],
)
def test_it_is_made_anew_where_it_would_not_do(tmp_path, names, later):
    first = tls_certificate(tmp_path, NAMES, NOW)
    second = tls_certificate(tmp_path, names, NOW + later)
    assert second.fingerprint != first.fingerprint and names_of(read(tmp_path)) == set(names)


@pytest.mark.parametrize("content", [b"", b"not a certificate", "another's key"], ids=["empty", "rubbish", "other"])
def test_a_damaged_file_is_replaced(tmp_path, content):
    first = tls_certificate(tmp_path, NAMES, NOW)
    if content == "another's key":
        tls_certificate(tmp_path / "other", NAMES, NOW)
        key = (tmp_path / "other" / FILE).read_bytes().partition(BEGIN)[0]
        content = key + b"".join((tmp_path / FILE).read_bytes().partition(BEGIN)[1:])
    (tmp_path / FILE).write_bytes(content)
    assert tls_certificate(tmp_path, NAMES, NOW).fingerprint != first.fingerprint
    assert names_of(read(tmp_path)) == set(NAMES)
