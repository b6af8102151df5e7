"""Practising a meeting at the desk alone, with people whom the desk's page pretends: in a rehearsal, and nowhere else (P12).

They come in by the same doors as everybody, with the same messages. All that the page needs besides is the tellers'
invitations, which real tellers scan. In a real meeting the kiosk gives neither these nor the page's module.
"""

from flask import Blueprint, Flask, Response, jsonify, request

from ballots.errors import Refused
from kiosk.hall import the_hall

NAME = "practice"
"""In the path of all that belongs to it: the route below, and what is built of static/js/pages/practice.js."""

practice = Blueprint(NAME, __name__)


def install(app: Flask) -> None:
    """Whatever has the name in its path is there in a rehearsal only. To be called after the desk is guarded."""
    app.before_request(_refuse_in_a_real_meeting)


def _refuse_in_a_real_meeting() -> None:
    if request.method in ("GET", "HEAD") and NAME in request.path.lower() and not the_hall().meeting.rehearsal:
        raise Refused("rehearsal-only", "Người tập chỉ có trong buổi diễn tập; đây là họp thật nên không có.")


@practice.get("/desk/practice/room")
def room() -> Response:
    """{"pace": seconds between two totals of the count, "seats": [{"number", "invite"}] of the tellers}."""
    hall = the_hall()
    seats = [{"number": teller.number, "invite": teller.invite} for teller in hall.meeting.tellers]
    return jsonify(pace=hall.config.pace, seats=seats)
