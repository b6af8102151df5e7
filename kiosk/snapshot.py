"""What the room may see: the public state as one JSON value, with no person's name and nothing that depends on a vote
before the count (P5). The projector, the booths and the board all draw from it."""

from dataclasses import asdict

from ballots.box import Box
from ballots.contest import Contest
from ballots.meeting import Meeting
from ballots.outcome import outcome
from ballots.stage import Stage
from kiosk.addresses import surfaces


def public_view(meeting: Meeting, box: Box | None, fingerprint: str, bases: list[str]) -> dict[str, object]:
    """The public state; its top-level keys are what `changed` compares. `bases`: the room's addresses of the kiosk."""
    return {
        "kiosk": {"fingerprint": fingerprint},
        "meeting": meeting.details if meeting.called else None,
        "stage": meeting.stage.value,
        "units": [{"id": u.id, "name": u.name, "present": meeting.attendance.mark(u)} for u in meeting.roster],
        "attendance": _attendance(meeting),
        "contests": [{"title": c.title, "seats": c.seats, "nominees": list(c.nominees)} for c in meeting.contests],
        "tellers": [
            {"number": t.number, "unit": t.unit, "lock": lock(meeting, t.number), "code": t.code}
            for t in meeting.tellers
        ],
        "slips": {"issued": meeting.slips.number, "mark": meeting.slips.mark} if meeting.slips else None,
        "box": {"returned": meeting.returned, "head": box.board.head if box else None},
        "election": {"uuid": box.election.uuid, "fingerprint": box.election.fingerprint} if box else None,
        "addresses": surfaces(bases[0]) if bases else {},
        "count": _count(meeting),
    }


def changed(before: dict[str, object], after: dict[str, object]) -> dict[str, object]:
    """The top-level parts of a later view that differ from those of an earlier one."""
    return {key: value for key, value in after.items() if before.get(key) != value}


def lock(meeting: Meeting, number: int) -> str:
    """How the lock of a teller stands: open (no key yet), closed, released (share given at the count)."""
    if number in meeting.shares:
        return "released"
    return "closed" if meeting.tellers[number - 1].key else "open"


def _attendance(meeting: Meeting) -> dict[str, int]:
    attendance = meeting.attendance
    return {
        "summoned": attendance.summoned,
        "present": len(attendance.present),
        "absent": len(attendance.absent),
        "unmarked": len(attendance.unmarked),
    }


def _count(meeting: Meeting) -> dict[str, object] | None:
    if meeting.stage not in (Stage.COUNTING, Stage.COUNTED):
        return None
    contests = [_contest(contest, column) for contest, column in zip(meeting.contests, meeting.counts)]
    return {"contests": contests, "complete": meeting.stage is Stage.COUNTED}


def _contest(contest: Contest, column: tuple[int | None, ...]) -> dict[str, object]:
    complete = None not in column
    if complete:
        nominees = [asdict(place) for place in outcome(contest.nominees, column[1:], contest.seats).places]
    else:
        nominees = [
            {"name": name, "votes": votes, "rank": None, "elected": False, "tied": False}
            for name, votes in zip(contest.nominees, column[1:])
        ]
    return {
        "title": contest.title,
        "seats": contest.seats,
        "blank": column[0],
        "nominees": nominees,
        "complete": complete,
    }
