"""Starting and stopping the kiosk: everything that can be wrong is found before the first line is printed."""

import errno
import logging
import platform
import signal
import socket
import ssl
import sys
import threading
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

import gevent
from flask import Flask

from ballots.errors import Refused, Trouble
from kiosk import offload
from kiosk.addresses import host_of, number_in_the_room, room_bases
from kiosk.application import create_app
from kiosk.awake import start_following
from kiosk.certificate import KioskCertificate
from kiosk.config import ROOT, USUAL_HTTPS_PORT, Config
from kiosk.copying import refuse_if_ahead, start_copying
from kiosk.counting import start_counting
from kiosk.crowd import Crowd, Door
from kiosk.desk_pass import kept_pass
from kiosk.failures import keep_no_trace
from kiosk.hall import Hall
from kiosk.language import check_catalogues
from kiosk.logbook import Logbook
from kiosk.papers.typesetting import check_fonts
from kiosk.secure_door import SecureDoor
from kiosk.signing import KioskKey
from kiosk.software import SOFTWARE
from kiosk.store import Store
from kiosk.tidying import settle, start_tidying
from kiosk.verifier_page import PATH as VERIFIER_PAGE
from kiosk.watching import start_watching

MANY_FILES = 10_000  # a Mac allows 10 240 at most


def serve(config: Config, browser: bool = True) -> int:
    """Serve until told to stop. The first line on stdout is the desk's address with the launch key.

    Refused: `bundles-missing`, `catalogue-missing`, `instance-in-use`, `store-not-writable`, `kiosk-key-unreadable`,
    `port-in-use`, `port-wrong`, `address-wrong`, `tls-wrong`, `store-newer`, `store-unreadable`, `store-damaged`,
    `store-behind`, `copy-newer`. Broken: `kiosk-key-damaged`, or the code of what no longer holds in the store's board.
    """
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    keep_no_trace()
    crowd = Crowd(allow_many_phones() * 2 // 5)  # a socket of a page has two files
    check_bundles()
    check_catalogues()
    hall = open_hall(config)
    keep_no_trace(hall.logbook)
    with telling_why_not(hall.logbook):
        refuse_if_ahead(hall)
        app = create_app(hall)
        servers = listen_for_room_and_desk(app, config, crowd)
        port = servers[0].server_port
        hall.find_bases = lambda: room_bases(config, port, hall.bases)
        hall.look_around()
        servers += open_secure_door(app, hall, config, crowd)
    log_start(hall, port)
    start_beside(hall)
    address = f"{config.scheme}://127.0.0.1:{port}/desk?key={config.launch_key}"
    announce(address, hall)
    if browser:
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
    for name in (signal.SIGINT, signal.SIGTERM):
        gevent.signal_handler(name, servers[0].stop)
    for other in servers[1:]:
        other.start()
    servers[0].serve_forever()
    stop(hall)
    return 0


def start_beside(hall: Hall) -> None:
    """What goes on while the room is served: a count that was cut off, an eye on the network, the copy, processes for proofs,
    clearing up in quiet moments, the laptop awake."""
    start_counting(hall)
    start_watching(hall)
    start_copying(hall)
    offload.start_providing(hall)
    settle()
    start_tidying(offload.nothing_to_prove)
    if hall.config.stay_awake:
        start_following(hall)


def stop(hall: Hall) -> None:
    hall.logbook.tell("stopped")
    offload.provers.end()
    if hall.copying:
        hall.copying.stop()
    hall.close()


@contextmanager
def telling_why_not(logbook: Logbook) -> Iterator[None]:
    """The log has the code of what keeps the kiosk from starting, once the instance is its own."""
    try:
        yield
    except Trouble as trouble:
        logbook.tell("start-refused", "error", why=trouble.code)
        raise


def log_start(hall: Hall, port: int) -> None:
    """What an engineer asks first: which version, on what system, at which ports, and how many addresses the room has of it."""
    hall.logbook.tell(
        "started",
        software=SOFTWARE,
        system=sys.platform,
        python=platform.python_version(),
        port=port,
        https_port=hall.secure.port if hall.secure else 0,
        addresses=number_in_the_room(hall.config),
    )


def open_hall(config: Config) -> Hall:
    """The hall of an instance as it stood when it was last closed or killed. Raises what `serve` says of store and key."""
    store = Store(config.store_path, config.remedy())
    try:
        key = KioskKey.load_or_make(config.key_path)
        certificate = KioskCertificate.load_or_make(config.instance, key.fingerprint, datetime.now())
        return Hall(replace(config, desk_pass=kept_pass(config.instance)), store, key, certificate)
    except BaseException:
        store.close()
        raise


def announce(address: str, hall: Hall) -> None:
    """The first line is a contract (scripts read it): it holds the desk's address and nothing before it."""
    print(f"Bàn thư ký (chỉ mở trên máy này): {address}")
    print(f"Màn hình chiếu: {hall.bases[0]}/screen")
    print(f"Mã nhận dạng hòm phiếu: {hall.key.fingerprint}")
    print(f"Dữ liệu của hội nghị: {hall.config.instance.resolve()}")
    print(f"Hướng dẫn cho từng người: {hall.bases[0]}/huong-dan", flush=True)


def allow_many_phones() -> int:
    """A phone keeps three files open, and a process may open only 256 on a Mac, 1024 on Linux, until it asks for more. How
    many it may open now."""
    if sys.platform == "win32":
        return MANY_FILES
    import resource

    least, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MANY_FILES if most == resource.RLIM_INFINITY else min(MANY_FILES, most)
    if least != resource.RLIM_INFINITY and least < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
    return wanted


def listen_for_room_and_desk(app: Flask, config: Config, crowd: Crowd) -> list[Door]:
    """One server, and a second one on loopback where the room's address does not include it: there the desk is (P9)."""
    tls = tls_files(config)
    room = listen(app, crowd, config.host, config.port, **tls)
    if config.host in ("0.0.0.0", "::", "", "localhost") or config.host.startswith("127."):
        return [room]
    return [room, listen(app, crowd, "127.0.0.1", room.server_port, **tls)]


def open_secure_door(app: Flask, hall: Hall, config: Config, crowd: Crowd) -> list[Door]:
    """https beside http, unless everything is https already. Its port may be another one than the usual."""
    if config.https_port is None or config.tls_cert:
        return []
    try:
        door = SecureDoor(config.instance, map(host_of, hall.bases))
    except OSError as problem:  # http serves the room all the same
        hall.logbook.tell("https-missing", "warning", why=type(problem).__name__)
        return []
    try:
        server = listen(app, crowd, config.host, config.https_port, ssl_context=door.context)
    except Refused:
        if config.https_port != USUAL_HTTPS_PORT:
            raise
        server = listen(app, crowd, config.host, 0, ssl_context=door.context)
    hall.secure, door.port = door, server.server_port
    return [server]


def listen(app: Flask, crowd: Crowd, host: str, port: int, **tls: object) -> Door:
    """A server that holds its port."""
    try:
        server = Door((host, port), app, crowd, **tls)
        server.init_socket()
        # Head and body leave in two writes; without this, each answer on a kept connection waits 40 ms.
        server.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except OverflowError:
        raise Refused("port-wrong", "Cổng phải là một số từ 0 đến 65535.") from None
    except OSError as problem:
        raise _not_listening(host, port, problem, "--https-port" if "ssl_context" in tls else "--port") from None
    return server


def tls_files(config: Config) -> dict[str, str]:
    """What the servers need for the certificate that was given; empty without one. Refused `tls-wrong`."""
    if config.tls_cert is None:
        return {}
    files = {"certfile": str(config.tls_cert), "keyfile": str(config.tls_key)}
    try:
        # With a password of our own, a key that has one is refused, instead of a question at every connection.
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(**files, password="none")
    except OSError:  # also what ssl raises
        raise Refused(
            "tls-wrong",
            "Không dùng được chứng thư %(cert)s với khóa %(key)s. Xin kiểm tra hai tệp PEM này (khóa không đặt mật khẩu), "
            "hoặc chạy không có --tls-cert.",
            cert=config.tls_cert,
            key=config.tls_key,
        ) from None
    return files


def _not_listening(host: str, port: int, problem: OSError, option: str) -> Refused:
    if problem.errno == errno.EADDRINUSE:
        return Refused(
            "port-in-use",
            "Cổng %(port)d đang có chương trình khác dùng. Xin đóng chương trình kia, hoặc chạy lại với "
            "%(option)s 0 để tự chọn cổng khác.",
            port=port,
            option=option,
        )
    if problem.errno == errno.EACCES:
        return Refused(
            "port-in-use",
            "Không được phép dùng cổng %(port)d. Xin chạy lại với %(option)s 0 để tự chọn cổng khác.",
            port=port,
            option=option,
        )
    return Refused(
        "address-wrong",
        "Không mở được địa chỉ %(host)s trên máy này. Xin bỏ --host, hoặc ghi đúng một địa chỉ của máy.",
        host=host,
    )


def check_bundles() -> None:
    """Refused `bundles-missing` where a page module, a worker, a style sheet, the page that checks a record or a font of the
    papers has not been built."""
    sources = [
        *(ROOT / "static/js/pages").glob("*.js"),
        *(ROOT / "static/js/workers").glob("*.js"),
        *(ROOT / "static/css/pages").glob("*.css"),
    ]
    built = [*(s.name for s in sources), VERIFIER_PAGE.name]
    missing = [name for name in built if not (ROOT / "static/dist" / name).exists()]
    if missing or not sources:
        raise Refused(
            "bundles-missing",
            "Thiếu tệp giao diện trong static/dist (%(names)s). Xin nối mạng rồi chạy "
            "“uv sync --reinstall-package hom-phieu” một lần.",
            names=", ".join(missing[:3]) or "*",
        )
    check_fonts()
