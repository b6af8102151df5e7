"""Nothing is fetched at run time: the room has no internet, so whatever was started once starts again without it."""

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def fresh_copy(place: Path) -> Path:
    """The project as a clone brings it: nothing built, nothing installed, no folder without a file in it."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    files = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    for file in filter(None, files):
        if (ROOT / file).exists() and not file.startswith("tests/"):
            (place / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / file, place / file)
    return place


def start(place: Path, *flags: str) -> str:
    """What uv says when it runs a program of the project that ends at once."""
    own = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
    command = ["uv", "run", "--no-dev", *flags, "app.py", "verify", "no-such-file"]
    done = subprocess.run(command, cwd=place, capture_output=True, text=True, env=own, timeout=240)
    assert "no-such-file" in done.stdout and done.returncode == 2, done.stderr
    return done.stderr


def test_the_second_start_builds_nothing_and_needs_no_network(tmp_path):
    place = fresh_copy(tmp_path / "clone")
    assert "Built hom-phieu" in start(place)
    assert (place / "static" / "dist" / "booth.js").exists()
    assert "Buil" not in start(place, "--offline")
