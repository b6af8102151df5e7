"""The help card: what a phone says in a room without internet, and what to do then; to read on a phone, or to print.

It names the Wi-Fi, as every phone in the room sees it, and never its password: that is on the slips.
"""

from flask import Blueprint, render_template

from kiosk.hall import the_hall

helpcard = Blueprint("helpcard", __name__)


@helpcard.get("/tro-giup")
def page():
    hall = the_hall()
    address = next(iter(hall.addresses), "")
    return render_template("helpcard.html", network=hall.meeting.network, address=address, secure=bool(hall.secure))
