"""TLS with the organisation's certificate, and addresses that do not include loopback."""

import hashlib
import re
import socket
import ssl
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from kiosk.addresses import lan_addresses
from kiosk.rehearsal.server import Server
from tests.faults.test_starting import refused
from tests.faults.test_the_wire import assert_no_trace

NAME = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Hòm phiếu")])


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate of 127.0.0.1 that signs itself, and its key."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    made = (
        x509.CertificateBuilder(NAME, NAME, key.public_key(), x509.random_serial_number(), now, now + timedelta(1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, SHA256())
    )
    cert_file, key_file = folder / "cert.pem", folder / "key.pem"
    cert_file.write_bytes(made.public_bytes(Encoding.PEM))
    key_file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return cert_file, key_file


def test_the_room_and_the_desk_are_served_over_tls(tmp_path):
    cert, key = certificate(tmp_path)
    with Server(tmp_path, options=("--tls-cert", cert, "--tls-key", key)) as server:
        assert server.base.startswith("https://")
        desk = requests.Session()
        desk.trust_env, desk.verify = False, str(cert)
        assert desk.get(server.desk).status_code == 200
        begun = desk.post(f"{server.base}/desk/meeting", json={"sample": True}, headers={"Origin": server.base})
        assert begun.status_code == 200
        snapshot = desk.get(f"{server.base}/live/snapshot").json()
        assert snapshot["addresses"]["booth"].startswith("https://")


@pytest.mark.parametrize("fault", ["missing", "another key", "a key with a password", "not a certificate"])
def test_a_certificate_that_cannot_be_used_is_refused_before_anything_is_served(tmp_path, fault):
    cert, key = certificate(tmp_path)
    if fault == "missing":
        cert.unlink()
    elif fault == "not a certificate":
        cert.write_text("không phải chứng thư")
    elif fault == "a key with a password":
        locked = BestAvailableEncryption(b"mat-khau")
        key.write_bytes(
            load_pem_private_key(key.read_bytes(), None).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, locked)
        )
    else:
        (tmp_path / "other").mkdir()
        key = certificate(tmp_path / "other")[1]
    refused("tls-wrong", "--port", 0, "--instance", tmp_path, "--tls-cert", cert, "--tls-key", key)


def test_p10_a_phone_that_speaks_no_tls_leaves_no_trace(tmp_path, capfd):
    cert, key = certificate(tmp_path)
    with Server(tmp_path, options=("--tls-cert", cert, "--tls-key", key)) as server:
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as line, suppress(ConnectionResetError):
            line.sendall(b"GET /booth HTTP/1.1\r\n\r\n")
            line.recv(1000)
        assert requests.get(f"{server.base}/live/snapshot", verify=str(cert)).status_code == 200
    assert_no_trace(capfd.readouterr().err)


def fingerprint_at(port: int) -> str:
    """Of the certificate that is served there, as browsers show it."""
    served = ssl.PEM_cert_to_DER_cert(ssl.get_server_certificate(("127.0.0.1", port), timeout=10))
    return hashlib.sha256(served).hexdigest().upper()


def test_https_stands_beside_http_with_a_certificate_made_on_the_spot(tmp_path, capfd):
    with Server(tmp_path, host="0.0.0.0") as server:
        assert server.base.startswith("http://")
        desk = requests.Session()
        page = desk.get(server.desk).text
        tablet, shown = re.search(
            r'id="secure-kiosk">(.*?)<.*?id="certificate-fingerprint">(.*?)</p>', page, re.S
        ).groups()
        port = urlsplit(tablet).port
        assert re.sub(r"<[^>]*>|\s", "", shown) == fingerprint_at(port)
        trusted = {"verify": str(tmp_path / "kiosk-tls.pem")}
        for host in ("127.0.0.1", "localhost", *lan_addresses()):
            assert requests.get(f"https://{host}:{port}/kiosk", **trusted).status_code == 200, host
        assert requests.get(f"http://127.0.0.1:{server.port}/kiosk").status_code == 200
        assert (
            "/tro-giup#own-certificate" in page
            and 'id="own-certificate"' in requests.get(f"{server.base}/tro-giup").text
        )
        again = fingerprint_at(port)
        assert requests.get(f"https://127.0.0.1:{port}/desk", **trusted).status_code == 403, "the launch key, there too"
        from_http = {"headers": {"Origin": server.base}, **trusted}
        assert requests.post(f"https://127.0.0.1:{port}/booth/ballot", b"{}", **from_http).status_code == 403
    assert_no_trace(capfd.readouterr().err)
    with Server(tmp_path, host="0.0.0.0", options=("--https-port", port)) as server:
        assert fingerprint_at(port) == again, "nobody is warned a second time"
        refused("port-in-use", "--port", 0, "--instance", tmp_path / "other", "--https-port", port)


def test_there_is_no_https_where_it_is_not_wanted(tmp_path):
    with Server(tmp_path, options=("--no-https",)) as server:
        assert "secure-kiosk" not in requests.Session().get(server.desk).text
        assert 'id="own-certificate"' not in requests.get(f"{server.base}/tro-giup").text
    assert not (tmp_path / "kiosk-tls.pem").exists()


def test_the_key_alone_is_a_mistake_on_the_command_line():
    command = [sys.executable, "app.py", "--tls-key", "key.pem"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[2], timeout=60)
    assert done.returncode == 2 and "--tls-cert and --tls-key go together" in done.stderr


def test_p9_the_desk_is_on_loopback_also_where_the_room_has_one_address_of_its_own(tmp_path):
    own = next(iter(lan_addresses()), "::1")
    with Server(tmp_path, host=own) as server:
        assert server.base.startswith("http://127.0.0.1:")
        assert requests.get(server.desk).status_code == 200
