"""The booth: where a slip becomes a ballot. The page seals it; here it only comes in, as bytes."""

from flask import Blueprint, jsonify, render_template

from kiosk.auditing import audit
from kiosk.casting import cast
from kiosk.hall import the_hall
from kiosk.incoming import LARGEST_BALLOT, raw_bytes
from kiosk.snapshot import paper, running

booth = Blueprint("booth", __name__)

SHARED_TABLET = {"quiet": 60, "receipt": 30, "warning": 20}
"""Seconds without a touch before a shared tablet warns, the same after the receipt, and between the warning and the wiping:
twenty, as WCAG 2.2 (2.2.1) asks for whoever needs time to answer."""


@booth.get("/booth")
def page():
    return render_template("booth/booth.html")


@booth.get("/kiosk")
def kiosk():
    """The same booth on a tablet that many people use one after the other."""
    return render_template("booth/kiosk.html", times=SHARED_TABLET)


@booth.get("/booth/election")
def election():
    """All that a booth needs to seal a ballot and to know its own slip. The same for everyone, so that asking tells nothing."""
    hall = the_hall()
    box = hall.present_box()
    return jsonify(
        election=box.election.raw.decode(),
        mark=hall.meeting.slips.mark,
        stage=hall.meeting.stage.value,
        credentials=sorted(box.credentials),
        used=box.used,
        paper=paper(hall.meeting),
        round=running(hall.meeting),
    )


@booth.post("/booth/ballot")
def ballot():
    return jsonify(cast(the_hall(), raw_bytes(LARGEST_BALLOT)))


@booth.post("/booth/audit")
def audited():
    return jsonify(audit(the_hall(), raw_bytes(LARGEST_BALLOT)))
