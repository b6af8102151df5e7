"""The largest cluster, every name as long as they come: nothing leaves the wall, and what tells two units apart is read."""

from playwright.sync_api import expect

from ballots.protocol import trustee
from tests.browser.devices import PROJECTOR, cut_off
from tests.browser.people import Desk

TITLE = "Hội nghị tổng kết công tác thi đua, khen thưởng năm 2025 và triển khai nhiệm vụ năm 2026 của Cụm thi đua"
CLUSTER = "Cụm thi đua số 5, các tỉnh Trung du và miền núi phía Bắc"
UNITS = [f"Bảo hiểm xã hội tỉnh Thừa Thiên Huế số {number}" for number in range(1, 16)]
TELLERS = [{"name": "Nguyễn Thị Phương Thảo", "unit": unit} for unit in UNITS[:5]]


def test_the_projector_holds_fifteen_long_names_and_five_locks(room):
    with room.kiosk() as kiosk:
        desk = Desk(room.devices, kiosk.desk, room.folder)
        projector = room.devices.open(PROJECTOR, f"{room.address(kiosk)}/screen")
        desk.send("/desk/meeting", {"title": TITLE, "cluster": CLUSTER, "year": 2025, "place": ""})
        desk.send("/desk/roster", {"units": [{"name": unit, "leader": "", "office": ""} for unit in UNITS]})
        desk.send("/desk/contests", {"contests": [{"title": TITLE, "seats": 2, "nominees": UNITS}]})
        for seat in desk.send("/desk/tellers", {"tellers": TELLERS})["invites"]:
            desk.send("/teller/key", {**seat, "key": trustee.make_single(trustee.private_key(trustee.new_seed()))})
        shows(projector, "Đang chuẩn bị hội nghị.")
        desk.call_everybody()
        shows(projector, "Đã điểm danh xong.")
        desk.agree_on_everything()
        desk.send("/desk/seal", {})
        desk.mint()
        shows(projector, "Mỗi đơn vị có mặt rút một phiếu.")
    assert room.devices.troubles == []


def shows(projector, sentence: str) -> None:
    expect(projector.get_by_role("heading", level=1)).to_contain_text(sentence)
    assert cut_off(projector) == ""
    for holder in projector.get_by_role("complementary", name="Khóa hòm").get_by_text("số ").all():
        assert holder.evaluate("(name) => name.scrollWidth <= name.clientWidth"), holder.inner_text()
