"""Programs that some tests need and the project does not: without them these tests are skipped, and in CI they fail."""

import shutil

import pytest


def program(*names: str) -> str:
    """Where the program is, by the first of its names that is there. Skips the test where none is; `.ci/run` installs what is
    missing."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        pytest.skip(f"{names[0]} is not installed; .ci/run installs it")
    return found


def chromium() -> str:
    """Without the windows that nobody sees where it can be had: the same engine for three quarters of the work."""
    return program("chromium-headless-shell", "chromium")
