"""The deeds of the secretary at the desk that set a meeting up, from calling it to its seal: one function each.

Each asks the table of `ballots.rulebook` first, then writes one fact in one transaction. Setting something to what it is
already writes nothing; the moves from stage to stage are idempotent where the table says so. What the room agrees on by
show of hands is in `kiosk.agreements`, the vote itself in `kiosk.rounds`.
"""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from operator import attrgetter

from ballots import samples
from ballots.committee import MOST_TELLERS, Teller, name_committee, read_threshold
from ballots.contest import make_contests
from ballots.eligibility import objections
from ballots.errors import Refused
from ballots.hand_vote import LIST, OFFICES
from ballots.meeting import Meeting
from ballots.paper_texts import make_texts
from ballots.roster import Unit, make_roster, members
from ballots.text import TITLE_LIMIT, clean, required, same_name
from kiosk.confirming import confirmation, require_confirmed
from kiosk.filing import keep_record
from kiosk.hall import Hall, Told


def call_sample(hall: Hall, rehearsal: bool) -> None:
    """Begin a meeting of the sample cluster, with its roster, contests and tellers: all of it or none. Refused as
    `call_meeting`."""
    sample = samples.cluster_5()
    tellers = name_committee(sample["tellers"], _invites())
    prepared = (
        ("roster_set", {"units": [asdict(unit) for unit in make_roster(sample["units"])]}),
        ("contests_set", {"contests": [asdict(contest) for contest in make_contests(sample["contests"])]}),
        ("committee_named", _committee(tellers, read_threshold(None, len(tellers)))),
    )
    call_meeting(hall, {**sample["meeting"], "rehearsal": rehearsal}, prepared)


def call_meeting(hall: Hall, details: Mapping[str, object], prepared: Sequence[Told] = ()) -> None:
    """Begin a new meeting (title, cluster, year, place, rehearsal), with the facts of what is `prepared` already. Refused while
    another is under way; the record of one that is counted is kept in the instance. Refused `changed-elsewhere` where something
    was done while it was packed."""
    kept, before = meeting_details(details), hall.meeting
    if before.called:
        hall.require("call_next_meeting")
    with hall.turn:
        keep_record(hall)
        if hall.meeting is not before:
            raise Refused(
                "changed-elsewhere",
                "Trong lúc cất hồ sơ, hội nghị vừa ghi thêm một việc, nên chưa chuyển sang hội nghị mới. Chưa có gì mất; xin "
                "tải lại trang rồi bấm lại.",
            )
        hall.call_meeting({**kept, "rehearsal": details.get("rehearsal") is True}, prepared)


def set_details(hall: Hall, details: Mapping[str, object]) -> None:
    """Title, cluster, year and place; whether it is a rehearsal can never change (P12)."""
    require_meeting(hall, "set_details")
    kept = meeting_details(details)
    if kept.items() - hall.meeting.details.items():
        hall.record("details_set", kept)


def meeting_details(details: Mapping[str, object]) -> dict[str, object]:
    """Title, cluster, year and place, cleaned. Refused: `year-wrong`, and `ballots.text`'s."""
    year = details.get("year")
    if isinstance(year, bool) or not isinstance(year, int) or not 2000 <= year <= 2100:
        raise Refused("year-wrong", "Năm thi đua phải là một năm có bốn chữ số.")
    return {
        "title": required(details.get("title"), TITLE_LIMIT, "Tên hội nghị"),
        "cluster": required(details.get("cluster"), what="Tên cụm thi đua"),
        "year": year,
        "place": clean(details.get("place") or "", what="Địa điểm"),
    }


def set_roster(hall: Hall, rows: Iterable[Mapping[str, object]]) -> None:
    """The whole roster, district offices too; units of the same name keep their number and roll call mark. Refused
    `unit-elected` where one is missing that was elected by show of hands, `exception-stale` where more speaks against one
    than when the meeting let it stand."""
    require_meeting(hall, "set_roster")
    units = make_roster(rows, hall.meeting.units)
    _keep_officers(hall.meeting, units)
    _keep_grounds(hall.meeting, units)
    if sorted(units, key=attrgetter("id")) != sorted(hall.meeting.units, key=attrgetter("id")):
        hall.record("roster_set", {"units": [asdict(unit) for unit in units]})


def _keep_officers(meeting: Meeting, units: tuple[Unit, ...]) -> None:
    called = {same_name(unit.name) for unit in members(units)}
    for holder in meeting.officers.values():
        if holder and same_name(holder) not in called:
            raise Refused(
                "unit-elected",
                "Hội nghị đã bầu “%(unit)s” làm cụm trưởng hoặc cụm phó, nên tên ấy phải còn trong danh sách. Muốn đổi, xin "
                "mở lại biểu quyết ấy và ghi lý do trước.",
                unit=holder,
            )


def _keep_grounds(meeting: Meeting, units: tuple[Unit, ...]) -> None:
    """The meeting let a unit stand in spite of what it knew, and of nothing else."""
    for unit in units:
        before = meeting.unit(unit.name)
        if before and meeting.may_stand(unit) and _against(meeting, unit) - _against(meeting, before):
            raise Refused(
                "exception-stale",
                "Hội nghị đã biểu quyết cho “%(unit)s” được bầu, khi chưa có điều kiện không đạt vừa ghi thêm. Xin mở lại biểu "
                "quyết ấy và ghi lý do trước.",
                unit=unit.name,
            )


def _against(meeting: Meeting, unit: Unit) -> set[str]:
    return {objection.code for objection in objections(unit, meeting.rules.threshold)}


def set_contests(hall: Hall, rows: Iterable[Mapping[str, object]]) -> None:
    """All contests, in the order of the ballot. Refused `list-frozen` where one would change or go on which the meeting has
    agreed; new ones and those not yet agreed on may. Refused `office-by-hand` where officers were elected by hand."""
    require_meeting(hall, "set_contests")
    contests = make_contests(rows)
    if any(contest.kind in OFFICES for contest in contests) and any(hall.meeting.officers.values()):
        raise Refused(
            "office-by-hand",
            "Hội nghị đã biểu quyết bầu cụm trưởng hoặc cụm phó. Muốn bầu bằng phiếu kín, xin mở lại biểu quyết ấy và ghi "
            "lý do trước.",
        )
    for contest in hall.meeting.contests:
        if contest not in contests and hall.meeting.agreed(LIST, contest.title):
            raise Refused(
                "list-frozen",
                "Hội nghị đã thông qua danh sách bầu “%(title)s”. Muốn sửa, xin mở lại danh sách và ghi lý do trước.",
                title=contest.title,
            )
    if contests != hall.meeting.contests:
        hall.record("contests_set", {"contests": [asdict(contest) for contest in contests]})


def set_papers(hall: Hall, texts: Mapping[str, object]) -> None:
    """The words on the papers; what `texts` does not name stays as it is. Possible until the adoption."""
    require_meeting(hall, "set_papers")
    papers = make_texts(texts, hall.meeting.papers)
    if papers != hall.meeting.papers:
        hall.record("papers_set", {"papers": papers})


def name_tellers(hall: Hall, rows: Iterable[Mapping[str, object]], threshold: object = None) -> None:
    """The counting committee, and how many of its locks open the box (more than half where nothing is said). A teller who
    stays keeps the code written down; where another is in it or the numbers change, the phones make the locks again."""
    require_meeting(hall, "name_committee")
    tellers = name_committee(rows, _invites(), hall.meeting.tellers)
    needed = read_threshold(threshold, len(tellers))
    if (tellers, needed) != (hall.meeting.tellers, hall.meeting.threshold):
        hall.record("committee_named", _committee(tellers, needed))


def _invites() -> list[str]:
    return [secrets.token_urlsafe(12) for _ in range(MOST_TELLERS)]


def _committee(tellers: Iterable[Teller], threshold: int) -> dict[str, object]:
    return {"tellers": [asdict(teller) for teller in tellers], "threshold": threshold}


def mark_unit(hall: Hall, unit: object, present: object) -> None:
    """Roll call: `unit` is a unit's number; it is present, absent, or not called yet (None)."""
    require_meeting(hall, "mark_unit")
    known = type(unit) is int and unit in {known.id for known in hall.meeting.roster}
    if not known or not (present is None or isinstance(present, bool)):
        raise Refused("unit-unknown", "Không có đơn vị này trong danh sách; xin tải lại trang.")
    if hall.meeting.marks.get(unit) is not present:
        hall.record("unit_marked", {"unit": unit, "present": present})


def seal(hall: Hall, code: object = None, seen: object = None) -> None:
    """Roster, contests, committee and roll call are frozen. Idempotent; also when it comes once more after the seal was broken,
    from a page that says what it has `seen`. `code`: see `kiosk.confirming`."""
    if require_confirmed(hall, "seal", code):
        confirmed = confirmation(hall.meeting, "seal")
        if not hall.was_told("roll_call_sealed", confirmed, seen):
            hall.record("roll_call_sealed", confirmed)


def unseal(hall: Hall, reason: object, seen: object = None) -> None:
    """Back to preparing, with a reason; slips already made are dead (P1). Idempotent; also when it comes once more after the
    next sealing, from a page that says what it has `seen`."""
    if hall.require("unseal"):
        why = {"reason": required(reason, TITLE_LIMIT, "Lý do mở niêm phong")}
        if not hall.was_told("roll_call_unsealed", why, seen):
            hall.record("roll_call_unsealed", why)


def abandon(hall: Hall, reason: object) -> None:
    """Give this meeting up, with a reason, so that another can be called: a lock that nobody can open any more, a wrong
    list noticed too late. Nothing of it is deleted, and it may still be gone on with. A repeat changes nothing."""
    hall.require("abandon")
    if not hall.meeting.abandoned:
        hall.record("meeting_abandoned", {"reason": required(reason, TITLE_LIMIT, "Lý do bỏ dở")})


def require_meeting(hall: Hall, deed: str) -> None:
    """Refused `meeting-missing`, or what the table says against the deed."""
    if not hall.meeting.called:
        raise Refused("meeting-missing", "Chưa có hội nghị; xin tạo hội nghị trước.")
    hall.require(deed)
