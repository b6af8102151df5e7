"""A longer look for what ends in anything but an answer of ours, led by what each trial reaches in the program (Atheris).

    uv run --with atheris==3.0.0 python -m tests.fuzz.campaign TARGET [--seconds 60] [--found DIR]

TARGET is a name of `tests.fuzz.targets`. What breaks a target is written to DIR and told on stderr, with its traceback;
so is whatever takes longer than 30 s. Nothing else is kept. The suite does not need Atheris.
"""

import argparse
import sys
import tempfile
from pathlib import Path

import atheris

LONGEST = 200_000
SLOWEST = 30

with atheris.instrument_imports(
    include=["ballots", "kiosk", "gevent.pywsgi", "engineio", "socketio", "wsproto", "zipfile"]
):
    from tests.fuzz.targets import TARGETS


def main() -> None:
    parser = argparse.ArgumentParser("tests.fuzz.campaign", description="Look for inputs without an answer.")
    parser.add_argument("target", choices=sorted(TARGETS))
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--found", type=Path, default=Path(tempfile.gettempdir()))
    given = parser.parse_args()
    target, corpus = TARGETS[given.target], Path(tempfile.mkdtemp(prefix="hom-phieu-corpus-"))
    for place, seed in enumerate(target.seeds()):
        (corpus / f"seed-{place}").write_bytes(seed)
    given.found.mkdir(parents=True, exist_ok=True)
    options = [f"-max_total_time={given.seconds}", f"-timeout={SLOWEST}", f"-max_len={LONGEST}", "-rss_limit_mb=3000"]
    found = f"-artifact_prefix={given.found}/{given.target}-"
    atheris.Setup([sys.argv[0], *options, found, "-print_final_stats=1", str(corpus)], target.ask)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
