"""The desk copies to a folder, and notices by itself that the stick of the copy that follows was pulled out and is back."""

from pathlib import Path

from playwright.sync_api import expect

from kiosk.copying import FOLDER
from kiosk.schema import check_file
from tests.browser.people import Desk


def test_p7_a_copy_at_a_click_and_a_stick_that_comes_and_goes(room):
    stick = room.folder / "stick"
    stick.mkdir()
    with room.kiosk(options=["--copy-to", stick]) as kiosk:
        desk = Desk(room.devices, kiosk.desk, room.folder)
        desk.begin_with_the_sample()
        desk.page.get_by_role("link", name="Bản sao dự phòng vào USB").click()
        copy_elsewhere(desk, stick)
        notice = desk.page.locator("#room .notice.stop")
        stick.rename(room.folder / "in a pocket")
        expect(notice).to_contain_text("Chưa thấy thư mục")
        (room.folder / "in a pocket").rename(stick)
        expect(notice).to_have_count(0)
    assert check_file(stick / FOLDER / "kiosk.db").seq == 4
    assert room.devices.troubles == []


def copy_elsewhere(desk: Desk, folder: Path) -> None:
    desk.page.get_by_text("Chép vào thư mục khác").click()
    desk.page.get_by_label("Thư mục, ghi đầy đủ từ gốc").fill(str(folder))
    desk.page.get_by_role("button", name="Chép vào thư mục này").click()
    expect(desk.page.locator("#copied")).to_contain_text("nguyên vẹn, đến việc số 4")
