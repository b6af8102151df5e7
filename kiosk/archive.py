"""The archive: what anyone may take home and check. The box at any time, the signed record after the count."""

from flask import Blueprint, Response, abort

from ballots.record.contents import VERIFIER
from kiosk.auditing import audited_ballot
from kiosk.filing import file_record
from kiosk.hall import the_hall
from kiosk.verifier_page import verifier_page

archive = Blueprint("archive", __name__, url_prefix="/archive")


@archive.get("/box.bel")
def box():
    """The board of the current election in the published format; 409 `no-election` before there is one."""
    board = the_hall().present_box().board
    return _download(board.archive(), f"{board.uuid}.bel", "application/x-tar")


@archive.get("/<uuid>.bel")
def earlier(uuid: str):
    """The board of any round of this meeting, by the identifier of its election; 404 where it has none of this name."""
    board = the_hall().boards().get(uuid)
    if board is None:
        abort(404)
    return _download(board.archive(), f"{board.uuid}.bel", "application/x-tar")


@archive.get("/audited/<digest>.json")
def audited(digest: str):
    """A sealed ballot that its voter had opened, by its hash, as it was sent; 404 where there is none."""
    ballot = audited_ballot(the_hall(), digest)
    if ballot is None:
        abort(404)
    return _download(ballot, f"{digest}.json", "application/json")


@archive.get("/record.zip")
def record():
    """409 `not-counted` before the count is complete."""
    return _download(file_record(the_hall()), "record.zip", "application/zip")


@archive.get("/kiem-tra.html")
def verifier():
    """The page that checks a record, to be kept: it never runs under the kiosk's own address, where it would not be alone."""
    answer = _download(verifier_page(), VERIFIER, "text/html")
    answer.headers["Content-Security-Policy"] = (
        "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return answer


def _download(content: bytes, name: str, kind: str) -> Response:
    return Response(content, mimetype=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
