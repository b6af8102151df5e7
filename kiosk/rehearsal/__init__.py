"""A rehearsal: a whole meeting, played by a program over the real interfaces of a real server.

For trying a laptop before the day, and for scripts. The votes are known beforehand, so the count can be compared with
them. The meeting is marked as a rehearsal (P12), and its store is thrown away; what stays is its record.
"""

import json
import sys
from pathlib import Path

import requests

from ballots.errors import Refused
from kiosk.rehearsal.playing import play
from kiosk.rehearsal.sample import sample_plan
from kiosk.rehearsal.server import WentWrong
from kiosk.rehearsal.votes import read_plan


def rehearse(out: Path, votes: Path | None) -> int:
    """Play the meeting of the file `votes`, or of the sample cluster, and leave `out`/record.zip.

    The last line on stdout is the outcome as one JSON object. 0: all is right; 1: something in the meeting was not as
    it must be, the reason is on stderr. Refused (before anything starts): see `read_plan`; `out-not-writable`.
    """
    plan = read_plan(votes) if votes else sample_plan()
    record = _place(out)
    try:
        outcome = play(plan, record, progress=lambda words: print(words, file=sys.stderr, flush=True))
    except (WentWrong, requests.RequestException) as problem:
        print(f"Diễn tập không thành: {problem}", file=sys.stderr)
        return 1
    print(json.dumps(outcome, ensure_ascii=False), flush=True)
    return 0


def _place(out: Path) -> Path:
    """Where the record will be; an earlier rehearsal's is removed, so that what lies there is always this one's."""
    record = out / "record.zip"
    try:
        out.mkdir(parents=True, exist_ok=True)
        record.unlink(missing_ok=True)
        record.touch()
        record.unlink()
    except OSError:
        raise Refused(
            "out-not-writable", "Không ghi được vào thư mục %(folder)s. Xin chọn thư mục khác bằng --out.", folder=out
        ) from None
    return record


__all__ = ["rehearse"]
