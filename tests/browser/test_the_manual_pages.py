"""Every page of the manual fits every screen and its paper, shows its pictures, and its links lead somewhere."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from kiosk.manual import PEOPLE
from tests.browser.devices import LAPTOP, PHONE, barriers, cut_off
from tests.browser.people import Desk
from tests.browser.test_the_manual import LANGUAGES, comes_to, opened, says

SHEETS = {"secretary": 2, "chair": 2, "teller": 2, "leader": 2, "archivist": 2, "card": 1, "starting": 3}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_the_manual_fits_every_screen_and_its_paper(room, language):
    with room.kiosk() as kiosk:
        desk = Desk(room.devices, kiosk.desk, room.folder)
        desk.send("/desk/meeting", {"sample": True, "rehearsal": True})
        desk.send(
            "/desk/network", {"name": "Hoi truong lon tang 2 toa nha A1", "kind": "WPA", "password": "hoi-nghi-2025"}
        )
        page = opened(room, LAPTOP, language, f"{room.address(kiosk)}/huong-dan")
        for place, name in {"": "index", **{f"/{place}": name for place, name in PEOPLE.items()}}.items():
            page.goto(f"{room.address(kiosk)}/huong-dan{place}")
            fits_every_screen(page, f"{name} in {language}")
            if place:
                reads_well(page)
                assert sheets(page, room.folder / f"{name}.pdf") <= SHEETS[name], name
        phone = opened(room, PHONE, language, room.address(kiosk))
        phone.get_by_role("link", name=says(language, "Hướng dẫn cho từng người trong hội nghị")).tap()
        comes_to(phone, language, "Hướng dẫn")
    assert room.devices.troubles == []


def fits_every_screen(page: Page, where: str) -> None:
    for width, height in ((1890, 1080), (768, 1024), (320, 640)):  # from 1900 on a page is taken for the wall's
        page.set_viewport_size({"width": width, "height": height})
        assert cut_off(page) == "", f"{where}, {width}"
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{where}, {width}"
    assert not (found := barriers(page)), f"{where}: {found}"


def reads_well(page: Page) -> None:
    """All pictures are there, and every link leads somewhere."""
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    loaded = "(all) => Promise.all(all.map((one) => one.decode().then(() => one.naturalWidth > 0)))"
    assert all(page.locator("main img").evaluate_all(loaded))
    asking = "(all) => Promise.all(all.map((one) => fetch(one.href).then(({ status }) => [one.href, status])))"
    assert [place for place, status in page.locator("main a").evaluate_all(asking) if status != 200] == []


def sheets(page: Page, path: Path) -> int:
    page.pdf(path=path, prefer_css_page_size=True)
    return len(PdfReader(path).pages)
