"""The desk's pages: one for each step of the meeting's path. They show the whole state; the deeds are in `kiosk.deed`."""

from flask import Blueprint, abort, redirect, render_template

from ballots.contest import PRESETS
from ballots.stage import Stage
from kiosk.desk_path import STEPS, due_step, path, possible
from kiosk.hall import Hall, the_hall
from kiosk.slips import qr_svg

desk = Blueprint("desk", __name__)


@desk.get("/desk")
def due():
    return redirect(f"/desk/{due_step(the_hall().meeting)}")


@desk.get("/desk/<step>")
def step(step: str):
    if step not in STEPS:
        abort(404)
    hall = the_hall()
    hall.look_around()
    return render_template(
        f"desk/{step}.html",
        step=step,
        steps=path(hall.meeting),
        meeting=hall.meeting,
        stage=hall.meeting.stage,
        state=hall.snapshot(),
        possible=possible(hall.meeting),
        presets=PRESETS,
        addresses=hall.bases,
        invites=_invites(hall) if step == "tellers" else {},
    )


def _invites(hall: Hall) -> dict[int, str]:
    """The square code that each teller's phone scans, by the lock's number; none once the list is sealed."""
    if hall.meeting.stage is not Stage.PREPARING:
        return {}
    base = hall.bases[0]
    return {t.number: qr_svg(f"{base}/teller#{t.number}.{t.invite}") for t in hall.meeting.tellers}
