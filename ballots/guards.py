"""What may stand against a deed although its stage has come: each guard tells every reason that it finds in a meeting."""

from collections.abc import Callable, Iterator
from itertools import chain

from ballots.assessment import Assessment
from ballots.eligibility import objections
from ballots.errors import Refused
from ballots.hand_vote import COMMITTEE, LIST, OFFICES, RULES
from ballots.meeting import Meeting
from ballots.stage import Stage

Guard = Callable[[Meeting], Iterator[Refused]]


def roster_there(meeting: Meeting) -> Iterator[Refused]:
    if not meeting.roster:
        yield Refused("roster-empty", "Chưa có danh sách đơn vị; xin nhập danh sách.")


def contests_there(meeting: Meeting) -> Iterator[Refused]:
    if not meeting.contests:
        yield Refused("contests-empty", "Chưa có nội dung bầu; xin thêm ít nhất một.")


def committee_ready(meeting: Meeting) -> Iterator[Refused]:
    """The locks are made by all phones together, so one that is missing keeps all others waiting."""
    if not meeting.tellers:
        yield Refused("committee-missing", "Chưa cử ban kiểm phiếu; xin ghi tên những người giữ khóa.")
    elif meeting.locking.dispute:
        yield Refused("ceremony-disputed", "%(why)s", why=dispute_words(meeting))
    elif meeting.trustees is None:
        yield Refused(
            "teller-key-missing",
            "Chưa đủ khóa: chờ điện thoại của người giữ khóa số %(numbers)s.",
            numbers=", ".join(map(str, meeting.locking.awaited)),
        )


def dispute_said(meeting: Meeting) -> str:
    """Who reports whom; which of the two is wrong nobody can see from outside."""
    dispute = meeting.locking.dispute
    return f"Máy của người giữ khóa số {dispute.by} báo phần khóa do máy số {dispute.against} gửi không khớp"


def dispute_words(meeting: Meeting) -> str:
    """The same, and what the desk can do."""
    return (
        f"{dispute_said(meeting)}. Chưa có gì mất. Xin hai người kiểm tra máy của mình, đổi máy nếu cần, rồi bấm “Làm lại "
        "các khóa”."
    )


def dispute_there(meeting: Meeting) -> Iterator[Refused]:
    if meeting.locking.dispute is None:
        yield Refused("no-dispute", "Các khóa đang được tạo bình thường, nên không cần làm lại.")


def roll_call_complete(meeting: Meeting) -> Iterator[Refused]:
    attendance = meeting.attendance
    if attendance.unmarked:
        yield Refused(
            "roll-call-incomplete",
            "Còn %(number)d đơn vị chưa điểm danh; xin ghi có mặt hoặc vắng.",
            number=len(attendance.unmarked),
        )
    elif meeting.roster and not attendance.present:
        yield Refused("nobody-present", "Không có đơn vị nào có mặt, nên không thể bỏ phiếu.")


def nominees_may_stand(meeting: Meeting) -> Iterator[Refused]:
    """Nobody is on a list against C.4 and D.2 without a decision of the meeting. Cụm trưởng and cụm phó are no award (A.I.2):
    C.4 does not ask who may be elected to lead. Where units are assessed at all, a name that is no unit's is nobody's whose
    conditions can be asked for: a unit that was renamed, or one misspelt, is not past them."""
    listed = (contest.nominees for contest in meeting.contests if contest.kind not in OFFICES)
    assessed = any(unit.assessment != Assessment() for unit in meeting.units)
    for name in dict.fromkeys(chain.from_iterable(listed)):
        unit = meeting.unit(name)
        if unit is None and assessed:
            yield Refused(
                "nominee-unlisted",
                "“%(name)s” có trong danh sách bầu mà không có trong danh sách đơn vị, nên không xét được điều kiện dự bầu. "
                "Xin ghi đúng tên đơn vị ở cả hai nơi.",
                name=name,
            )
        against = objections(unit, meeting.rules.threshold) if unit else ()
        if against and not meeting.may_stand(unit):
            yield Refused(
                "nominee-ineligible",
                "“%(name)s” không đủ điều kiện đưa vào danh sách bầu (%(clause)s): %(why)s Xin bỏ khỏi danh sách, hoặc để "
                "hội nghị biểu quyết cho đưa vào.",
                name=name,
                clause=against[0].clause,
                why=against[0],
            )


def all_agreed(meeting: Meeting) -> Iterator[Refused]:
    """What the room agrees on by show of hands before it votes in secret (C.6.b)."""
    if not meeting.agreed(RULES):
        yield Refused("rules-not-agreed", "Hội nghị chưa biểu quyết thông qua thể lệ bầu cử.")
    if meeting.tellers and not meeting.agreed(COMMITTEE):
        yield Refused("committee-not-agreed", "Hội nghị chưa biểu quyết thông qua ban kiểm phiếu.")
    yield from lists_agreed(meeting)


def lists_agreed(meeting: Meeting) -> Iterator[Refused]:
    """A run-off needs no new agreement: who stands in it follows from the vote."""
    for contest in meeting.contests:
        if contest.of is None and not meeting.agreed(LIST, contest.title):
            yield Refused(
                "list-not-agreed", "Hội nghị chưa biểu quyết thông qua danh sách bầu “%(title)s”.", title=contest.title
            )


def still_agreed(meeting: Meeting) -> Iterator[Refused]:
    """The seal has asked for all of it. Between rounds it can be gone back on, so it is asked for again."""
    if meeting.rounds:
        yield from contests_there(meeting)
        yield from all_agreed(meeting)


def not_agreed_rules(meeting: Meeting) -> Iterator[Refused]:
    if meeting.agreed(RULES):
        yield Refused(
            "rules-frozen", "Hội nghị đã thông qua thể lệ bầu cử. Muốn sửa, xin mở lại thể lệ và ghi lý do trước."
        )


def not_agreed_committee(meeting: Meeting) -> Iterator[Refused]:
    if meeting.agreed(COMMITTEE):
        yield Refused(
            "committee-frozen", "Hội nghị đã thông qua ban kiểm phiếu. Muốn sửa, xin mở lại và ghi lý do trước."
        )


def no_second_officer(meeting: Meeting) -> Iterator[Refused]:
    if meeting.second_officer:
        yield Refused(
            "second-officer-there",
            "Hội nghị đã có người xác nhận thứ hai là %(name)s. Muốn đổi người hoặc đổi mã, xin thôi hỏi mã hiện có trước.",
            name=meeting.second_officer.name,
        )


def second_officer_there(meeting: Meeting) -> Iterator[Refused]:
    if meeting.second_officer is None:
        yield Refused("second-officer-missing", "Hội nghị không có người xác nhận thứ hai, nên không có mã nào để hỏi.")


def first_round(meeting: Meeting) -> Iterator[Refused]:
    if meeting.rounds:
        yield Refused("rounds-begun", "Hội nghị đã bỏ phiếu một vòng, nên phần này không thay đổi được nữa.")


def lists_open(meeting: Meeting) -> Iterator[Refused]:
    """While preparing; or after a round was voided, since a wrong list may be the reason. Never in a run-off."""
    if meeting.rounds and not meeting.rounds[-1].voided or meeting.round.is_runoff:
        yield Refused("list-of-runoff", "Danh sách bầu lại do kết quả kiểm phiếu quyết định, nên không sửa được.")
    elif meeting.stage is not Stage.PREPARING and not meeting.rounds:
        yield Refused(*SEALED_ALREADY)


SEALED_ALREADY = ("lock-sealed", "Danh sách đã niêm phong. Muốn sửa, xin mở niêm phong trước khi bắt đầu bỏ phiếu.")


def slips_last(meeting: Meeting) -> Iterator[Refused]:
    if meeting.slips is None or not meeting.slips.reserve:
        yield Refused("slips-used-up", "Bộ phiếu đã phát không dùng được cho vòng này; xin làm bộ phiếu mới.")


def locks_released(meeting: Meeting) -> Iterator[Refused]:
    if not meeting.openable:
        missing = [teller.number for teller in meeting.tellers if teller.number not in meeting.shares]
        yield Refused(
            "shares-missing",
            "Hòm còn khóa: cần thêm %(needed)d khóa. Chưa mở: khóa số %(numbers)s.",
            needed=meeting.threshold - len(meeting.shares),
            numbers=", ".join(map(str, missing)),
        )


def tie_there(meeting: Meeting) -> Iterator[Refused]:
    if not meeting.runoff:
        yield Refused("nothing-tied", "Không có đơn vị nào bằng phiếu, nên không cần bầu lại.")


def nothing_open(meeting: Meeting) -> Iterator[Refused]:
    """A tie is never adopted away (P11)."""
    for contest, result in zip(meeting.lists, meeting.outcomes):
        if result.undecided:
            yield Refused(
                "tie-open",
                "“%(title)s” còn bằng phiếu, chưa quyết định; xin bầu lại trước khi thông qua.",
                title=contest.title,
            )


def two_tellers(meeting: Meeting) -> Iterator[Refused]:
    if len(meeting.tellers) < 2:
        yield Refused(
            "hand-count-needs-two",
            "Kiểm phiếu giấy cần hai người trong ban kiểm phiếu cùng nhập; ban kiểm phiếu hiện có một người.",
        )


def officers_by_hand(meeting: Meeting) -> Iterator[Refused]:
    """Whoever is elected by ballot is not elected by show of hands too."""
    if any(contest.kind in OFFICES for contest in meeting.lists):
        yield Refused("office-by-ballot", "Cụm trưởng, cụm phó được bầu bằng phiếu kín ở hội nghị này.")


UNDER_WAY = ("meeting-under-way", "Hội nghị này chưa xong; xin kiểm phiếu xong rồi bắt đầu hội nghị mới.")


def begun(meeting: Meeting) -> Iterator[Refused]:
    """Also where the list was unsealed between rounds: there may be nobody left to seal it for."""
    if meeting.stage is Stage.PREPARING and not meeting.rounds:
        yield Refused(*NOT_BEGUN)


NOT_BEGUN = ("not-sealed", "Hội nghị chưa niêm phong; chưa có gì phải bỏ dở.")


def over_or_abandoned(meeting: Meeting) -> Iterator[Refused]:
    not_begun = meeting.stage is Stage.PREPARING and not meeting.rounds
    if not (meeting.abandoned or not_begun or meeting.stage in (Stage.COUNTED, Stage.ADOPTED)):
        yield Refused(*UNDER_WAY)
