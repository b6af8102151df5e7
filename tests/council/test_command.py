"""The contract of `app.py council`: exit status, one JSON object, a table written whole or not at all."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import openpyxl
import pytest

from kiosk.council import command, workers
from kiosk.council.command import run
from tests.council import records

ROOT = Path(__file__).resolve().parents[2]
LISTS = ("conflicts", "bad", "copies", "earlier", "rehearsals", "other_years", "skipped")


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "in"
    made.mkdir()
    return made


def fill(folder, **files):
    for name, content in files.items():
        (folder / f"{name}.zip").write_bytes(content)


def told(capsys, folder, out=None):
    """Exit status, the JSON object, and the table's file."""
    out = out or folder.parent / "council.xlsx"
    status = run(folder, out, json=True, number=2)
    printed = capsys.readouterr().out
    assert printed.count("\n") == 1, "exactly one object, on one line"
    return status, json.loads(printed), out


def test_sound_records_of_two_clusters(folder, capsys):
    fill(folder, a=records.record("Cụm số 5"), b=records.record("Cụm số 6"))
    status, answer, out = told(capsys, folder)
    assert status == 0 and answer["ok"] and answer["year"] == 2025 and not any(answer[name] for name in LISTS)
    assert [row["cluster"] for row in answer["clusters"]] == ["Cụm số 5", "Cụm số 6"]
    assert answer["totals"]["clusters"] == 2 and answer["totals"]["issued"] == 6
    assert openpyxl.load_workbook(out)["Tổng hợp"].cell(1, 1).value.endswith("năm 2025")


def test_one_of_each_kind_is_told_with_its_reason(folder, capsys):
    sound = records.record("Cụm số 5")
    fill(folder, a=sound, a_copy=sound, bad=records.damaged(sound), box=b"BELENIOS", real=records.record("Cụm số 6"),
         real2=records.record("Cụm số 6", again=True),
         practice=records.record(rehearsal=True), old=records.record("Cụm số 7", year=2024))  # fmt: skip
    (folder / "note.txt").write_text("x")
    status, answer, _ = told(capsys, folder)
    assert status == 1 and not answer["ok"]
    assert [row["file"] for row in answer["clusters"]] == ["a.zip"]
    reasons = {one["file"]: one["code"] for name in LISTS[2:] for one in answer[name]}
    assert reasons == {
        "a_copy.zip": "same-bytes", "practice.zip": "rehearsal", "old.zip": "other-year", "note.txt": "not-a-record",
    }  # fmt: skip
    assert {one["file"]: one["failed"][0]["code"] for one in answer["bad"]} == {
        "bad.zip": "record-damaged", "box.zip": "archive-malformed"}  # fmt: skip
    assert [row["file"] for row in answer["conflicts"][0]["records"]] == ["real.zip", "real2.zip"]


def test_the_same_folder_gives_the_same_bytes_also_over_the_old_table(folder, capsys):
    fill(folder, a=records.record(), bad=b"PK")
    first = told(capsys, folder, folder / "table.xlsx")
    content = (folder / "table.xlsx").read_bytes()
    assert told(capsys, folder, folder / "table.xlsx") == first and (folder / "table.xlsx").read_bytes() == content
    assert sorted(path.name for path in folder.iterdir()) == ["a.zip", "bad.zip", "table.xlsx"]


def test_nothing_but_bad_records_still_makes_a_table(folder, capsys):
    fill(folder, a=b"", b=b"PK\5\6" + bytes(18))
    status, answer, out = told(capsys, folder)
    assert status == 1 and len(answer["bad"]) == 2 and answer["year"] is None and out.exists()


@pytest.mark.parametrize(
    ("name", "code"),
    [("nowhere", "folder-missing"), ("empty", "no-records"), ("file", "folder-wrong")],
)
def test_exit_2_and_no_table_without_a_folder_of_records(tmp_path, capsys, name, code):
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_bytes(b"")
    status, answer, out = told(capsys, tmp_path / name, tmp_path / "t.xlsx")
    assert (status, answer["ok"], [one["code"] for one in answer["failed"]]) == (2, False, [code]) and not out.exists()


@pytest.mark.parametrize(
    ("out", "code"),
    [("a.zip", "out-not-xlsx"), ("no/such/t.xlsx", "out-not-writable"), ("dir.xlsx", "out-not-writable"),
     ("n" * 300 + ".xlsx", "out-not-writable")],
)  # fmt: skip
def test_exit_2_where_the_table_cannot_be_written_and_no_record_is_written_over(folder, capsys, out, code):
    fill(folder, a=records.record())
    (folder / "dir.xlsx").mkdir()
    status, answer, _ = told(capsys, folder, folder / out)
    assert (status, answer["failed"][0]["code"]) == (2, code)
    assert (folder / "a.zip").read_bytes() == records.record() and {p.name for p in folder.iterdir()} == {
        "a.zip",
        "dir.xlsx",
    }


def test_a_table_that_cannot_replace_the_old_one_leaves_it_as_it_was(folder, capsys, monkeypatch):
    """As on Windows, where the old one is open in Excel."""
    fill(folder, a=records.record())
    (folder / "t.xlsx").write_bytes(b"old")

    def in_use(*given):
        raise PermissionError(13, "in use")

    monkeypatch.setattr(command.os, "replace", in_use)
    status, answer, _ = told(capsys, folder, folder / "t.xlsx")
    assert (status, answer["failed"][0]["code"]) == (2, "out-not-writable")
    assert {path.name: path.stat().st_size for path in folder.iterdir() if path.suffix != ".zip"} == {"t.xlsx": 3}


def test_the_summary_is_for_a_secretary_and_the_progress_goes_to_stderr(folder, capsys):
    fill(folder, a=records.record("Cụm số 5"), bad=b"PK", practice=records.record(rehearsal=True))
    assert run(folder, folder / "t.xlsx", json=False, number=1) == 1
    said = capsys.readouterr()
    for piece in (
        "Đã tổng hợp 1 cụm, năm 2025",
        "✓ Cụm số 5: a.zip",
        "KHÔNG HỢP LỆ: bad.zip",
        "[record-damaged]",
        "diễn tập",
    ):
        assert piece in said.out
    assert sorted(line.split(" ")[1] for line in said.err.splitlines()) == ["a.zip:", "bad.zip:", "practice.zip:"]


def test_on_a_terminal_the_progress_is_a_bar(folder, capsys, monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setattr(sys, "stderr", Terminal())
    fill(folder, a=records.record())
    assert run(folder, folder / "t.xlsx", json=True, number=1) == 0
    assert "1/1" in sys.stderr.getvalue() and "Kiểm tra hồ sơ" in sys.stderr.getvalue()
    json.loads(capsys.readouterr().out)


def test_what_a_strange_name_says_cannot_move_the_cursor(folder, capsys):
    fill(folder, **{"\x1b[2J\u202e": b"PK"})
    assert run(folder, folder / "t.xlsx", json=False, number=1) == 1
    said = capsys.readouterr()
    assert all(letter.isprintable() or letter == "\n" for letter in said.out + said.err)


def app(*arguments, **more):
    """As from a terminal: what runs in the background is started with Ctrl-C ignored, and so would be its children."""
    return subprocess.Popen(
        [sys.executable, "-c", FROM_A_TERMINAL, ROOT / "app.py", "council", *map(str, arguments)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, **more,
    )  # fmt: skip


FROM_A_TERMINAL = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""


def test_the_whole_command(folder):
    fill(folder, a=records.record("Cụm số 5"), b=records.record("Cụm số 6"))
    done = app(folder, "--out", folder / "t.xlsx", "--json", env={**os.environ, "PYTHONIOENCODING": "ascii"})
    out, err = done.communicate(timeout=120)
    assert done.returncode == 0, err
    assert json.loads(out.decode())["ok"] and err.decode().count("đúng") == 2


def test_ctrl_c_ends_it_at_once_with_one_sentence_and_no_table(folder):
    fill(folder, **{f"r{number}": records.record() for number in range(300)})
    running = app(folder, "--out", folder / "t.xlsx", "--processes", 2)
    assert b"1/300" in running.stderr.readline(), "the work has begun"
    os.killpg(running.pid, signal.SIGINT)
    begun = time.monotonic()
    out, err = running.communicate(timeout=30)
    assert running.returncode == 130 and time.monotonic() < begun + 5
    assert out == b"" and err.decode().strip().endswith("chưa ghi bảng nào.") and b"Traceback" not in err
    assert not (folder / "t.xlsx").exists() and not [path for path in folder.iterdir() if path.suffix != ".zip"]


@pytest.mark.parametrize("number", ["0", "-1", "two", "1.5"])
def test_a_number_of_processes_that_is_none_is_refused(folder, number):
    done = app(folder, "--out", folder / "t.xlsx", f"--processes={number}")
    _, err = done.communicate(timeout=60)
    assert done.returncode == 2 and b"--processes" in err


def test_an_unreachable_scheduler_is_exit_2(folder, capsys, monkeypatch):
    monkeypatch.setattr(workers, "PATIENCE", 0.3)
    fill(folder, a=records.record())
    assert run(folder, folder / "t.xlsx", json=True, scheduler="tcp://127.0.0.1:1") == 2
    assert json.loads(capsys.readouterr().out)["failed"][0]["code"] == "cluster-unreachable"
