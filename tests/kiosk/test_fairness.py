"""Many that are ready at once: the loop looks up after a few, and serves the others then, in the order in which they came.

The clock is ours: each piece of work takes two milliseconds of it, and nothing else takes any."""

import gevent
import pytest

from kiosk import fairness
from kiosk.fairness import LONG, let_others_go

WORK = 0.002


@pytest.fixture
def clock(monkeypatch):
    """[seconds]"""
    seconds = [0.0]
    monkeypatch.setattr(fairness.time, "perf_counter", lambda: seconds[0])
    monkeypatch.setattr(fairness, "_turns", {})
    return seconds


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


def test_the_loop_looks_up_in_between_and_nobody_is_overtaken(clock, looked_up):
    served = []

    def request(number):
        let_others_go()
        clock[0] += WORK
        served.append((number, looked_up[0]))

    gevent.joinall([gevent.spawn(request, number) for number in range(100)])
    assert [number for number, _ in served] == [*range(100)]
    turns = [turn for _, turn in served]
    assert max(map(turns.count, turns)) * WORK <= LONG + WORK


def test_who_comes_when_nothing_is_ready_does_not_even_wait_for_the_loop(clock, looked_up):
    let_others_go()
    before = looked_up[0]
    for _ in range(int(LONG / WORK)):
        let_others_go()
        clock[0] += WORK
    assert looked_up[0] == before
    clock[0] += WORK
    let_others_go()
    assert looked_up[0] > before


def test_who_comes_in_a_quieter_moment_stands_behind_those_in_line(clock):
    served = []

    def request(name):
        let_others_go()
        served.append(name)

    let_others_go()
    clock[0] += 2 * LONG
    first = gevent.spawn(request, "first")
    gevent.sleep(0.0001)
    request("second")
    first.join()
    assert served == ["first", "second"]


def test_where_every_turn_is_long_one_goes_in_each(clock, looked_up, monkeypatch):
    def looked_up_late(turn):
        turn._begun = clock[0] - 2 * LONG

    monkeypatch.setattr(fairness.Turn, "_look_up", looked_up_late)
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

    let_others_go()
    clock[0] += 2 * LONG
    first, second = gevent.spawn(request, "first"), gevent.spawn(request, "second")
    gevent.spawn(first.kill)
    second.join()
    assert served == ["second"]
