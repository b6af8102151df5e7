"""The door over https: the laptop joins another network in the middle of a meeting, and the tablet finds it there too."""

import hashlib
import socket
import ssl
from types import SimpleNamespace

from cryptography import x509
from flask import Flask

from kiosk import server
from kiosk.config import Config
from kiosk.crowd import Crowd
from kiosk.secure_door import SecureDoor
from kiosk.tls_certificate import names_of


def served(door: SecureDoor) -> bytes:
    """The certificate that a device is shown there now (DER), by a handshake in memory."""
    trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    device = trusting.wrap_bio(back, there)
    kiosk = door.context.wrap_bio(there, back, server_side=True)
    for side in (device, kiosk, device):
        try:
            side.do_handshake()
        except ssl.SSLWantReadError:
            pass
    return device.getpeercert(binary_form=True)


def test_a_new_address_is_named_from_the_next_connection_on_without_a_restart(tmp_path):
    door = SecureDoor(tmp_path, ["192.168.1.5"])
    before = served(door)
    door.answer_for(["192.168.1.5"])
    assert served(door) == before
    door.answer_for(["192.168.1.5", "10.0.0.9"])
    after = served(door)
    assert {"localhost", "127.0.0.1", "192.168.1.5", "10.0.0.9"} <= names_of(x509.load_der_x509_certificate(after))
    assert "10.0.0.9" not in names_of(x509.load_der_x509_certificate(before))
    assert hashlib.sha256(after).hexdigest().upper() == door.fingerprint.replace(" ", "")


def test_where_the_usual_port_is_taken_it_opens_on_another(tmp_path, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        monkeypatch.setattr(server, "USUAL_HTTPS_PORT", taken)
        hall = SimpleNamespace(bases=[], secure=None)
        config = Config(instance=tmp_path, host="127.0.0.1", https_port=taken)
        (opened,) = server.open_secure_door(Flask("kiosk"), hall, config, Crowd(10))
        opened.close()
    assert hall.secure.port == opened.server_port != taken
