"""How long one ballot takes to verify, against belenios-tool on the same archive in the same run.

    uv run python -m bench.verify_ballots [BALLOTS [ROUNDS]]

Both sides check the same archive of ballots over two contests (8 nominees, at most 2; 30 nominees, at most 5), in turn,
so that a machine whose speed drifts disturbs both alike. One process and one core each; the tool's start-up is measured
on the archive without ballots and taken off. The median of the rounds is printed, and the ratio ours/theirs.
"""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from ballots.protocol.audit import audit
from tests import tool
from tests.builders import Held, board, election

CONTESTS = [(8, 2), (30, 5)]


def seconds(deed: Callable[[], object]) -> float:
    begun = time.perf_counter()
    deed()
    return time.perf_counter() - begun


def laid_down(folder: Path, held: Held, raws: list[bytes]) -> Path:
    """The archive of these ballots, in a folder of its own as the tool wants it."""
    folder.mkdir()
    (folder / f"{held.election.uuid}.bel").write_bytes(board(held, raws, until="EndBallots").archive())
    return folder


def measured(ballots: int, rounds: int) -> tuple[list[float], list[float], list[float]]:
    """Seconds a ballot, one figure a round: to make one, to verify one by us, to verify one by the tool."""
    held = election(CONTESTS, trustees=2, voters=ballots)
    marks = [[[voter % 8], [voter % 26, voter % 26 + 1, voter % 26 + 4]] for voter in range(ballots)]
    making = [seconds(lambda: held.vote(0, marks[0])) for _ in range(rounds)]
    raws = [held.vote(voter, one) for voter, one in enumerate(marks)]
    with TemporaryDirectory() as temporary:
        full = laid_down(Path(temporary, "full"), held, raws)
        empty = laid_down(Path(temporary, "empty"), held, [])
        bel = next(full.glob("*.bel")).read_bytes()
        ours, theirs = [], []
        for _ in range(rounds):
            ours.append(seconds(lambda: audit(bel)) / ballots)
            start_up = seconds(lambda: tool.run(empty, "election", "verify"))
            theirs.append((seconds(lambda: tool.run(full, "election", "verify")) - start_up) / ballots)
    return making, ours, theirs


def main(ballots: int = 20, rounds: int = 5) -> None:
    making, ours, theirs = measured(ballots, rounds)
    ratio = statistics.median(mine / other for mine, other in zip(ours, theirs, strict=True))
    print(f"{ballots} ballots of 8 + 30 nominees, {rounds} rounds, medians")
    print(f"make one            {statistics.median(making) * 1000:6.1f} ms")
    print(f"verify one          {statistics.median(ours) * 1000:6.1f} ms")
    print(f"verify one, by tool {statistics.median(theirs) * 1000:6.1f} ms")
    print(f"ratio               {ratio:6.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
