"""The one table of what may be done in each stage of a meeting; everything asks it.

A deed is allowed when the meeting stands in one of its stages and none of its guards objects. The same table answers
"what is possible next, and if not, why not", so the desk can never show a move that would be refused.
"""

from dataclasses import dataclass

from ballots import guards
from ballots.errors import Refused
from ballots.guards import SEALED_ALREADY, UNDER_WAY, Guard
from ballots.meeting import Meeting
from ballots.stage import Stage

_PASSED = ("too-late", "Hội nghị đã qua bước này, nên không thay đổi được nữa.")


@dataclass(frozen=True)
class Deed:
    """One row of the table.

    `during`: stages in which it may be done; `leads_to`: the stage it brings, None where it changes none; `repeats`: a
    repeat after it is done is a no-op (idempotent) rather than refused; `confirmed`: a second officer confirms it, in a
    meeting that has named one; `early`, `late`: code and sentence of a refusal.
    """

    during: tuple[Stage, ...]
    leads_to: Stage | None = None
    guards: tuple[Guard, ...] = ()
    repeats: bool = False
    confirmed: bool = False
    early: tuple[str, str] = ("not-yet", "Chưa đến bước này.")
    late: tuple[str, str] = _PASSED


_OPENED_ALREADY = ("voting-opened", "Đã bắt đầu bỏ phiếu, nên không làm lại bước này được.")
PREPARING, SEALED, ISSUED, OPEN, CLOSED, COUNTING, COUNTED, ADOPTED = Stage
_UNADOPTED = (PREPARING, SEALED, ISSUED, OPEN, CLOSED, COUNTING, COUNTED)
_ADOPTED_ALREADY = ("meeting-adopted", "Hội nghị đã thông qua kết quả, nên không thay đổi được nữa.")
_NOT_COUNTED = ("not-counted", "Chưa có kết quả kiểm phiếu; xin kiểm phiếu xong đã.")

DEEDS: dict[str, Deed] = {
    "set_details": Deed((PREPARING,), guards=(guards.first_round,), late=SEALED_ALREADY),
    "set_papers": Deed(_UNADOPTED, late=_ADOPTED_ALREADY),
    "set_network": Deed(_UNADOPTED, late=_ADOPTED_ALREADY),
    "choose_address": Deed((PREPARING, SEALED, ISSUED), late=_OPENED_ALREADY),
    "set_rules": Deed((PREPARING,), guards=(guards.first_round, guards.not_agreed_rules), late=SEALED_ALREADY),
    "set_roster": Deed((PREPARING,), guards=(guards.first_round,), late=SEALED_ALREADY),
    "set_contests": Deed((PREPARING, SEALED), guards=(guards.lists_open,), late=SEALED_ALREADY),
    "name_committee": Deed((PREPARING,), guards=(guards.first_round, guards.not_agreed_committee), late=SEALED_ALREADY),
    "give_key": Deed((PREPARING,), guards=(guards.first_round,), late=SEALED_ALREADY),
    "restart_ceremony": Deed((PREPARING,), guards=(guards.first_round, guards.dispute_there), late=SEALED_ALREADY),
    "mark_unit": Deed((PREPARING,), late=SEALED_ALREADY),
    "agree": Deed((PREPARING, SEALED), guards=(guards.lists_open,), late=SEALED_ALREADY),
    "name_second_officer": Deed((PREPARING,), guards=(guards.no_second_officer,), late=SEALED_ALREADY),
    "dismiss_second_officer": Deed(
        _UNADOPTED, guards=(guards.second_officer_there,), confirmed=True, late=_ADOPTED_ALREADY
    ),
    "elect_by_hand": Deed(_UNADOPTED, guards=(guards.officers_by_hand,), late=_ADOPTED_ALREADY),
    "seal": Deed(
        (PREPARING,),
        SEALED,
        (
            guards.roster_there,
            guards.contests_there,
            guards.committee_ready,
            guards.roll_call_complete,
            guards.nominees_may_stand,
            guards.all_agreed,
        ),
        repeats=True,
        confirmed=True,
    ),
    "unseal": Deed((SEALED, ISSUED), PREPARING, repeats=True, late=_OPENED_ALREADY),
    "mint_slips": Deed(
        (SEALED, ISSUED),
        ISSUED,
        (guards.nominees_may_stand, guards.still_agreed),
        early=("not-sealed", "Xin niêm phong danh sách trước khi làm phiếu."),
        late=_OPENED_ALREADY,
    ),
    "next_round": Deed(
        (SEALED,),
        ISSUED,
        (guards.nominees_may_stand, guards.still_agreed, guards.slips_last),
        repeats=True,
        late=_OPENED_ALREADY,
    ),
    "enter_hand_count": Deed(
        (SEALED,),
        guards=(guards.nominees_may_stand, guards.still_agreed, guards.two_tellers),
        early=("not-sealed", "Xin niêm phong danh sách trước khi bỏ phiếu giấy."),
        late=(
            "round-electronic",
            "Vòng này đã phát phiếu điện tử. Muốn bỏ phiếu giấy, xin hủy vòng này và ghi lý do trước.",
        ),
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
    "audit_ballot": Deed(
        (OPEN,),
        early=("voting-not-open", "Chưa đến giờ bỏ phiếu, nên chưa có lá phiếu nào để kiểm tra."),
        late=("voting-closed", "Đã kết thúc bỏ phiếu, nên không mở lá phiếu nào ra kiểm tra nữa."),
    ),
    "close_voting": Deed(
        (OPEN,), CLOSED, repeats=True, confirmed=True, early=("voting-not-open", "Chưa bắt đầu bỏ phiếu.")
    ),
    "give_share": Deed(
        (CLOSED, COUNTING, COUNTED),
        early=("not-counting-yet", "Chưa đến lúc mở khóa; xin chờ kết thúc bỏ phiếu."),
        late=("meeting-adopted", "Hội nghị đã thông qua kết quả; không cần thêm khóa."),
    ),
    "begin_count": Deed(
        (CLOSED,),
        COUNTING,
        (guards.locks_released,),
        repeats=True,
        early=("voting-not-closed", "Chưa kết thúc bỏ phiếu."),
    ),
    "count_nominee": Deed((COUNTING,)),
    "hurry_count": Deed((COUNTING,), COUNTED, repeats=True, early=("not-counting-yet", "Chưa bắt đầu kiểm phiếu.")),
    "complete_count": Deed((COUNTING,), COUNTED, repeats=True),
    "void_round": Deed(
        (ISSUED, OPEN, CLOSED, COUNTED),
        confirmed=True,
        early=("no-round", "Chưa phát phiếu, nên chưa có vòng bỏ phiếu nào để hủy."),
        late=("round-fixed", "Đang kiểm phiếu hoặc hội nghị đã thông qua kết quả, nên không hủy vòng này được."),
    ),
    "call_runoff": Deed(
        (COUNTED,), SEALED, (guards.tie_there,), repeats=True, early=_NOT_COUNTED, late=_ADOPTED_ALREADY
    ),
    "adopt": Deed((COUNTED,), ADOPTED, (guards.nothing_open,), repeats=True, early=_NOT_COUNTED),
    "sign_paper": Deed(
        (ADOPTED,), early=("not-adopted", "Hội nghị chưa thông qua kết quả; giấy tờ còn là dự thảo, chưa ký được.")
    ),
    "file_record": Deed((COUNTED, ADOPTED), early=_NOT_COUNTED),
    "abandon": Deed((PREPARING, SEALED, ISSUED, OPEN, CLOSED), guards=(guards.begun,)),
    "call_next_meeting": Deed(
        (PREPARING, SEALED, ISSUED, OPEN, CLOSED, COUNTED, ADOPTED), guards=(guards.over_or_abandoned,), late=UNDER_WAY
    ),
}


def is_done(meeting: Meeting, name: str) -> bool:
    """The deed has brought the meeting where it leads, or further; a way back is done only when one stands there."""
    deed = DEEDS[name]
    if deed.leads_to is None or meeting.stage in deed.during:
        return False
    forward = deed.leads_to.rank > max(stage.rank for stage in deed.during)
    return meeting.stage.rank >= deed.leads_to.rank if forward else meeting.stage is deed.leads_to


def asks(meeting: Meeting, name: str) -> bool:
    """Whether a second officer must confirm the deed."""
    return DEEDS[name].confirmed and meeting.second_officer is not None


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
    return Refused(*(deed.late if deed.late != SEALED_ALREADY or unsealable else _PASSED))


def require(meeting: Meeting, name: str) -> bool:
    """True where the deed is to be done, False where it is done already and a repeat is a no-op; else raises the obstacle."""
    if DEEDS[name].repeats and is_done(meeting, name):
        return False
    for refusal in obstacles(meeting, name):
        raise refusal
    return True
