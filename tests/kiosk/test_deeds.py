"""The desk's deeds: what each refuses, which may be repeated, and that a failed one changes nothing."""

import re
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from ballots.errors import Trouble
from kiosk import casting, counting, deeds, rounds
from kiosk.config import Config
from kiosk.store import Store, StoreFailed
from tests.halls import Room, contest, open_hall, release, room
from tests.stores import as_version_1, change, sown


def code_of(deed, *args) -> str:
    with pytest.raises(Trouble) as trouble:
        deed(*args)
    assert str(trouble.value)
    return trouble.value.code


DETAILS = {"title": "Hội nghị", "cluster": "Cụm 5", "year": 2025}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": " "}, "text-missing"),
        ({"cluster": None}, "text-wrong-type"),
        ({"year": "2025"}, "year-wrong"),
        ({"year": True}, "year-wrong"),
        ({"year": 1999}, "year-wrong"),
        ({"place": 5}, "text-wrong-type"),
    ],
)
def test_a_meeting_needs_its_details(tmp_path, change, code):
    made = room(tmp_path, "preparing")
    assert code_of(deeds.set_details, made.hall, {**DETAILS, **change}) == code


def test_the_next_meeting_waits_for_the_end_of_this_one(tmp_path):
    made = room(tmp_path, "open")
    assert code_of(deeds.call_meeting, made.hall, DETAILS) == "meeting-under-way"


def test_a_meeting_whose_box_can_never_be_opened_is_abandoned_with_a_reason_and_deletes_nothing(tmp_path):
    made = room(tmp_path, "closed", votes=[[[0]]])
    assert code_of(deeds.abandon, made.hall, " ") == "text-missing"
    deeds.abandon(made.hall, "Một người giữ khóa làm mất cả máy lẫn mã")
    seq = made.hall.meeting.seq
    deeds.abandon(made.hall, "lần nữa")
    assert made.hall.meeting.seq == seq
    facts = list(made.hall.facts)
    deeds.call_meeting(made.hall, DETAILS)
    assert made.hall.meeting.stage == "preparing"
    assert made.hall._store.facts(1) == facts


def test_the_next_meeting_begins_empty_and_the_last_one_stays_in_the_store(tmp_path):
    made = room(tmp_path, "counted", votes=[[[0]]])
    facts = list(made.hall.facts)
    deeds.call_meeting(made.hall, DETAILS)
    assert made.hall.meeting.roster == () and made.hall.box is None
    assert made.hall._store.facts(1) == facts
    assert made.reopened().hall.meeting.title == "Hội nghị"


@pytest.mark.parametrize(
    "deed",
    [
        lambda hall: deeds.set_roster(hall, [{"name": "Mới"}]),
        lambda hall: deeds.set_contests(hall, [contest()]),
        lambda hall: deeds.name_tellers(hall, [{"name": "A"}, {"name": "B"}]),
        lambda hall: deeds.mark_unit(hall, 1, False),
        lambda hall: deeds.set_details(hall, DETAILS),
    ],
)
def test_what_is_sealed_does_not_change(tmp_path, deed):
    made = room(tmp_path, "sealed")
    before = made.hall.meeting
    assert code_of(deed, made.hall) == "lock-sealed"
    assert made.hall.meeting == before


@pytest.mark.parametrize(
    ("stage", "deed"),
    [
        ("sealed", deeds.seal),
        ("open", rounds.open_voting),
        ("closed", rounds.close_voting),
        ("counted", rounds.begin_count),
    ],
)
def test_a_move_that_is_done_may_be_repeated_without_effect(tmp_path, stage, deed):
    made = room(tmp_path, stage, votes=[[[0]]])
    before = made.hall.meeting
    deed(made.hall)
    assert made.hall.meeting == before


def test_setting_something_to_what_it_is_writes_nothing(tmp_path):
    made = room(tmp_path, "preparing")
    seq = made.hall.meeting.seq
    deeds.mark_unit(made.hall, 1, True)
    deeds.set_contests(made.hall, [contest()])
    assert made.hall.meeting.seq == seq


@pytest.mark.parametrize(("unit", "present"), [(99, True), ("1", True), (None, True), (1, "yes"), (1, 1), (True, "x")])
def test_roll_call_of_nobody(tmp_path, unit, present):
    made = room(tmp_path, "preparing")
    assert code_of(deeds.mark_unit, made.hall, unit, present) == "unit-unknown"


def test_unsealing_needs_a_reason(tmp_path):
    made = room(tmp_path, "issued")
    assert code_of(deeds.unseal, made.hall, "  ") == "text-missing"


def test_a_meeting_without_any_ballot_can_be_counted(tmp_path):
    made = room(tmp_path, "counted")
    assert made.hall.meeting.counts == ((0, 0, 0, 0),)


@pytest.mark.parametrize(
    ("stage", "code"),
    [
        ("preparing", "voting-not-open"),
        ("sealed", "voting-not-open"),
        ("issued", "voting-not-open"),
        ("closed", "voting-closed"),
    ],
)
def test_casting_outside_voting(tmp_path, stage, code):
    made = room(tmp_path, stage)
    raw = made.sealed_ballot(0, [[0]]) if made.slips else b"{}"
    assert code_of(casting.cast, made.hall, raw) == code


def test_a_store_that_fails_changes_nothing_and_the_same_may_be_tried_again(tmp_path, monkeypatch):
    made = room(tmp_path, "open")
    raw, before = made.sealed_ballot(0, [[0]]), made.hall.meeting

    def full_disk(*args):
        raise StoreFailed("store-failed", "Đĩa đầy.")

    with monkeypatch.context() as broken:
        broken.setattr(Store, "append", full_disk)
        assert code_of(casting.cast, made.hall, raw) == "store-failed"
    assert made.hall.meeting == before and not made.hall.box.used
    assert casting.cast(made.hall, raw)["tracker"] in made.hall.box.used.values()


def test_two_kiosks_cannot_share_an_instance(tmp_path):
    made = room(tmp_path, "preparing")
    assert code_of(Store, made.hall.config.store_path) == "instance-in-use"


def test_a_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("")
    assert code_of(Store, tmp_path / "file" / "kiosk.db") == "store-not-writable"


def test_a_store_that_is_no_database(tmp_path):
    (tmp_path / "kiosk.db").write_bytes(b"not a database at all" * 100)
    assert code_of(Store, tmp_path / "kiosk.db") == "store-unreadable"


BY_ANOTHER_VERSION = [
    ("INSERT INTO fact VALUES (1, 99, 'a_fact_of_the_future', '{}', '')", "store-unreadable"),
    ("UPDATE fact SET body = '{}' WHERE name = 'slips_minted'", "store-unreadable"),
    ("UPDATE fact SET body = '{' WHERE seq = 2", "store-unreadable"),
    ("UPDATE entry SET body = x'7b7d' WHERE position = 0", "archive-hash"),
]


@pytest.fixture(scope="module")
def closed(tmp_path_factory):
    """An instance that no kiosk has open."""
    return sown(room(tmp_path_factory.mktemp("closed"), "open"))


@pytest.mark.parametrize(("statement", "code"), BY_ANOTHER_VERSION)
def test_a_store_that_another_version_wrote_is_left_alone(closed, tmp_path, statement, code):
    config = copied(closed, tmp_path)
    as_version_1(tmp_path / "kiosk.db")  # which has no sums that such a change contradicts
    change(tmp_path / "kiosk.db", statement)
    before = facts_and_entries(tmp_path / "kiosk.db")
    assert code_of(open_hall, config) == code
    assert facts_and_entries(tmp_path / "kiosk.db") == before


DAMAGE = [
    ("PRAGMA user_version=3", "store-newer"),
    ("PRAGMA user_version=1", "store-unreadable"),
    ("PRAGMA user_version=0", "store-unreadable"),
    ("ALTER TABLE fact RENAME COLUMN at TO time", "store-unreadable"),
    ("DROP TABLE entry", "store-unreadable"),
    ("CREATE TABLE another (one TEXT)", "store-unreadable"),
    ("UPDATE entry SET body = 'text' WHERE position = 0", "store-damaged"),
    *((statement, "store-damaged") for statement, _ in BY_ANOTHER_VERSION),
    ("DELETE FROM fact WHERE seq = 3", "store-damaged"),
    ("DELETE FROM entry WHERE position = 1", "store-damaged"),
    ("UPDATE fact SET at = '2026-01-01T00:00' WHERE seq = 2", "store-damaged"),
    ("UPDATE seal SET start = 1 WHERE seq = 4", "store-damaged"),
    ("DELETE FROM seal WHERE seq = 4", "store-damaged"),
    ("DELETE FROM seal", "store-damaged"),
]


@pytest.mark.parametrize(("statement", "code"), DAMAGE)
def test_p7_a_store_that_does_not_hold_what_was_written_is_named_and_not_touched(closed, tmp_path, statement, code):
    config = copied(closed, tmp_path)
    change(tmp_path / "kiosk.db", statement)
    before = (tmp_path / "kiosk.db").read_bytes()
    assert code_of(open_hall, config) == code
    assert (tmp_path / "kiosk.db").read_bytes() == before


def copied(closed: Room, folder: Path) -> Config:
    shutil.copytree(closed.hall.config.instance, folder, dirs_exist_ok=True)
    return replace(closed.hall.config, instance=folder)


def facts_and_entries(store: Path) -> list[str]:
    return [line for line in rows_of(store) if not re.search(r"\bseal\b", line)]


def rows_of(store: Path) -> list[str]:
    """All that a store holds; its bytes also hold a counter of SQLite's own, which moves when it is closed."""
    with sqlite3.connect(store) as reading:
        held = list(reading.iterdump())
    reading.close()
    return held


def test_a_total_never_falls_into_the_next_meeting(tmp_path, monkeypatch):
    """Whatever brings the next meeting about: the count asks the table before every fact that it writes."""
    made = room(tmp_path, "counting", votes=[[[0]]])
    meanwhile = SimpleNamespace(wait=lambda _: made.hall.call_meeting(DETAILS))
    monkeypatch.setattr(made.hall, "hurried", meanwhile)
    assert code_of(counting.count, made.hall) == "not-yet"
    assert [fact.name for fact in made.hall.facts] == ["meeting_called"]


def test_counting_can_be_watched_total_by_total(tmp_path):
    made = room(tmp_path, "closed", votes=[[[0, 1]], [[1]]])
    release(made)
    counting.count(made.hall)
    counted = [fact["about"] for fact in made.told if fact["fact"] == "nominee_counted"]
    assert counted == [{"contest": 0, "choice": choice} for choice in range(4)]
