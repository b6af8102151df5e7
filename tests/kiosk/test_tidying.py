"""Python clears up when nobody waits, and at last even when somebody always does."""

import gc
import weakref

import gevent
import pytest

from kiosk import tidying
from kiosk.tidying import settle, start_tidying


class Thing:
    pass


@pytest.fixture(autouse=True)
def as_it_was():
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


def unreachable() -> weakref.ref:
    """Two things that only know each other, old enough that Python looks at them last."""
    one, other = Thing(), Thing()
    one.other, other.other = other, one
    gc.collect(1)
    return weakref.ref(one)


def waited(left: weakref.ref, periods: int) -> None:
    for _ in range(periods * 3):
        if left() is None:
            return
        gevent.sleep(tidying.PERIOD / 2)


def test_what_was_there_at_the_start_is_not_looked_through_again():
    gc.collect()
    settle()
    assert gc.get_freeze_count() > 10_000 and len(gc.get_objects()) < 1_000
    assert gc.get_threshold()[2] > 100_000 and gc.isenabled(), "the young are looked through as before"


@pytest.mark.parametrize("quiet", [True, False])
def test_it_is_cleared_up_in_a_quiet_moment_and_otherwise_at_the_latest(monkeypatch, quiet):
    monkeypatch.setattr(tidying, "PERIOD", 0.01)
    monkeypatch.setattr(tidying, "AT_LATEST", 1_000_000 if quiet else 3)
    settle()
    left, going_on = unreachable(), start_tidying(lambda: quiet)
    assert left() is not None
    waited(left, 50)
    going_on.kill()
    assert left() is None


def test_it_is_not_cleared_up_while_somebody_waits(monkeypatch):
    monkeypatch.setattr(tidying, "PERIOD", 0.01)
    settle()
    asked, left = [], unreachable()
    going_on = start_tidying(lambda: asked.append(1) is not None)
    while len(asked) < 5:
        gevent.sleep(0.01)
    going_on.kill()
    assert left() is not None
