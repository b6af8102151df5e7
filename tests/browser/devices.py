"""Chromium as the devices of the room: phones, a projector, the laptop's own window. Each says what went wrong in it."""

import subprocess
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, CDPSession, Error, Locator, Page, Playwright, expect

from kiosk.config import ROOT
from tests.browser.network import Network
from tests.needs import chromium, program

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PHONE = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
PROJECTOR = {"viewport": {"width": 1920, "height": 1080}}
LAPTOP = {"viewport": {"width": 1366, "height": 768}, "accept_downloads": True}
LIMIT = 20_000
expect.set_options(timeout=LIMIT)


class Devices:
    """Every device of one room, in one Chromium. `troubles`: errors in any console or script, policy violations too."""

    def __init__(self, playwright: Playwright, network: Network, folder: Path) -> None:
        self.browser: Browser = playwright.chromium.launch(
            executable_path=network.wrapper(chromium(), folder), args=ARGUMENTS
        )
        self.troubles: list[str] = []
        self._hosts = {network.address, "127.0.0.1"}

    def device(self, kind: dict) -> BrowserContext:
        context = self.browser.new_context(**kind, locale="vi-VN")
        context.set_default_timeout(LIMIT)
        context.on("page", self._listen)
        return context

    def open(self, kind: dict, url: str) -> Page:
        page = self.device(kind).new_page()
        page.goto(url)
        return page

    def _listen(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.troubles.append(f"{page.url}: {error}"))
        page.on("console", lambda said: self._heard(page, said.type, said.text))
        page.on("request", lambda request: self._asked(page, request.url))

    def _heard(self, page: Page, kind: str, text: str) -> None:
        """A refusal by the kiosk and a lost line are said on the page; that the console names them too is no trouble."""
        expected = text.startswith(("Failed to load resource", "WebSocket connection to"))
        if kind in ("error", "warning") and not expected:
            self.troubles.append(f"{page.url}: {text}")

    def _asked(self, page: Page, url: str) -> None:
        """The room has no internet: whatever is asked for elsewhere is missing on the day."""
        place = urlsplit(url)
        if place.scheme not in ("data", "blob") and place.hostname not in self._hosts:
            self.troubles.append(f"{page.url} asks for {url}")


def read_code(place: Locator, folder: Path) -> str:
    """The text of the QR code as a camera sees it on the screen, held before it until it has read."""
    for _ in range(5):
        if text := _glimpse(place, folder / "code.png"):
            return text
    raise AssertionError(f"no code can be read at {place}")


def _glimpse(place: Locator, picture: Path) -> str:
    """Empty where nothing was read, for example because the page was being drawn anew."""
    try:
        place.screenshot(path=picture)
    except Error as problem:
        if "not attached" not in problem.message:
            raise
        return ""
    seen = subprocess.run([program("zbarimg"), "--quiet", "--raw", picture], capture_output=True, encoding="utf-8")
    picture.unlink()
    return seen.stdout.strip()


def cut_off(page: Page) -> str:
    """What sticks out of the page sideways, or out of a projector's downwards too; empty where nothing does."""
    return page.evaluate("""() => {
      const room = document.documentElement;
      const low = matchMedia("(min-width: 1900px)").matches ? room.clientHeight : Infinity;
      const out = ({ right, bottom, width }) => width && (right > room.clientWidth + 1 || bottom > low + 1);
      return [...document.body.querySelectorAll("*")]
        .filter((element) => !element.closest(".visually-hidden, .rehearsal-word") && out(element.getBoundingClientRect()))
        .slice(0, 5).map((element) => `${element.tagName}.${element.className} ${element.textContent.trim().slice(0, 40)}`)
        .join("; ");
    }""")


def barriers(page: Page) -> list[str]:
    """What keeps somebody with a screen reader, a keyboard or weak eyes out, as axe finds it; empty where nothing does.

    The faint word across the pages of a rehearsal is no text to read: what it says stands in the strip above.
    """
    page.evaluate((ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8"))
    return page.evaluate("""async () => {
      const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
      const { violations } = await axe.run({ exclude: [".rehearsal-word"] }, { runOnly: rules });
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 120)}`);
    }""")


class LostReply:
    """The next answer to `path` reaches the phone's network and not its browser: the kiosk has acted, nobody hears it."""

    def __init__(self, page: Page, path: str) -> None:
        self.happened = False
        self._line: CDPSession = page.context.new_cdp_session(page)
        self._line.on("Fetch.requestPaused", self._lose)
        self._line.send("Fetch.enable", {"patterns": [{"urlPattern": f"*{path}", "requestStage": "Response"}]})

    def _lose(self, paused: dict) -> None:
        if self.happened:
            self._line.send("Fetch.continueRequest", {"requestId": paused["requestId"]})
            return
        self.happened = True
        self._line.send("Fetch.failRequest", {"requestId": paused["requestId"], "errorReason": "ConnectionReset"})
