"""Which files are records, and that every other one is told (kiosk/council/finding.py)."""

import os

import pytest

from ballots.errors import Refused
from kiosk.council import finding
from kiosk.council.finding import find


def put(folder, *names):
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")


def found(folder, out="council.xlsx"):
    return find(folder, folder / out)


def code(folder):
    with pytest.raises(Refused) as refused:
        found(folder)
    return refused.value.code


def test_records_at_any_depth_and_in_any_case_in_one_order(tmp_path):
    put(tmp_path, "b.zip", "a/z/record.zip", "a/B.ZIP", "a b/c.Zip")
    assert found(tmp_path).records == ("a/B.ZIP", "a/z/record.zip", "a b/c.Zip", "b.zip")


def test_everything_else_is_told_with_its_reason(tmp_path):
    put(tmp_path, "a.zip", "note.docx", "box.bel", ".hidden.zip", "._a.zip", ".git/x.zip", "zip", "a.zip.part")
    (tmp_path / "link").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(tmp_path / "pipe.zip")
    (tmp_path / "to a pipe.zip").symlink_to(tmp_path / "pipe.zip")
    assert {aside.file: aside.why.code for aside in found(tmp_path).skipped} == {
        "note.docx": "not-a-record", "box.bel": "bare-box", ".hidden.zip": "hidden", "._a.zip": "hidden",
        ".git": "hidden", "zip": "not-a-record", "a.zip.part": "not-a-record", "link": "folder-link",
        "pipe.zip": "not-a-file", "to a pipe.zip": "not-a-file",
    }  # fmt: skip


def test_a_folder_named_like_a_record_is_entered(tmp_path):
    put(tmp_path, "five.zip/record.zip")
    assert found(tmp_path).records == ("five.zip/record.zip",)


def test_the_table_itself_is_not_told_so_that_a_second_run_says_the_same(tmp_path):
    put(tmp_path, "a.zip")
    before = found(tmp_path)
    put(tmp_path, "council.xlsx")
    assert found(tmp_path) == before and found(tmp_path, "other.xlsx").skipped


def test_a_link_to_a_file_is_a_record_and_so_is_a_broken_one(tmp_path):
    """What cannot be read is told as bad when it is read."""
    put(tmp_path, "a.zip")
    (tmp_path / "b.zip").symlink_to(tmp_path / "a.zip")
    (tmp_path / "c.zip").symlink_to(tmp_path / "nowhere")
    assert found(tmp_path).records == ("a.zip", "b.zip", "c.zip")


def test_a_folder_inside_that_cannot_be_opened_is_told(tmp_path, monkeypatch):
    put(tmp_path, "a.zip", "shut/b.zip")
    real = os.scandir

    def scandir(path):
        if str(path).endswith("shut"):
            raise PermissionError(13, "denied", str(path))
        return real(path)

    monkeypatch.setattr(finding.os, "scandir", scandir)
    assert [(aside.file, aside.why.code) for aside in found(tmp_path).closed] == [("shut", "folder-unreadable")]


def test_a_folder_that_is_none_is_refused(tmp_path):
    assert code(tmp_path / "nowhere") == "folder-missing"
    assert code(tmp_path) == "no-records"
    put(tmp_path, "a.bel")
    assert code(tmp_path) == "no-records"
    assert code(tmp_path / "a.bel") == "folder-wrong"
    assert code(tmp_path / ("n" * 300)) == "folder-unreadable"
