"""What happened in the meeting, told from its facts: the deeds of the desk with the laptop's clock, and what the tellers did
with their locks, without one.

Ballots are only ever a total, told when the vote is closed: not one of them has a line, a time or a place among the others
(P10), and until then the time line is the same whether any came or not.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from flask_babel import gettext, lazy_gettext

from ballots.facts import fold
from ballots.meeting import Fact, Meeting
from kiosk.plural import counted

Values = dict[str, object]
Told = tuple[str, Values]


@dataclass(frozen=True)
class Step:
    """A fact with the meeting before and after it."""

    fact: Fact
    before: Meeting
    after: Meeting

    @property
    def body(self) -> Mapping[str, object]:
        return self.fact.body


@dataclass(frozen=True)
class Event:
    """`day`: "2026-01-23"; `at`: "09:14", "" for what the tellers' phones do. `confirmed`: a second officer gave their code."""

    day: str
    at: str
    words: str
    reason: str
    confirmed: bool


UNTOLD = ("ballot_accepted", "ballot_audited", "nominee_counted", "polynomial_received")
"""Ballots; the totals, which come one by one; and a part of making the locks that means nothing alone."""


def days(facts: Iterable[Fact]) -> list[tuple[str, list[Event]]]:
    """Everything that is told, by days; the newest first."""
    newest = reversed(list(events(facts)))
    return [(day, list(told)) for day, told in groupby(newest, attrgetter("day"))]


def events(facts: Iterable[Fact]) -> Iterator[Event]:
    """From the first to the last; what has no time of its own is of the day of what came before it."""
    day = ""
    for step in _steps(facts):
        day = step.fact.at[:10] or day
        told = None if step.fact.name in UNTOLD else _TOLD[step.fact.name](step)
        if told:
            reason = "" if step.fact.name == "ceremony_restarted" else step.body.get("reason", "")
            yield Event(day, step.fact.at[11:], _said(*told), reason, step.body.get("confirmed", False))


def _steps(facts: Iterable[Fact]) -> Iterator[Step]:
    before = Meeting()
    for fact in facts:
        after = fold([fact], before)
        yield Step(fact, before, after)
        before = after


def _said(sentence: str, values: Values) -> str:
    spoken = counted(gettext(sentence), values)
    return spoken % values if values else spoken


_SUBJECTS = {
    "rules": lazy_gettext("thể lệ bầu cử"),
    "committee": lazy_gettext("ban kiểm phiếu"),
    "list": lazy_gettext("danh sách bầu"),
    "exception": lazy_gettext("cho vào danh sách bầu"),
    "leader": lazy_gettext("cụm trưởng"),
    "deputy": lazy_gettext("cụm phó"),
    "adoption": lazy_gettext("thông qua kết quả"),
}
_PAPERS = {
    "count-minutes": lazy_gettext("Biên bản kiểm phiếu"),
    "vote-minutes": lazy_gettext("Biên bản bỏ phiếu"),
    "report": lazy_gettext("Báo cáo kết quả bình chọn"),
    "attendance": lazy_gettext("Danh sách điểm danh"),
}


def _what(body: Mapping[str, object]) -> str:
    about = f" “{body['about']}”" if body["about"] else ""
    return f"{_SUBJECTS[body['subject']]}{about}"


def _hands(body: Mapping[str, object]) -> Told:
    figures = {name: body[name] for name in ("favour", "against", "abstain")}
    sentence = (
        "Biểu quyết %(what)s: %(favour)d tán thành, %(against)d không tán thành, %(abstain)d không có ý kiến."
        if body["favour"] * 2 > body["present"]
        else "Biểu quyết %(what)s, không quá nửa tán thành: %(favour)d tán thành, %(against)d không tán thành, %(abstain)d "
        "không có ý kiến."
    )
    return sentence, {"what": _what(body), **figures}


def _attendance(meeting: Meeting) -> Values:
    return {"present": len(meeting.attendance.present), "absent": len(meeting.attendance.absent)}


def _marked(step: Step) -> Told | None:
    """Told once everybody has been called, and whenever a mark is changed after that."""
    if step.after.attendance.unmarked:
        return None
    return "Điểm danh đủ: %(present)d có mặt, %(absent)d vắng.", _attendance(step.after)


def _made(step: Step) -> Told | None:
    """Told when the last phone has given its part."""
    return ("Các khóa đã đóng vào hòm.", {}) if step.after.trustees and not step.before.trustees else None


def _closed(step: Step) -> Told:
    numbers = {"number": _round(step.before), "returned": step.body["returned"], "issued": step.before.issued}
    return "Kết thúc bỏ phiếu vòng %(number)d: %(returned)d trong %(issued)d phiếu đã ở trong hòm.", numbers


def _round(meeting: Meeting) -> int:
    return len(meeting.rounds) + 1


def _same(sentence: str) -> Callable[[Step], Told]:
    return lambda step: (sentence, {})


def _with(sentence: str, *fields: str) -> Callable[[Step], Told]:
    """The sentence with fields of the fact's body."""
    return lambda step: (sentence, {name: step.body[name] for name in fields})


def _of_round(sentence: str) -> Callable[[Step], Told]:
    return lambda step: (sentence, {"number": _round(step.before)})


_TOLD: dict[str, Callable[[Step], Told | None]] = {
    "meeting_called": _with("Bắt đầu hội nghị “%(title)s”.", "title"),
    "details_set": _same("Sửa tên, năm hoặc địa điểm của hội nghị."),
    "papers_set": _same("Sửa chữ in trên giấy tờ."),
    "network_set": _same("Ghi Wi-Fi in trên phiếu."),
    "address_chosen": _same("Chọn địa chỉ in trên phiếu."),
    "rules_set": _same("Ghi thể lệ bầu cử."),
    "roster_set": lambda step: ("Lưu danh sách %(number)d đơn vị.", {"number": len(step.after.roster)}),
    "contests_set": lambda step: ("Lưu %(number)d nội dung bầu.", {"number": len(step.after.contests)}),
    "committee_named": lambda step: (
        "Lưu ban kiểm phiếu: %(size)d người giữ khóa, cần %(threshold)d khóa để mở hòm.",
        {"size": len(step.after.tellers), "threshold": step.after.threshold},
    ),
    "second_officer_named": _with("Đặt mã xác nhận của %(name)s.", "name"),
    "second_officer_dismissed": _same("Thôi hỏi mã xác nhận."),
    "confirmation_refused": _same("Mã xác nhận nhập sai."),
    "certificate_received": _with("Điện thoại của khóa %(number)d tham gia tạo khóa.", "number"),
    "teller_key_received": _with("Khóa %(number)d đã đóng vào hòm.", "number"),
    "voutput_received": _made,
    "ceremony_disputed": _with(
        "Máy của khóa %(by)d báo phần khóa do máy của khóa %(against)d gửi không khớp.", "by", "against"
    ),
    "ceremony_restarted": _same("Làm lại các khóa."),
    "unit_marked": _marked,
    "hand_voted": lambda step: _hands(step.body),
    "agreement_withdrawn": lambda step: ("Mở lại biểu quyết %(what)s.", {"what": _what(step.body)}),
    "roll_call_sealed": lambda step: (
        "Niêm phong danh sách: %(present)d đơn vị có mặt, %(absent)d vắng.",
        _attendance(step.after),
    ),
    "roll_call_unsealed": _same("Mở niêm phong danh sách."),
    "slips_minted": _with("Làm %(number)d phiếu mang dấu %(mark)s.", "number", "mark"),
    "round_prepared": _of_round("Dùng lại phiếu đã phát cho vòng %(number)d."),
    "voting_opened": _of_round("Bắt đầu bỏ phiếu vòng %(number)d."),
    "voting_closed": _closed,
    "teller_share_received": _with("Khóa %(number)d đã mở.", "number"),
    "teller_share_refused": _with("Phần khóa %(number)d gửi đến không khớp.", "number"),
    "late_share_received": _with("Khóa %(number)d mở sau khi kiểm phiếu xong.", "number"),
    "count_begun": _of_round("Bắt đầu kiểm phiếu vòng %(number)d."),
    "count_completed": _of_round("Kiểm phiếu xong vòng %(number)d."),
    "hand_count_entered": _with("Người giữ khóa %(teller)d nhập xong số liệu kiểm phiếu giấy.", "teller"),
    "hand_count_agreed": _of_round("Hai người nhập số liệu kiểm phiếu giấy giống nhau: vòng %(number)d có kết quả."),
    "round_voided": _of_round("Hủy vòng %(number)d."),
    "runoff_called": _of_round("Vòng %(number)d bằng phiếu: bầu lại giữa các đơn vị bằng phiếu."),
    "meeting_adopted": lambda step: _hands(step.body["vote"]),
    "paper_signed": lambda step: ("Ký số văn bản “%(paper)s”.", {"paper": str(_PAPERS[step.body["paper"]])}),
    "meeting_abandoned": _same("Bỏ dở hội nghị."),
}
