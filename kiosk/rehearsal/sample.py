"""A meeting made up for the sample cluster, with invented votes: what `rehearse` plays when no file says otherwise."""

import random

from ballots import samples
from ballots.contest import Contest, apart, make_contests
from ballots.meeting import Meeting, Rules
from kiosk.rehearsal.plan import Marks, Plan, PlannedRound, agreed_on_everything, called, following

MOST_ROUNDS = 3


def sample_plan() -> Plan:
    """Cụm số 5: its last unit is absent, one slip stays unused, one ballot is blank throughout. Where votes are equal there is
    a run-off, and a decided result is adopted."""
    sample = samples.cluster_5()
    names = [row["name"] for row in sample["units"] if not row.get("parent")]
    meeting = called(sample["units"], names[:-1], make_contests(sample["contests"]), sample["tellers"], Rules())
    prepared = agreed_on_everything(meeting, ())
    rounds = tuple(_rounds(prepared))
    return Plan(sample["meeting"], tuple(sample["units"]), tuple(sample["tellers"]), prepared, (), rounds)


def _rounds(meeting: Meeting) -> list[PlannedRound]:
    voting = len(meeting.attendance.present)
    blank = tuple(() for _ in meeting.contests)
    rounds = [PlannedRound(meeting.contests, (*_filled(meeting.contests, voting - 2), blank, None))]
    due = following(meeting, rounds[0])
    while due and len(rounds) < MOST_ROUNDS:
        rounds.append(PlannedRound(due.contests, _filled(due.contests, voting)))
        due = following(due, rounds[-1])
    return rounds


def _filled(contests: tuple[Contest, ...], number: int) -> tuple[Marks, ...]:
    return tuple(_ballot(contests) for _ in range(number))


def _ballot(contests: tuple[Contest, ...]) -> Marks:
    rows: list[tuple[int, ...]] = []
    for place, contest in enumerate(contests):
        first = apart(contests, place)
        rows.append(_some(contest, rows[first] if first is not None else ()))
    return tuple(rows)


def _some(contest: Contest, taken: tuple[int, ...]) -> tuple[int, ...]:
    """Any marks that the contest allows, most often all its seats."""
    free = [place for place in range(len(contest.nominees)) if place not in taken]
    number = max(random.randint(1, contest.seats), random.randint(1, contest.seats))
    return tuple(sorted(random.sample(free, min(number, len(free)))))
