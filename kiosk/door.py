"""The door: what this place is, and where to go from here."""

from flask import Blueprint, render_template

door = Blueprint("door", __name__)


@door.get("/", endpoint="door")
def page():
    return render_template("door.html")
