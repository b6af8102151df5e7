"""How fast the Council's command verifies: one process, two, and a Dask cluster of two workers, as ratios in one run.

    uv run python -m bench.council [RECORDS] [ROUNDS] [RECORD.zip]

RECORDS copies (default 40) of one record: of a small meeting made here, or the file given. Every round measures the three
one after the other, so that a machine whose speed drifts disturbs all alike; medians of the rounds are printed. Starting
processes is part of a short command, so it is told apart: the first verdict's time, and the rate from there on.
"""

import sys
import time
from functools import partial
from pathlib import Path
from statistics import median
from typing import NamedTuple

import distributed

from bench.machine import machine
from kiosk.council.spreading import Start, check_all
from kiosk.council.workers import cluster, processes
from tests.meetings import counted


class Measured(NamedTuple):
    """Seconds until the first verdict, and records a second after it."""

    first: float
    rate: float


def measured(raw: bytes, number: int, start: Start) -> Measured:
    begun = time.perf_counter()
    verdicts = check_all(map(str, range(number)), lambda file: raw, start, start)
    assert next(verdicts).ok
    first = time.perf_counter()
    assert sum(one.ok for one in verdicts) == number - 1
    return Measured(first - begun, (number - 1) / (time.perf_counter() - first))


def main(number: int = 40, rounds: int = 3, record: Path | None = None) -> None:
    print(machine())
    raw = record.read_bytes() if record else counted().record()
    here = {"host": "127.0.0.1", "dashboard_address": "127.0.0.1:0"}
    with distributed.LocalCluster(2, processes=True, threads_per_worker=1, **here) as two:
        ways = {
            "1 process": partial(processes, 1),
            "2 processes": partial(processes, 2),
            "dask, 2 workers": partial(cluster, two.scheduler_address),
        }
        figures = [[measured(raw, number, start) for start in ways.values()] for _ in range(rounds)]
    print(
        f"{len(raw):,} bytes a record; {number} records\n{'':18}{'first verdict, s':>18}{'records/s':>12}{'ratio':>8}"
    )
    for name, column in zip(ways, zip(*figures)):
        ratio = median(one.rate / all_ways[0].rate for one, all_ways in zip(column, figures))
        print(
            f"{name:18}{median(one.first for one in column):18.2f}{median(one.rate for one in column):12.1f}{ratio:8.2f}"
        )


if __name__ == "__main__":
    given = sys.argv[1:]
    main(*map(int, given[:2]), *map(Path, given[2:]))
