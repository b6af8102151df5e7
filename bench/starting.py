"""How long the kiosk takes to start, and what it holds at rest: `uv run python bench/starting.py [CLONE ...]`.

From the command to the first line on stdout, ten times on one instance, after one start that is not counted. CPU is the time
of the processor, which a busy machine does not lengthen. Each CLONE is another clone of the project (built), to compare.
Memory is what the process has in RAM once it serves (Linux only).
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TIMES = 10


def main(clones: list[str]) -> None:
    print(f"{'clone':30} {'median':>8} {'slowest':>8} {'CPU':>8} {'memory':>8}")
    for clone in map(Path, clones or [str(ROOT)]):
        with tempfile.TemporaryDirectory() as instance:
            start(clone, instance)
            walls, processor, memory = zip(*(start(clone, instance) for _ in range(TIMES)))
        figures = [statistics.median(walls), max(walls), statistics.median(processor)]
        print(f"{clone.name:30} ", *(f"{figure:6.2f} s" for figure in figures), f"{statistics.median(memory):5.0f} MB")


def start(clone: Path, instance: str) -> tuple[float, float, float]:
    """Seconds to the first line, seconds of the processor until then, megabytes in memory."""
    command = [sys.executable, "app.py", "--no-browser", "--host", "127.0.0.1", "--port", "0", "--instance", instance]
    begun = time.perf_counter()
    with subprocess.Popen(command, cwd=clone, stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        wall = time.perf_counter() - begun
        processor, memory = spent(process.pid), resident(process.pid)
        process.terminate()
    return wall, processor, memory


def spent(pid: int) -> float:
    place = Path(f"/proc/{pid}/stat")
    if not place.exists():
        return float("nan")
    of_user, of_system = place.read_text().rpartition(")")[2].split()[11:13]
    return (int(of_user) + int(of_system)) / os.sysconf("SC_CLK_TCK")


def resident(pid: int) -> float:
    place = Path(f"/proc/{pid}/statm")
    if not place.exists():
        return float("nan")
    return int(place.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    main(sys.argv[1:])
