"""The desk's pages: one for each step of the meeting's path, and what happened so far. They show the whole state; the deeds
are in `kiosk.deed`."""

from collections.abc import Callable, Mapping

from flask import Blueprint, abort, redirect, render_template

from ballots.stage import Stage
from kiosk.copies_view import copies_shown, following_shown
from kiosk.desk_path import STEPS, due_step, path, possible
from kiosk.desk_view import cards_shown, is_late, papers_shown, preset_rows, units_shown
from kiosk.hall import Hall, the_hall
from kiosk.joining import joining_shown, secure_shown
from kiosk.squarecode import qr_svg
from kiosk.timeline import days

desk = Blueprint("desk", __name__)
COPIES = "copies"
"""A page beside the path: it is no step of a meeting, and of use at every one."""


@desk.get("/desk")
def due():
    return redirect(f"/desk/{due_step(the_hall().meeting)}")


@desk.get("/desk/<step>")
def step(step: str):
    if step not in STEPS and step != COPIES:
        abort(404)
    return _page(step, lambda hall: _of_step(hall, step))


@desk.get("/desk/timeline")
def timeline():
    return _page("timeline", lambda hall: {"days": days(hall.facts)})


def _page(name: str, of_this_page: Callable[[Hall], Mapping[str, object]]) -> str:
    hall = the_hall()
    hall.look_around()
    return render_template(
        f"desk/{name}.html",
        step=name,
        steps=path(hall.meeting),
        meeting=hall.meeting,
        stage=hall.meeting.stage,
        state=hall.snapshot(),
        possible=possible(hall.meeting),
        addresses=hall.addresses,
        secure=secure_shown(hall),
        copying=following_shown(hall),
        late=is_late(hall.meeting, hall.now().date()),
        **of_this_page(hall),
    )


def _of_step(hall: Hall, step: str) -> dict[str, object]:
    """What only one page shows."""
    meeting = hall.meeting
    if step == "roster":
        return {"units": units_shown(meeting)}
    if step == "contests":
        return {"units": units_shown(meeting), "cards": cards_shown(meeting), "preset_rows": preset_rows()}
    if step == "tellers":
        return {"invites": _invites(hall)}
    if step == "slips":
        return {"joining": joining_shown(hall)}
    if step == COPIES:
        return {"copies": copies_shown(hall)}
    if step == "papers":
        return {"papers": papers_shown(meeting)}
    return {}


def _invites(hall: Hall) -> dict[int, str]:
    """The square code that each teller's phone scans, by the lock's number; a phone may be lost until the adoption."""
    if hall.meeting.stage is Stage.ADOPTED:
        return {}
    base = hall.addresses[0]
    return {t.number: qr_svg(f"{base}/teller#{t.number}.{t.invite}") for t in hall.meeting.tellers}
