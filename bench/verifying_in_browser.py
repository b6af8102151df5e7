"""How long a browser needs to verify a whole record, in Chromium's worker, by the one page that goes with every record.

    uv run python -m bench.verifying_in_browser [BALLOTS]

60 ballots, if not said, of two contests (8 nominees, at most 2; 30 nominees, at most 5), the box opened by two of three. The
promise is 60 s on a desktop core.
"""

import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from ballots.contest import Contest
from bench.machine import machine
from kiosk.verifier_page import PATH
from tests.browser.devices import ARGUMENTS
from tests.meetings import Play
from tests.needs import chromium

LISTS = (
    Contest("Xếp thứ nhất, thứ nhì", 2, tuple(f"BHXH tỉnh số {n}" for n in range(1, 9)), "top_two"),
    Contest("Tiêu biểu xuất sắc", 5, tuple(f"BHXH huyện số {n}" for n in range(1, 31)), "outstanding"),
)


def record(ballots: int) -> bytes:
    votes = [((voter % 8,), (voter % 26, voter % 26 + 1, voter % 26 + 4)) for voter in range(ballots)]
    return Play(LISTS, present=ballots).vote(votes).told().record()


def main(ballots: int = 60) -> None:
    print(machine())
    raw = record(ballots)
    print(f"{ballots} ballots, record.zip of {len(raw) / 1e6:.1f} MB")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "record.zip"
        file.write_bytes(raw)
        page = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS).new_page()
        page.goto(f"file://{PATH}")
        begun = time.perf_counter()
        page.get_by_label("Chọn tệp").set_input_files(file)
        page.get_by_role("heading", name="Kết quả kiểm tra").wait_for(timeout=600_000)
        seconds = time.perf_counter() - begun
        print(f"{seconds:.1f} s in Chromium's worker: {page.locator('#verdict-told .notice').first.inner_text()}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
