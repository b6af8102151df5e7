"""Records for tests: a meeting in which everything happens, and what a dishonest kiosk, which can sign, writes into one."""

import json
from collections.abc import Callable
from dataclasses import replace

from ballots.assessment import Assessment
from ballots.contest import Contest
from ballots.record.packing import open_record, write_json
from ballots.record.report import Report
from ballots.record.shape import MEETING, Document
from ballots.roster import Unit
from tests.meetings import Counted, Play, repacked

Lie = Callable[[Document], object]


def codes(report: Report) -> list[str]:
    return [failure.code for failure in report.failed]


def document(record: bytes, lie: Lie = lambda document: None) -> bytes:
    """The record's meeting.json, changed and written as the kiosk writes it."""
    value = json.loads(open_record(record)[MEETING])
    lie(value)
    return write_json(value)


def lied(record: bytes, lie: Lie) -> bytes:
    """The record with a changed meeting.json, signed by the kiosk's own key. The spreadsheet stays as it was."""
    return repacked(record, {MEETING: document(record, lie)})


_GOOD = Assessment(score=135000, maximum=140000, standard=True, organisation=True, registered=True, covenant=True)
UNITS = (
    Unit(1, "Phú Thọ", "Ông Một", "Giám đốc", assessment=_GOOD),
    Unit(2, "Quảng Ninh", "Bà Hai", "Giám đốc", assessment=replace(_GOOD, led=(2019, 2023))),
    Unit(3, "Bắc Ninh", "Ông Ba", "Giám đốc", assessment=replace(_GOOD, score=125999)),
    Unit(4, "Hưng Yên", "Bà Bốn", "Phó Giám đốc", assessment=replace(_GOOD, deferred="Đang thanh tra")),
    Unit(5, "Ninh Bình", "Ông Năm", "Giám đốc", assessment=_GOOD),
    Unit(6, "BHXH huyện Lâm Thao", parent="Phú Thọ", assessment=replace(_GOOD, score=28000, maximum=30000)),
    Unit(7, "BHXH huyện Đầm Hà", parent="Quảng Ninh", assessment=replace(_GOOD, score=29000, maximum=30000)),
    Unit(8, "BHXH huyện Tiên Yên", parent="Quảng Ninh"),
)
LISTS = (
    Contest("Xếp thứ nhất, thứ nhì", 2, ("Phú Thọ", "Quảng Ninh", "Bắc Ninh"), "top_two"),
    Contest(
        "Tiêu biểu xuất sắc", 2, ("BHXH huyện Lâm Thao", "BHXH huyện Đầm Hà", "BHXH huyện Tiên Yên"), "outstanding"
    ),
)


def whole() -> Counted:
    """Five units, one absent; one below 90 % that stands by a decision of the meeting, one deferred; a round cut off by a
    power cut; a tie for the second place, and for both seats of the district offices; two ballots opened instead of cast;
    a run-off on the same slips; the officers by show of hands; the adoption."""
    play = Play(LISTS, present=4, units=UNITS)
    play.hands("exception", "Bắc Ninh", against=1, reason="Thiên tai")
    play.vote([((0,), ()), ((1,), ())], until="Ballot").void("Mất điện")
    play.vote((((0, 1), (0,)), ((0, 2), (1,)), ((0,), (2,)), None), audited=(((1,), ()), ((), (0, 1))))
    play.runoff((((0,), (0, 1)), ((0,), (1, 2)), ((1,), (0, 1)), ((), ())))
    return (
        play.hands("leader", "Quảng Ninh").hands("deputy", "Ninh Bình", against=3).adopt("government", against=1).told()
    )
