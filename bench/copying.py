"""What checks and copies of the store cost: `uv run python bench/copying.py`.

For stores of one, six and sixty megabytes (a meeting of nine units has one tenth of the first, one of sixty units with three
rounds the second). All but the last column is processor time of one thread, which a busy machine does not lengthen: what the
check before every start takes; what one ballot costs besides waiting for the disk; for how long the room is held by a copy at
a click, and by each portion of the copy that follows. The last is a whole copy, written and read back, by the clock.
"""

import os
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from ballots.meeting import Fact
from ballots.protocol.archive import Entry
from kiosk.copies import write_copy
from kiosk.copying import AT_ONCE
from kiosk.schema import check_file
from kiosk.store import Store
from kiosk.sums import Mark

BALLOT = 30_000  # bytes: of a ballot with two contests of 8 and 30 nominees
SIZES = (33, 200, 2_000)  # ballots
TIMES = 5


def main() -> None:
    print(f"{'store':>8} {'check':>9} {'append':>9} {'at a click':>11} {'a portion':>10} {'whole copy':>11}")
    for ballots in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder), ballots)


def measure(folder: Path, ballots: int) -> None:
    path, stick = folder / "instance" / "kiosk.db", folder / "stick"
    stick.mkdir()
    store = Store(path)
    appends = [processor(lambda place=place: append(store, place)) for place in range(ballots)]
    whole = [processor(store.snapshot) for _ in range(TIMES)]
    portions = [processor(lambda: store.since(Mark(), AT_ONCE)) for _ in range(TIMES)]
    begun = time.perf_counter()
    write_copy(path.parent, store.snapshot(), store.mark, stick, datetime.now())
    copied = time.perf_counter() - begun
    size = store.size
    store.close()
    checks = [processor(lambda: check_file(path)) for _ in range(TIMES)]
    figures = [min(checks), sorted(appends)[len(appends) // 2], min(whole), min(portions), copied]
    print(f"{size / 1e6:5.0f} MB ", *(f"{figure * 1e3:7.1f} ms" for figure in figures))


def append(store: Store, place: int) -> None:
    entry = Entry.of("data", os.urandom(BALLOT // 2).hex().encode())
    store.append(1, [Fact(place + 1, "ballot_accepted", {})], "election", place, [entry])


def processor(work: Callable[[], object]) -> float:
    """Seconds of the processor in this thread."""
    begun = time.thread_time()
    work()
    return time.thread_time() - begun


if __name__ == "__main__":
    main()
