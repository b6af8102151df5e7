"""The desk's copies over HTTP: one made at a click, and whether the one that follows the meeting does."""

from pathlib import Path

from flask import Blueprint, jsonify

from kiosk.copies import Copied, write_copy
from kiosk.copies_view import following_shown
from kiosk.hall import Hall, the_hall
from kiosk.incoming import json_object
from kiosk.offload import offload

copies_desk = Blueprint("copies_desk", __name__, url_prefix="/desk/copies")


@copies_desk.post("")
def copy():
    """{"folder"}: where the new folder with the copy is to be. It may take as long as a stick takes; nobody waits for it."""
    hall, folder = the_hall(), json_object().get("folder")
    hall.copied = make_copy(hall, Path(folder.strip() if isinstance(folder, str) else ""))
    return jsonify(seq=hall.meeting.seq, folder=str(hall.copied.folder))


def make_copy(hall: Hall, target: Path) -> Copied:
    """A copy of the instance as it is at this moment; raises what `write_copy` says."""
    store = hall.store
    return offload(write_copy, hall.config.instance, store.snapshot(), store.mark, target, hall.now())


@copies_desk.get("/state")
def state():
    """{"trouble": code or ""} of the copy that follows, for the page to notice that something has changed."""
    following = following_shown(the_hall())
    return jsonify(trouble=following["code"] if following else "")
