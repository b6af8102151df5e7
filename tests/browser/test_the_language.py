"""The other language by one tap, in the middle of everything: what was begun is still there."""

import pytest
from playwright.sync_api import expect

from tests.browser.devices import LAPTOP, PHONE, barriers, cut_off
from tests.browser.people import Desk, VoterPhone

PAGES = ("/", "/booth", "/teller", "/board", "/screen", "/vi-sao", "/tro-giup", "/kiosk", "/no-such-page")


def test_a_half_filled_ballot_stays_when_the_language_changes_and_changes_back(room):
    with room.kiosk() as kiosk:
        desk = Desk(room.devices, kiosk.desk, room.folder)
        desk.lock(desk.call_the_sample())
        voter = VoterPhone(room.devices, desk.seal_and_mint()[0])
        desk.send("/desk/open", {})
        box = voter.page.get_by_role("checkbox").first
        voter.page.locator("label:has(input[type=checkbox])").first.click()
        expect(box).to_be_checked()
        voter.page.get_by_role("link", name="English").click()
        expect(voter.page.locator("html")).to_have_attribute("lang", "en")
        expect(voter.page.get_by_text("Contest 1 of")).to_be_visible()
        expect(box).to_be_checked()
        assert cut_off(voter.page) == "" and barriers(voter.page) == []
        voter.page.get_by_role("link", name="Tiếng Việt").click()
        expect(voter.page.locator("html")).to_have_attribute("lang", "vi")
        expect(box).to_be_checked()
    assert room.devices.troubles == []


@pytest.mark.parametrize("width", [320, 768])
def test_every_page_of_the_room_fits_in_english_and_the_way_back_is_large_enough(room, width):
    with room.kiosk() as kiosk:
        page = room.devices.open({**PHONE, "viewport": {"width": width, "height": 740}}, room.address(kiosk))
        page.get_by_role("link", name="English").click()
        for path in PAGES:
            page.goto(room.address(kiosk) + path)
            if path == "/screen":
                page.get_by_role("link", name="English").click()
            expect(page.locator("html")).to_have_attribute("lang", "en")
            size = page.get_by_role("link", name="Tiếng Việt").bounding_box()
            assert size["width"] >= 44 and size["height"] >= 44
            assert cut_off(page) == "" and barriers(page) == [], path


def test_the_desk_fits_in_english(room):
    with room.kiosk() as kiosk:
        desk = Desk(room.devices, kiosk.desk, room.folder)
        desk.begin_with_the_sample()
        desk.page.get_by_role("link", name="English").click()
        for width in (LAPTOP["viewport"]["width"], 1024):
            desk.page.set_viewport_size({"width": width, "height": 768})
            for step in ("meeting", "roster", "roll-call", "rules", "contests", "tellers", "seal", "papers"):
                desk.page.goto(f"{kiosk.base}/desk/{step}")
                expect(desk.page.get_by_role("heading", level=1)).to_be_visible()
                assert cut_off(desk.page) == "" and barriers(desk.page) == [], step
