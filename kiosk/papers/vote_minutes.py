"""Biên bản bỏ phiếu: the meeting's own minutes of the vote, from the roll call to the adoption."""

from collections.abc import Mapping

from kiosk.papers import agreed
from kiosk.papers.letterhead import letterhead
from kiosk.papers.room import attendance, committee
from kiosk.papers.voting import clock_told, rounds
from kiosk.papers.wording import moment

Document = Mapping[str, object]
DEEDS = {
    "meeting_called": "Lập hội nghị trên máy kiểm phiếu",
    "meeting_abandoned": "Bỏ hội nghị",
    "rules_set": "Đặt quy chế bầu",
    "papers_set": "Ghi lời văn của các văn bản",
    "hand_voted": "Biểu quyết giơ tay",
    "agreement_withdrawn": "Mở lại nội dung đã thống nhất",
    "ceremony_restarted": "Làm lại các khóa của hòm phiếu",
    "second_officer_named": "Đặt mã của người xác nhận thứ hai",
    "second_officer_dismissed": "Thôi hỏi mã của người xác nhận thứ hai",
    "deed_confirmed": "Người xác nhận thứ hai nhập mã cho việc sau đây",
    "roll_call_sealed": "Niêm phong điểm danh",
    "roll_call_unsealed": "Mở lại điểm danh",
    "slips_minted": "Lập phiếu và hòm phiếu",
    "round_prepared": "Chuẩn bị vòng bỏ phiếu tiếp theo",
    "voting_opened": "Mở hòm phiếu, bắt đầu bỏ phiếu",
    "voting_closed": "Khóa hòm phiếu, kết thúc bỏ phiếu",
    "count_begun": "Bắt đầu kiểm phiếu",
    "count_completed": "Kiểm phiếu xong",
    "hand_count_entered": "Một người kiểm phiếu ghi kết quả kiểm phiếu giấy",
    "hand_count_agreed": "Hai người kiểm phiếu ghi kết quả kiểm phiếu giấy khớp nhau",
    "round_voided": "Hủy vòng bỏ phiếu",
    "runoff_called": "Quyết định bầu lại giữa các đơn vị bằng phiếu",
    "meeting_adopted": "Thông qua kết quả",
    "paper_signed": "Ký văn bản",
}
"""The deeds of the desk in words."""


def vote_minutes(document: Document) -> dict[str, object]:
    """The data of vote-minutes.typ."""
    adoption, deeds = document["adoption"], document["deeds"]
    times = [deed["at"] for deed in deeds if deed["at"]]
    return {
        **letterhead(document, "vote"),
        "begins": moment(next(iter(times), "")),
        "clock": clock_told(document),
        "ends": moment(adoption["at"] if adoption else ""),
        "next-year": document["meeting"]["year"] + 1,
        "committee": committee(document),
        "attendance": attendance(document),
        "threshold": document["rules"]["threshold"],
        "assessed": agreed.assessed(document),
        "rules": agreed.rules(document),
        "hand-votes": agreed.hand_votes(document),
        "rounds": rounds(document),
        "conclusions": agreed.conclusions(document),
        "officers": agreed.officers(document),
        "adoption": agreed.proposed(document),
        "deeds": [
            {"at": moment(deed["at"]), "deed": DEEDS.get(deed["deed"], deed["deed"]), "reason": deed["reason"]}
            for deed in deeds
        ],
    }
