"""The one place where trouble becomes an answer: a status, a stable code and a sentence for the person.

JSON for programs, one page for people. What nobody expected shows "internal" with a reference and never its own text,
and the log says where it happened, never with which data.
"""

import logging
import secrets
import traceback
from collections.abc import Mapping
from functools import partial
from types import TracebackType

import gevent
from flask import Flask, Response, has_request_context, jsonify, render_template, request
from flask_babel import gettext
from werkzeug.exceptions import HTTPException

from ballots.eligibility import Objection
from ballots.errors import Broken, Trouble
from kiosk.access import is_the_desks
from kiosk.hall import Hall, the_hall
from kiosk.incoming import MALFORMED
from kiosk.logbook import Logbook
from kiosk.plural import counted
from kiosk.store import StoreFailed

log = logging.getLogger("hom-phieu")

_STATUS = {
    "malformed": 400,
    "text-wrong-type": 400,
    "text-too-long": 400,
    "text-unprintable": 400,
    "text-missing": 400,
    "year-wrong": 400,
    "seats-wrong": 400,
    "desk-only": 403,
    "key-wrong": 403,
    "origin-wrong": 403,
    "host-wrong": 403,
    "invite-wrong": 403,
    "code-wrong": 403,
    "code-too-soon": 429,
    "not-found": 404,
    "too-large": 413,
    "guesses-too-many": 429,
}
_NOT_FOUND = ("not-found", "Không có trang này. Xin quét lại mã trên phiếu hoặc trên màn hình.")
_TOO_LARGE = ("too-large", "Dữ liệu gửi lên quá lớn nên không được nhận. Chưa có gì thay đổi.")
_OF_HTTP = {404: _NOT_FOUND, 405: _NOT_FOUND, 413: _TOO_LARGE}


def install(app: Flask) -> None:
    """Whatever ends a request of `app` becomes an answer here."""
    app.register_error_handler(Trouble, _trouble)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def _trouble(trouble: Trouble) -> tuple[Response | str, int]:
    _log_trouble(trouble)
    extra = {"tracker": trouble.values["tracker"]} if "tracker" in trouble.values else {}
    return _answer(trouble.code, spoken(trouble), _status(trouble), **extra)


def _log_trouble(trouble: Trouble) -> None:
    """What an engineer can do something about: disk, proofs and signatures, papers. Of the room, only the disk's failures."""
    logbook, failed = the_hall().logbook, isinstance(trouble, StoreFailed)
    if _is_a_deed():
        if failed or isinstance(trouble, Broken) or request.blueprint == "papers_desk":
            logbook.tell(trouble.code, "error" if failed else "warning", at=request.endpoint)
    elif failed:
        logbook.hold(trouble.code)


def _is_a_deed() -> bool:
    """Whether somebody at the desk has asked for this. Its pages ask for themselves again at every ballot, so what fails in
    one of those may say when a ballot came (P10)."""
    if not has_request_context() or not is_the_desks(the_hall().config):
        return False
    return request.method == "POST" or request.blueprint == "papers_desk"


def spoken(trouble: Trouble) -> str:
    """The sentence in the language of the request, its values filled in; so is a value that is one of our own words."""
    return _filled(trouble.sentence, {name: _value(value) for name, value in trouble.values.items()})


def objection_told(objection: Objection) -> str:
    """Why a unit may not stand, in the language of the request; what somebody typed stays as it is."""
    return _filled(objection.pattern, objection.values)


def _filled(pattern: str, values: Mapping[str, object]) -> str:
    sentence = counted(gettext(pattern), values)
    return sentence % values if values else sentence


def _value(value: object) -> object:
    if isinstance(value, Objection):
        return objection_told(value)
    return gettext(value) if isinstance(value, str) else value


def _status(trouble: Trouble) -> int:
    """503 where the store failed, else by code, 422 for a proof that does not hold, 409 by default."""
    if isinstance(trouble, StoreFailed):
        return 503
    if trouble.code.startswith("roster-file-"):
        return 400
    return _STATUS.get(trouble.code, 422 if isinstance(trouble, Broken) else 409)


def _http(problem: HTTPException) -> tuple[Response | str, int] | HTTPException:
    if problem.code is None or problem.code < 400:
        return problem
    code, sentence = _OF_HTTP.get(problem.code, MALFORMED)
    return _answer(code, gettext(sentence), problem.code)


def _unexpected(problem: Exception) -> tuple[Response | str, int]:
    reference = note(problem, the_hall())
    message = gettext(
        "Hòm phiếu gặp lỗi không lường trước. Chưa có gì mất; xin tải lại trang. Nếu còn lỗi, xin báo mã này: %(reference)s",
        reference=reference,
    )
    return _answer("internal", message, 500, reference=reference)


def note(problem: BaseException, hall: Hall) -> str:
    """Writes to the log what kind of failure it was and where; the reference under which it stands there. Also outside of any
    request."""
    reference, logbook = secrets.token_hex(4), hall.logbook
    what, where = type(problem).__name__, _where(problem.__traceback__)
    log.error("internal %s: %s at %s", reference, what, where)
    write = partial(logbook.tell, level="error") if _is_a_deed() else logbook.hold
    write("internal", reference=reference, what=what, where=where)
    return reference


def _where(trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)
    return " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames[-6:]))


def keep_no_trace(logbook: Logbook | None = None) -> None:
    """Failures outside of any request, such as a phone that leaves the network in the middle of an answer: gevent would
    write each to stderr with the phone's address and the time (P10). For the whole process, and idempotent."""
    gevent.get_hub().print_exception = partial(_outside, logbook)


def _outside(
    logbook: Logbook | None, context: object, kind: type, problem: BaseException, trace: TracebackType | None
) -> None:
    log.error("outside of a request: %s at %s", kind.__name__, _where(trace))
    if logbook:
        logbook.hold("outside-of-a-request", what=kind.__name__, where=_where(trace))


def _answer(code: str, message: str, status: int, **extra: object) -> tuple[Response | str, int]:
    message = message.encode(errors="replace").decode()  # half a letter, in what somebody sent, cannot be sent back
    if _is_page():
        return render_template("error.html", code=code, message=message, reference=extra.get("reference")), status
    return jsonify(error={"code": code, "message": message, **extra}), status


def _is_page() -> bool:
    best = request.accept_mimetypes.best_match(["application/json", "text/html"])
    return request.method == "GET" and best == "text/html"
