"""Asking for the second officer's code (`ballots.second_officer`) before a deed that `ballots.rulebook` says so of.

The code is in the request and in memory while it is compared, and nowhere else: no fact, no log and no answer holds it.
"""

from ballots.errors import Refused
from ballots.meeting import Meeting
from ballots.rulebook import asks
from ballots.second_officer import SecondOfficer, read_code
from kiosk.hall import Hall
from kiosk.offload import offload


def require_confirmed(hall: Hall, deed: str, code: object) -> bool:
    """As `Hall.require`, and the second officer's code is right where the meeting asks for it: the deed may be written at once.

    Refused: `code-missing`, `code-malformed`, `code-wrong`, `code-too-soon`, `changed-elsewhere`."""
    if not hall.require(deed):
        return False
    if asks(hall.meeting, deed):
        with hall.tries.turn:
            _ask(hall, hall.meeting.second_officer, code)
    return hall.require(deed)


def confirmation(meeting: Meeting, deed: str) -> dict[str, bool]:
    """What the fact of the deed, which `require_confirmed` has let through, says of it."""
    return {"confirmed": True} if asks(meeting, deed) else {}


def _ask(hall: Hall, officer: SecondOfficer, code: object) -> None:
    if code is None or code == "":
        raise Refused("code-missing", "Việc này cần mã xác nhận của %(name)s; chưa có gì thay đổi.", name=officer.name)
    told = read_code(code)
    if seconds := hall.tries.left(officer.wrong):
        raise Refused(
            "code-too-soon",
            "Mã xác nhận đã sai %(number)d lần, nên mỗi 30 giây chỉ nhập lại được một lần. Chưa có gì thay đổi; xin chờ "
            "%(seconds)d giây.",
            number=officer.wrong,
            seconds=seconds,
        )
    right = offload(officer.knows, told)
    if hall.meeting.second_officer != officer:
        raise Refused("changed-elsewhere", "Trong lúc xem mã, hội nghị vừa thay đổi; xin tải lại trang rồi làm lại.")
    if not right:
        hall.tries.missed()
        hall.record("confirmation_refused")
        raise Refused(
            "code-wrong", "Mã xác nhận không đúng. Chưa có gì thay đổi; xin mời %(name)s nhập lại.", name=officer.name
        )
