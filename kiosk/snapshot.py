"""What the room may see: the public state as one JSON value, with no person's name and nothing that depends on a vote
before the count (P5). The projector, the booths and the board all draw from it."""

from dataclasses import asdict

from ballots.box import Box
from ballots.committee import set_code
from ballots.contest import Contest, apart
from ballots.hand_vote import OFFICES
from ballots.locking import Locking, Step
from ballots.meeting import Meeting
from ballots.outcome_rows import outcome_rows
from ballots.round import Round
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
        "rules": asdict(meeting.rules),
        "hand_votes": [_hands(vote) for vote in meeting.hand_votes],
        "contests": [
            {"title": c.title, "seats": c.seats, "nominees": list(c.nominees), "of": c.of, **words}
            for c, words in zip(meeting.contests, paper(meeting))
        ],
        "tellers": [
            {"number": t.number, "unit": t.unit, "lock": lock(meeting, t.number), "code": t.code}
            for t in meeting.tellers
        ],
        "committee": _committee(meeting),
        "slips": {"issued": meeting.slips.number, "mark": meeting.slips.mark} if meeting.slips else None,
        "round": running(meeting),
        "rounds": [_finished(one) for one in meeting.rounds],
        "box": {
            "returned": meeting.round.returned,
            "head": box.board.head if box else None,
            "audited": len(meeting.audited),
        },
        "election": {"uuid": box.election.uuid, "fingerprint": box.election.fingerprint} if box else None,
        "addresses": surfaces(bases[0]) if bases else {},
        "network": {"name": meeting.network.name} if meeting.network else None,
        "count": _count(meeting),
        "outcome": _outcome(meeting),
        "adoption": _adoption(meeting),
    }


def changed(before: dict[str, object], after: dict[str, object]) -> dict[str, object]:
    """The top-level parts of a later view that differ from those of an earlier one."""
    return {key: value for key, value in after.items() if before.get(key) != value}


def lock(meeting: Meeting, number: int) -> str:
    """How the lock of a teller stands: open (no key yet), fitting (the phones are making it), closed; at the count released
    (share given), refused (a share that does not hold)."""
    if number in meeting.shares | meeting.late:
        return "released"
    if number in meeting.refused:
        return "refused"
    if meeting.tellers[number - 1].key:
        return "closed"
    return "fitting" if number in meeting.locking.certificates else "open"


def _committee(meeting: Meeting) -> dict[str, object] | None:
    """How many locks there are and how many open the box, how far the phones are in making them, the code of the set."""
    if not meeting.tellers:
        return None
    trustees = meeting.trustees
    return {
        "size": len(meeting.tellers),
        "threshold": meeting.threshold,
        "step": (Step.COMPLETE if trustees else meeting.locking.step).value,
        "dispute": dispute(meeting.locking),
        "code": set_code(trustees) if trustees else None,
        "awaited": meeting.locking.awaited,
        "openable": meeting.openable,
    }


def dispute(locking: Locking) -> dict[str, int] | None:
    return {"by": locking.dispute.by, "against": locking.dispute.against} if locking.dispute else None


def running(meeting: Meeting) -> dict[str, object]:
    """The round in progress, as a booth or the projector calls it; `opened`: when, "YYYY-MM-DDTHH:MM" by the laptop's clock."""
    current = meeting.round
    return {
        "number": current.number,
        "runoff": current.is_runoff,
        "mode": current.mode,
        "issued": current.issued,
        "opened": current.opened,
    }


def paper(meeting: Meeting) -> list[dict[str, object]]:
    """What a ballot shows besides titles and names, for each contest: its kind, the parent unit and a note of each nominee,
    and the contest that may not be marked for the same unit."""
    return [
        {"kind": contest.kind, "apart": apart(meeting.contests, place), **_beside(meeting, contest)}
        for place, contest in enumerate(meeting.contests)
    ]


def _beside(meeting: Meeting, contest: Contest) -> dict[str, list[str]]:
    units = [meeting.unit(name) for name in contest.nominees]
    return {
        "groups": [unit.parent if unit else "" for unit in units],
        "notes": [_held(unit) if unit and contest.kind in OFFICES else "" for unit in units],
    }


def _held(unit) -> str:
    """When the unit held the offices before: they rotate (A.I.2)."""
    years = (("cụm trưởng", unit.assessment.led), ("cụm phó", unit.assessment.deputised))
    return "; ".join(f"{office} {', '.join(map(str, held))}" for office, held in years if held)


def _attendance(meeting: Meeting) -> dict[str, int]:
    attendance = meeting.attendance
    return {
        "summoned": attendance.summoned,
        "present": len(attendance.present),
        "absent": len(attendance.absent),
        "unmarked": len(attendance.unmarked),
    }


def _hands(vote) -> dict[str, object]:
    names = ("subject", "about", "favour", "against", "abstain", "present", "carried", "withdrawn")
    return {name: getattr(vote, name) for name in names}


def _count(meeting: Meeting) -> dict[str, object] | None:
    if meeting.stage.rank < Stage.COUNTING.rank:
        return None
    return {"contests": _announced(meeting.round), "complete": meeting.stage is not Stage.COUNTING}


def _finished(one: Round) -> dict[str, object]:
    return {
        "number": one.number,
        "runoff": one.is_runoff,
        "mode": one.mode,
        "voided": one.voided,
        "uuid": one.uuid,
        "issued": one.issued,
        "returned": one.returned,
        "audited": list(one.audited),
        "contests": _announced(one) if one.complete else [],
    }


def _announced(one: Round) -> list[dict[str, object]]:
    """What has been counted of a round; ranks come with the last total of a contest."""
    told = []
    for place, (contest, column, result) in enumerate(zip(one.contests, one.counts, one.announcements())):
        places = result.places if result else [None] * len(contest.nominees)
        nominees = [_nominee(n, votes, at) for n, votes, at in zip(contest.nominees, column[1:], places)]
        told.append(
            {
                "title": contest.title,
                "kind": contest.kind,
                "seats": contest.seats,
                "blank": column[0],
                "invalid": one.invalid(place),
                "nominees": nominees,
                "undecided": result.undecided if result else "",
                "complete": result is not None,
            }
        )
    return told


def _nominee(name: str, votes: int | None, place) -> dict[str, object]:
    return {
        "name": name,
        "votes": votes,
        "rank": place.rank if place else None,
        "elected": bool(place and place.elected),
        "tied": bool(place and place.tied),
    }


def _outcome(meeting: Meeting) -> list[dict[str, object]] | None:
    """All rounds together, from the moment the first of them is counted."""
    if not meeting.outcomes:
        return None
    return outcome_rows(meeting.lists, meeting.outcomes, meeting.units)


def _adoption(meeting: Meeting) -> dict[str, object] | None:
    if meeting.adoption is None:
        return None
    flags = [dict(flag) for flag in meeting.adoption.flags]
    return {**_hands(meeting.adoption.vote), "flags": flags, "officers": meeting.officers}
