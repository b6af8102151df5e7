"""The kiosk a second time, over https, for the shared tablet: a browser lets a page use the camera only there.

Phones stay at http: their ballots are sealed before they leave them, and a certificate that the laptop makes itself would greet
every leader with a warning. So the tablet alone is warned, once, and the desk shows what to compare.
"""

import socket
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from gevent.ssl import PROTOCOL_TLS_SERVER, SSLContext

from kiosk.tls_certificate import tls_certificate


class SecureDoor:
    """`context` is what the server of this door uses, `port` where it listens, `fingerprint` that of the certificate."""

    def __init__(self, folder: Path, hosts: Iterable[str]) -> None:
        """Makes the certificate in `folder` for the addresses `hosts`, or takes the one that is there. Raises OSError."""
        self._folder = folder
        self.context = SSLContext(PROTOCOL_TLS_SERVER)
        self.port = 0
        self.fingerprint = ""
        self.answer_for(hosts)

    def answer_for(self, hosts: Iterable[str]) -> None:
        """From now on the certificate names these addresses too. Idempotent; OSError where it could not be written."""
        own = ("localhost", "127.0.0.1", *_names_of_this_machine())
        certificate = tls_certificate(self._folder, (*own, *hosts), datetime.now())
        if certificate.fingerprint != self.fingerprint:
            self.context.load_cert_chain(certificate.path)  # for connections from now on
            self.fingerprint = certificate.fingerprint


def _names_of_this_machine() -> list[str]:
    """As `kiosk.access.check_host` lets them in; none where the name cannot stand in a certificate."""
    name = socket.gethostname().lower()
    sound = name.isascii() and all(part and len(part) < 64 for part in name.split("."))
    return [name, f"{name}.local"] if sound else []
