"""The deeds that name a second officer for a meeting and dismiss one: from then on some deeds ask for a code, or no more."""

from ballots import second_officer
from ballots.second_officer import choose_code, made_with, read_name
from kiosk.confirming import require_confirmed
from kiosk.deeds import require_meeting
from kiosk.hall import Hall
from kiosk.offload import offload


def name_second_officer(hall: Hall, name: object, code: object, again: object) -> None:
    """From now on the deeds that `ballots.rulebook` says so of ask for this code. Refused: `second-officer-there`, and the
    codes of `choose_code`."""
    require_meeting(hall, "name_second_officer")
    officer = offload(made_with, read_name(name), choose_code(code, again), second_officer.COST)
    hall.require("name_second_officer")  # making the hash takes time, and the meeting may have gone on
    kept = {"name": officer.name, "salt": officer.salt, "hash": officer.hash, "cost": officer.cost}
    hall.record("second_officer_named", kept)


def dismiss_second_officer(hall: Hall, code: object) -> None:
    """Nobody is asked any more. Refused: `second-officer-missing`, and as `require_confirmed`."""
    require_meeting(hall, "dismiss_second_officer")
    if require_confirmed(hall, "dismiss_second_officer", code):
        hall.record("second_officer_dismissed")
