"""What the room agrees on by show of hands, as the secretary writes it down: one function each.

Numbers are checked against the units present. A vote is a fact also where it is lost. A room may vote on the same thing
twice; so a vote that comes again is the same only where its page has not seen it written (`seen`, see `Hall.was_told`).
"""

from collections.abc import Mapping

from ballots.errors import Refused
from ballots.flags import FLAGS, proposed
from ballots.hand_vote import ADOPTION, COMMITTEE, EXCEPTION, LIST, OFFICES, RULES, count_hands
from ballots.meeting import Meeting
from ballots.outcome import TIE_RULES
from ballots.text import TITLE_LIMIT, required
from kiosk.deeds import require_meeting
from kiosk.hall import Hall


def set_rules(hall: Hall, rules: Mapping[str, object]) -> None:
    """How a tie is decided ("runoff", "score") and the per cent of points that a nominee needs; declared before the vote.
    Refused: `tie-rule-unknown`, `threshold-wrong`, `rules-frozen`. The same again writes nothing."""
    require_meeting(hall, "set_rules")
    tie, threshold = rules.get("tie"), rules.get("threshold")
    if tie not in TIE_RULES:
        raise Refused("tie-rule-unknown", "Xin chọn cách quyết định khi bằng phiếu.")
    if type(threshold) is not int or not 0 <= threshold <= 100:
        raise Refused("threshold-wrong", "Tỷ lệ điểm phải đạt là số nguyên từ 0 đến 100 (phần trăm).")
    if (tie, threshold) != (hall.meeting.rules.tie, hall.meeting.rules.threshold):
        hall.record("rules_set", {"tie": tie, "threshold": threshold})


def vote_by_hand(hall: Hall, subject: object, about: object, body: Mapping[str, object], seen: object = None) -> None:
    """One vote by show of hands; see `ballots.hand_vote` for the subjects. The adoption has its own deed. Idempotent for a
    page that says what it has `seen`.

    Refused: `hands-*`, `subject-unknown`, `agreed-already`, `office-taken`, `office-twice`, `roll-call-first`.
    """
    meeting = hall.meeting
    require_meeting(hall, "elect_by_hand" if subject in OFFICES else "agree")
    found = _about(meeting, subject, about)
    vote = count_hands(subject, found, body, _present(meeting))
    if hall.was_told("hand_voted", vote, seen):
        return
    if meeting.agreed(subject, found):
        raise Refused(
            "agreed-already", "Hội nghị đã thông qua nội dung này. Muốn biểu quyết lại, xin mở lại và ghi lý do trước."
        )
    if subject in OFFICES:
        _refuse_second_office(meeting, subject, found)
    hall.record("hand_voted", vote)


def _refuse_second_office(meeting: Meeting, subject: str, unit: str) -> None:
    """One unit an office, and one office a unit (A.I.2), as on the ballot."""
    if holder := meeting.officers[subject]:
        raise Refused(
            "office-taken",
            "Hội nghị đã bầu “%(holder)s” giữ chức này. Muốn bầu lại, xin mở lại biểu quyết ấy và ghi lý do trước.",
            holder=holder,
        )
    if unit in meeting.officers.values():
        raise Refused(
            "office-twice", "Hội nghị đã bầu “%(unit)s” giữ chức kia; xin chọn đơn vị khác cho chức này.", unit=unit
        )


def _about(meeting: Meeting, subject: object, about: object) -> str:
    """What the vote is about, as the meeting writes it."""
    if subject == RULES or subject == COMMITTEE and meeting.tellers:
        return ""
    if subject == LIST:
        titles = [contest.title for contest in meeting.contests]
        if about in titles:
            return about
    elif subject in (EXCEPTION, *OFFICES) and isinstance(about, str):
        unit = meeting.unit(about)
        if unit and (subject == EXCEPTION or unit in meeting.roster):
            return unit.name
    raise Refused("subject-unknown", "Không rõ biểu quyết về nội dung nào; xin tải lại trang rồi ghi lại.")


def _present(meeting: Meeting) -> int:
    """How many hands there are. Until everybody has been called nobody knows."""
    attendance = meeting.attendance
    if attendance.unmarked or not attendance.present:
        raise Refused("roll-call-first", "Xin điểm danh xong trước khi biểu quyết, để biết có bao nhiêu đơn vị có mặt.")
    return len(attendance.present)


def reopen(hall: Hall, subject: object, about: object, reason: object, seen: object = None) -> None:
    """Go back on an agreement, with a reason: what it froze can be changed again. Idempotent for a page that says what it has
    `seen`. Refused `not-agreed`."""
    require_meeting(hall, "elect_by_hand" if subject in OFFICES else "agree")
    found = _about(hall.meeting, subject, about)
    withdrawn = {"subject": subject, "about": found, "reason": required(reason, TITLE_LIMIT, "Lý do mở lại")}
    if hall.was_told("agreement_withdrawn", withdrawn, seen):
        return
    if not hall.meeting.agreed(subject, found):
        raise Refused("not-agreed", "Hội nghị chưa thông qua nội dung này, nên không có gì để mở lại.")
    hall.record("agreement_withdrawn", withdrawn)


def adopt(hall: Hall, body: Mapping[str, object], seen: object = None) -> None:
    """The meeting adopts the result, with the flag proposed for each elected unit. If the vote is lost it is written down and
    the meeting stays as it is. Idempotent once adopted, and for a page that says what it has `seen`. Refused:
    `hands-*`, `tie-open`, `flags-wrong`."""
    if not hall.require("adopt"):
        return
    flags = _flags(hall.meeting, body.get("flags"))
    vote = count_hands(ADOPTION, "", body, _present(hall.meeting))
    if vote["favour"] * 2 > vote["present"]:
        hall.record("meeting_adopted", {"vote": vote, "flags": flags})
    elif not hall.was_told("hand_voted", vote, seen):
        hall.record("hand_voted", vote)


def _flags(meeting: Meeting, rows: object) -> list[dict[str, str]]:
    """One for every elected unit that a flag can be proposed for, in the order of the outcome."""
    if not isinstance(rows, list) or not all(map(_is_proposal, rows)):
        raise _flags_wrong()
    asked = {row["unit"]: row["flag"] for row in rows}
    told = [{"unit": unit, "contest": title, "flag": asked.pop(unit, "none")} for unit, title in proposed(meeting)]
    if asked:
        raise _flags_wrong()
    return told


def _is_proposal(row: object) -> bool:
    return isinstance(row, Mapping) and isinstance(row.get("unit"), str) and row.get("flag") in tuple(FLAGS)


def _flags_wrong() -> Refused:
    return Refused("flags-wrong", "Chỉ đề nghị tặng cờ cho đơn vị được bầu, mỗi đơn vị một loại cờ; xin tải lại trang.")
