"""Whole meetings on kiosks that are killed again and again, and what came of it as a table.

    uv run python -m tests.faults.campaign [--runs 200] [--cold 5] [--seed 1] [--share 0.3] [--processes 2]

Each run is one meeting with every deed of every role (`whole_meeting`), every third with adoption and signatures. In `--share`
of the deeds the server is killed (kill -9), at a moment that the seed and the run's number say (`fate`); whoever had no answer
sends the same bytes again. The last `--cold` runs start the server from the command line every time, the others fork it from a
loaded one. Exit status 1 where anything was lost or doubled, or a run did not come to its end.
"""

import argparse
import multiprocessing
import sys
import tempfile
import time
import traceback
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import partial
from pathlib import Path

from tests.certificates import own_today
from tests.faults.cold import ColdServer
from tests.faults.fate import MOMENTS, some_deeds
from tests.faults.persistent import Mortal
from tests.faults.warm import WarmServer
from tests.faults.whole_meeting import WholeMeeting

EVERY = 3
"""Making and signing the papers costs as much as all the rest of a meeting: of so many one goes to that end."""


def run(seed: int, share: float, cold: int, number: int) -> Counter:
    """One meeting; `cold`: from which number on servers start from the command line."""
    start = ColdServer if number > cold else WarmServer
    with tempfile.TemporaryDirectory() as folder:
        with Mortal(Path(folder), some_deeds(seed * 1_000_000 + number, share), start) as kiosk:
            found = Counter(runs=1)
            try:
                WholeMeeting(kiosk, own_today()).play(papers=number % EVERY == 0)
                found["converged"] = 1
            except Exception:
                print(f"run {number}:\n{traceback.format_exc()}", file=sys.stderr, flush=True)
        ledger = kiosk.ledger
        found.update(kiosk.killed)
        found.update(deeds=len(ledger.expected), acknowledged=ledger.acknowledged, unacknowledged=ledger.unacknowledged)
        found.update(lost=len(ledger.lost), doubled=len(ledger.doubled))
        return found


def table(found: Counter, minutes: float) -> str:
    rows = [
        ("meetings", "runs"),
        ("facts in their stores at the end", "deeds"),
        *((f"killed {moment}", moment) for moment in MOMENTS),
        ("deeds with an answer the first time", "acknowledged"),
        ("facts stored by a server that died before it told anybody", "unacknowledged"),
        ("acknowledged and lost", "lost"),
        ("done twice", "doubled"),
        ("meetings that came to their end, record verified", "converged"),
    ]
    lines = [f"| {said} | {found[name]} |" for said, name in rows]
    return "\n".join(["| | |", "|---|---|", *lines, f"| minutes | {minutes:.0f} |"])


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser("tests.faults.campaign")
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--cold", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--share", type=float, default=0.3)
    parser.add_argument("--processes", type=int, default=2)
    given = parser.parse_args(argv)
    begun, found = time.monotonic(), Counter()
    one = partial(run, given.seed, given.share, given.runs - given.cold)
    with ProcessPoolExecutor(given.processes, multiprocessing.get_context("spawn")) as pool:
        runs = [pool.submit(one, number) for number in range(1, given.runs + 1)]
        for done, ended in enumerate(as_completed(runs), 1):
            found.update(ended.result())
            print(f"\r{done}/{given.runs}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    print(table(found, (time.monotonic() - begun) / 60))
    return 0 if found["converged"] == given.runs and not found["lost"] + found["doubled"] else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
