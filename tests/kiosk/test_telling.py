"""Facts go out at once, those that come fast together; whoever follows loses none of them."""

import gevent

from kiosk import live, telling
from kiosk.telling import Telling


def fact(seq, **changed):
    return {"seq": seq, "fact": f"fact {seq}", "about": {"seq": seq}, "changed": changed}


class Pages:
    """The other end: what they are told, and how long it takes to tell them."""

    def __init__(self, takes=0.0):
        self.told, self.takes = [], takes

    def emit(self, message):
        self.told.append(message)
        gevent.sleep(self.takes)

    def wait_for(self, messages):
        with gevent.Timeout(20):
            while len(self.told) < messages:
                gevent.sleep(0.005)

    def spans(self):
        return [(message["since"], message["seq"]) for message in self.told]


def test_a_fact_alone_is_told_at_once():
    pages = Pages()
    Telling(pages.emit).publish(fact(5, stage="open"))
    gevent.sleep(0)
    told = [{"fact": "fact 5", "about": {"seq": 5}}]
    assert pages.told == [{"since": 4, "seq": 5, "facts": told, "changed": {"stage": "open"}}]


def test_facts_that_come_while_one_is_told_are_one_message_with_the_newest_of_each_part():
    pages = Pages(takes=0.01)
    to_all = Telling(pages.emit)
    to_all.publish(fact(1, box=1))
    gevent.sleep(0)
    for seq in (2, 3, 4):
        to_all.publish(fact(seq, box=seq, **{"stage": "closed"} if seq == 3 else {}))
    pages.wait_for(2)
    assert pages.spans() == [(0, 1), (1, 4)]
    assert pages.told[1]["changed"] == {"box": 4, "stage": "closed"}
    assert [one["fact"] for one in pages.told[1]["facts"]] == ["fact 2", "fact 3", "fact 4"]
    to_all.publish(fact(5))
    pages.wait_for(3)
    assert pages.spans()[-1] == (4, 5)


def test_the_facts_of_two_meetings_are_never_one_message():
    pages = Pages()
    to_all = Telling(pages.emit)
    for one in (fact(80, stage="adopted"), fact(1, stage="preparing"), fact(2)):
        to_all.publish(one)
    pages.wait_for(2)
    assert pages.spans() == [(79, 80), (0, 2)]


def test_a_message_that_cannot_be_told_does_not_silence_the_next_one(monkeypatch):
    monkeypatch.setattr(gevent.get_hub(), "print_exception", lambda *failure: None)
    pages = Pages()
    to_all = Telling(lambda message: pages.emit(message) if message["seq"] > 1 else 1 / 0)
    to_all.publish(fact(1))
    gevent.sleep(0)
    to_all.publish(fact(2))
    pages.wait_for(1)
    assert pages.spans() == [(1, 2)]


def test_the_pause_follows_the_work_and_ends(monkeypatch):
    monkeypatch.setattr(telling, "LONGEST_PAUSE", 0.02)
    pages = Pages(takes=0.05)
    to_all = Telling(pages.emit)
    to_all.publish(fact(1))
    gevent.sleep(0)
    to_all.publish(fact(2))
    pages.wait_for(2)
    assert pages.spans() == [(0, 1), (1, 2)]


def test_a_message_goes_out_row_by_row_and_others_have_the_loop_in_between(monkeypatch):
    monkeypatch.setattr(live, "ROW", 2)
    pages = live.RowByRow()
    for number in range(5):
        pages.basic_enter_room(f"page {number}", "/", None, eio_sid=f"line {number}")
    seen = []
    beside = gevent.spawn(lambda: [seen.append("somebody else") or gevent.sleep(0) for _ in range(2)])
    for _, line in pages.get_participants("/", None):
        seen.append(line)
    beside.join()
    assert seen == ["line 0", "line 1", "somebody else", "line 2", "line 3", "somebody else", "line 4"]
    assert [*pages.get_participants("/nowhere", None)] == []
