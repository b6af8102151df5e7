"""The desk's files over HTTP: the papers to print and to sign, the template of the roster, the results as a spreadsheet."""

from collections.abc import Sequence

from flask import Blueprint, Response, jsonify, request

from ballots.errors import Refused
from ballots.record.contents import PAPERS, SHEET
from ballots.roster import Unit
from kiosk.filing import results_sheet
from kiosk.hall import the_hall
from kiosk.incoming import file_of
from kiosk.offload import offload
from kiosk.paperwork import paper, sign_paper
from kiosk.pkcs12 import MOST_BYTES

papers_desk = Blueprint("papers_desk", __name__, url_prefix="/desk")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@papers_desk.get("/papers/<name>.pdf")
def read(name: str):
    return _download(paper(the_hall(), name), PAPERS.get(name, name), "application/pdf")


@papers_desk.post("/sign")
def sign():
    """A form with a file, because a certificate is one; the password comes with it and goes with it."""
    file, form = file_of("file", MOST_BYTES), request.form
    if file is None:
        raise Refused("pkcs12-missing", "Chưa chọn tệp chứng thư số; xin chọn tệp .p12 hoặc .pfx.")
    hall = the_hall()
    sign_paper(hall, form.get("paper", ""), file.read(), form.get("password", ""), form.get("role", ""))
    return jsonify(seq=hall.meeting.seq)


@papers_desk.get("/results.xlsx")
def results():
    return _download(results_sheet(the_hall()), SHEET, _XLSX)


@papers_desk.get("/roster/template.xlsx")
def template():
    """With the units that are there already, so that a correction is not a retyping."""
    return _download(offload(_template, the_hall().meeting.units), "danh-sach-don-vi.xlsx", _XLSX)


def _template(units: Sequence[Unit]) -> bytes:
    """For another thread: the spreadsheet library takes 0.2 s to load, and the kiosk starts without it."""
    from kiosk.roster_template import template_of

    return template_of(units)


def _download(content: bytes, name: str, kind: str) -> Response:
    return Response(content, mimetype=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
