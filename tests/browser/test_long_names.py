"""The largest cluster, every name as long as they come: nothing leaves the wall, and what tells two units apart is read."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.devices import PROJECTOR, cut_off
from tests.browser.people import Desk

TITLE = "Hội nghị tổng kết công tác thi đua, khen thưởng năm 2025 và triển khai nhiệm vụ năm 2026 của Cụm thi đua"
CLUSTER = "Cụm thi đua số 5, các tỉnh Trung du và miền núi phía Bắc"
UNITS = [f"Bảo hiểm xã hội tỉnh Thừa Thiên Huế số {number}" for number in range(1, 16)]
TELLERS = [{"name": "Nguyễn Thị Phương Thảo", "unit": unit} for unit in UNITS]
IS_READ = "(name) => name.scrollWidth <= name.clientWidth && name.scrollHeight <= name.clientHeight + 1"
LEAVES_ITS_PLACE = """(aside) => [...aside.querySelectorAll("li, p, svg")]
  .filter((part) => part.getBoundingClientRect().bottom > aside.parentElement.getBoundingClientRect().bottom + 1)
  .map((part) => part.outerHTML.slice(0, 80))"""
SMALL = {"viewport": {"width": 1024, "height": 768}}


@pytest.mark.parametrize("locks", [1, 5, 7])
def test_the_projector_holds_fifteen_long_names_and_up_to_seven_locks(room, locks):
    with room.kiosk() as kiosk:
        desk = Desk(room.devices, kiosk.desk, room.folder)
        wall, older = (room.devices.open(kind, f"{room.address(kiosk)}/screen") for kind in (PROJECTOR, SMALL))
        desk.send("/desk/meeting", {"title": TITLE, "cluster": CLUSTER, "year": 2025, "place": ""})
        desk.send("/desk/roster", {"units": [{"name": unit, "leader": "", "office": ""} for unit in UNITS]})
        desk.send("/desk/contests", {"contests": [{"title": TITLE, "seats": 2, "nominees": UNITS}]})
        desk.lock(desk.send("/desk/tellers", {"tellers": TELLERS[:locks]})["invites"])
        shows("Đang chuẩn bị hội nghị.", wall, older)
        desk.call_everybody()
        shows("Đã điểm danh xong.", wall, older)
        desk.agree_on_everything()
        desk.send("/desk/seal", {})
        desk.mint()
        shows("Mỗi đơn vị có mặt rút một phiếu.", wall, older)
    assert room.devices.troubles == []


def shows(sentence: str, *projectors: Page) -> None:
    for projector in projectors:
        expect(projector.get_by_role("heading", level=1)).to_contain_text(sentence)
        assert cut_off(projector) == ""
        locks = projector.get_by_role("complementary", name="Khóa hòm")
        for name in [*locks.locator("[data-slot='unit']").all(), *projector.locator(".unit [data-slot='name']").all()]:
            assert name.evaluate(IS_READ), (projector.viewport_size, name.inner_text())
        assert locks.evaluate(LEAVES_ITS_PLACE) == [], projector.viewport_size
