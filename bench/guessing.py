"""What a flood of wrong guesses gets, and what it costs whoever has the right code. One real server, on loopback.

    uv run python bench/guessing.py [seconds, 10]

Forty connections send wrong invitations of a teller as fast as they are answered; the teller's phone asks for its seat all
the while. "Told" are guesses that came to their answer, "turned away" those that did not (kiosk/guessing.py).
"""

import json
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from math import log2
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from kiosk.rehearsal.people import Secretary
from kiosk.rehearsal.server import Server

GUESSERS = 40
INVITE_BITS, KEY_BITS = 96, 144


def main(seconds: float = 10) -> None:
    with tempfile.TemporaryDirectory() as folder, Server(Path(folder)) as server:
        secretary = Secretary(server.base)
        secretary.enter(server.desk)
        secretary.do("meeting", {"title": "Hội nghị", "cluster": "Cụm 5", "year": 2025})
        seat = secretary.do("tellers", {"tellers": [{"name": "A"}, {"name": "B"}]})["invites"][0]
        place = urlsplit(server.base).netloc
        quiet = right(place, seat, time.monotonic() + seconds / 5)
        end = time.monotonic() + seconds
        with ThreadPoolExecutor(GUESSERS) as room:
            guessers = [room.submit(wrong, place, end) for _ in range(GUESSERS)]
            flooded = right(place, seat, end)
        answers = sum((guesser.result() for guesser in guessers), Counter())
    told, away = answers[403], answers[429]
    fastest = (told + away) / seconds * 3600
    print(f"wrong guesses told {told}, turned away {away}, in {seconds:.0f} s")
    print(
        f"the teller's own seat, ms: quiet {median(quiet):.1f}, in the flood {median(flooded):.1f}, at most {max(flooded):.1f}"
    )
    print(
        f"an hour at full speed tries {fastest:,.0f} = 2^{log2(fastest):.1f} of 2^{INVITE_BITS} invitations, 2^{KEY_BITS} keys"
    )


def ask(line: HTTPConnection, seat: dict) -> int:
    line.request("POST", "/teller/seat", json.dumps(seat), {"Content-Type": "application/json"})
    answer = line.getresponse()
    answer.read()
    return answer.status


def wrong(place: str, end: float) -> Counter:
    line, answers = HTTPConnection(place), Counter()
    while time.monotonic() < end:
        answers[ask(line, {"number": 1, "invite": "A" * 16})] += 1
    return answers


def right(place: str, seat: dict, end: float) -> list[float]:
    line, waited = HTTPConnection(place), []
    while time.monotonic() < end:
        start = time.perf_counter()
        assert ask(line, seat) == 200
        waited.append((time.perf_counter() - start) * 1000)
        time.sleep(0.1)
    return waited


if __name__ == "__main__":
    main(*map(float, sys.argv[1:]))
