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


def facts(*seqs):
    told = [{"fact": f"fact {seq}", "about": {}} for seq in seqs]
    return {"seq": seqs[-1], "since": seqs[0] - 1, "facts": told, "changed": {"stage": f"after {seqs[-1]}"}}


@pytest.fixture
def watching(monkeypatch):
    monkeypatch.setattr(watcher.socketio, "Client", Line)
    monkeypatch.setattr(watcher, "FACT_LIMIT", 0.05)
    return Watcher("http://127.0.0.1")


def test_facts_that_overtake_each_other_are_taken_in_their_order(watching):
    for seq in (7, 8, 6):
        watching._line.handlers["facts"](facts(seq))
    watching.wait_for("fact 8")
    assert watching.facts == ["fact 6", "fact 7", "fact 8"] and watching.state == {"seq": 8, "stage": "after 8"}


def test_a_fact_that_the_snapshot_already_had_changes_nothing(watching):
    watching._line.handlers["facts"](facts(5))
    watching._line.handlers["facts"](facts(6))
    watching.wait_for("fact 6")
    assert watching.facts == ["fact 6"]


def test_facts_that_come_together_are_taken_together_also_where_the_snapshot_had_some_of_them(watching):
    watching._line.handlers["facts"](facts(8, 9))
    watching._line.handlers["facts"](facts(4, 5, 6, 7))
    watching.wait_for("fact 9")
    assert watching.facts == ["fact 6", "fact 7", "fact 8", "fact 9"]
    assert watching.state == {"seq": 9, "stage": "after 9"}


def test_a_fact_that_never_came_is_noticed(watching):
    watching._line.handlers["facts"](facts(7))
    with pytest.raises(WentWrong, match="bỏ sót"):
        watching.wait_for("fact 7")
    assert watching.state["stage"] == "draft"


def test_waiting_in_vain_without_a_gap_says_what_for(watching):
    with pytest.raises(WentWrong, match="điểm danh"):
        watching.wait(lambda: False, "điểm danh")
