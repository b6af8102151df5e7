"""The command line's contract for `verify`: exit status, one JSON object, a summary that a secretary understands."""

import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from ballots.protocol.election import Election
from ballots.protocol.encoding import compact
from ballots.record.packing import open_record
from ballots.record.signature import fingerprint
from kiosk import verifying
from kiosk.verifying import run
from tests import builders
from tests.meetings import KIOSK, Play, counted, pem
from tests.records import lied

ROOT = Path(__file__).resolve().parents[2]
VECTORS = ROOT / "tests" / "vectors" / "data"
RECORD = counted().record()
BOX = next(content for name, content in open_record(RECORD).items() if name.endswith(".bel"))


def verdict(tmp_path, capsys, content, name="record.zip"):
    path = tmp_path / name
    path.write_bytes(content)
    status = run(path, as_json=True)
    out = capsys.readouterr().out
    assert out.count("\n") == 1, "exactly one object, on one line"
    return status, json.loads(out)


def said(tmp_path, capsys, content):
    path = tmp_path / "record.zip"
    path.write_bytes(content)
    return run(path, as_json=False), capsys.readouterr().out


def test_a_record(tmp_path, capsys):
    status, answer = verdict(tmp_path, capsys, RECORD)
    assert status == 0 and answer["ok"] is True and answer["kind"] == "record"
    assert answer["ballots"] == 3 and answer["result"] == [[0, 2, 2, 1], [1, 1, 1]]
    assert answer["failed"] == [] and answer["unchecked"] == [] and answer["kiosk"] == fingerprint(pem(KIOSK))
    assert answer["contests"][1] == {"title": "Tiêu biểu", "seats": 1, "blank": 1, "votes": {"A": 1, "B": 1}}


def test_a_bare_archive_under_any_name(tmp_path, capsys):
    status, answer = verdict(tmp_path, capsys, BOX, "download (1).tmp")
    assert status == 0 and answer["ok"] and answer["kind"] == "archive"
    assert answer["result"] == [[0, 2, 2, 1], [1, 1, 1]]


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_on_a_terminal_a_bar_says_how_far_it_is_and_the_answer_stays_one_line(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal())
    status, _ = verdict(tmp_path, capsys, RECORD)
    assert status == 0 and "Kiểm tra phiếu" in sys.stderr.getvalue() and "/3" in sys.stderr.getvalue()


def test_archives_by_another_program(tmp_path, capsys):
    made = next((VECTORS / "tool-made").glob("*.bel"))
    status, answer = verdict(tmp_path, capsys, made.read_bytes())
    assert status == 0 and answer["ballots"] == 12 and [len(column) for column in answer["result"]] == [8, 9, 31]
    assert [contest["blank"] is None for contest in answer["contests"]] == [True, False, False]


@pytest.mark.parametrize("path", sorted((VECTORS / "rejected").glob("*/*.bel")), ids=lambda path: path.parent.name)
def test_archives_that_were_altered(tmp_path, capsys, path):
    status, answer = verdict(tmp_path, capsys, path.read_bytes())
    assert status == 1 and not answer["ok"] and answer["failed"]
    assert set(answer["failed"][0]) == {"code", "message"}


def test_before_the_tally_the_result_is_empty(tmp_path, capsys):
    status, answer = verdict(tmp_path, capsys, builders.archive(((3, 2),), [[[0]]], until="Ballot"))
    assert status == 0 and answer["result"] == [] and answer["ballots"] == 1


def test_many_ballots_are_checked_side_by_side(tmp_path, capsys):
    votes = [[[place % 3]] for place in range(12)]
    status, answer = verdict(tmp_path, capsys, builders.archive(((3, 1),), votes))
    assert status == 0 and answer["result"] == [[0, 4, 4, 4]]


def test_a_foreign_ballot_is_told_by_its_place(tmp_path, capsys):
    held, stranger = builders.election(((3, 1),)), builders.election(((3, 1),))
    board = builders.board(held, [held.vote(0, [[0]])], until="Ballot")
    board = board.with_entries(board.next_event("Ballot", stranger.vote(0, [[0]])))
    status, answer = verdict(tmp_path, capsys, board.archive())
    assert status == 1 and answer["failed"][0]["code"] == "ballot-other-election"
    assert "thứ 2" in answer["failed"][0]["message"]


def test_what_fails_is_all_told(tmp_path, capsys):
    def lie(document):
        document["rounds"][0].update(issued=9, returned=9)
        document["rounds"][0]["election"]["head"] = ""

    status, answer = verdict(tmp_path, capsys, lied(RECORD, lie))
    assert status == 1
    assert {failure["code"] for failure in answer["failed"]} >= {"meeting-slips", "meeting-returned", "meeting-head"}


@pytest.mark.parametrize("place", [0, 1, 3, 40, -1, -20, 3000])
@pytest.mark.parametrize("content", [RECORD, BOX], ids=["record", "archive"])
def test_a_damaged_file_is_refused_not_unreadable(tmp_path, capsys, content, place):
    damaged = bytearray(content)
    damaged[place] ^= 1
    status, answer = verdict(tmp_path, capsys, bytes(damaged))
    assert status == 1 and not answer["ok"] and answer["failed"]


def _tar():
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("note.txt"))
    return file.getvalue()


@pytest.mark.parametrize("content", [b"", b"hello", b"\x89PNG\r\n\x1a\n", b"%PDF-1.7", _tar(), bytes(2000)])
def test_neither_zip_nor_box(tmp_path, capsys, content):
    status, answer = verdict(tmp_path, capsys, content)
    assert status == 2 and answer["ok"] is False and answer["ballots"] == 0 and answer["result"] == []
    assert [failure["code"] for failure in answer["failed"]] == ["file-unknown"]


def test_some_other_zip_is_a_record_that_does_not_hold(tmp_path, capsys):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert verdict(tmp_path, capsys, file.getvalue())[0] == 1


def test_missing_directory_unreadable_and_too_large(tmp_path, capsys, monkeypatch):
    def code(path):
        assert run(path, as_json=True) == 2
        return json.loads(capsys.readouterr().out)["failed"][0]["code"]

    assert code(tmp_path / "nothing.zip") == "file-missing"
    assert code(tmp_path) == "file-directory"
    assert code(Path("\0")) in ("file-unreadable", "file-missing")
    (tmp_path / "big").write_bytes(bytes(10))
    monkeypatch.setattr(verifying, "MOST_BYTES", 9)
    assert code(tmp_path / "big") == "file-too-large"
    assert code(Path("/dev/zero")) == "file-too-large"  # a device says that it is empty, and is endless
    assert run(tmp_path / "nothing.zip", as_json=False) == 2 and "nothing.zip" in capsys.readouterr().out


def test_the_summary_is_for_a_secretary(tmp_path, capsys):
    status, text = said(tmp_path, capsys, RECORD)
    assert status == 0 and text.startswith("HỒ SƠ BỎ PHIẾU HỢP LỆ")
    for piece in (
        "Hội nghị tổng kết",
        "Cụm thi đua số 5",
        "triệu tập 4, có mặt 3, vắng 1 (BHXH tỉnh số 4)",
        "phát ra 3, thu về 3",
        "1. Xếp thứ nhất, thứ nhì",
        "Phiếu trắng",
        fingerprint(pem(KIOSK)),
        "Không kiểm tra được từ tệp này",
    ):
        assert piece in text
    assert "Phú Thọ         2  hạng 1, được bầu" in text
    assert "A               1  hạng 1, bằng phiếu, chưa quyết định" in text


def test_p12_the_summary_of_a_rehearsal_says_so_first(tmp_path, capsys):
    _, text = said(tmp_path, capsys, counted(rehearsal=True).record())
    assert "DIỄN TẬP" in text.split("Hội nghị:")[0]


def test_the_summary_of_a_broken_record_gives_codes_and_no_totals(tmp_path, capsys):
    status, text = said(tmp_path, capsys, RECORD[:-1])
    assert status == 1 and "[record-damaged]" in text and "Chưa kiểm tra được" in text and "Phú Thọ" not in text


@pytest.mark.parametrize("as_json", [False, True])
def test_what_a_strange_archive_says_cannot_move_the_cursor(tmp_path, capsys, as_json):
    held = builders.election((builders.question(),))
    strange = "\x1b[2J\x9bB\u202e\U000e0001"
    raw = held.election.raw.replace(compact("Bầu"), compact(strange))
    (tmp_path / "a.bel").write_bytes(builders.board(replace(held, election=Election.read(raw))).archive())
    assert run(tmp_path / "a.bel", as_json=as_json) == 0
    out = capsys.readouterr().out
    assert "[2J" in out and all(letter.isprintable() or letter == "\n" for letter in out)
    assert not as_json or json.loads(out)["contests"][0]["title"] == strange


@pytest.mark.parametrize("extra", [[], ["--json"]])
def test_the_whole_command_without_server_or_instance(tmp_path, extra):
    (tmp_path / "record.zip").write_bytes(RECORD)
    done = subprocess.run(
        [sys.executable, str(ROOT / "app.py"), "verify", "record.zip", *extra],
        cwd=tmp_path,
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    text = done.stdout.decode("utf-8")
    assert json.loads(text)["ok"] is True if extra else text.startswith("HỒ SƠ")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["record.zip"]


def test_more_than_one_round_is_told_beside_the_first_that_counts(tmp_path, capsys):
    made = Play().vote((((0,), (0,)),) * 3, "Ballot").void("Mất điện").vote((((0,), (0,)),) * 3).told()
    status, answer = verdict(tmp_path, capsys, made.record())
    assert status == 0 and [one["voided"] for one in answer["rounds"]] == ["Mất điện", ""]
    second = answer["rounds"][1]
    assert {name: answer[name] for name in ("uuid", "head", "ballots", "credentials", "result", "contests")} == {
        name: second[name] for name in ("uuid", "head", "ballots", "credentials", "result", "contests")
    }
    assert (second["number"], second["mode"], second["runoff"]) == (2, "secret", False)
    assert answer["outcome"][0]["nominees"][0]["elected"] and answer["adopted"] is False and answer["signatures"] == []
    assert answer["record"] == hashlib.sha256(made.document()).hexdigest()


def test_a_bare_archive_has_one_round_and_no_outcome(tmp_path, capsys):
    _, answer = verdict(tmp_path, capsys, BOX)
    assert len(answer["rounds"]) == 1 and (answer["outcome"], answer["adopted"], answer["record"]) == (
        None,
        False,
        None,
    )


def test_a_count_by_hand_says_so_and_what_it_rests_on(tmp_path, capsys):
    status, text = said(tmp_path, capsys, Play().by_hand(3, 3, (0, 2, 2, 1), (1, 1, 1)).told().record())
    assert status == 0 and "PHIẾU GIẤY, KIỂM BẰNG TAY: phát ra 3, thu về 3" in text
    assert "Phiếu giấy đã được đếm đúng chưa" in text


def test_whoever_reads_may_stop_reading(tmp_path):
    (tmp_path / "record.zip").write_bytes(RECORD)
    command = f"{sys.executable} {ROOT / 'app.py'} verify record.zip | true"
    done = subprocess.run(
        ["bash", "-c", f"{command}; exit ${{PIPESTATUS[0]}}"], cwd=tmp_path, capture_output=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_documentation_names_every_key_and_every_code(tmp_path, capsys):
    told = (ROOT / "docs" / "verify.md").read_text()
    _, answer = verdict(tmp_path, capsys, RECORD)
    assert [key for key in (*answer, *answer["rounds"][0]) if f"`{key}`" not in told] == []
    sources = [*ROOT.glob("ballots/record/*.py"), ROOT / "ballots/arithmetic.py", ROOT / "kiosk/verifying.py"]
    sources.append(ROOT / "kiosk/signatures.py")
    codes = {code for path in sources for code in re.findall(r'(?:Failure|Broken)\(\s*"([a-z-]+)"', path.read_text())}
    assert len(codes) > 40 and sorted(code for code in codes if code not in told) == []
