"""How long `app.py verify` takes on a whole archive, against `belenios-tool election verify` on the same file in the same run.

    uv run python -m bench.verify_archives              # 12, 100, 500 ballots of 8 + 30 nominees, 2 000 of 3: 2 minutes
    uv run python -m bench.verify_archives 2000         # others of 8 + 30 nominees: 2 000 take 4 minutes

The time on the clock of each command from its start to its end, in turn, median of the rounds (fewer for many ballots), with
all the cores that each can use. `CPU` is the processor's time of all cores together, which a busy machine lengthens less;
`memory` the most that our process held.

Below, what the arithmetic alone takes: how many group operations one ballot needs (counted), times what each costs here
(measured on one core), over the cores. No verifier of this format with this library can be faster, since every commitment of
every proof has to be computed again to be hashed. What is more than that is told apart: starting, and the rest.
"""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

import nacl.bindings as sodium

from ballots.protocol import group, tally
from bench.machine import cores, machine
from tests import tool
from tests.builders import Held, board, election

ROOT = Path(__file__).resolve().parents[1]
LARGE, SMALL = [(8, 2), (30, 5)], [(3, 1)]
USUAL = [(LARGE, 12), (LARGE, 100), (LARGE, 500), (SMALL, 2_000)]
BASE, VARIABLE, ADD, SUBTRACT = (
    "crypto_scalarmult_ed25519_base_noclamp",
    "crypto_scalarmult_ed25519_noclamp",
    "crypto_core_ed25519_add",
    "crypto_core_ed25519_sub",
)


class Spent(NamedTuple):
    wall: float
    processor: float
    memory: float


def spent(command: Sequence[str | Path], folder: Path) -> Spent:
    """Seconds on the clock and of the processor, megabytes at the most; AssertionError where the command finds a fault."""
    begun = time.perf_counter()
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        said = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, said
    return Spent(time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1e3)


def ours(bel: Path) -> Spent:
    return spent([sys.executable, ROOT / "app.py", "verify", bel], bel.parent)


def theirs(bel: Path) -> Spent:
    return spent([tool.path(), "election", "verify"], bel.parent)


def marks(held: Held, voter: int) -> list[list[int]]:
    """As many as allowed of each list, other ones for each voter."""
    return [
        [(voter + place) % len(question.answers) for place in range(question.maximum)]
        for question in held.election.questions
    ]


def sealed(held: Held, voter: int) -> bytes:
    return held.vote(voter, marks(held, voter))


def laid_down(folder: Path, contests: list[tuple[int, int]], ballots: int) -> Path:
    """A finished archive, in a folder of its own as the tool wants it."""
    held = election(contests, trustees=2, voters=max(ballots, 1))
    with ProcessPoolExecutor(cores()) as pool:
        raws = [*pool.map(partial(sealed, held), range(ballots), chunksize=20)]
    folder.mkdir()
    bel = folder / f"{held.election.uuid}.bel"
    bel.write_bytes(board(held, raws).archive())
    return bel


def compared(folder: Path, contests: list[tuple[int, int]], ballots: int) -> None:
    bel = laid_down(folder / f"{len(contests)}-{ballots}", contests, ballots)
    rounds = min(max(100 // ballots, 1), 5)
    pairs = [(theirs(bel), ours(bel)) for _ in range(rounds)]
    ratio = median(mine.wall / other.wall for other, mine in pairs)
    other, mine = (Spent(*map(median, zip(*side))) for side in zip(*pairs))
    lists = " + ".join(str(answers) for answers, _ in contests)
    print(
        f"{ballots:7,} of {lists:7}{other.wall:9.2f}{mine.wall:9.2f}{ratio:8.2f}"
        f"{other.wall * 1000 / ballots:12.1f}{mine.wall * 1000 / ballots:9.1f}"
        f"{other.processor * 1000 / ballots:11.1f}{mine.processor * 1000 / ballots:9.1f}"
        f"{mine.memory:9.0f}",
        flush=True,
    )


class Counted:
    """libsodium, with how often each of its functions was called."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()

    def __getattr__(self, name: str) -> Callable[..., object]:
        def called(*given: bytes) -> object:
            self.calls[name] += 1
            return getattr(sodium, name)(*given)

        return called


def operations() -> Counter[str]:
    """Of one ballot that is verified and added to others."""
    held = election(LARGE, trustees=2, voters=1)
    raw, credentials = sealed(held, 0), held.credentials
    held.check(raw)  # what is computed once and remembered
    group.sodium = counted = Counted()
    tally.sums_of(held.election, [held.check(raw)])
    group.sodium = sodium
    counted.calls["crypto_core_ed25519_is_valid_point"] -= len(credentials)
    return counted.calls


def microseconds(deed: Callable[[], object], times: int = 300) -> float:
    """The processor's time of one call, of the fastest of some rounds."""

    def one_round() -> float:
        begun = time.process_time()
        for _ in range(times):
            deed()
        return (time.process_time() - begun) / times * 1e6

    return min(one_round() for _ in range(7))


def limit(folder: Path) -> None:
    exponent, point = group.random_scalar().to_bytes(32, "little"), group.power_of_g(group.random_scalar())
    costs = {
        BASE: microseconds(lambda: sodium.crypto_scalarmult_ed25519_base_noclamp(exponent)),
        VARIABLE: microseconds(lambda: sodium.crypto_scalarmult_ed25519_noclamp(exponent, point)),
        ADD: microseconds(lambda: sodium.crypto_core_ed25519_add(point, point)),
        SUBTRACT: microseconds(lambda: sodium.crypto_core_ed25519_sub(point, point)),
    }
    counts = operations()
    print(f"\n{'one ballot of 8 + 30':42}{'number':>8}{'µs each':>9}{'ms':>8}")
    for name, each in costs.items():
        print(f"{name:42}{counts[name]:8}{each:9.1f}{counts[name] * each / 1000:8.2f}")
    other = sum(counts.values()) - sum(counts[name] for name in costs)
    whole = sum(counts[name] * each for name, each in costs.items()) / 1000
    print(f"{'other calls of the library':42}{other:8}")
    print(f"{'arithmetic, one core':42}{whole:25.2f}\n{f'arithmetic, {cores()} cores':42}{whole / cores():25.2f}")
    empty = laid_down(folder / "empty", LARGE, 0)
    print(f"starting, and an archive without ballots: {median(ours(empty).wall for _ in range(3)):.2f} s once")


def main(sizes: list[int]) -> None:
    print(machine())
    print(f"{'':44}{'a ballot, ms:':>21}{'its CPU, ms:':>20}{'memory':>9}")
    columns = f"{'tool, s':>9}{'ours, s':>9}{'ratio':>8}{'tool':>12}{'ours':>9}{'tool':>11}{'ours':>9}{'MB':>9}"
    print(f"{'ballots':18}{columns}")
    with TemporaryDirectory() as folder:
        for contests, ballots in [(LARGE, size) for size in sizes] or USUAL:
            compared(Path(folder), contests, ballots)
        limit(Path(folder))


if __name__ == "__main__":
    main([*map(int, sys.argv[1:])])
