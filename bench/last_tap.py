"""How long a voter waits after the last tap ("Bỏ phiếu vào hòm") for the receipt, with a processor slowed six times.

    uv run python -m bench.last_tap [BALLOTS]

Ballots (30, if not said) of two contests, 8 nominees (at most 2) and 30 (at most 5), each on a phone's page of its own in
Chromium, from a real tap to the frame in which the receipt is painted. Twice: with DevTools' own slow-down (CDP
Emulation.setCPUThrottlingRate), and with every process that draws pages, all their threads together, held to a sixth of one
processor by the machine (a cgroup; needs root). First a fixed computation is timed in a page and in a worker, slowed both ways:
DevTools' slow-down may spare workers, and the ballot is sealed in one.

The ballot is sealed as soon as the review lies on the page, before the last tap: `sealed` is the time from the one to the
other. Every second voter reads until then; the others tap as soon as there is something to tap, and wait for the sealing
too. Nobody reads the ballot before: whatever was to be prepared meanwhile is waited for as well. The network is this
machine's own.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median, quantiles

import psutil
from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import Room
from tests.browser.devices import PHONE, Devices
from tests.browser.network import room_network
from tests.browser.people import Desk, VoterPhone

SLOWER = 6
GROUPS = Path("/sys/fs/cgroup/cpu")
CONTESTS = [
    {"title": "Bầu đơn vị xếp thứ nhất", "seats": 2, "nominees": [f"BHXH tỉnh số {n:02}" for n in range(1, 9)]},
    {"title": "Bầu đơn vị tiêu biểu", "seats": 5, "nominees": [f"BHXH cơ sở số {n:02}" for n in range(1, 31)]},
]
WATCH = """() => {
  const times = window.times = {};
  const painted = (name) => requestAnimationFrame(() => setTimeout(() => { times[name] ??= performance.now(); }));
  const signs = { review: "[data-deed='cast']", sealed: "[data-code='sealed'] .group", receipt: "h1.good-news" };
  new MutationObserver(() => {
    for (const [name, sign] of Object.entries(signs)) if (document.querySelector(sign)) painted(name);
  }).observe(document.getElementById("stage"), { childList: true, subtree: true });
  document.addEventListener("pointerup", ({ target, timeStamp }) => {
    if (target.closest("[data-deed='cast']")) times.tap = timeStamp;
  }, true);
}"""
THE_KIOSK = """(([{ requestStart, responseEnd }]) => ({ asked: requestStart, answered: responseEnd }))(
  performance.getEntriesByType("resource").filter(({ name }) => name.endsWith("/booth/ballot")))"""
WORK = "let x = 0n; const t = performance.now(); for (let i = 0n; i < 1000000n; i++) x = (x * 31n + i) % 1000003n; "
IN_PAGE = f"() => {{ {WORK} return performance.now() - t; }}"
IN_WORKER = f"""() => new Promise((resolve) => {{
  const worker = new Worker(URL.createObjectURL(new Blob(["{WORK} postMessage(performance.now() - t)"])));
  worker.onmessage = ({{ data }}) => resolve(data);
}})"""


def as_it_is(page: Page) -> None:
    """Not slowed."""


def page_slowed(page: Page) -> None:
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


class Held:
    """All processes that draw pages, held together to a part of one processor."""

    def __init__(self, group: Path) -> None:
        self.group = group

    def __call__(self, page: Page) -> None:
        for process in psutil.Process(os.getpid()).children(recursive=True):
            with suppress(psutil.NoSuchProcess, ProcessLookupError):
                if "--type=renderer" in process.cmdline():
                    (self.group / "cgroup.procs").write_text(str(process.pid))


@contextmanager
def everything_slowed() -> Iterator[Held | None]:
    """None where this machine has no such group, or may not make one."""
    group = GROUPS / f"hom-phieu-{os.getpid()}"
    try:
        group.mkdir()
        (group / "cpu.cfs_period_us").write_text(str(SLOWER * 1000))
        (group / "cpu.cfs_quota_us").write_text("1000")
    except OSError as problem:
        print(f"no slow-down by the machine: {problem}")
        yield None
        return
    yield Held(group)
    while (group / "cgroup.procs").read_text():
        time.sleep(0.1)
    group.rmdir()


def cast(devices: Devices, slip: str, slow, number: int) -> dict[str, float]:
    """Milliseconds since the page was opened at which each thing was there."""
    voter = VoterPhone(devices, slip)
    slow(voter.page)
    voter.page.evaluate(WATCH)
    for contest in CONTESTS:
        for place in range(contest["seats"]):
            voter.mark(contest["nominees"][(number + place) % len(contest["nominees"])])
        voter.press("Tiếp tục")
    if number % 2 == 0:
        voter.page.locator("[data-code='sealed'] .group").first.wait_for(timeout=60_000)
    voter.page.wait_for_function("() => window.times.review")
    voter.cast()
    voter.page.wait_for_function("() => window.times.receipt", timeout=60_000)
    times = voter.page.evaluate(f"() => ({{ ...times, ...{THE_KIOSK} }})")
    voter.context.close()
    return times


def tell(name: str, times: list[float]) -> None:
    *_, p95 = quantiles(times, n=20)
    print(f"  {name:44}{len(times):4}{median(times):9.0f}{p95:8.0f}{max(times):8.0f}", flush=True)


def main(ballots: int = 30) -> None:
    with tempfile.TemporaryDirectory() as folder, room_network() as network, sync_playwright() as playwright:
        with everything_slowed() as held:
            ways = {"as it is": as_it_is, f"page x {SLOWER}": page_slowed}
            ways |= {f"everything x {SLOWER}": held} if held else {}
            devices = Devices(playwright, network, Path(folder))
            computation(devices, ways)
            room = Room(network, devices, Path(folder))
            with room.kiosk() as kiosk:
                slips = iter(voting(Desk(devices, kiosk.desk, Path(folder)), ballots * len(ways)))
                print(f"\n{'ms':46}{'n':>4}{'median':>9}{'p95':>8}{'worst':>8}")
                for name, slow in ways.items():
                    print(name)
                    told([cast(devices, next(slips), slow, number) for number in range(ballots)])
            devices.browser.close()


def computation(devices: Devices, ways: dict) -> None:
    print(f"{'a fixed computation, ms':24}{'page':>8}{'worker':>8}")
    for name, slow in ways.items():
        page = devices.device(PHONE).new_page()
        slow(page)
        found = [median(page.evaluate(where) for _ in range(3)) for where in (IN_PAGE, IN_WORKER)]
        print(f"{name:24}{found[0]:8.0f}{found[1]:8.0f}", flush=True)
        page.context.close()


def voting(desk: Desk, units: int) -> list[str]:
    """The addresses on so many slips, with which voting is open on the two contests."""
    seats = desk.call_the_sample()
    desk.send("/desk/roster", {"units": [{"name": f"BHXH tỉnh thứ {n}"} for n in range(1, units + 1)]})
    desk.send("/desk/contests", {"contests": CONTESTS})
    desk.lock(seats)
    slips = desk.seal_and_mint()
    desk.send("/desk/open", {})
    return slips


def told(all_times: list[dict[str, float]]) -> None:
    waits = [times["receipt"] - times["tap"] for times in all_times]
    tell("review shown -> sealed", [times["sealed"] - times["review"] for times in all_times if "sealed" in times])
    tell("tap -> ballot sent", [times["asked"] - times["tap"] for times in all_times])
    tell("ballot sent -> the kiosk has answered", [times["answered"] - times["asked"] for times in all_times])
    tell("tap -> receipt, all", waits)
    tell("tap -> receipt, tapped when it was sealed", waits[::2])
    tell("tap -> receipt, tapped at once", waits[1::2])


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
