"""How a page stands at every width that a person's device may have, in both languages. A fault is kept as a picture, and with
HOMPHIEU_PICTURES=1 every look."""

import base64
import gettext
import re
from functools import cache
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page, expect

from kiosk.config import ROOT
from kiosk.language import CATALOGUES
from tests.browser.devices import Devices, barriers
from tests.browser.pictures import WANTED

SIZES = {320: 640, 360: 740, 768: 1024, 1920: 1080}
"""The height at each width, in px: an old phone, a phone, a tablet, a projector or a desk."""
LANGUAGES = ("vi", "en")
POINTER, FINGER, CHOICE = 24, 44, 64
"""The least width and height in px: of what is pointed at with a mouse (the desk; WCAG 2.5.8), of what is touched, of what one
votes with."""
IN_ENGLISH = (360, 1920)
"""The widths of the pictures kept of English pages, which differ from the others in their words alone."""
DRAWN = """async () => {
  await document.fonts.ready;
  await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
}"""
"""Whatever follows the width of a page has followed it."""
PICTURES = ROOT / ".artefacts/pictures"
_FAULTS = (Path(__file__).parent / "layout.js").read_text(encoding="utf-8")


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("messages", CATALOGUES, [language], fallback=language == "vi")


def faults(page: Page, targets: dict[str, int]) -> list[str]:
    """What is wrong with the layout now: a page that scrolls sideways, text that is cut off or lies on other text, targets
    that lie on each other or are smaller than `targets` says ({selector: px}, the first that fits counts)."""
    return page.evaluate(f"(targets) => ({_FAULTS})(targets)", targets)


class Reader:
    """Somebody who reads `language`, with all the pages they have open; they press what is written there in it."""

    def __init__(self, devices: Devices, language: str, bases: tuple[str, ...]) -> None:
        self.language = language
        self.context: BrowserContext = devices.device({"viewport": {"width": 360, "height": 740}})
        cookies = [
            {"name": n, "value": language, "url": base} for base in bases for n in ("language", "screen-language")
        ]
        self.context.add_cookies(cookies if language != "vi" else [])

    def says(self, vietnamese: str, **values: object) -> str:
        """This sentence as the pages of this reader have it."""
        return _filled(_catalogue(self.language).gettext(vietnamese), values)

    def open(self, address: str) -> "Surface":
        page = self.context.new_page()
        page.goto(address)
        return Surface(self, page)


def _filled(sentence: str, values: dict[str, object]) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: str(values.get(found[1], found[0])), sentence)


class Surface:
    """One page of a reader. Sentences are given in Vietnamese."""

    def __init__(self, reader: Reader, page: Page) -> None:
        self.reader, self.page = reader, page

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=self.reader.says(name), exact=True)

    def press(self, name: str) -> None:
        self.button(name).filter(visible=True).first.click()

    def sees(self, heading: str = "") -> "Surface":
        """Comes to this heading, or to any one."""
        name = self.reader.says(heading) if heading else re.compile(r"\S")
        expect(self.page.get_by_role("heading", level=1, name=name).filter(visible=True).first).to_be_visible()
        return self

    def reads(self, sentence: str, **values: object) -> "Surface":
        expect(self.page.get_by_text(self.reader.says(sentence, **values)).filter(visible=True).first).to_be_visible()
        return self


class Album:
    """Looks at surfaces. `found`: every fault with where it was seen; a whole walk is made before anybody is told."""

    def __init__(self, folder: Path = PICTURES) -> None:
        self.folder = folder
        self.found: list[str] = []
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("*.jpg"):
            old.unlink()

    def look(self, name: str, surface: Surface, widths: tuple[int, ...] = tuple(SIZES), **targets: int) -> None:
        """At each width in turn; axe once, in Vietnamese. `targets`: as `faults` takes them, for this surface alone."""
        page, language = surface.page, surface.reader.language
        least = POINTER if name.startswith("desk") else FINGER
        expect(page.locator("html")).to_have_attribute("lang", language)
        for width in widths:
            page.set_viewport_size({"width": width, "height": SIZES[width]})
            where = f"{name}-{width}-{language}"
            page.evaluate(DRAWN)
            wrong = faults(page, {**targets, "*": least})
            self.found += [f"{where}: {fault}" for fault in wrong]
            if wrong or WANTED and (language == LANGUAGES[0] or width in IN_ENGLISH):
                self._take(page, where)
        if language == LANGUAGES[0]:
            self.found += [f"{name}: {barrier}" for barrier in barriers(page)]
        (self.folder / "faults.txt").write_text("\n".join(self.found), encoding="utf-8")

    def _take(self, page: Page, where: str) -> None:
        """The whole page, down to its end."""
        line = page.context.new_cdp_session(page)
        asked = {"format": "jpeg", "quality": 55, "optimizeForSpeed": True, "captureBeyondViewport": True}
        taken = line.send("Page.captureScreenshot", asked)
        line.detach()
        (self.folder / f"{where}.jpg").write_bytes(base64.b64decode(taken["data"]))
