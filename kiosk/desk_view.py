"""What the desk's pages show of the units and the contests, in the shapes that the templates draw. Nothing is decided here."""

from collections.abc import Iterator
from datetime import date

from ballots.contest import PRESETS, SECOND_OF, folded
from ballots.eligibility import objections, verdict
from ballots.guards import lists_agreed
from ballots.hand_vote import EXCEPTION, LIST
from ballots.meeting import Meeting
from ballots.record.contents import PAPERS
from ballots.roster import Unit, row_of
from ballots.stage import Stage
from kiosk.failures import objection_told
from kiosk.paperwork import EARLY

Shown = dict[str, object]


def units_shown(meeting: Meeting) -> list[Shown]:
    """{"id", "row", "found"} of every unit, each member unit followed by its district offices. `row` is flat, as the desk
    sends it back; `found` as the function of that name says."""
    return [
        {"id": unit.id, "row": row_of(unit), "found": found(meeting, unit)}
        for member in meeting.roster
        for unit in (member, *(office for office in meeting.offices if office.parent == member.name))
    ]


def found(meeting: Meeting, unit: Unit) -> Shown:
    """{"verdict", "objections", "exception", "denied"}: what speaks against the unit, whether the meeting lets it stand all the
    same, and the vote by which it did not, None where there is none."""
    votes = [vote for vote in meeting.hand_votes if vote.concerns(EXCEPTION, unit.name)]
    threshold = meeting.rules.threshold
    return {
        "verdict": verdict(unit, threshold),
        "objections": [(one.clause, objection_told(one)) for one in objections(unit, threshold)],
        "exception": meeting.may_stand(unit),
        "denied": votes[-1] if votes and not votes[-1].carried else None,
    }


def cards_shown(meeting: Meeting) -> list[Shown]:
    """{"id", "row", "titles", "agreed"} of each contest. The two of a pair are one card; `titles` are those of its lists that
    are still to be agreed on, or all of them where the meeting has agreed."""
    return [
        {"id": number, "row": row, "titles": _open(meeting, titles) or titles, "agreed": not _open(meeting, titles)}
        for number, (row, titles) in enumerate(zip(folded(meeting.lists), _titles(meeting)), start=1)
    ]


def _open(meeting: Meeting, titles: list[str]) -> list[str]:
    return [title for title in titles if not meeting.agreed(LIST, title)]


def _titles(meeting: Meeting) -> Iterator[list[str]]:
    contests = iter(meeting.lists)
    for contest in contests:
        pair = [contest, next(contests)] if contest.kind in SECOND_OF else [contest]
        yield [one.title for one in pair]


def preset_rows() -> list[Shown]:
    """An unfilled card for each way of adding a contest."""
    empty = {"nominees": [], "majority": None}
    presets = [{"kind": one.kind, "title": one.title, "seats": one.seats, **empty} for one in PRESETS]
    return [*presets, {"kind": "other", "title": "", "seats": 1, **empty}]


ATTENDANCE, BALLOT = "attendance", "ballot"


def papers_shown(meeting: Meeting) -> list[Shown]:
    """{"name", "ready", "draft", "signable", "signatures"} of each paper; those of a signature are {"paper", "signer", "role",
    "at"}. What is used in the room before the count is no draft: see `kiosk.papers.make_paper`."""
    counted = meeting.stage.rank >= Stage.COUNTED.rank
    agreed = bool(meeting.contests) and not next(lists_agreed(meeting), None)
    return [
        {
            "name": name,
            "ready": counted or name in EARLY and bool(meeting.roster and (meeting.contests or name != BALLOT)),
            "draft": meeting.adoption is None and name != ATTENDANCE and not (name == BALLOT and agreed),
            "signable": name != BALLOT,
            "signatures": [one for one in meeting.signatures if one["paper"] == name],
        }
        for name in PAPERS
    ]


def is_late(meeting: Meeting, today: date) -> bool:
    """Whether the day on which the report is due, in the year that follows the meeting's, is over (III.2.c). Nobody tells the
    kiosk that it was sent."""
    if not meeting.called:
        return False
    month, day = map(int, str(meeting.papers["deadline"]).split("-"))
    return (today.year, today.month, today.day) > (meeting.year + 1, month, day)
