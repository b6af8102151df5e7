"""Who is present and what they vote, for a rehearsal, read from a file.

The file says everything, and nothing in it is guessed or mended: what breaks a rule of the meeting is refused before a
server starts. The rules themselves are those of `ballots`.
"""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from ballots.committee import MOST_TELLERS
from ballots.contest import Contest, make_contests
from ballots.errors import Refused
from ballots.marks import check_ballot
from ballots.meeting import Rules
from ballots.outcome import TIE_RULES
from ballots.roster import make_roster, members
from ballots.text import same_name
from kiosk.deeds import meeting_details
from kiosk.rehearsal.plan import Marks, Plan, agreed_on_everything, called, planned_rounds, refuse_unsealable

_FIELDS = {"present": list, "absent": list, "tellers": int, "contests": list, "ballots": list}
_FURTHER = {
    "meeting": (dict, {}),
    "void": (str, ""),
    "rounds": (list, []),
    "rules": (dict, {}),
    "units": (list, []),
    "exceptions": (list, []),
    "officers": (dict, {}),
    "flags": (dict, {}),
    "adopt": (bool, True),
    "locks": (int, 0),
}
_LONGEST = 5_000_000  # letters
_MEETING = {"title": "Hội nghị diễn tập bỏ phiếu", "cluster": "Cụm thi đua diễn tập", "place": ""}


def read_plan(file: Path) -> Plan:
    """The plan of a votes file (shape: `docs/rehearsal.md`). Refused: `votes-file-unreadable`, `votes-file-malformed`,
    `ballots-number`, `rounds-too-many`, and the codes of the rules that a meeting or a ballot must keep."""
    value = _checked(_read(file))
    contests = make_contests(value["contests"])
    rows = _rows(value)
    exceptions = tuple((one["unit"], one["reason"]) for one in value["exceptions"])
    tellers = _tellers(value["tellers"], [*value["present"], *value["absent"]])
    meeting = called(rows, value["present"], contests, tellers, _rules(value["rules"]), value["locks"] or None)
    prepared = agreed_on_everything(meeting, exceptions)
    refuse_unsealable(prepared)
    asked = [(one["ballots"], one.get("void", "")) for one in [value, *value["rounds"]]]
    present = len(value["present"])
    return Plan(
        meeting_details({**_MEETING, "year": date.today().year, **value["meeting"]}),
        tuple(rows),
        tellers,
        prepared,
        exceptions,
        planned_rounds(prepared, asked, lambda number, rows, contests: _ballots(number, rows, contests, present)),
        **{name: value[name] for name in ("officers", "flags", "adopt")},
    )


def _checked(value: dict) -> dict:
    """The file with what it leaves out; Refused `votes-file-malformed`."""
    for name, kind in _FIELDS.items():
        if not isinstance(value.get(name), kind) or isinstance(value.get(name), bool):
            raise _malformed(f"“{name}”")
    filled = {**{name: default for name, (_, default) in _FURTHER.items()}, **value}
    for name, (kind, _) in _FURTHER.items():
        if type(filled[name]) is not kind:
            raise _malformed(f"“{name}”")
    for name in ("contests", "units", "exceptions", "rounds"):
        if not all(isinstance(row, dict) for row in filled[name]):
            raise _malformed(f"“{name}”")
    for one in filled["rounds"]:
        if not isinstance(one.get("ballots"), list) or not isinstance(one.get("void", ""), str):
            raise _malformed("“rounds”")
    if not all(isinstance(one.get(name), str) for one in filled["exceptions"] for name in ("unit", "reason")):
        raise _malformed("“exceptions”")
    return filled


def _read(file: Path) -> dict:
    try:
        with file.open(encoding="utf-8-sig") as text:
            value = json.loads(text.read(_LONGEST))  # what is cut off is no JSON any more
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
        '"ballots": [[[thứ tự đơn vị dự bầu] cho mỗi nội dung] hoặc null]}; phần thêm: xem docs/rehearsal.md.',
        where=where,
    )


def _rules(value: Mapping) -> Rules:
    rules = Rules(**{"tie": Rules().tie, "threshold": Rules().threshold, **value}) if _known(value) else None
    if (
        rules is None
        or rules.tie not in TIE_RULES
        or type(rules.threshold) is not int
        or not 0 <= rules.threshold <= 100
    ):
        raise _malformed("“rules”")
    return rules


def _known(value: Mapping) -> bool:
    return set(value) <= {"tie", "threshold"}


def _rows(value: Mapping) -> list[Mapping[str, object]]:
    """The rows of the roster: those of "units" where there are any, which must be the present and the absent ones."""
    called = [{"name": name} for name in [*value["present"], *value["absent"]]]
    listed = {same_name(unit.name) for unit in make_roster(called)}
    if not value["units"]:
        return called
    if {same_name(unit.name) for unit in members(make_roster(value["units"]))} != listed:
        raise _malformed("“units” (các đơn vị thành viên phải đúng là những đơn vị trong “present” và “absent”)")
    return value["units"]


def _tellers(number: int, units: list[str]) -> tuple[dict[str, str], ...]:
    """Invented tellers; one too many is enough for the rule to refuse any greater number."""
    places = range(min(number, MOST_TELLERS + 1))
    return tuple(
        {"name": f"Người giữ khóa {place + 1} (diễn tập)", "unit": units[place % len(units)] if units else ""}
        for place in places
    )


def _ballots(number: int, rows: list, contests: tuple[Contest, ...], present: int) -> tuple[Marks | None, ...]:
    if len(rows) != present:
        raise Refused(
            "ballots-number",
            "Tệp có %(ballots)d phiếu cho %(present)d đơn vị có mặt. Mỗi đơn vị có mặt cần đúng "
            "một phiếu; phiếu không dùng đến ghi là null.",
            ballots=len(rows),
            present=present,
        )
    where = f" (vòng {number})" if number > 1 else ""
    return tuple(None if row is None else _marks(f"{at}{where}", row, contests) for at, row in enumerate(rows, start=1))


def _marks(number: str, row: object, contests: tuple[Contest, ...]) -> Marks:
    if not isinstance(row, list) or len(row) != len(contests) or not all(isinstance(marks, list) for marks in row):
        raise _malformed(f"phiếu thứ {number} (cần một danh sách cho mỗi nội dung bầu)")
    try:
        return check_ballot(contests, row)
    except Refused as refusal:
        raise Refused(refusal.code, "Phiếu thứ %(number)s trong tệp: %(why)s", number=number, why=refusal) from None
