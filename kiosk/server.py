"""Starting and stopping the kiosk: everything that can be wrong is found before the first line is printed."""

import errno
import logging
import signal
import socket
import sys
import threading
import webbrowser

import gevent
from gevent.pywsgi import WSGIServer

from ballots.errors import Refused
from kiosk.addresses import room_bases
from kiosk.application import create_app
from kiosk.config import ROOT, Config
from kiosk.counting import start_counting
from kiosk.failures import keep_no_trace
from kiosk.hall import Hall
from kiosk.signing import KioskKey
from kiosk.store import Store


def serve(config: Config, browser: bool = True) -> int:
    """Serve until told to stop. The first line on stdout is the desk's address with the launch key.

    Refused: `bundles-missing`, `instance-in-use`, `store-not-writable`, `kiosk-key-unreadable`, `port-in-use`, `tls-wrong`.
    """
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    keep_no_trace()
    check_bundles()
    hall = open_hall(config)
    server = listen(create_app(hall), config)
    hall.bases = room_bases(config, server.server_port)
    start_counting(hall)
    address = f"{config.scheme}://127.0.0.1:{server.server_port}/desk?key={config.launch_key}"
    announce(address, hall)
    if browser:
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
    for name in (signal.SIGINT, signal.SIGTERM):
        gevent.signal_handler(name, server.stop)
    server.serve_forever()
    hall.close()
    return 0


def open_hall(config: Config) -> Hall:
    store = Store(config.store_path)
    return Hall(config, store, KioskKey.load_or_make(config.key_path))


def announce(address: str, hall: Hall) -> None:
    print(f"Bàn thư ký (chỉ mở trên máy này): {address}")
    print(f"Màn hình chiếu: {hall.bases[0]}/screen")
    print(f"Mã nhận dạng hòm phiếu: {hall.key.fingerprint}", flush=True)


def listen(app, config: Config) -> WSGIServer:
    """A server that holds its port. No access log, and no log of broken requests either: both name addresses (P10)."""
    tls = {"certfile": str(config.tls_cert), "keyfile": str(config.tls_key)} if config.tls_cert else {}
    try:
        server = WSGIServer((config.host, config.port), app, log=None, error_log=None, **tls)
        server.init_socket()
        # Head and body leave in two writes; without this, each answer on a kept connection waits 40 ms.
        server.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except OSError as problem:
        raise _not_listening(config, problem) from None
    return server


def _not_listening(config: Config, problem: OSError) -> Refused:
    if problem.errno == errno.EADDRINUSE:
        return Refused(
            "port-in-use",
            "Cổng %(port)d đang có chương trình khác dùng. Xin đóng chương trình kia, hoặc chạy lại với "
            "--port 0 để tự chọn cổng khác.",
            port=config.port,
        )
    if problem.errno == errno.EACCES:
        return Refused(
            "port-in-use",
            "Không được phép dùng cổng %(port)d. Xin chạy lại với --port 0 để tự chọn cổng khác.",
            port=config.port,
        )
    return Refused(
        "address-wrong",
        "Không mở được địa chỉ %(host)s trên máy này. Xin bỏ --host, hoặc ghi đúng một địa chỉ của máy.",
        host=config.host,
    )


def check_bundles() -> None:
    """Refused `bundles-missing` where a page module, a worker or a style sheet has not been built."""
    sources = [
        *(ROOT / "static/js/pages").glob("*.js"),
        *(ROOT / "static/js/workers").glob("*.js"),
        *(ROOT / "static/css/pages").glob("*.css"),
    ]
    missing = [s.name for s in sources if not (ROOT / "static/dist" / s.name).exists()]
    if missing or not sources:
        raise Refused(
            "bundles-missing",
            "Thiếu tệp giao diện trong static/dist (%(names)s). Xin nối mạng rồi chạy "
            "“uv sync --reinstall-package hom-phieu” một lần.",
            names=", ".join(missing[:3]) or "*",
        )
