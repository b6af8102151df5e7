"""Many that are ready at once: the loop looks up after a few, and serves the others then.

The clock is ours, and counts milliseconds: each piece of work takes two of them, and nothing else takes any."""

import gevent
import pytest

from kiosk import fairness
from kiosk.fairness import let_others_go

LONG, WORK = 10, 2


@pytest.fixture
def clock(monkeypatch):
    """[now]"""
    now = [0]
    monkeypatch.setattr(fairness.time, "perf_counter", lambda: now[0])
    monkeypatch.setattr(fairness, "LONG", LONG)
    monkeypatch.setattr(fairness, "_turns", {})
    return now


def busy(clock):
    """A request after which this turn of the loop has been long enough."""
    let_others_go()
    clock[0] += 2 * LONG


@pytest.fixture
def looked_up():
    """[how often the loop has looked up]"""
    times = [0]
    watcher = gevent.get_hub().loop.check()

    def count():
        times[0] += 1

    watcher.start(count)
    yield times
    watcher.stop()
    watcher.close()


def test_the_loop_looks_up_in_between_and_everybody_is_served(clock, looked_up):
    served = []

    def request(number):
        let_others_go()
        clock[0] += WORK
        served.append((number, looked_up[0]))

    gevent.joinall([gevent.spawn(request, number) for number in range(100)])
    assert sorted(number for number, _ in served) == [*range(100)]
    turns = [turn for _, turn in served]
    assert max(map(turns.count, turns)) * WORK <= LONG + 2 * WORK  # the one that has waited, and the last


def test_who_comes_when_nothing_is_ready_does_not_even_wait_for_the_loop(clock, looked_up):
    let_others_go()
    before = looked_up[0]
    for _ in range(LONG // WORK):
        let_others_go()
        clock[0] += WORK
    assert looked_up[0] == before
    clock[0] += WORK
    let_others_go()
    after = looked_up[0]
    assert after > before
    let_others_go()
    assert looked_up[0] == after


def test_who_comes_in_a_quieter_moment_stands_behind_those_in_line(clock):
    served = []

    def request(name):
        let_others_go()
        served.append(name)

    gevent.spawn(busy, clock)
    first = gevent.spawn(request, "first")
    gevent.sleep(0.0001)
    request("second")
    first.join()
    assert served == ["first", "second"]


def test_where_every_turn_is_long_one_goes_in_each(clock, looked_up, monkeypatch):
    monkeypatch.setattr(fairness.Turn, "_is_long", lambda turn: True)
    served = []

    def request():
        let_others_go()
        served.append(looked_up[0])

    with gevent.Timeout(5):
        gevent.joinall([gevent.spawn(request) for _ in range(20)])
    assert len(set(served)) == 20


def test_who_leaves_the_line_holds_nobody_up(clock):
    served = []

    def request(name):
        let_others_go()
        served.append(name)

    gevent.spawn(busy, clock)
    first, second = gevent.spawn(request, "first"), gevent.spawn(request, "second")
    gevent.spawn(first.kill)
    second.join()
    assert served == ["second"]
