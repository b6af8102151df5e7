"""A machine without chromium or belenios-tool may skip what needs them; CI may not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MISSING = "from tests import needs\n\n\ndef test_it():\n    needs.program('no-such-program-anywhere')\n"


@pytest.mark.parametrize(("ci", "closing", "code"), [("", "1 skipped", 0), ("true", "1 failed", 1)], ids=["desk", "CI"])
def test_a_missing_program_skips_a_test_and_fails_it_in_ci(tmp_path, ci, closing, code):
    (tmp_path / "test_it.py").write_text(MISSING)
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "tests.conftest",
            "-p",
            "no:cacheprovider",
            "--rootdir",
            tmp_path,
            tmp_path,
        ],
        cwd=ROOT,
        env={**os.environ, "CI": ci, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == code, done.stdout
    assert closing in done.stdout.splitlines()[-1]
