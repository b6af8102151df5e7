"""P7: a copy of the instance on a stick, read back before it is believed; and the laptop that goes on from one."""

import os
import subprocess
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from ballots.errors import Trouble
from ballots.record.checking import verify_record
from kiosk import copies, counting, deeds, rounds
from kiosk.command_line import main
from kiosk.config import Config
from kiosk.copies import SUMS, files_of, write_copy
from kiosk.drives import mounted_in
from kiosk.restoring import find_copy, restore
from kiosk.store import Store
from tests.halls import Room, open_hall, release, room
from tests.stores import again, sown

NOW = datetime(2026, 1, 4, 9, 30, 5)
VOTES = [[[0, 1]], [[1]]]


def code_of(deed, *args) -> str:
    with pytest.raises(Trouble) as trouble:
        deed(*args)
    assert str(trouble.value)
    return trouble.value.code


def copied(made: Room, stick: Path, now: datetime = NOW) -> copies.Copied:
    stick.mkdir(exist_ok=True)
    store = made.hall.store
    return write_copy(made.hall.config.instance, store.snapshot(), store.mark, stick, now)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def seed(tmp_path_factory) -> Room:
    return sown(room(tmp_path_factory.mktemp("seed"), "open", votes=VOTES))


@pytest.fixture
def made(seed, tmp_path) -> Iterator[Room]:
    made = again(seed, tmp_path / "instance")
    yield made
    made.hall.close()


@pytest.fixture
def stick(tmp_path) -> Path:
    return tmp_path / "stick"


def test_p7_a_copy_holds_everything_while_the_kiosk_goes_on(made, stick):
    record = made.hall.config.records_path / "kept.zip"
    record.parent.mkdir()
    record.write_bytes(b"a record of before")
    done = copied(made, stick)
    assert done.folder == stick / "hom-phieu-2026-01-04-093005" and done.mark == made.hall.store.mark
    held = contents(done.folder)
    assert set(held) == {"kiosk.db", "kiosk.key", "kiosk-papers.pem", os.path.join("records", "kept.zip"), SUMS}
    assert done.size == sum(map(len, held.values()))
    assert [path.name for path in stick.iterdir()] == [done.folder.name], "nothing half-made is left"
    made.vote(2, [[0]])
    assert copied(made, stick, NOW.replace(second=6)).mark == made.hall.store.mark


def test_the_sums_of_a_copy_are_checked_by_any_tool(made, stick):
    done = copied(made, stick)
    told = subprocess.run(["sha256sum", "--check", SUMS], cwd=done.folder, capture_output=True, text=True)
    assert told.returncode == 0 and told.stdout.count("OK") == done.files


def test_p7_the_copy_of_a_laptop_that_died_goes_on_to_a_record_that_verifies(made, stick, tmp_path):
    copied(made, stick)
    done = restore(stick, Config(instance=tmp_path / "another laptop"), False, NOW)
    assert (done.aside, done.mark, done.title) == (None, made.hall.store.mark, "Hội nghị tổng kết")
    again = Room(open_hall(Config(instance=tmp_path / "another laptop", pace=0)), made.seeds, made.slips)
    assert again.hall.snapshot() == made.hall.snapshot() and again.hall.key.fingerprint == made.hall.key.fingerprint
    again.vote(2, [[1]])
    rounds.close_voting(again.hall)
    release(again)
    counting.count(again.hall)
    report = verify_record(again.client().get("/archive/record.zip").data)
    assert report.ok and report.first["result"] == [[0, 1, 3, 0]]


def test_p7_what_was_there_before_is_put_aside_and_never_deleted(made, stick):
    copied(made, stick)
    made.hall.close()
    config = made.hall.config
    before = contents(config.instance)
    done = restore(stick, config, False, NOW)
    assert done.aside.name == "instance-cu-2026-01-04-093005" and contents(done.aside) == before
    again = open_hall(config)
    assert SUMS not in contents(config.instance), "what it says is of the copy alone"
    again.close()


@pytest.mark.parametrize("another", [False, True], ids=["newer", "another kiosk's"])
def test_p7_a_newer_or_another_meeting_is_not_replaced_unless_somebody_says_so(made, stick, tmp_path, another):
    copied(made, stick)
    if another:
        made.hall.close()
        made = room(tmp_path / "other", "preparing")
    else:
        made.vote(2, [[0]])
    made.hall.close()
    config = made.hall.config
    before = contents(config.instance)
    assert code_of(restore, stick, config, False, NOW) == "instance-newer"
    assert contents(config.instance) == before
    assert contents(restore(stick, config, True, NOW).aside) == before


def test_a_running_kiosk_is_not_replaced(made, stick):
    copied(made, stick)
    assert code_of(restore, stick, made.hall.config, True, NOW) == "instance-in-use"


def test_p7_a_damaged_instance_is_replaced_by_its_copy_without_a_further_word(made, stick):
    copied(made, stick)
    made.hall.close()
    store = made.hall.config.store_path
    sound = store.read_bytes()
    store.write_bytes(sound.replace(b"BHXH", b"BHXX", 1))
    assert code_of(open_hall, made.hall.config) == "store-damaged"
    done = restore(stick, made.hall.config, False, NOW)
    assert (done.aside / "kiosk.db").read_bytes() != sound
    again = open_hall(made.hall.config)
    assert again.meeting == made.hall.meeting and again.box == made.hall.box
    again.close()


DAMAGE = [(name, how) for name in ("kiosk.db", "kiosk.key", "kiosk-papers.pem") for how in ("changed", "gone")]


@pytest.mark.parametrize(("name", "how"), [*DAMAGE, (SUMS, "changed")])
def test_p7_a_copy_that_is_damaged_changes_nothing(made, stick, name, how):
    damaged = copied(made, stick).folder / name
    if how == "changed":
        damaged.write_bytes(damaged.read_bytes()[:-30] + b"x" * 30)
    else:
        damaged.unlink()
    made.hall.close()
    before = contents(made.hall.config.instance)
    assert code_of(restore, stick, made.hall.config, True, NOW) in ("copy-unsound", "copy-missing")
    assert contents(made.hall.config.instance) == before
    assert [path.name for path in made.hall.config.instance.parent.iterdir() if path.name.startswith(".")] == []


def test_p7_of_many_copies_the_one_that_goes_furthest_is_taken(made, stick, tmp_path):
    assert code_of(find_copy, stick) == "copy-missing"
    before = copied(made, stick, NOW.replace(day=6))
    made.vote(2, [[0]])
    after = copied(made, stick, NOW.replace(day=5))
    assert find_copy(stick) == after.folder and find_copy(before.folder / "kiosk.db") == before.folder
    copied(room(tmp_path / "other", "preparing"), stick)
    assert code_of(find_copy, stick) == "copy-many"


def test_a_copy_has_a_folder_with_room_outside_of_the_instance(made, stick, monkeypatch):
    hall = made.hall
    whole = hall.store.snapshot(), hall.store.mark
    assert code_of(write_copy, hall.config.instance, *whole, stick, NOW) == "copy-folder-missing"
    assert code_of(write_copy, hall.config.instance, *whole, Path("."), NOW) == "copy-folder-missing"
    assert code_of(write_copy, hall.config.instance, *whole, hall.config.instance, NOW) == "copy-into-itself"
    stick.mkdir()
    monkeypatch.setattr(copies.shutil, "disk_usage", lambda _: SimpleNamespace(free=10))
    assert code_of(write_copy, hall.config.instance, *whole, stick, NOW) == "copy-no-room"
    assert list(stick.iterdir()) == []


def test_p7_a_copy_that_fails_or_does_not_read_back_leaves_no_folder(made, stick, monkeypatch):
    stick.mkdir()
    whole = made.hall.store.snapshot(), made.hall.store.mark
    with monkeypatch.context() as broken:
        broken.setattr(copies.durable, "read_from_disk", lambda path: b"what a bad stick gives back")
        assert code_of(write_copy, made.hall.config.instance, *whole, stick, NOW) == "copy-unsound"
    with monkeypatch.context() as broken:
        broken.setattr(copies.os, "rename", lambda *_: (_ for _ in ()).throw(OSError(5, "Input/output error")))
        assert code_of(write_copy, made.hall.config.instance, *whole, stick, NOW) == "copy-failed"
    assert code_of(
        write_copy, made.hall.config.instance, whole[0], made.hall.store.mark._replace(seq=1), stick, NOW
    ) == ("copy-unsound")
    assert list(stick.iterdir()) == []


def test_what_is_being_written_and_what_the_laptop_alone_needs_is_not_copied(made):
    instance = made.hall.config.instance
    (instance / ".half-written").write_text("")
    assert (instance / "desk.pass").exists()
    assert list(map(str, files_of(instance))) == ["kiosk-papers.pem", "kiosk.key"]


def test_p7_the_command_restores_and_says_where_everything_is(made, stick, tmp_path, capsys):
    copied(made, stick)
    target = tmp_path / "another"
    assert main(["restore", str(stick), "--instance", str(target)]) == 0
    told = capsys.readouterr().out
    assert str(target) in told and "Hội nghị tổng kết" in told and "uv run app.py" in told
    store = Store(target / "kiosk.db")
    assert store.mark == made.hall.store.mark
    store.close()
    deeds.abandon(made.hall, "Máy hỏng")
    assert main(["restore", str(tmp_path / "nothing"), "--instance", str(target)]) == 2
    assert capsys.readouterr().err.rstrip().endswith("[copy-missing]")


def test_sticks_are_found_where_a_desktop_mounts_them():
    places = ("/", "/media/an/USB\\040CUA\\040AN", "/run/media/an/X", "/home")
    assert mounted_in("".join(f"/dev/sdb1 {place} vfat rw 0 0\n" for place in places)) == [
        Path("/media/an/USB CUA AN"),
        Path("/run/media/an/X"),
    ]
