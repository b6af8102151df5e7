"""The log: what is in it, how much of it there is, and that nobody has to wait for it."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from ballots.errors import Refused
from kiosk import counting, failures, logbook, watching
from kiosk.logbook import Logbook
from kiosk.rehearsal.server import Server
from kiosk.store import StoreFailed
from kiosk.watching import Seen
from tests.faults.test_starting import refused
from tests.halls import release, room

NOON = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)


def lines(folder: Path) -> list[dict]:
    path = folder / "logs" / "kiosk.log"
    return [json.loads(line) for line in path.read_text("ascii").splitlines()] if path.exists() else []


def book(folder: Path) -> Logbook:
    return Logbook(folder / "logs", lambda: NOON)


def test_every_line_has_time_level_code_and_reference(tmp_path):
    written = book(tmp_path)
    written.tell("started", port=8000)
    written.hold("internal", reference="12ab", what="KeyError")
    written.close()
    told, held = lines(tmp_path)
    assert told == {
        "time": NOON.astimezone().isoformat(),
        "level": "info",
        "code": "started",
        "reference": "",
        "port": 8000,
    }
    assert held == {
        "time": "",
        "level": "error",
        "code": "internal",
        "reference": "12ab",
        "what": "KeyError",
        "times": 1,
    }


def test_what_the_room_caused_is_counted_bounded_and_in_an_order_that_says_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(logbook, "MOST_HELD", 3)
    written = book(tmp_path)
    for code in ("c", "a", "b", "a", "d", "e", "a"):
        written.hold(code)
    assert lines(tmp_path) == []
    written.release()
    assert {line["code"]: line["times"] for line in lines(tmp_path)} == {"a": 3, "b": 1, "c": 1, "further-ones": 2}
    assert {line["time"] for line in lines(tmp_path)} == {""}
    assert [line["code"] for line in lines(tmp_path)] == ["further-ones", "a", "b", "c"]
    written.release()
    assert len(lines(tmp_path)) == 4, "each is written once"


def test_it_rotates_and_never_grows_beyond_its_bound(tmp_path, monkeypatch):
    monkeypatch.setattr(logbook, "MOST_BYTES", 2_000)
    written = book(tmp_path)
    for number in range(200):
        written.tell("deed", deed="Tên có dấu", number=number)
        files = sorted((tmp_path / "logs").iterdir())
        assert all(file.stat().st_size <= 2_000 for file in files) and len(files) <= logbook.OLDER_FILES + 1
    assert len(files) == logbook.OLDER_FILES + 1
    assert lines(tmp_path)[-1]["number"] == 199
    assert logbook.MOST_BYTES * (logbook.OLDER_FILES + 1) <= 1_000_000


def test_its_real_bound_is_a_megabyte():
    assert logbook.MOST_BYTES * (logbook.OLDER_FILES + 1) == 1_000_000


def file_instead_of_a_folder(folder: Path) -> None:
    (folder / "logs").write_text("")


def full_disk(folder: Path) -> None:
    (folder / "logs").mkdir()
    (folder / "logs" / "kiosk.log").symlink_to("/dev/full")


def read_only(folder: Path) -> None:
    """Even for whoever may write everywhere."""
    (folder / "logs" / "kiosk.log").mkdir(parents=True)


@pytest.mark.parametrize("broken", [file_instead_of_a_folder, full_disk, read_only])
def test_a_log_that_cannot_be_written_stops_no_deed_and_says_nothing(tmp_path, capfd, broken):
    if broken is full_disk and not Path("/dev/full").exists():
        pytest.skip("this system has no disk that is always full")
    broken(tmp_path)
    made = room(tmp_path, "counted", votes=[[[0]]])
    made.hall.logbook.hold("internal")
    made.hall.close()
    assert made.hall.meeting.stage.value == "counted"
    assert capfd.readouterr() == ("", "")


def test_lines_that_were_lost_are_counted_once_the_disk_is_back(tmp_path):
    file_instead_of_a_folder(tmp_path)
    written = book(tmp_path)
    for _ in range(3):
        written.tell("deed")
    (tmp_path / "logs").unlink()
    written.tell("deed", number=4)
    told = [(line["code"], line.get("number")) for line in lines(tmp_path)]
    assert told == [("deed", 4), ("lines-lost", 3)]


def test_a_file_that_cannot_be_renamed_does_not_grow(tmp_path, monkeypatch):
    """Windows renames no file that somebody is looking at."""
    monkeypatch.setattr(logbook, "MOST_BYTES", 500)
    written = book(tmp_path)

    def held_by_another(*_):
        raise PermissionError

    monkeypatch.setattr(os, "rename", held_by_another)
    for number in range(50):
        written.tell("deed", number=number)
    (only,) = (tmp_path / "logs").iterdir()
    assert only.stat().st_size <= 500
    monkeypatch.undo()
    written.tell("deed", number=50)
    assert {"lines-lost", "deed"} == {line["code"] for line in lines(tmp_path)}


def test_deeds_of_the_desk_are_there_by_name_and_number_and_nothing_of_what_was_typed(tmp_path):
    made = room(tmp_path, "counted", votes=[[[0]]])
    told = [line["deed"] for line in lines(tmp_path)]
    assert told == [fact.name for fact in made.hall.facts if fact.at]
    assert {"meeting_called", "roll_call_sealed", "voting_opened", "voting_closed", "count_completed"} <= set(told)
    assert [line["number"] for line in lines(tmp_path)] == list(range(1, len(told) + 1))
    assert {tuple(line) for line in lines(tmp_path)} == {
        ("time", "level", "code", "reference", "deed", "meeting", "number")
    }


def test_what_fails_at_the_desk_is_there_with_its_time_and_the_reference_that_was_shown(tmp_path, monkeypatch):
    made = room(tmp_path, "sealed")
    desk, before = made.desk(), len(lines(tmp_path))

    def failing(*_):
        raise RuntimeError("bí mật 12345")

    monkeypatch.setattr("kiosk.rounds.mint_slips", failing)
    reference = desk.post("/desk/slips", json={}).json["error"]["reference"]
    monkeypatch.setattr(made.hall._store, "append", failing_disk)
    assert desk.post("/desk/unseal", json={"reason": "Sai"}).status_code == 503
    assert desk.get("/desk/papers/report.pdf").status_code == 409
    internal, disk, paper = lines(tmp_path)[before:]
    assert (internal["code"], internal["reference"], internal["what"]) == ("internal", reference, "RuntimeError")
    assert (disk["code"], disk["at"], disk["level"]) == ("store-failed", "deed.unseal", "error")
    assert (paper["code"], paper["at"], paper["level"]) == ("not-counted", "papers_desk.read", "warning")
    assert all(line["time"] for line in (internal, disk, paper)) and "12345" not in str(lines(tmp_path))


def failing_disk(*_):
    raise StoreFailed("store-failed", "Đĩa đầy.")


def test_a_count_that_waits_for_the_disk_says_so_once(tmp_path, monkeypatch):
    made = room(tmp_path, "closed", votes=[[[0]]])
    release(made)
    append, tries = made.hall._store.append, iter(range(3))
    monkeypatch.setattr(counting, "RETRY", 0)
    monkeypatch.setattr(
        made.hall._store, "append", lambda *a: append(*a) if next(tries, None) is None else failing_disk()
    )
    counting.count(made.hall)
    assert [line["at"] for line in lines(tmp_path) if line["code"] == "store-failed"] == ["count"]


def test_a_network_that_goes_and_comes_back_is_told_by_the_number_of_addresses_alone(tmp_path, monkeypatch):
    made, seen = room(tmp_path, "preparing"), Seen(1, "")
    before = len(lines(tmp_path))
    for addresses in (["10.1.2.3"], [], [], ["10.1.2.3", "10.9.9.9"]):
        monkeypatch.setattr("kiosk.addresses.lan_addresses", lambda found=addresses: found)
        seen = watching.watch(made.hall, seen)
    told = [(line["code"], line["level"], line["number"]) for line in lines(tmp_path)[before:]]
    assert told == [("addresses", "warning", 0), ("addresses", "info", 2)]


def test_a_stick_that_is_pulled_out_is_told_by_its_code_and_without_a_time(tmp_path, monkeypatch):
    monkeypatch.setattr("kiosk.addresses.lan_addresses", lambda: ["10.1.2.3"])
    made = room(tmp_path, "preparing")
    before, seen = len(lines(tmp_path)), watching.look(made.hall)
    for trouble in (None, Refused("copy-missing", "Không thấy USB."), Refused("copy-missing", "Không thấy USB."), None):
        made.hall.copying = SimpleNamespace(trouble=trouble)
        seen = watching.watch(made.hall, seen)
    assert lines(tmp_path)[before:] == []
    made.hall.logbook.release()
    told = [(line["code"], line["time"], line["why"], line["times"]) for line in lines(tmp_path)[before:]]
    assert told == [("copy-stopped", "", "copy-missing", 1)]


def test_what_fails_outside_of_any_request_has_a_reference_and_no_time(tmp_path):
    made = room(tmp_path, "preparing")
    reference = failures.note(RuntimeError("bí mật 12345"), made.hall)
    made.hall.close()
    last = lines(tmp_path)[-1]
    assert (last["time"], last["reference"], last["what"]) == ("", reference, "RuntimeError")
    assert "12345" not in str(lines(tmp_path))


def test_start_stop_and_a_start_that_is_refused_are_there(tmp_path):
    with Server(tmp_path) as server:
        port = server.port
        (started,) = lines(tmp_path)
        assert (started["code"], started["port"], started["addresses"]) == ("started", port, 0)
        assert started["software"].startswith("Hòm Phiếu ")
        refused("port-in-use", "--port", port, "--instance", tmp_path / "other")
    assert [line["code"] for line in lines(tmp_path)] == ["started", "stopped"]
    assert [(line["code"], line["why"]) for line in lines(tmp_path / "other")] == [("start-refused", "port-in-use")]
