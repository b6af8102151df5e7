"""Programs that some tests need and the project does not: without them these tests are skipped, and in CI they fail."""

import shutil

import pytest


def program(name: str) -> str:
    """Where the program is. Skips the test where it is not; `.ci/run` installs what is missing."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed; .ci/run installs it")
    return found
