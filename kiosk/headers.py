"""What a browser is told about every answer, of pages, files, errors and sockets alike: nothing is kept, framed, or loaded
from elsewhere, no other site reads it, and no page gets at the device, but the shared tablet's at its camera.

Here and not in Flask, because sockets do not come to Flask. One answer has no such words: that a WebSocket is opened (101),
after which there are no headers and nothing to keep.
"""

from collections.abc import Callable, Iterable

from flask import Flask
from werkzeug.datastructures import Headers

from kiosk.access import host_name, is_loopback, names_us
from kiosk.built import FOR_GOOD

CAMERA = "/kiosk"
"""The page of the shared tablet, which reads slips with its camera."""
UNNEEDED = (
    "accelerometer",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
)
SAME_FOR_ALL = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def install(app: Flask) -> None:
    """To be called last: whatever answers is inside."""
    inner = app.wsgi_app

    def answer(environ: dict, start_response: Callable) -> Iterable[bytes]:
        def start(status: str, headers: list, *more: object) -> Callable:
            told = Headers(headers)
            _tell(told, status, environ)
            return start_response(status, told.to_wsgi_list(), *more)

        return inner(environ, start)

    app.wsgi_app = answer


def _tell(told: Headers, status: str, environ: dict) -> None:
    told.setdefault("Content-Security-Policy", policy(environ["wsgi.url_scheme"], environ.get("HTTP_HOST", "")))
    told.update(SAME_FOR_ALL)
    told["Permissions-Policy"] = permissions(environ["PATH_INFO"])
    if _is_trusted(environ):  # elsewhere a browser ignores it, and says so in its console
        told["Cross-Origin-Opener-Policy"] = "same-origin"
    if told.get("Cache-Control") != FOR_GOOD:
        told["Cache-Control"] = "no-store"


def policy(scheme: str, host: str) -> str:
    """The Content-Security-Policy of our pages. Older browsers do not count a socket to the page's own host as 'self'."""
    socket = f" {'wss' if scheme == 'https' else 'ws'}://{host}" if names_us(host) else ""
    return (
        "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; "
        f"connect-src 'self'{socket}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


def permissions(path: str) -> str:
    camera = "camera=(self)" if path == CAMERA else "camera=()"
    return ", ".join((camera, *(f"{name}=()" for name in UNNEEDED), "usb=()"))


def _is_trusted(environ: dict) -> bool:
    """Whether a browser takes the page's origin for a secure one."""
    name = host_name(environ.get("HTTP_HOST", ""))
    return environ["wsgi.url_scheme"] == "https" or name == "localhost" or is_loopback(name)
