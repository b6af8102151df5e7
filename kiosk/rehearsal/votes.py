"""Who is present and what they vote, for a rehearsal: from a file or made up for the sample cluster.

The file says everything, and nothing in it is guessed or mended: what breaks a rule of the meeting is refused before a
server starts. The rules themselves are those of `ballots`.
"""

import json
import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ballots import samples
from ballots.committee import MOST_TELLERS, name_committee
from ballots.contest import Contest, make_contests
from ballots.marks import check_ballot
from ballots.errors import Refused
from ballots.meeting import Meeting
from ballots.roster import make_roster
from ballots.rulebook import obstacles

Marks = tuple[tuple[int, ...], ...]
_FIELDS = {"present": list, "absent": list, "tellers": int, "contests": list, "ballots": list}
_MEETING = {"title": "Hội nghị diễn tập bỏ phiếu", "cluster": "Cụm thi đua diễn tập", "place": ""}


@dataclass(frozen=True)
class Plan:
    """`ballots`: one for each present unit, its marks in each contest, or None for a slip that is never used."""

    meeting: Mapping[str, object]
    present: tuple[str, ...]
    absent: tuple[str, ...]
    tellers: tuple[Mapping[str, str], ...]
    contests: tuple[Contest, ...]
    ballots: tuple[Marks | None, ...]

    @property
    def cast(self) -> tuple[Marks, ...]:
        return tuple(ballot for ballot in self.ballots if ballot is not None)

    def totals(self) -> list[tuple[int, list[int]]]:
        """What the count must come to: for each contest the blank votes, and the votes of each nominee."""
        return [
            (
                sum(not ballot[i] for ballot in self.cast),
                [sum(nominee in ballot[i] for ballot in self.cast) for nominee in range(len(contest.nominees))],
            )
            for i, contest in enumerate(self.contests)
        ]


def read_plan(file: Path) -> Plan:
    """The plan of a votes file (shape: issue of the command line, README). Refused: `votes-file-unreadable`,
    `votes-file-malformed`, `ballots-number`, and the codes of the rules that a meeting or a ballot must keep."""
    value = _read(file)
    for name, kind in _FIELDS.items():
        if not isinstance(value.get(name), kind) or isinstance(value.get(name), bool):
            raise _malformed(f"“{name}”")
    if not all(isinstance(contest, dict) for contest in value["contests"]):
        raise _malformed("“contests”")
    contests = make_contests(value["contests"])
    roster = make_roster([{"name": name} for name in [*value["present"], *value["absent"]]])
    names, here = [unit.name for unit in roster], len(value["present"])
    tellers = _tellers(value["tellers"], names)
    marks = {unit.id: place < here for place, unit in enumerate(roster)}
    committee = name_committee(tellers, [""] * MOST_TELLERS)
    _refuse_unsealable(Meeting(roster=roster, marks=marks, contests=contests, tellers=committee))
    ballots = _ballots(value["ballots"], contests, here)
    meeting = {**_MEETING, "year": date.today().year}
    return Plan(meeting, tuple(names[:here]), tuple(names[here:]), tellers, contests, ballots)


def _read(file: Path) -> dict:
    try:
        value = json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as problem:
        raise Refused(
            "votes-file-unreadable",
            "Không đọc được tệp %(file)s: %(why)s.",
            file=file,
            why=problem.strerror or type(problem).__name__,
        ) from None
    except (ValueError, RecursionError):
        raise Refused("votes-file-malformed", "Tệp %(file)s không phải là JSON (UTF-8).", file=file) from None
    if not isinstance(value, dict):
        raise _malformed("cả tệp")
    return value


def _malformed(where: str) -> Refused:
    return Refused(
        "votes-file-malformed",
        "Tệp phiếu diễn tập sai hoặc thiếu ở %(where)s. Dạng đúng: "
        '{"present": [đơn vị], "absent": [đơn vị], "tellers": số, "contests": [{"title", "seats", "nominees"}], '
        '"ballots": [[[thứ tự đơn vị dự bầu] cho mỗi nội dung] hoặc null]}.',
        where=where,
    )


def _tellers(number: int, units: list[str]) -> tuple[dict[str, str], ...]:
    """Invented tellers; one too many is enough for the rule to refuse any greater number."""
    places = range(min(number, MOST_TELLERS + 1))
    return tuple(
        {"name": f"Người giữ khóa {place + 1} (diễn tập)", "unit": units[place % len(units)] if units else ""}
        for place in places
    )


def _refuse_unsealable(meeting: Meeting) -> None:
    """What keeps this meeting from being sealed, apart from the keys, which the tellers will make."""
    for refusal in obstacles(meeting, "seal"):
        if refusal.code != "teller-key-missing":
            raise refusal


def _ballots(rows: list, contests: tuple[Contest, ...], present: int) -> tuple[Marks | None, ...]:
    if len(rows) != present:
        raise Refused(
            "ballots-number",
            "Tệp có %(ballots)d phiếu cho %(present)d đơn vị có mặt. Mỗi đơn vị có mặt cần đúng "
            "một phiếu; phiếu không dùng đến ghi là null.",
            ballots=len(rows),
            present=present,
        )
    return tuple(None if row is None else _marks(number, row, contests) for number, row in enumerate(rows, start=1))


def _marks(number: int, row: object, contests: tuple[Contest, ...]) -> Marks:
    if not isinstance(row, list) or len(row) != len(contests) or not all(isinstance(marks, list) for marks in row):
        raise _malformed(f"phiếu thứ {number} (cần một danh sách cho mỗi nội dung bầu)")
    try:
        return check_ballot(contests, row)
    except Refused as refusal:
        raise Refused(refusal.code, "Phiếu thứ %(number)d trong tệp: %(why)s", number=number, why=refusal) from None


def sample_plan() -> Plan:
    """Cụm số 5 with invented votes: its last unit is absent, one slip stays unused, one ballot is blank throughout."""
    sample = samples.cluster_5()
    units = [unit["name"] for unit in sample["units"]]
    contests = make_contests(sample["contests"])
    voting = len(units) - 3
    full = [tuple(_some(contest) for contest in contests) for _ in range(voting)]
    blank = tuple(() for _ in contests)
    ballots = (*full, blank, None)
    return Plan(sample["meeting"], tuple(units[:-1]), tuple(units[-1:]), tuple(sample["tellers"]), contests, ballots)


def _some(contest: Contest) -> tuple[int, ...]:
    """Any marks that the contest allows, most often all its seats."""
    number = max(random.randint(1, contest.seats), random.randint(1, contest.seats))
    return tuple(sorted(random.sample(range(len(contest.nominees)), number)))
