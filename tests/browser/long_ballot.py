"""The ballot of a large cluster: 8 members, 30 district offices under them, every name as long as they come."""

from tests.browser.people import Desk

SOUND = {"maximum": "1.400", "self_score": "1.390", "score": "1.380", "standard": True, "organisation": True}
SOUND |= {"registered": True, "covenant": True}
PLACES = ("Thừa Thiên Huế", "Hà Tĩnh", "Đắk Lắk", "Bà Rịa Vũng Tàu", "Quảng Ninh", "Thanh Hóa", "Lạng Sơn", "Điện Biên")
EIGHT = [f"Bảo hiểm xã hội tỉnh {place}" for place in PLACES]
THIRTY = [f"Bảo hiểm xã hội huyện số {number} thuộc tỉnh {PLACES[number // 4]}" for number in range(30)]
TITLES = (
    "Bầu đơn vị xếp thứ nhất, thứ nhì của cụm thi đua",
    "Bầu đơn vị tiêu biểu xuất sắc thuộc bảo hiểm xã hội huyện",
)


def open_voting_on_the_long_ballot(desk: Desk) -> list[str]:
    """Everything up to the opening: at most 2 of 8, at most 5 of 30 under their members; the addresses on the slips."""
    desk.send("/desk/meeting", {"sample": True, "rehearsal": True})
    members = [{"name": name, "kind": "BHXH tỉnh", "leader": "Nguyễn Văn An", "led": "2019", **SOUND} for name in EIGHT]
    offices = [
        {"name": name, "kind": "BHXH huyện", "parent": EIGHT[number // 4], **SOUND}
        for number, name in enumerate(THIRTY)
    ]
    desk.send("/desk/roster", {"units": members + offices})
    two = {"title": TITLES[0], "seats": 2, "nominees": EIGHT}
    five = {"title": TITLES[1], "seats": 5, "nominees": THIRTY, "kind": "outstanding"}
    desk.send("/desk/contests", {"contests": [two, five]})
    desk.lock(
        desk.send("/desk/tellers", {"tellers": [{"name": "Người thứ nhất"}, {"name": "Người thứ hai"}]})["invites"]
    )
    slips = desk.seal_and_mint()
    desk.send("/desk/open", {})
    return slips
