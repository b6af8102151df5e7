"""What every page of every surface weighs, and how soon it is seen over a slow link.

    uv run python -m bench.pages [PAGE ...]

A kiosk on which voting is open, on the sample. For each page, in a browser that has never been here: requests and kB over
the wire (compressed, headers included), once as it comes and once more on a second visit, which takes what it can from the
browser's memory. Then, over Chromium's preset "Slow 3G": seconds to the first contentful paint, to the largest one, and until
the page is in use, which is when it has opened its line. The preset stands for a link with 400 ms there and back and
400 kbit/s; as DevTools does, 2 s (five times 400 ms) pass until each answer begins, and 50 kB/s come after that. The promise
is a first paint within 3 s for every page that a phone opens; the last line says which do not keep it.
"""

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import BrowserContext, CDPSession, Page, sync_playwright

from bench.machine import machine
from kiosk.desk_path import STEPS
from kiosk.manual import PEOPLE
from tests.browser.conftest import Room
from tests.browser.devices import LAPTOP, PHONE, PROJECTOR, Devices
from tests.browser.network import room_network
from tests.browser.people import Desk

SLOW_3G = {"offline": False, "downloadThroughput": 50_000, "uploadThroughput": 50_000, "latency": 2_000}
PROMISED = 3.0
PHONE_PAGES = ("/", "/booth", "/teller", "/board", "/vi-sao", "/tro-giup", "/huong-dan")
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
    """Open the page and wait until it follows the room, where it has a script that does; seconds."""
    heard: list[object] = []
    page.on("websocket", lambda line: line.on("framereceived", lambda frame: heard.append(frame)))
    begun = time.monotonic()
    page.goto(address, timeout=120_000)
    while not heard and page.locator("script[src]").count():
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


class Surfaces:
    """Everybody's pages while voting is open, as (kind of device, name, address)."""

    def __init__(self, room: Room, kiosk, folder: Path) -> None:
        self.devices, self.kiosk, self.base = room.devices, kiosk, room.address(kiosk)
        self.desk = Desk(room.devices, kiosk.desk, folder)
        seats = self.desk.call_the_sample()
        self.desk.lock(seats)
        self.slip = self.desk.seal_and_mint()[0]
        self.desk.send("/desk/open", {})
        self.seat = f"{self.base}/teller#{seats[0]['number']}.{seats[0]['invite']}"

    def pages(self) -> Iterator[tuple[dict, str, str]]:
        for path in (*PHONE_PAGES, *(f"/huong-dan/{place}" for place in PEOPLE)):
            yield PHONE, path, self.base + path
        yield PHONE, "/booth, with a slip", self.slip
        yield PHONE, "/teller, invited", self.seat
        yield PHONE, "an error", f"{self.base}/khong-co"
        yield PHONE, "/kiosk", f"{self.base}/kiosk"
        yield PROJECTOR, "/screen", f"{self.base}/screen"
        for step in STEPS:
            yield LAPTOP, f"/desk/{step}", f"{self.kiosk.base}/desk/{step}"

    def device(self, kind: dict) -> BrowserContext:
        """A browser that has never been here; the laptop's has the desk's cookie and nothing else."""
        context = self.devices.device(kind)
        if kind is LAPTOP:
            context.add_cookies(self.desk.page.context.cookies())
        return context


def main(*only: str) -> None:
    print(machine())
    with tempfile.TemporaryDirectory() as folder, room_network() as network, sync_playwright() as playwright:
        room = Room(network, Devices(playwright, network, Path(folder)), Path(folder))
        with room.kiosk() as kiosk:
            surfaces, late = Surfaces(room, kiosk, Path(folder)), []
            print(f"{'':24}{'first visit':>18}{'second visit':>20}{'Slow 3G, s: first':>22}{'largest':>9}{'in use':>8}")
            print(f"{'':24}{'requests':>10}{'kB':>8}{'requests':>12}{'kB':>8}")
            for kind, name, address in surfaces.pages():
                if not only or name in only:
                    slow = slowly(surfaces.device(kind), address)
                    tell(name, *weighed(surfaces.device(kind), address), *slow)
                    late += [name] * (kind is PHONE and slow[0] >= PROMISED)
            print(f"First paint on a phone after {PROMISED:.0f} s: {', '.join(late) or 'no page'}")
        room.devices.browser.close()


def tell(name: str, requests: float, size: float, again: float, size_again: float, *slow: float) -> None:
    numbers = f"{requests:10.0f}{size:8.1f}{again:12.0f}{size_again:8.1f}"
    print(f"{name:24}{numbers}" + "".join(f"{at:{width}.2f}" for at, width in zip(slow, (22, 9, 8))), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
