"""The built browser code and looks: compressed when they are built, and kept by browsers for good.

Their address changes with every build, so that sixty phones fetch each file once, and a page that was opened after an upgrade
never gets an older file. What an older page still asks for is not there: it goes on with what it has.
"""

import hashlib
import mimetypes
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app, request, send_from_directory
from werkzeug.security import safe_join

from kiosk.config import ROOT

FOLDER = ROOT / "static/dist"
FOR_GOOD = "public, max-age=31536000, immutable"

built = Blueprint("built", __name__)


def install(app: Flask) -> None:
    """Every page of `app` finds what was built under `built`, the address of its folder."""
    mark = app.extensions["built"] = mark_of(FOLDER)
    app.context_processor(lambda: {"built": f"/built/{mark}"})


def mark_of(folder: Path) -> str:
    """16 hexadecimal digits that are others where any file of the folder is another."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            digest.update(f"{path.relative_to(folder).as_posix()} {len(content)}\n".encode() + content)
    return digest.hexdigest()[:16]


@built.get("/built/<mark>/<path:name>")
def file(mark: str, name: str) -> Response:
    if mark != current_app.extensions["built"]:
        abort(404)
    packed = safe_join(str(FOLDER), f"{name}.gz")
    is_packed = bool(request.accept_encodings["gzip"]) and packed is not None and Path(packed).is_file()
    kind = mimetypes.guess_type(name)[0]
    answer = send_from_directory(FOLDER, f"{name}.gz" if is_packed else name, mimetype=kind)
    if is_packed:
        answer.headers["Content-Encoding"] = "gzip"
    answer.vary.add("Accept-Encoding")
    answer.headers["Cache-Control"] = FOR_GOOD
    return answer
