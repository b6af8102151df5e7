"""What every page weighs, and how soon a phone shows it over a slow link.

    uv run python -m bench.pages

A kiosk on which voting is open, on the sample. For each page, in a browser that has never been here: requests and kB over
the wire, headers included, once as it comes and once more on a second visit, which takes what it can from the browser's memory.
Then, with Chromium's "Slow 3G" (50 kB/s down, 50 kB/s up, 2 s until an answer begins): seconds to the first contentful paint,
to the largest one, and until the page is in use, which is when it has opened its line. The promise is a first paint
within 3 s for every page that a phone opens.
"""

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from playwright.sync_api import BrowserContext, CDPSession, Page, sync_playwright

from tests.browser.conftest import Room
from tests.browser.devices import PHONE, PROJECTOR, Devices
from tests.browser.network import room_network
from tests.browser.people import Desk

SLOW_3G = {"offline": False, "downloadThroughput": 50_000, "uploadThroughput": 50_000, "latency": 2_000}
STILL = ("/vi-sao", "/tro-giup")
PAINTS = """() => Promise.all(["paint", "largest-contentful-paint"].map((type) =>
  new Promise((resolve) => new PerformanceObserver((list) => {
    const [first, ...others] = list.getEntries().filter(({ name }) => name !== "first-paint");
    if (first) resolve((others.length ? others.at(-1) : first).startTime);
  }).observe({ type, buffered: true }))))"""


class Meter:
    """What a page asks for over the network."""

    def __init__(self, page: Page) -> None:
        self.figures: Counter[str] = Counter()
        self.line: CDPSession = page.context.new_cdp_session(page)
        self.line.on("Network.loadingFinished", self._count)
        self.line.send("Network.enable")

    def _count(self, done: dict) -> None:
        if done["encodedDataLength"]:
            self.figures["requests"] += 1
            self.figures["bytes"] += int(done["encodedDataLength"])

    def taken(self) -> tuple[int, float]:
        figures, self.figures = self.figures, Counter()
        return figures["requests"], figures["bytes"] / 1000


def settle(page: Page, address: str) -> float:
    """Open the page and wait until it follows the room; seconds."""
    heard: list[object] = []
    page.on("websocket", lambda line: line.on("framereceived", lambda frame: heard.append(frame)))
    begun = time.monotonic()
    page.goto(address, timeout=120_000)
    while not heard and not address.endswith(STILL):
        page.wait_for_timeout(20)
    return time.monotonic() - begun


def weighed(context: BrowserContext, address: str) -> list[float]:
    figures: list[float] = []
    for _ in range(2):
        page = context.new_page()
        meter = Meter(page)
        settle(page, address)
        page.wait_for_timeout(500)  # fonts and workers that come after the first look
        figures += meter.taken()
        page.close()
    return figures


def slowly(context: BrowserContext, address: str) -> list[float]:
    page = context.new_page()
    Meter(page).line.send("Network.emulateNetworkConditions", SLOW_3G)
    in_use = settle(page, address)
    first, largest = (at / 1000 for at in page.evaluate(PAINTS))
    page.close()
    return [first, largest, in_use]


def main(*only: str) -> None:
    with tempfile.TemporaryDirectory() as folder, room_network() as network, sync_playwright() as playwright:
        devices = Devices(playwright, network, Path(folder))
        room = Room(network, devices, Path(folder))
        with room.kiosk() as kiosk:
            desk = Desk(devices, kiosk.desk, Path(folder))
            slip = desk.open_voting_on_the_sample()[0]
            base = room.address(kiosk)
            phone = {path: base + path for path in ("/", "/booth", "/kiosk", "/teller", "/board", *STILL)}
            phone["/booth, with a slip"] = slip
            print(f"{'':24}{'first visit':>18}{'second visit':>20}{'Slow 3G, s: first':>22}{'largest':>9}{'in use':>8}")
            print(f"{'':24}{'requests':>10}{'kB':>8}{'requests':>12}{'kB':>8}")
            for kind, pages in ((PHONE, phone), (PROJECTOR, {"/screen": f"{base}/screen"})):
                for name, address in pages.items():
                    if not only or name in only:
                        tell(name, *weighed(devices.device(kind), address), *slowly(devices.device(kind), address))
            if not only:
                tell("/desk (a step)", *weighed(desk.page.context, f"{kiosk.base}/desk/voting"))
        devices.browser.close()


def tell(name: str, requests: float, size: float, again: float, size_again: float, *slow: float) -> None:
    numbers = f"{requests:10.0f}{size:8.1f}{again:12.0f}{size_again:8.1f}"
    print(f"{name:24}{numbers}" + "".join(f"{at:{width}.2f}" for at, width in zip(slow, (22, 9, 8))), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
