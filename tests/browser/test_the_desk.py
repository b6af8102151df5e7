"""The desk under the secretary's hands: keys instead of the mouse, a second officer's code, and what happened so far."""

import re

from playwright.sync_api import Locator, expect

from tests.browser.devices import barriers, cut_off
from tests.browser.people import Desk

NAME, CODE = "Bà Trần Thị Hai, chủ trì", "49170358"


def test_keys_and_a_second_officers_code_lead_through_a_meeting(room):
    with room.kiosk() as kiosk:
        desk = Desk(room.devices, kiosk.desk, room.folder)
        seats = desk.call_the_sample()
        the_roll_is_called_by_keys(desk, kiosk.base)
        keys_are_listed_stay_out_of_fields_and_can_be_turned_off(desk, kiosk.base)
        desk.lock(seats)
        desk.agree_on_everything()
        a_second_officer_chooses_a_code(desk, kiosk.base)
        sealing_asks_for_the_code(desk, kiosk.base)
        desk.mint()
        desk.send("/desk/open", {})
        a_round_is_voided_with_the_code(desk, kiosk.base)
        what_happened_is_told(desk)
    assert room.devices.troubles == []


def asks(desk: Desk) -> Locator:
    return desk.page.get_by_role("dialog")


def the_roll_is_called_by_keys(desk: Desk, base: str) -> None:
    """From the first unit down, without waiting for the page between two marks."""
    desk.page.goto(f"{base}/desk/roll-call")
    for key in "cvccc":
        desk.page.keyboard.press(key)
    called = [True, False, True, True, True, None]
    pressed = desk.page.locator(".roll-call [aria-pressed=true]")
    expect(pressed).to_have_count(5)
    assert [unit["present"] for unit in desk.room()["units"]] == called
    expect(desk.page.locator(".roll-call .present").last).to_be_focused()
    desk.page.keyboard.press("Shift+Tab")  # back to the fifth unit's second button, which was marked
    desk.page.keyboard.press("v")
    expect(pressed).to_have_text(["Có mặt", "Vắng", "Có mặt", "Có mặt", "Vắng"])
    desk.page.keyboard.press("c")
    expect(desk.page.get_by_role("link", name="Đã điểm danh xong, tiếp tục")).to_be_visible()


def keys_are_listed_stay_out_of_fields_and_can_be_turned_off(desk: Desk, base: str) -> None:
    keyboard = desk.page.keyboard
    keyboard.press("?")
    expect(asks(desk).get_by_role("heading", name="Phím tắt của bàn thư ký")).to_be_visible()
    assert cut_off(desk.page) == "" and not barriers(desk.page)
    keyboard.press("t")  # a question is open: nothing else listens
    keyboard.press("Escape")
    assert desk.page.url.endswith("/roll-call")
    for key, step in (("l", "roster"), ("t", "roll-call"), ("b", "rules"), ("l", "roll-call"), ("n", "rules")):
        keyboard.press(key)
        desk.page.wait_for_url(f"**/desk/{step}")
    desk.page.goto(f"{base}/desk/meeting")
    title = desk.page.get_by_label("Tên hội nghị").first
    title.fill("")
    title.press_sequentially("tlbncv")
    expect(title).to_have_value("tlbncv")
    desk.page.once("dialog", lambda leaving: leaving.accept())
    desk.page.goto(f"{base}/desk/meeting")
    desk.press("Phím tắt")
    desk.page.get_by_label("Dùng phím tắt trên máy này").uncheck()
    desk.press("Đóng")
    desk.page.reload()
    keyboard.press("?")
    keyboard.press("t")
    desk.press("Phím tắt")  # no list is open already, and this is the page still
    assert desk.page.url.endswith("/desk/meeting")
    desk.page.get_by_label("Dùng phím tắt trên máy này").check()
    desk.press("Đóng")


def a_second_officer_chooses_a_code(desk: Desk, base: str) -> None:
    desk.page.goto(f"{base}/desk/tellers")
    desk.page.get_by_text("Thêm người xác nhận thứ hai (nếu muốn)").click()
    desk.page.get_by_label("Họ tên, chức vụ").fill(NAME)
    for field in ("Mã xác nhận, 4 đến 8 chữ số", "Gõ lại mã"):
        desk.page.get_by_label(field).fill(CODE)
        expect(desk.page.get_by_label(field)).to_have_css("-webkit-text-security", "disc")
    assert cut_off(desk.page) == "" and not barriers(desk.page)
    desk.press("Đặt mã xác nhận")
    expect(desk.page.get_by_text(f"phải có mã xác nhận của {NAME}.")).to_be_visible()


def sealing_asks_for_the_code(desk: Desk, base: str) -> None:
    """The key opens the question and does nothing; a wrong code is said where it was typed, and said still when the page has
    followed the room."""
    desk.page.goto(f"{base}/desk/seal")
    desk.page.keyboard.press("n")
    expect(asks(desk).get_by_role("heading", name="Niêm phong danh sách?")).to_be_visible()
    assert desk.room()["stage"] == "preparing"
    code = asks(desk).get_by_label(f"Mã xác nhận, mời {NAME} nhập")
    code.fill("1793")
    code.press("Enter")
    expect(asks(desk).get_by_text("Mã đã sai 1 lần.")).to_be_visible()
    expect(asks(desk).get_by_role("alert")).to_have_text(re.compile("^Mã xác nhận không đúng."))
    expect(code).to_have_value("")
    assert cut_off(desk.page) == "" and not barriers(desk.page)
    code.fill(CODE)
    desk.send("/desk/papers", {"locality": "Hà Nội"})  # the room goes on, and what is typed stays
    expect(desk.page.locator(f"#room[data-seq='{desk.room()['seq']}']")).to_be_attached()
    expect(code).to_have_value(CODE)
    asks(desk).get_by_role("button", name="Niêm phong", exact=True).click()
    expect(desk.page.get_by_role("heading", name="Phát phiếu", level=1)).to_be_visible()


def a_round_is_voided_with_the_code(desk: Desk, base: str) -> None:
    desk.page.goto(f"{base}/desk/voting")
    desk.page.get_by_text("Mất điện, sai danh sách hoặc có sự cố").click()
    desk.page.get_by_label("Lý do hủy vòng bỏ phiếu").fill("Mất điện")
    desk.page.locator("#void-code").fill(CODE)
    desk.press("Hủy vòng này")
    expect(desk.page.get_by_role("heading", name="Phát phiếu", level=1)).to_be_visible()


def what_happened_is_told(desk: Desk) -> None:
    desk.onward("Diễn biến")
    desk.stands_at("Diễn biến")
    first = desk.page.get_by_role("row").nth(1)
    expect(first).to_have_text(
        re.compile(r"\d\d:\d\d\s+Hủy vòng 1.\s+Lý do: Mất điện\s+Người xác nhận thứ hai đã nhập mã.")
    )
    desk.page.emulate_media(media="print")
    expect(desk.page.locator("#path")).to_be_hidden()
    expect(first).to_be_visible()
