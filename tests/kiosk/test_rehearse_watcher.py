"""Who watches a rehearsal sees every fact in its turn, and notices one that never came."""

import pytest

from kiosk.rehearsal import watcher
from kiosk.rehearsal.server import WentWrong
from kiosk.rehearsal.watcher import Watcher


class Line:
    """A socket that says what a test tells it to."""

    def __init__(self, **options):
        self.handlers = {}

    def on(self, event, handler):
        self.handlers[event] = handler

    def connect(self, base, transports):
        self.handlers["snapshot"]({"seq": 5, "stage": "draft"})


def fact(seq):
    return {"seq": seq, "fact": f"fact {seq}", "changed": {"stage": f"after {seq}"}}


@pytest.fixture
def watching(monkeypatch):
    monkeypatch.setattr(watcher.socketio, "Client", Line)
    monkeypatch.setattr(watcher, "FACT_LIMIT", 0.05)
    return Watcher("http://127.0.0.1")


def test_facts_that_overtake_each_other_are_taken_in_their_order(watching):
    for seq in (7, 8, 6):
        watching._line.handlers["fact"](fact(seq))
    watching.wait_for("fact 8")
    assert watching.facts == ["fact 6", "fact 7", "fact 8"] and watching.state == {"seq": 8, "stage": "after 8"}


def test_a_fact_that_the_snapshot_already_had_changes_nothing(watching):
    watching._line.handlers["fact"](fact(5))
    watching._line.handlers["fact"](fact(6))
    watching.wait_for("fact 6")
    assert watching.facts == ["fact 6"]


def test_a_fact_that_never_came_is_noticed(watching):
    watching._line.handlers["fact"](fact(7))
    with pytest.raises(WentWrong, match="bỏ sót"):
        watching.wait_for("fact 7")
    assert watching.state["stage"] == "draft"


def test_waiting_in_vain_without_a_gap_says_what_for(watching):
    with pytest.raises(WentWrong, match="điểm danh"):
        watching.wait(lambda: False, "điểm danh")
