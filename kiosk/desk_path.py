"""The path of the meeting as the desk shows it: its steps, which are done, which is due, and why a move is not possible."""

from flask_babel import lazy_gettext

from ballots.guards import lists_agreed
from ballots.hand_vote import COMMITTEE, RULES
from ballots.meeting import Meeting
from ballots.rulebook import DEEDS, asks, is_done, obstacles
from ballots.stage import Stage
from kiosk.failures import spoken

STEPS = {
    "meeting": lazy_gettext("Hội nghị"),
    "roster": lazy_gettext("Đơn vị, điểm"),
    "roll-call": lazy_gettext("Điểm danh"),
    "rules": lazy_gettext("Thể lệ"),
    "contests": lazy_gettext("Nội dung bầu"),
    "tellers": lazy_gettext("Ban kiểm phiếu"),
    "seal": lazy_gettext("Niêm phong"),
    "slips": lazy_gettext("Phát phiếu"),
    "voting": lazy_gettext("Bỏ phiếu"),
    "count": lazy_gettext("Kiểm phiếu"),
    "record": lazy_gettext("Kết quả, thông qua"),
    "papers": lazy_gettext("Giấy tờ, hồ sơ"),
}


def _done(meeting: Meeting) -> dict[str, bool]:
    passed, sealed = meeting.stage.rank, meeting.stage.rank >= Stage.SEALED.rank
    return {
        "meeting": meeting.called,
        "roster": bool(meeting.roster),
        "roll-call": bool(meeting.roster) and not meeting.attendance.unmarked,
        "rules": sealed or meeting.agreed(RULES) is not None,
        "contests": sealed or bool(meeting.contests) and not next(lists_agreed(meeting), None),
        "tellers": sealed or bool(meeting.agreed(COMMITTEE)) and all(teller.key for teller in meeting.tellers),
        "seal": sealed,
        "slips": passed >= Stage.ISSUED.rank,
        "voting": passed >= Stage.CLOSED.rank,
        "count": passed >= Stage.COUNTED.rank and not meeting.runoff,  # a tie leads back to the slips
        "record": passed >= Stage.ADOPTED.rank,
        "papers": False,  # the last step: there one stays
    }


def due_step(meeting: Meeting) -> str:
    """The first step that is not done."""
    return next(step for step, done in _done(meeting).items() if not done)


def path(meeting: Meeting) -> list[dict[str, str]]:
    """{"id", "title", "href", "state"} of each step; `state` is done, now or later."""
    due, done = due_step(meeting), _done(meeting)
    return [
        {
            "id": step,
            "title": str(title),
            "href": f"/desk/{step}",
            "state": "now" if step == due else "done" if done[step] else "later",
        }
        for step, title in STEPS.items()
    ]


def possible(meeting: Meeting) -> dict[str, dict[str, object]]:
    """For every deed of the table: whether it may be done now, whether it is done, each reason against it, and the second
    officer whose code it asks for, if it does."""
    return {name: _possible(meeting, name) for name in DEEDS}


def _possible(meeting: Meeting, name: str) -> dict[str, object]:
    reasons = obstacles(meeting, name)
    return {
        "allowed": not reasons,
        "done": is_done(meeting, name),
        "why": list(map(spoken, reasons)),
        "asks": meeting.second_officer if asks(meeting, name) else None,
    }
