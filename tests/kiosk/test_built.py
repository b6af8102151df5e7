"""What goes over the room's Wi-Fi goes once, and compressed; nothing secret is compressed beside a stranger's words."""

import gzip
import shutil
from datetime import datetime

import pytest

from kiosk.built import FOLDER, FOR_GOOD, mark_of
from tests.halls import room

GZIP = {"Accept-Encoding": "gzip, deflate"}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return room(tmp_path_factory.mktemp("room"), "open", units=40)


@pytest.mark.parametrize("name", ["booth.css", "booth.js", "sealing-worker.js"])
def test_a_built_file_is_kept_for_good_and_comes_compressed_to_whoever_takes_it_so(made, name):
    phone, place = made.client(), f"/built/{mark_of(FOLDER)}/{name}"
    plain, packed = phone.get(place), phone.get(place, headers=GZIP)
    assert plain.data == gzip.decompress(packed.data) == (FOLDER / name).read_bytes()
    assert (plain.content_encoding, packed.content_encoding) == (None, "gzip")
    assert len(packed.data) < 0.5 * len(plain.data)
    for answer in (plain, packed):
        assert answer.headers["Cache-Control"] == FOR_GOOD and "Accept-Encoding" in answer.vary
        assert answer.mimetype == ("text/css" if name.endswith("css") else "text/javascript")
    assert phone.get(place, headers={**GZIP, "If-None-Match": packed.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("place", ["0" * 16 + "/booth.js", "{mark}/no-such.js", "{mark}/../../app.py", "{mark}/"])
def test_another_build_and_what_was_not_built_is_not_there_and_that_is_not_kept(made, place):
    answer = made.client().get(f"/built/{place.format(mark=mark_of(FOLDER))}")
    assert answer.status_code == 404 and answer.headers["Cache-Control"] == "no-store"


def test_after_an_upgrade_every_file_has_another_address(tmp_path):
    shutil.copytree(FOLDER, tmp_path / "dist")
    before = mark_of(tmp_path / "dist")
    assert before == mark_of(FOLDER)
    with (tmp_path / "dist/fonts/be-vietnam-pro-latin-400-normal.woff2").open("ab") as file:
        file.write(b"\0")
    assert mark_of(tmp_path / "dist") != before


@pytest.mark.parametrize(
    "path", ["/booth", "/kiosk", "/teller", "/board", "/screen", "/booth/election", "/live/snapshot"]
)
def test_pages_and_public_state_come_compressed(made, path, monkeypatch):
    # The screen's page has the second in it.
    monkeypatch.setattr(made.hall, "now", lambda: datetime(2026, 11, 28, 12, 0))
    phone = made.client()
    plain, packed = phone.get(path), phone.get(path, headers=GZIP)
    assert packed.content_encoding == "gzip" and len(packed.data) < 0.7 * len(plain.data)
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["Cache-Control"] == "no-store"


def test_nothing_of_the_desk_is_compressed_nor_an_answer_to_what_was_sent(made):
    assert made.desk().get("/desk/tellers", headers=GZIP).content_encoding is None
    seat = {"number": 1, "invite": made.hall.meeting.tellers[0].invite}
    answer = made.client().post("/teller/seat", json=seat, headers=GZIP)
    assert answer.status_code == 200 and len(answer.data) > 1_000 and answer.content_encoding is None
