"""What it costs the kiosk to turn a ballot away, against taking one; and what a flood of such ballots does to honest voters.

    uv run python -m bench.refusing [ROUNDS [SECONDS]]

First, in one process and in turn, processor time of each kind of refusal over that of one accepted ballot (two contests: 8
nominees, at most 2; 30 nominees, at most 5), medians of the rounds: with everything that the web application around it costs,
and of the box alone. Then a kiosk in a process of its own, on loopback, with honest voters who cast one after the other, alone,
and with a second process that sends such ballots all the time over 8 connections: seconds until the receipt, for each kind.
"""

import multiprocessing
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import requests

from ballots.errors import Trouble
from ballots.protocol.ballot import check_of_slip
from ballots.protocol.election import Election
from kiosk.rehearsal.people import Secretary, Voter
from kiosk.rehearsal.server import Server
from tests.builders import altered, signed_anew
from tests.halls import Room, contest, room
from tests.served import seal

CONTESTS = [contest(8, 2, "Nhất, nhì"), contest(30, 5, "Tiêu biểu")]
MARKS = [[0], [1, 2, 3]]
CONNECTIONS, HONEST = 8, 40


def spoiled(raw: bytes, election, secret: str) -> dict[str, bytes]:
    """What a stranger can make of a ballot of an unused slip; the last only who holds the slip."""
    unproven = altered(raw, ("answers", 1, "overall_proof", 0, "response"), "1")
    return {
        "no ballot": b"[" * len(raw),
        "unknown slip": altered(raw, ("credential",), "5" * 64),
        "other election": altered(raw, ("election_hash",), "A" * 43),
        "wrong signature": altered(raw, ("signature", "proof", "response"), "1"),
        "wrong proof, signed": signed_anew(election, secret, unproven),
    }


def cost(deed: Callable[[], object]) -> float:
    begun = time.process_time()
    deed()
    return time.process_time() - begun


def of_the_box(made: Room, raw: bytes) -> None:
    try:
        check_of_slip(made.hall.box.election, made.hall.box.claimed(raw), raw)
    except Trouble:
        pass


def costs(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = room(Path(folder), "open", units=rounds + 3, absent=0, contests=CONTESTS)
        phone, used = made.client(), made.sealed_ballot(0, MARKS)
        phone.post("/booth/ballot", data=used)
        bad = {"used slip": made.sealed_ballot(0, [[1], []])}
        bad |= spoiled(made.sealed_ballot(1, MARKS), made.hall.box.election, made.slips[1])
        taken, times = [], {kind: ([], []) for kind in bad}
        for slip in range(2, rounds + 2):
            raw = made.sealed_ballot(slip, MARKS)
            taken.append(cost(partial(phone.post, "/booth/ballot", data=raw)))
            for kind, one in bad.items():
                times[kind][0].append(cost(partial(phone.post, "/booth/ballot", data=one)))
                times[kind][1].append(cost(partial(of_the_box, made, one)))
    whole = statistics.median(taken)
    print(f"{rounds} rounds; one accepted ballot: {whole * 1000:.1f} ms of processor time")
    print(f"{'refused for':22}{'over HTTP, ms':>15}{'of accepted':>13}{'box alone, ms':>15}{'of accepted':>13}")
    for kind, (http, box) in times.items():
        over, alone = statistics.median(http), statistics.median(box)
        print(f"{kind:22}{over * 1000:15.2f}{over / whole:13.4f}{alone * 1000:15.3f}{alone / whole:13.5f}")


def flood(address: str, body: bytes, sent: object, stop: object) -> None:
    def send() -> None:
        with requests.Session() as line:
            line.trust_env = False
            while not stop.is_set():
                line.post(address, data=body, timeout=60)
                with sent.get_lock():
                    sent.value += 1

    threads = [threading.Thread(target=send) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def receipts(base: str, slips: list[str], seconds: float) -> list[float]:
    """Seconds until each receipt, one voter after the other, no longer than so many seconds."""
    end, waits = time.monotonic() + seconds, []
    while slips and time.monotonic() < end:
        voter = Voter(base, slips.pop())
        raw = voter.fill(MARKS)
        begun = time.monotonic()
        voter.cast(raw)
        waits.append(time.monotonic() - begun)
    return waits


def flooded(seconds: float) -> None:
    with tempfile.TemporaryDirectory() as folder, Server(Path(folder)) as server:
        secretary = Secretary(server.base)
        secretary.enter(server.desk)
        seal(secretary, 7 * HONEST, CONTESTS)
        slips = secretary.mint()
        secretary.do("open")
        own = slips.pop()
        voter = Voter(server.base, own)
        raw = voter.fill(MARKS)
        election = secretary.ask("/booth/election")["election"]
        kinds = spoiled(raw, Election.read(election.encode()), own)
        print(f"\n{'flooded with':22}{'flood, a second':>16}{'receipts':>10}{'median, s':>11}{'worst, s':>10}")
        tell("nothing", 0, receipts(server.base, slips[:HONEST], seconds))
        for at, (kind, body) in enumerate(kinds.items(), 1):
            sent, stop = multiprocessing.Value("l", 0), multiprocessing.Event()
            stranger = multiprocessing.Process(
                target=flood, args=(f"{server.base}/booth/ballot", body, sent, stop), daemon=True
            )
            stranger.start()
            time.sleep(1)
            begun, before = time.monotonic(), sent.value
            waits = receipts(server.base, slips[at * HONEST : (at + 1) * HONEST], seconds)
            tell(kind, (sent.value - before) / (time.monotonic() - begun), waits)
            stop.set()
            stranger.join(70)


def tell(kind: str, rate: float, waits: list[float]) -> None:
    print(f"{kind:22}{rate:16.0f}{len(waits):10}{statistics.median(waits):11.3f}{max(waits):10.3f}", flush=True)


def main(rounds: int = 20, seconds: float = 20) -> None:
    costs(rounds)
    flooded(seconds)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
