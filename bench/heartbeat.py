"""A kiosk that notes how late it is, for the benches: `python -m bench.heartbeat FILE python -m kiosk.command_line ...`.

The same kiosk in the same process, beside it a greenlet that wishes to wake every few milliseconds. At its end, FILE holds
[[seconds since 1970, seconds too late], ...]: whatever holds up the event loop holds it up.
"""

import json
import sys
import time
from pathlib import Path

import gevent

from kiosk.command_line import main

EVERY = 0.005


def beat(noted: list[tuple[float, float]]) -> None:
    while True:
        begun = time.perf_counter()
        gevent.sleep(EVERY)
        noted.append((time.time(), time.perf_counter() - begun - EVERY))


if __name__ == "__main__":
    file, _, _, _, *arguments = sys.argv[1:]
    beats: list[tuple[float, float]] = []
    gevent.spawn(beat, beats)
    status = main(arguments)
    Path(file).write_text(json.dumps(beats))
    sys.exit(status)
