"""The one table of what may be done in each stage of a meeting; everything asks it.

A deed is allowed when the meeting stands in one of its stages and none of its guards objects. The same table answers
"what is possible next, and if not, why not", so the desk can never show a move that would be refused.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ballots.committee import FEWEST_TELLERS
from ballots.errors import Refused
from ballots.meeting import Meeting
from ballots.stage import Stage

Guard = Callable[[Meeting], Iterator[Refused]]


def _roster_there(meeting: Meeting) -> Iterator[Refused]:
    if not meeting.roster:
        yield Refused("roster-empty", "Chưa có danh sách đơn vị; xin nhập danh sách.")


def _contests_there(meeting: Meeting) -> Iterator[Refused]:
    if not meeting.contests:
        yield Refused("contests-empty", "Chưa có nội dung bầu; xin thêm ít nhất một.")


def _committee_ready(meeting: Meeting) -> Iterator[Refused]:
    if len(meeting.tellers) < FEWEST_TELLERS:
        yield Refused("committee-missing", "Chưa cử ban kiểm phiếu; xin ghi tên những người giữ khóa.")
    waiting = [teller.number for teller in meeting.tellers if teller.key is None]
    if waiting:
        yield Refused(
            "teller-key-missing",
            "Chưa đủ khóa: chờ điện thoại của người giữ khóa số %(numbers)s.",
            numbers=", ".join(map(str, waiting)),
        )


def _roll_call_complete(meeting: Meeting) -> Iterator[Refused]:
    attendance = meeting.attendance
    if attendance.unmarked:
        yield Refused(
            "roll-call-incomplete",
            "Còn %(number)d đơn vị chưa điểm danh; xin ghi có mặt hoặc vắng.",
            number=len(attendance.unmarked),
        )
    elif meeting.roster and not attendance.present:
        yield Refused("nobody-present", "Không có đơn vị nào có mặt, nên không thể bỏ phiếu.")


def _locks_released(meeting: Meeting) -> Iterator[Refused]:
    if not meeting.openable:
        missing = [teller.number for teller in meeting.tellers if teller.number not in meeting.shares]
        yield Refused(
            "shares-missing",
            "Hòm còn khóa: chờ người giữ khóa số %(numbers)s mở khóa.",
            numbers=", ".join(map(str, missing)),
        )


_UNDER_WAY = ("meeting-under-way", "Hội nghị này chưa xong; xin kiểm phiếu xong rồi bắt đầu hội nghị mới.")


def _over_or_abandoned(meeting: Meeting) -> Iterator[Refused]:
    if not meeting.abandoned and meeting.stage not in (Stage.PREPARING, Stage.COUNTED):
        yield Refused(*_UNDER_WAY)


_PASSED = ("too-late", "Hội nghị đã qua bước này, nên không thay đổi được nữa.")


@dataclass(frozen=True)
class Deed:
    """One row of the table.

    `during`: stages in which it may be done; `leads_to`: the stage it brings, None where it changes none; `repeats`: a
    repeat after it is done is a no-op (idempotent) rather than refused; `early`, `late`: code and sentence of a refusal.
    """

    during: tuple[Stage, ...]
    leads_to: Stage | None = None
    guards: tuple[Guard, ...] = ()
    repeats: bool = False
    early: tuple[str, str] = ("not-yet", "Chưa đến bước này.")
    late: tuple[str, str] = _PASSED


_SEALED_ALREADY = ("lock-sealed", "Danh sách đã niêm phong. Muốn sửa, xin mở niêm phong trước khi bắt đầu bỏ phiếu.")
_OPENED_ALREADY = ("voting-opened", "Đã bắt đầu bỏ phiếu, nên không làm lại bước này được.")
PREPARING, SEALED, ISSUED, OPEN, CLOSED, COUNTING, COUNTED = Stage

DEEDS: dict[str, Deed] = {
    "set_details": Deed((PREPARING,), late=_SEALED_ALREADY),
    "set_roster": Deed((PREPARING,), late=_SEALED_ALREADY),
    "set_contests": Deed((PREPARING,), late=_SEALED_ALREADY),
    "name_committee": Deed((PREPARING,), late=_SEALED_ALREADY),
    "give_key": Deed((PREPARING,), late=_SEALED_ALREADY),
    "mark_unit": Deed((PREPARING,), late=_SEALED_ALREADY),
    "seal": Deed(
        (PREPARING,), SEALED, (_roster_there, _contests_there, _committee_ready, _roll_call_complete), repeats=True
    ),
    "unseal": Deed((SEALED, ISSUED), PREPARING, repeats=True, late=_OPENED_ALREADY),
    "mint_slips": Deed(
        (SEALED, ISSUED),
        ISSUED,
        early=("not-sealed", "Xin niêm phong danh sách trước khi làm phiếu."),
        late=_OPENED_ALREADY,
    ),
    "open_voting": Deed(
        (ISSUED,), OPEN, repeats=True, early=("slips-missing", "Xin làm phiếu trước khi bắt đầu bỏ phiếu.")
    ),
    "cast": Deed(
        (OPEN,),
        early=(
            "voting-not-open",
            "Chưa đến giờ bỏ phiếu. Phiếu của đồng chí vẫn còn nguyên; xin chờ chủ trì tuyên bố.",
        ),
        late=("voting-closed", "Đã kết thúc bỏ phiếu, nên hòm không nhận thêm phiếu."),
    ),
    "close_voting": Deed((OPEN,), CLOSED, repeats=True, early=("voting-not-open", "Chưa bắt đầu bỏ phiếu.")),
    "give_share": Deed(
        (CLOSED,),
        early=("not-counting-yet", "Chưa đến lúc mở khóa; xin chờ kết thúc bỏ phiếu."),
        late=("count-begun", "Hòm đã mở; không cần thêm khóa."),
    ),
    "begin_count": Deed(
        (CLOSED,), COUNTING, (_locks_released,), repeats=True, early=("voting-not-closed", "Chưa kết thúc bỏ phiếu.")
    ),
    "count_nominee": Deed((COUNTING,)),
    "complete_count": Deed((COUNTING,), COUNTED, repeats=True),
    "file_record": Deed((COUNTED,), early=("not-counted", "Chưa có kết quả kiểm phiếu; xin kiểm phiếu xong đã.")),
    "abandon": Deed(
        (SEALED, ISSUED, OPEN, CLOSED), early=("not-sealed", "Hội nghị chưa niêm phong; chưa có gì phải bỏ dở.")
    ),
    "call_next_meeting": Deed(
        (PREPARING, SEALED, ISSUED, OPEN, CLOSED, COUNTED), guards=(_over_or_abandoned,), late=_UNDER_WAY
    ),
}


def is_done(meeting: Meeting, name: str) -> bool:
    """The deed has brought the meeting where it leads, or further; a way back is done only when one stands there."""
    deed = DEEDS[name]
    if deed.leads_to is None or meeting.stage in deed.during:
        return False
    forward = deed.leads_to.rank > max(stage.rank for stage in deed.during)
    return meeting.stage.rank >= deed.leads_to.rank if forward else meeting.stage is deed.leads_to


def obstacles(meeting: Meeting, name: str) -> list[Refused]:
    """Every reason why the deed cannot be done now, in the order of the meeting; empty where it can."""
    deed = DEEDS[name]
    if meeting.stage not in deed.during:
        return [_untimely(meeting, deed)]
    return [refusal for guard in deed.guards for refusal in guard(meeting)]


def _untimely(meeting: Meeting, deed: Deed) -> Refused:
    if meeting.stage.rank < min(stage.rank for stage in deed.during):
        return Refused(*deed.early)
    # To unseal is advice only as long as it can be followed.
    unsealable = meeting.stage in DEEDS["unseal"].during
    return Refused(*(deed.late if deed.late != _SEALED_ALREADY or unsealable else _PASSED))


def require(meeting: Meeting, name: str) -> bool:
    """True where the deed is to be done, False where it is done already and a repeat is a no-op; else raises the obstacle."""
    if DEEDS[name].repeats and is_done(meeting, name):
        return False
    for refusal in obstacles(meeting, name):
        raise refusal
    return True
