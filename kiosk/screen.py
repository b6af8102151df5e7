"""The screen: one page on the projector that follows the whole meeting by itself."""

from flask import Blueprint, render_template

from kiosk.addresses import surfaces
from kiosk.hall import the_hall
from kiosk.squarecode import qr_svg

screen = Blueprint("screen", __name__)


@screen.get("/screen")
def page():
    hall = the_hall()
    hall.look_around()
    addresses = surfaces(hall.addresses[0])
    pictures = {name: qr_svg(addresses[name]) for name in ("booth", "board")}
    return render_template("screen/screen.html", state=hall.snapshot(), addresses=addresses, addresses_qr=pictures)
