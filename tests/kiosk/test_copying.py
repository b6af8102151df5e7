"""P7: the copy that follows every deed into another folder, and what is told of it where it cannot."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import gevent
import pytest

from ballots.errors import Trouble
from ballots.record.checking import verify_record
from kiosk import copying as copying_module
from kiosk import counting, deeds, rounds
from kiosk.config import Config
from kiosk.copying import FOLDER, Copying, refuse_if_ahead
from kiosk.restoring import restore
from kiosk.schema import check_file
from kiosk.store import Store, StoreFailed
from tests.halls import Room, open_hall, release, room
from tests.stores import again, change, sown

NOW = datetime(2026, 1, 4, 9, 30, 5)


@pytest.fixture(scope="module")
def seed(tmp_path_factory) -> Room:
    return sown(room(tmp_path_factory.mktemp("seed"), "open"))


@pytest.fixture
def made(seed, tmp_path) -> Iterator[Room]:
    made = again(seed, tmp_path / "instance")
    yield made
    made.hall.close()


@pytest.fixture
def stick(tmp_path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def following(made: Room, stick: Path) -> Copying:
    """A copy that has caught up with the meeting."""
    copying = Copying(made.hall, stick)
    copying.catch_up()
    assert copying.follows, copying.trouble
    return copying


def rows_of(store: Path) -> list[str]:
    with closing(sqlite3.connect(store)) as reading:
        return list(reading.iterdump())


def test_p7_the_copy_holds_what_the_store_holds_after_every_deed(made, tmp_path, stick):
    copying = following(made, stick)
    for deed in (lambda: made.vote(0, [[0]]), lambda: made.vote(1, [[1]]), lambda: rounds.close_voting(made.hall)):
        deed()
        assert not copying.follows
        copying.catch_up()
        assert copying.follows
    copying.stop()
    made.hall.close()
    assert rows_of(stick / FOLDER / "kiosk.db") == rows_of(tmp_path / "instance" / "kiosk.db")
    names = ["kiosk-papers.pem", "kiosk.db", "kiosk.head", "kiosk.key"]
    assert sorted(path.name for path in (stick / FOLDER).iterdir()) == names


def test_p7_a_laptop_that_dies_goes_on_from_the_copy_on_its_stick_to_a_record_that_verifies(made, tmp_path, stick):
    made.vote(0, [[0]])
    copying = following(made, stick)
    made.vote(1, [[1]])
    copying.catch_up()
    done = restore(stick, Config(instance=tmp_path / "another"), False, NOW)
    assert done.copy == stick / FOLDER and done.mark == made.hall.store.mark
    again = Room(open_hall(Config(instance=tmp_path / "another", pace=0)), made.seeds, made.slips)
    assert again.hall.snapshot() == made.hall.snapshot()
    copying.stop()
    copying = following(again, stick)
    again.vote(2, [[1]])
    rounds.close_voting(again.hall)
    release(again)
    counting.count(again.hall)
    report = verify_record(again.client().get("/archive/record.zip").data)
    assert report.ok and report.first["result"] == [[0, 1, 2, 0]]
    copying.catch_up()
    copying.stop()
    assert check_file(stick / FOLDER / "kiosk.db") == again.hall.store.mark


def test_the_papers_and_records_follow_too(tmp_path, stick):
    made = room(tmp_path / "instance", "counted", votes=[[[0]]])
    copying = following(made, stick)
    deeds.call_meeting(made.hall, {"title": "Hội nghị sau", "cluster": "Cụm 5", "year": 2026})
    copying.catch_up()
    kept = [path.name for path in (stick / FOLDER / "records").iterdir()]
    assert kept == [path.name for path in made.hall.config.records_path.iterdir()] and len(kept) == 1
    copying.stop()


def test_p7_without_the_stick_the_meeting_goes_on_and_the_copy_catches_up_later(made, tmp_path, stick):
    copying = following(made, stick)
    stick.rename(tmp_path / "in a pocket")
    made.vote(0, [[0]])
    copying.catch_up()
    assert copying.trouble.code == "copy-folder-missing" and not copying.follows
    assert not stick.exists(), "no folder is made where the stick was"
    (tmp_path / "in a pocket").rename(stick)
    copying.catch_up()
    assert copying.follows
    copying.stop()
    assert check_file(stick / FOLDER / "kiosk.db") == made.hall.store.mark


def test_p7_the_empty_folder_that_a_stick_leaves_behind_is_not_the_stick(made, stick, monkeypatch):
    with monkeypatch.context() as plugged:
        plugged.setattr(copying_module, "_device", lambda folder: int(folder == stick))
        copying = following(made, stick)
        assert copying.same_disk is False
    (stick / FOLDER).rename(stick.parent / "pulled out")
    for _ in range(2):
        copying.catch_up()
        assert copying.trouble.code == "copy-folder-missing" and list(stick.iterdir()) == []
    copying.stop()


def test_p7_a_stick_that_fails_is_told_and_tried_again(made, tmp_path, stick, monkeypatch):
    copying = following(made, stick)

    def full(self, transactions):
        raise StoreFailed("store-failed", "Đĩa đầy.")

    made.vote(0, [[0]])
    with monkeypatch.context() as broken:
        broken.setattr(Store, "replay", full)
        copying.catch_up()
    assert copying.trouble.code == "copy-failed" and str(copying.folder) in str(copying.trouble)
    copying.catch_up()
    assert copying.follows
    copying.stop()


def test_p7_no_receipt_waits_for_a_stick_that_hangs(made, tmp_path, stick, monkeypatch):
    copying, stuck, replay = following(made, stick), threading.Event(), Store.replay
    ours = made.hall.store

    def hanging(self, transactions):
        if self is not ours:
            stuck.wait(30)
        replay(self, transactions)

    monkeypatch.setattr(Store, "replay", hanging)
    going_on = copying.start()
    gevent.sleep(0)
    made.vote(0, [[0]])
    gevent.sleep(0.5)
    made.vote(1, [[1]])
    assert made.hall.meeting.returned == 2 and not copying.follows
    stuck.set()
    with gevent.Timeout(20):
        while not copying.follows:
            gevent.sleep(0.05)
    copying.stop()
    going_on.kill()


def test_p7_a_copy_of_another_kiosk_or_meeting_is_left_alone(made, tmp_path, stick):
    other = room(tmp_path / "other", "preparing")
    following(other, stick).stop()
    before = rows_of(stick / FOLDER / "kiosk.db")
    copying = Copying(made.hall, stick)
    for _ in range(2):
        copying.catch_up()
        assert copying.trouble.code == "copy-of-another"
    (stick / FOLDER / "kiosk.key").write_bytes(made.hall.config.key_path.read_bytes())
    copying.catch_up()
    assert copying.trouble.code == "copy-of-another" and rows_of(stick / FOLDER / "kiosk.db") == before
    copying.stop()


def test_p7_a_damaged_copy_is_put_aside_and_begun_anew(made, tmp_path, stick):
    following(made, stick).stop()
    change(stick / FOLDER / "kiosk.db", "UPDATE fact SET body = '{}'")
    copying = Copying(made.hall, stick)
    copying.catch_up()
    assert copying.trouble.code == "copy-failed"
    copying.catch_up()
    assert copying.follows and (stick / f"{FOLDER}-hong-1" / "kiosk.db").exists()
    copying.stop()


def test_a_copy_that_somebody_takes_away_is_begun_anew(made, tmp_path, stick):
    copying = following(made, stick)
    (stick / FOLDER).rename(stick / "taken")
    made.vote(0, [[0]])
    copying.catch_up()
    copying.stop()
    assert copying.follows and check_file(stick / FOLDER / "kiosk.db") == made.hall.store.mark


def test_p7_an_instance_that_lost_what_its_copy_has_is_not_started(made, tmp_path, stick):
    before = made.hall.store.snapshot()
    copying = following(made, stick)
    made.vote(0, [[0]])
    copying.catch_up()
    copying.stop()
    made.hall.close()
    config = replace(made.hall.config, copy_to=stick)
    config.store_path.write_bytes(before)
    config.store_path.with_suffix(".head").unlink()
    hall = open_hall(config)
    with pytest.raises(Trouble) as refused:
        refuse_if_ahead(hall)
    assert refused.value.code == "copy-newer" and f"restore {stick}" in str(refused.value)
    (stick / FOLDER).rename(stick / "aside")
    refuse_if_ahead(hall)
    hall.close()


def test_p10_nothing_tells_when_a_ballot_was_copied(made, tmp_path, stick):
    """All ballots are rows of one file; no file of the copy, and no name in it, is one ballot's."""
    copying = following(made, stick)
    before = sorted(path.name for path in (stick / FOLDER).rglob("*"))
    for slip in range(3):
        made.vote(slip, [[slip]])
        copying.catch_up()
    assert sorted(path.name for path in (stick / FOLDER).rglob("*")) == before
    copying.stop()
    assert [fact.at for fact in made.hall.facts if fact.name == "ballot_accepted"] == ["", "", ""]
