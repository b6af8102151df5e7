"""What is to happen in a rehearsal, round by round, worked out beforehand by the meeting's own rules.

So what the server announces can be compared with what it must, and a votes file that the rules do not allow is refused
before a server starts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace

from ballots.committee import MOST_TELLERS, name_committee, read_threshold
from ballots.contest import Contest
from ballots.errors import Refused
from ballots.facts import fold
from ballots.hand_vote import EXCEPTION, HandVote
from ballots.meeting import Fact, Meeting, Rules
from ballots.roster import make_roster, members, offices
from ballots.round import Slips
from ballots.rulebook import obstacles
from ballots.stage import Stage
from ballots.text import same_name

Marks = tuple[tuple[int, ...], ...]
Totals = list[tuple[int, list[int]]]


@dataclass(frozen=True)
class PlannedRound:
    """`ballots`: one for each present unit, its marks in each contest, or None for a slip that is never used. `void`: why it
    is voided once it is counted; empty where it counts."""

    contests: tuple[Contest, ...]
    ballots: tuple[Marks | None, ...]
    void: str = ""

    @property
    def cast(self) -> tuple[Marks, ...]:
        return tuple(ballot for ballot in self.ballots if ballot is not None)

    def totals(self) -> Totals:
        """What the count must come to: for each contest the blank votes, and the votes of each nominee."""
        return [
            (
                sum(not ballot[i] for ballot in self.cast),
                [sum(nominee in ballot[i] for ballot in self.cast) for nominee in range(len(contest.nominees))],
            )
            for i, contest in enumerate(self.contests)
        ]


@dataclass(frozen=True)
class Plan:
    """`units`: rows of the roster. `prepared`: the meeting as it stands when it is sealed. `exceptions`: unit and reason.
    `officers`, `flags`: elected by hand, proposed at the adoption; `adopt`: whether the meeting adopts a decided result."""

    meeting: Mapping[str, object]
    units: tuple[Mapping[str, object], ...]
    tellers: tuple[Mapping[str, str], ...]
    prepared: Meeting
    exceptions: tuple[tuple[str, str], ...]
    rounds: tuple[PlannedRound, ...]
    officers: Mapping[str, str] = field(default_factory=dict)
    flags: Mapping[str, str] = field(default_factory=dict)
    adopt: bool = True

    @property
    def present(self) -> tuple[str, ...]:
        return tuple(unit.name for unit in self.prepared.attendance.present)

    @property
    def absent(self) -> tuple[str, ...]:
        return tuple(unit.name for unit in self.prepared.attendance.absent)

    @property
    def contests(self) -> tuple[Contest, ...]:
        return self.prepared.contests


def called(
    rows: Iterable[Mapping[str, object]],
    present: Iterable[str],
    contests: tuple[Contest, ...],
    tellers: Iterable[Mapping[str, str]],
    rules: Rules,
    threshold: int | None = None,
) -> Meeting:
    """The meeting after the roll call. Refused: the codes of the roster's and the committee's rules."""
    units = make_roster(rows)
    here = {same_name(name) for name in present}
    committee = name_committee(tellers, [""] * MOST_TELLERS)
    return Meeting(
        rules=rules,
        roster=members(units),
        offices=offices(units),
        marks={unit.id: same_name(unit.name) in here for unit in members(units)},
        contests=contests,
        tellers=committee,
        threshold=read_threshold(threshold, len(committee)),
    )


def agreed_on_everything(meeting: Meeting, exceptions: Sequence[tuple[str, str]]) -> Meeting:
    """The meeting after everybody present was for the rules, the committee, the exceptions and every list."""
    present = len(meeting.attendance.present)
    subjects = [
        ("rules", "", ""),
        ("committee", "", ""),
        *((EXCEPTION, unit, reason) for unit, reason in exceptions),
        *(("list", contest.title, "") for contest in meeting.contests),
    ]
    votes = tuple(HandVote(subject, about, present, 0, 0, present, why) for subject, about, why in subjects)
    return replace(meeting, hand_votes=votes)


def refuse_unsealable(meeting: Meeting) -> None:
    """What keeps this meeting from being sealed, apart from the keys, which the tellers will make."""
    for refusal in obstacles(meeting, "seal"):
        if refusal.code != "teller-key-missing":
            raise refusal


def counted(meeting: Meeting, planned: PlannedRound) -> Meeting:
    """The meeting with this round counted."""
    return replace(
        meeting,
        stage=Stage.COUNTED,
        slips=Slips(len(planned.ballots), "MARK"),
        returned=len(planned.cast),
        counts=tuple((blank, *votes) for blank, votes in planned.totals()),
    )


def following(meeting: Meeting, planned: PlannedRound) -> Meeting | None:
    """The meeting before the round that has to follow this one, None where nothing is left to decide."""
    after = counted(meeting, planned)
    if planned.void:
        return fold([Fact(1, "round_voided", {"reason": planned.void})], after)
    if after.runoff:
        return fold([Fact(1, "runoff_called", {"contests": [asdict(contest) for contest in after.runoff]})], after)
    return None


def planned_rounds(
    meeting: Meeting,
    asked: Sequence[tuple[list, str]],
    read: Callable[[int, list, tuple[Contest, ...]], tuple[Marks | None, ...]],
) -> tuple[PlannedRound, ...]:
    """The rounds of (ballots, reason to void) in their order; `read(number, ballots, contests)` makes the ballots of one.

    Refused: `rounds-too-many` (a round that no tie and no voided round asks for), `rounds-too-few` (the last is voided)."""
    rounds: list[PlannedRound] = []
    due: Meeting | None = meeting
    for number, (ballots, void) in enumerate(asked, start=1):
        if due is None:
            raise Refused(
                "rounds-too-many",
                "Tệp có vòng bỏ phiếu thứ %(number)d, nhưng sau vòng trước không còn gì phải bầu lại.",
                number=number,
            )
        planned = PlannedRound(due.contests, read(number, ballots, due.contests), void)
        rounds.append(planned)
        due = following(due, planned)
    if rounds[-1].void:
        raise Refused(
            "rounds-too-few", "Vòng cuối trong tệp bị hủy, nên không có kết quả; xin thêm một vòng bỏ phiếu lại."
        )
    return tuple(rounds)
