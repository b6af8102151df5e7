"""Why nobody reads a ballot, on one page: a leader takes it in at a glance, on whatever is at hand."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.devices import PHONE, barriers, cut_off
from tests.browser.people import Desk, VoterPhone

TABLET = {"viewport": {"width": 768, "height": 1024}, "has_touch": True}
DESK = {"viewport": {"width": 1280, "height": 720}}
SCREENS = [PHONE, TABLET, DESK]


def tall(page: Page) -> int:
    """Lines of the screen by which the page is longer than the screen."""
    return page.evaluate("document.documentElement.scrollHeight - window.innerHeight")


@pytest.mark.parametrize("kind", SCREENS, ids=["phone", "tablet", "desk"])
def test_the_whole_explanation_is_on_one_screen(room, kind):
    with room.kiosk() as kiosk:
        page = room.devices.open(kind, f"{room.address(kiosk)}/vi-sao")
        expect(page.get_by_role("heading", level=1)).to_have_text("Vì sao không ai đọc được phiếu của tôi?")
        expect(page.get_by_role("img", name="chỉ tổng số được đưa ra")).to_be_visible()
        expect(page.get_by_role("listitem")).to_have_count(3)
        assert tall(page) == 0
        assert cut_off(page) == "" and barriers(page) == []
    assert room.devices.troubles == []


def test_letters_twice_as_large_make_the_page_longer_and_cut_nothing_off(room):
    with room.kiosk() as kiosk:
        page = room.devices.open(PHONE, f"{room.address(kiosk)}/vi-sao")
        page.evaluate("document.documentElement.style.setProperty('--pico-font-size', '225%')")
        assert tall(page) > 0
        assert cut_off(page) == "" and barriers(page) == []


def test_the_page_is_found_from_the_door_and_leads_on_to_the_board_and_the_booth(room):
    with room.kiosk() as kiosk:
        page = room.devices.open(PHONE, room.address(kiosk))
        page.get_by_role("link", name="Vì sao không ai đọc được phiếu của tôi?").click()
        page.get_by_role("link", name="Về trang bỏ phiếu").click()
        expect(page).to_have_url(f"{room.address(kiosk)}/booth")
        page.go_back()
        page.get_by_role("link", name="bảng công khai").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Bảng mã kiểm tra phiếu")


def test_a_voter_reads_it_while_waiting_and_after_casting_and_finds_the_own_sheet_again(room):
    with room.kiosk() as kiosk:
        desk = Desk(room.devices, kiosk.desk, room.folder)
        desk.lock(desk.call_the_sample())
        voter = VoterPhone(room.devices, desk.seal_and_mint()[0])
        voter.sees("Phiếu đã sẵn sàng, chưa đến giờ bỏ phiếu")
        reads_and_comes_back(voter)
        voter.sees("Phiếu đã sẵn sàng, chưa đến giờ bỏ phiếu")
        desk.send("/desk/open", {})
        for _ in range(2):
            voter.press("Tiếp tục")
            voter.press("Đúng, để trắng")
        voter.cast()
        tracker = voter.tracker()
        reads_and_comes_back(voter)
        assert voter.tracker() == tracker
    assert room.devices.troubles == []


def reads_and_comes_back(voter: VoterPhone) -> None:
    voter.page.get_by_role("link", name="Vì sao không ai đọc được phiếu của tôi?").tap()
    expect(voter.page.get_by_role("img", name="chỉ tổng số được đưa ra")).to_be_visible()
    voter.page.get_by_role("link", name="Về trang bỏ phiếu").tap()
