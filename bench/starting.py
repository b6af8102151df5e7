"""How long the kiosk takes to start, and what it holds at rest.

    uv run python -m bench.starting [CLONE ...]

From the command to the first line on stdout, and to the whole of a page that is asked for then; ten times on one instance,
after one start that is not counted. CPU is the time of the processor until the page, which a busy machine lengthens less.
Each CLONE is another clone of the project (built), to compare. Memory is what the process has in RAM a moment after the page
(Linux only). The promises: a page within 1 s, and 120 MB.
"""

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path

from bench.machine import machine

ROOT = Path(__file__).resolve().parents[1]
TIMES = 10


def main(clones: list[str]) -> None:
    print(machine())
    print(f"{'':30} {'line':>8} {'page':>8} {'slowest':>8} {'CPU':>8} {'memory':>8}")
    for clone in map(Path, clones or [str(ROOT)]):
        with tempfile.TemporaryDirectory() as instance:
            start(clone, instance)
            lines, pages, processor, memory = zip(*(start(clone, instance) for _ in range(TIMES)))
        figures = [statistics.median(lines), statistics.median(pages), max(pages), statistics.median(processor)]
        print(f"{clone.name:30} ", *(f"{figure:6.2f} s" for figure in figures), f"{statistics.median(memory):5.0f} MB")


def start(clone: Path, instance: str) -> tuple[float, float, float, float]:
    """Seconds to the first line and to the page, seconds of the processor until then, megabytes in memory."""
    command = [sys.executable, "app.py", "--no-browser", "--host", "127.0.0.1", "--port", "0", "--instance", instance]
    begun = time.perf_counter()
    with subprocess.Popen(command, cwd=clone, stdout=subprocess.PIPE, encoding="utf-8") as process:
        desk = re.search(r"http\S+", process.stdout.readline()).group()
        line = time.perf_counter() - begun
        with urllib.request.urlopen(urllib.parse.urljoin(desk, "/screen")) as page:
            page.read()
        served, processor = time.perf_counter() - begun, spent(process.pid)
        time.sleep(0.2)
        memory = resident(process.pid)
        process.terminate()
    return line, served, processor, memory


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
