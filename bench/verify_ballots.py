"""How long one ballot takes to verify, against belenios-tool on the same archive in the same run.

    uv run python -m bench.verify_ballots [BALLOTS [ROUNDS]]

Both sides check the same finished archive of ballots over two contests (8 nominees, at most 2; 30 nominees, at most 5),
in turn, so that a machine whose speed drifts disturbs both alike; what each takes for the same election without ballots
is taken off. One process and one core each. (On an unfinished archive the tool ends before it has checked the ballots.)
The medians of the rounds are printed, and the ratio ours/theirs.
"""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from ballots.protocol.audit import audit
from bench.machine import machine
from tests import tool
from tests.builders import Held, board, election

CONTESTS = [(8, 2), (30, 5)]


def seconds(deed: Callable[[], object]) -> float:
    begun = time.perf_counter()
    deed()
    return time.perf_counter() - begun


def laid_down(folder: Path, held: Held, raws: list[bytes]) -> Path:
    """The finished archive of these ballots, in a folder of its own as the tool wants it."""
    folder.mkdir()
    bel = folder / f"{held.election.uuid}.bel"
    bel.write_bytes(board(held, raws).archive())
    return bel


def ours(bel: Path) -> float:
    raw = bel.read_bytes()
    return seconds(lambda: audit(raw))


def theirs(bel: Path) -> float:
    return seconds(lambda: tool.run(bel.parent, "election", "verify"))


def measured(ballots: int, rounds: int) -> tuple[list[float], list[float], list[float]]:
    """Seconds a ballot, one figure a round: to make one, to verify one by us, to verify one by the tool."""
    held = election(CONTESTS, trustees=2, voters=ballots)
    marks = [[[voter % 8], [voter % 26, voter % 26 + 1, voter % 26 + 4]] for voter in range(ballots)]
    making = [seconds(lambda: held.vote(0, marks[0])) for _ in range(rounds)]
    raws = [held.vote(voter, one) for voter, one in enumerate(marks)]
    with TemporaryDirectory() as temporary:
        full, empty = laid_down(Path(temporary, "full"), held, raws), laid_down(Path(temporary, "empty"), held, [])
        pairs = [[(verify(full) - verify(empty)) / ballots for verify in (ours, theirs)] for _ in range(rounds)]
    return making, [mine for mine, _ in pairs], [other for _, other in pairs]


def main(ballots: int = 20, rounds: int = 5) -> None:
    print(machine())
    making, mine, other = measured(ballots, rounds)
    ratio = statistics.median(one / two for one, two in zip(mine, other, strict=True))
    print(f"{ballots} ballots of 8 + 30 nominees, {rounds} rounds, medians")
    print(f"make one            {statistics.median(making) * 1000:6.1f} ms")
    print(f"verify one          {statistics.median(mine) * 1000:6.1f} ms")
    print(f"verify one, by tool {statistics.median(other) * 1000:6.1f} ms")
    print(f"ratio               {ratio:6.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
