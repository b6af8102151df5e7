"""The desk's pages: one for each step of the meeting's path. They show the whole state; the deeds are in `kiosk.deed`."""

from flask import Blueprint, abort, redirect, render_template

from ballots.contest import PRESETS
from ballots.stage import Stage
from kiosk.desk_path import STEPS, due_step, path, possible
from kiosk.hall import Hall, the_hall
from kiosk.slips import qr_svg
from kiosk.snapshot import lock

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
        invites=_invites(hall) if step == "tellers" else [],
        due=due_step(hall.meeting),
    )


def _invites(hall: Hall) -> list[dict[str, object]]:
    """The seats with the address that a teller's phone scans; the pictures only while keys are still being made or used."""
    if hall.meeting.stage is Stage.COUNTED:
        return []
    base = hall.bases[0]
    seats = []
    for teller in hall.meeting.tellers:
        url = f"{base}/teller#{teller.number}.{teller.invite}"
        seats.append(
            {
                "number": teller.number,
                "name": teller.name,
                "unit": teller.unit,
                "code": teller.code,
                "lock": lock(hall.meeting, teller.number),
                "url": url,
                "qr": qr_svg(url),
            }
        )
    return seats
