"""Every page at the width of a small phone: nothing is cut off, nobody kept out, nothing asked for elsewhere."""

import re

from playwright.sync_api import Page, expect

from kiosk.desk_path import STEPS
from tests.browser.devices import LAPTOP, PHONE, PROJECTOR, barriers, cut_off
from tests.browser.people import Desk

PAGES = ("/", "/booth", "/kiosk", "/teller", "/board", "/screen", "/vi-sao", "/tro-giup", "/no-such-page")


def test_every_page_fits_a_small_phone_and_loads_only_what_is_here(room):
    with room.kiosk() as kiosk:
        desk = Desk(room.devices, kiosk.desk, room.folder)
        phone = room.devices.device(PHONE).new_page()
        projector = room.devices.device(PROJECTOR).new_page()
        for stage in ("waiting", "prepared"):
            for path in PAGES:
                fits(phone, room.address(kiosk) + path, stage)
            fits(projector, f"{room.address(kiosk)}/screen", stage)
            if stage == "waiting":
                desk.begin_with_the_sample()
        for width in (LAPTOP["viewport"]["width"], 1024):
            desk.page.set_viewport_size({"width": width, "height": 768})
            for step in STEPS:
                fits(desk.page, f"{kiosk.base}/desk/{step}", str(width))
    assert room.devices.troubles == []


def fits(page: Page, url: str, when: str) -> None:
    page.goto(url)
    expect(page.get_by_role("heading", level=1).filter(has_text=re.compile(r"\S"))).to_be_visible()
    assert cut_off(page) == "", f"{url}, {when}"
    assert not (found := barriers(page)), f"{url}, {when}: {found}"


def test_p9_the_desk_is_nowhere_but_on_the_laptop_itself(room):
    with room.kiosk() as kiosk:
        phone = room.devices.open(PHONE, room.address(kiosk))
        key = kiosk.desk.split("?")[1]
        for url in (f"{room.address(kiosk)}/desk?{key}", f"{room.address(kiosk)}/desk/meeting", f"{kiosk.base}/desk"):
            answer = phone.goto(url)
            assert answer.status == 403
