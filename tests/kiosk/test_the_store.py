"""The store: its sums, what one store tells another, and the steps from every released version of its tables to this one."""

import json
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from ballots.errors import Trouble
from ballots.record.checking import verify_record
from kiosk import counting, rounds, schema
from kiosk.config import CODE, Config
from kiosk.schema import STEPS, TABLES, VERSION, check_file
from kiosk.store import Store
from kiosk.sums import Mark
from tests.halls import Room, open_hall, release, room
from tests.stores import as_version_1, change

VERSION_1 = Path(__file__).with_name("version-1.sql")


def old_instance(folder: Path) -> Room:
    """The rehearsal of `version-1.sql` as an instance that no kiosk has opened yet, with its people."""
    text = VERSION_1.read_text(encoding="utf-8")
    with closing(sqlite3.connect(folder / "kiosk.db")) as written:
        written.executescript(text)
    people = json.loads(re.search(r"^-- (\{.*\})$", text, re.MULTILINE)[1])
    return Room(None, people["seeds"], tuple(people["slips"]))


def test_p7_an_instance_of_version_1_goes_on_to_a_record_that_verifies(tmp_path):
    made = old_instance(tmp_path)
    made.hall = open_hall(Config(instance=tmp_path, pace=0))
    assert (made.hall.meeting.stage.value, made.hall.meeting.returned) == ("open", 2)
    made.vote(2, [[1]])
    rounds.close_voting(made.hall)
    made = made.reopened()
    release(made)
    counting.count(made.hall)
    report = verify_record(made.client().get("/archive/record.zip").data)
    assert report.ok and report.first["result"] == [[0, 1, 2]]
    made.hall.close()
    assert check_file(tmp_path / "kiosk.db") == made.hall.store.mark


def test_every_step_leads_to_the_tables_of_its_version(tmp_path):
    assert len(TABLES) == VERSION + 1
    with closing(sqlite3.connect(tmp_path / "kiosk.db", isolation_level=None)) as made:
        for step, tables in zip(STEPS, TABLES[1:], strict=True):
            step(made)
            assert dict(made.execute("SELECT name, sql FROM sqlite_master")) == tables


def test_p7_a_step_that_is_interrupted_leaves_the_old_version_whole(tmp_path, monkeypatch):
    old_instance(tmp_path)
    rows = rows_of(tmp_path)

    def cut_off(connection):
        STEPS[1](connection)
        raise sqlite3.OperationalError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr(schema, "STEPS", (STEPS[0], cut_off))
        with pytest.raises(Trouble) as refused:
            Store(tmp_path / "kiosk.db")
    assert refused.value.code == "store-not-writable" and rows_of(tmp_path) == rows
    Store(tmp_path / "kiosk.db").close()
    assert [line for line in rows_of(tmp_path) if not re.search(r"\bseal\b", line)] == rows


KILLED = """
import os, sys
from pathlib import Path
from kiosk import schema, store
first, second = schema.STEPS
schema.STEPS = (first, lambda connection: (second(connection), os._exit(9)))
store.Store(Path(sys.argv[1]))
"""


def test_p7_a_start_that_is_killed_within_a_step_leaves_the_old_version_whole(tmp_path):
    old_instance(tmp_path)
    rows = rows_of(tmp_path)
    assert subprocess.run([sys.executable, "-c", KILLED, tmp_path / "kiosk.db"], cwd=CODE).returncode == 9
    assert rows_of(tmp_path) == rows
    Store(tmp_path / "kiosk.db").close()
    assert check_file(tmp_path / "kiosk.db").seq > 0


def rows_of(instance: Path) -> list[str]:
    with closing(sqlite3.connect(instance / "kiosk.db")) as reading:
        return list(reading.iterdump())


def test_a_damaged_instance_of_version_1_is_refused_before_any_step(tmp_path):
    old_instance(tmp_path)
    change(tmp_path / "kiosk.db", "CREATE TABLE another (one TEXT)")
    before = (tmp_path / "kiosk.db").read_bytes()
    with pytest.raises(Trouble) as refused:
        Store(tmp_path / "kiosk.db")
    assert refused.value.code == "store-unreadable" and (tmp_path / "kiosk.db").read_bytes() == before


def test_a_store_played_again_from_its_transactions_is_the_same(tmp_path):
    made = room(tmp_path / "one", "counted", votes=[[[0]], [[1]]])
    store, again = made.hall.store, Store(tmp_path / "two" / "kiosk.db")
    assert again.mark == Mark() and store.holds(again.mark)
    while following := store.since(again.mark, 7):
        assert len(following) <= 7
        again.replay(following)
        assert store.holds(again.mark)
    assert again.mark == store.mark and again.facts(1) == store.facts(1) == made.hall.facts
    assert again.entries(made.hall.meeting.uuid) == made.hall.box.board.entries
    again.close()
    assert check_file(tmp_path / "two" / "kiosk.db") == store.mark


def test_what_does_not_follow_is_not_written(tmp_path):
    made = room(tmp_path / "one", "issued")
    again = Store(tmp_path / "two" / "kiosk.db")
    first, second, *_ = made.hall.store.since(Mark(), 3)
    altered = [(*second.facts[0][:3], "{}", second.facts[0][4])]
    for wrong in ([second], [first, first], [first, second._replace(facts=altered)]):
        with pytest.raises(Trouble) as refused:
            again.replay(wrong)
        assert refused.value.code == "store-damaged" and again.mark == Mark()
    again.replay([first, second])


def test_a_store_does_not_hold_the_mark_of_another(tmp_path):
    one, other = (room(tmp_path / name, "preparing").hall.store for name in ("one", "other"))
    assert not one.holds(other.mark) and not other.holds(one.mark) and one.holds(one.mark)


def test_a_snapshot_is_a_store_of_its_own_and_needs_no_log(tmp_path):
    made = room(tmp_path / "one", "open", votes=[[[0]]])
    path = tmp_path / "kiosk.db"
    path.write_bytes(made.hall.store.snapshot())
    path.chmod(0o400)
    assert check_file(path) == made.hall.store.mark
    assert [kept.name for kept in tmp_path.iterdir() if kept.is_file()] == ["kiosk.db"]


def test_sums_begin_anew_over_all_that_an_older_program_wrote(tmp_path):
    made = room(tmp_path, "open", votes=[[[0]]])
    made.hall.close()
    as_version_1(tmp_path / "kiosk.db")
    store = Store(tmp_path / "kiosk.db")
    facts = store.facts(1)
    store.append(2, facts[:1])
    store.close()
    assert check_file(tmp_path / "kiosk.db").meeting == 2
    change(tmp_path / "kiosk.db", "UPDATE fact SET at = '' WHERE meeting = 1 AND seq = 1")
    with pytest.raises(Trouble) as refused:
        check_file(tmp_path / "kiosk.db")
    assert refused.value.code == "store-damaged"
