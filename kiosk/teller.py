"""The teller's phone: a seat, a lock, and its release at the count."""

from flask import Blueprint, jsonify, render_template

from kiosk import locks
from kiosk.hall import the_hall
from kiosk.incoming import json_object

teller = Blueprint("teller", __name__)


@teller.get("/teller")
def page():
    return render_template("teller/teller.html")


@teller.post("/teller/seat")
def seat():
    body = json_object()
    return jsonify(locks.sit(the_hall(), body.get("number"), body.get("invite")))


@teller.post("/teller/key")
def key():
    body = json_object()
    return jsonify(locks.give_key(the_hall(), body.get("number"), body.get("invite"), body.get("key")))


@teller.post("/teller/share")
def share():
    body = json_object()
    return jsonify(locks.give_share(the_hall(), body.get("number"), body.get("share")))
