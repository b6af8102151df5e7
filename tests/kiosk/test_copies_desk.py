"""The desk's page for copies: what it offers, what it says of a copy that was made, and of the one that follows."""

import re
from pathlib import Path

import pytest

from kiosk import copies_view
from kiosk.copying import FOLDER, Copying
from kiosk.schema import check_file
from tests.halls import room


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return room(tmp_path_factory.mktemp("instance"), "open", votes=[[[0]]])


@pytest.fixture
def stick(tmp_path, monkeypatch) -> Path:
    """The one stick in the laptop."""
    (tmp_path / "USB").mkdir()
    monkeypatch.setattr(copies_view, "drives", lambda: [tmp_path / "USB"])
    return tmp_path / "USB"


def page(made, step: str = "copies") -> str:
    answer = made.desk().get(f"/desk/{step}")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.text)


def test_p7_one_click_copies_to_the_stick_that_is_in_the_laptop(made, stick):
    assert f'<input type="hidden" name="folder" value="{stick}">' in page(made)
    answer = made.desk().post("/desk/copies", json={"folder": str(stick)})
    assert answer.status_code == 200 and answer.json["seq"] == made.hall.meeting.seq
    folder = Path(answer.json["folder"])
    assert folder.parent == stick and check_file(folder / "kiosk.db") == made.hall.store.mark
    said = page(made)
    assert f"vào {folder}. Máy đã đọc lại từ đó: nguyên vẹn, đến việc số {made.hall.meeting.seq}" in said


def test_the_page_says_that_a_copy_holds_the_private_key(made, stick):
    assert "Bản sao có cả chìa khóa riêng của máy này" in page(made)


@pytest.mark.parametrize("folder", ["", "relative", "/no/such/folder", None, 5, ["x"]])
def test_a_folder_that_is_none_is_refused_with_a_sentence(made, folder):
    answer = made.desk().post("/desk/copies", json={"folder": folder})
    assert (answer.status_code, answer.json["error"]["code"]) == (409, "copy-folder-missing")


def test_without_a_stick_the_page_says_so(made, monkeypatch):
    monkeypatch.setattr(copies_view, "drives", lambda: [])
    assert "Chưa thấy USB nào trong máy." in page(made) and "--copy-to" in page(made)


def test_p7_a_stick_that_was_pulled_out_is_told_on_every_page_of_the_desk(made, stick):
    copying = made.hall.copying = Copying(made.hall, stick)
    copying.catch_up()
    assert "Đang theo hội nghị" in page(made) and "Thư mục ấy nằm trên chính ổ đĩa của máy này" in page(made)
    assert made.desk().get("/desk/copies/state").json == {"trouble": ""}
    (stick / FOLDER).rename(stick / "gone")
    (stick / FOLDER).write_text("")
    copying.catch_up()
    assert made.desk().get("/desk/copies/state").json == {"trouble": "copy-failed"}
    for step in ("voting", "copies"):
        assert f"Chưa chép được vào {stick / FOLDER}" in page(made, step)
    (stick / FOLDER).unlink()
    copying.catch_up()
    assert "Chưa chép được" not in page(made, "voting")
    copying.stop()
    made.hall.copying = None
    assert made.desk().get("/desk/copies/state").json == {"trouble": ""}
