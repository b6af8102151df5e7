"""Where CI is set, nothing is left out: a test that would be skipped for want of a program fails instead."""

import os
import re

import pytest

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # of a machine of CI: each server would be compiled anew, at every start
LONG = ("tests/browser/", "tests/faults/")
"""Where a single test takes a minute: what is begun first is not waited for at the end."""
_RANDOM = re.compile(r"(?=.*[0-9A-Z])[0-9A-Za-z+/_-]{20,}|\w{14}\.bel")


def pytest_xdist_auto_num_workers(config):
    """One more than there are processors: a test that drives a browser or a server waits for it much of its time."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


def pytest_make_parametrize_id(config, val, argname):
    """What is made at random names no test: a name is the same in every process that shares the tests out, and no seed
    stands in a report."""
    made = isinstance(val, bytes) or isinstance(val, str) and _RANDOM.fullmatch(val)
    return argname if made else None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.skipped and os.environ.get("CI") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and CI leaves nothing out: {call.excinfo.value}"
    return report
