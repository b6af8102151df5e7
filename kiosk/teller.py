"""The teller's phone: a seat, the making of the locks with the other phones, and the release of one at the count."""

from collections.abc import Callable

from flask import Blueprint, Response, jsonify, render_template

from ballots.errors import Refused
from kiosk import locks
from kiosk.guessing import of_invitations
from kiosk.hall import the_hall
from kiosk.incoming import LARGEST_SHARE, json_object

teller = Blueprint("teller", __name__)


@teller.get("/teller")
def page():
    return render_template("teller/teller.html")


@teller.post("/teller/seat")
def seat():
    return _told(locks.sit)


@teller.post("/teller/certificate")
def certificate():
    return _told(locks.give_certificate, "cert", "replaces")


@teller.post("/teller/polynomial")
def polynomial():
    return _told(locks.give_polynomial, "certs", "polynomial")


@teller.post("/teller/voutput")
def voutput():
    return _told(locks.give_voutput, "certs", "voutput")


@teller.post("/teller/complaint")
def complaint():
    return _told(locks.complain, "certs", "against", "code")


@teller.post("/teller/share")
def share():
    return _told(locks.give_share, "share")


def _told(deed: Callable[..., object], *names: str) -> Response:
    """What the deed answers to the phone of whoever holds the seat's invitation."""
    body = json_object(LARGEST_SHARE)
    try:
        told = deed(the_hall(), *(body.get(name) for name in ("number", "invite", *names)))
    except Refused as refused:
        if refused.code == "invite-wrong":
            of_invitations().take()
        raise
    return jsonify(told)
