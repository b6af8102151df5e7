"""P7: what the disk has lost or changed is found at the start and named, and nothing in the instance is touched.

Every damage ends in one of two ways: the start is refused with a code, or the meeting is exactly the true one.
"""

import random
from pathlib import Path

import pytest

from ballots.errors import Trouble
from kiosk.config import Config
from kiosk.head import head_path, read_head
from kiosk.schema import check_file
from kiosk.store import Store
from tests.halls import open_hall, room
from tests.stores import left_by_a_kill

VOTES = [[[0, 1]], [[1]]]
WAL_HEADER, FRAME = 32, 24 + 4096
FLIPS = 400


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """The folder of a kiosk in the middle of its count: everything since its start is still in the log."""
    folder = tmp_path_factory.mktemp("running")
    made = room(folder, "counting", votes=VOTES)
    yield folder
    made.hall.close()


@pytest.fixture(scope="module")
def truth(running, tmp_path_factory):
    """All rows that were acknowledged, and an instance which was closed properly and holds them."""
    closed = left_by_a_kill(running, tmp_path_factory.mktemp("closed"))
    rows = told(closed)
    assert rows["seq"] > 20 and sorted(path.name for path in closed.glob("kiosk.db*")) == ["kiosk.db"]
    return rows, closed


def told(instance: Path) -> dict[str, object]:
    """Everything that a store tells after a start; it is closed properly."""
    store = Store(instance / "kiosk.db")
    try:
        number = store.latest_meeting()
        facts = store.facts(number)
        uuids = [fact.body["uuid"] for fact in facts if fact.name == "slips_minted"]
        boards = [store.entries(uuid) for uuid in uuids]
        return {"seq": store.mark.seq, "facts": facts, "boards": boards, "mark": store.mark}
    finally:
        store.close()


def contents(instance: Path) -> dict[str, bytes]:
    """All files but those that SQLite makes for who only reads."""
    return {path.name: path.read_bytes() for path in instance.iterdir() if not path.name.endswith("-shm")}


def fate(instance: Path, truth: dict[str, object]) -> str:
    """The code of the refusal, "" where the true meeting was read. Fails for any other meeting."""
    before = contents(instance)
    try:
        check_file(instance / "kiosk.db")
    except Trouble as trouble:
        assert str(trouble) and contents(instance) == before, "nothing is touched"
        return trouble.code
    assert told(instance) == truth
    return ""


def test_p7_whatever_byte_of_the_store_changes_it_is_found_or_means_nothing(truth, tmp_path):
    rows, closed = truth
    left_by_a_kill(closed, tmp_path)
    store, chance = tmp_path / "kiosk.db", random.Random(7)
    sound, fates = store.read_bytes(), []
    for _ in range(FLIPS):
        flipped, at = bytearray(sound), chance.randrange(len(sound))
        flipped[at] ^= 1 << chance.randrange(8)
        store.write_bytes(flipped)
        fates.append(fate(tmp_path, rows))
        left_by_a_kill(closed, tmp_path)
    found = [one for one in fates if one]
    assert set(found) <= {"store-damaged", "store-unreadable", "store-newer", "store-behind"}
    assert len(found) > FLIPS / 3


@pytest.mark.parametrize("kept", [0, 1, 50, 4096, 8192, 0.5, -4096])
def test_p7_a_store_that_is_cut_off_is_found(truth, tmp_path, kept):
    rows, closed = truth
    store = left_by_a_kill(closed, tmp_path) / "kiosk.db"
    size = store.stat().st_size
    with store.open("r+b") as file:
        file.truncate(int(size * kept) if isinstance(kept, float) else kept if kept >= 0 else size + kept)
    assert fate(tmp_path, rows)


def test_p7_a_store_whose_page_is_another_or_empty_is_found(truth, tmp_path):
    rows, closed = truth
    store = closed / "kiosk.db"
    pages = range(store.stat().st_size // 4096)
    for page in pages:
        for content in (bytes(4096), store.read_bytes()[(page + 1) % len(pages) * 4096 :][:4096]):
            with (left_by_a_kill(closed, tmp_path) / "kiosk.db").open("r+b") as file:
                file.seek(page * 4096)
                file.write(content)
            assert fate(tmp_path, rows), page


def test_p7_a_log_that_is_cut_off_anywhere_is_found(running, truth, tmp_path):
    rows, _ = truth
    size = (running / "kiosk.db-wal").stat().st_size
    frames = (size - WAL_HEADER) // FRAME
    cuts = [WAL_HEADER + frame * FRAME + more for frame in range(frames) for more in (0, 1000)]
    for cut in [0, 10, *cuts]:
        log = left_by_a_kill(running, tmp_path) / "kiosk.db-wal"
        with log.open("r+b") as file:
            file.truncate(cut)
        assert fate(tmp_path, rows) == "store-behind", cut
    assert fate(left_by_a_kill(running, tmp_path), rows) == ""


def test_p7_garbage_in_the_log_is_found(running, truth, tmp_path):
    rows, _ = truth
    chance = random.Random(7)
    size = (running / "kiosk.db-wal").stat().st_size
    for _ in range(60):
        with (left_by_a_kill(running, tmp_path) / "kiosk.db-wal").open("r+b") as file:
            file.seek(chance.randrange(size - 200))
            file.write(chance.randbytes(200))
        assert fate(tmp_path, rows) in ("store-behind", ""), "what is after the last transaction means nothing"


@pytest.mark.parametrize("lost", [["kiosk.db"], ["kiosk.db-wal"], ["kiosk.db", "kiosk.db-wal"]])
def test_p7_a_store_whose_file_or_log_is_gone_is_found(running, truth, tmp_path, lost):
    left_by_a_kill(running, tmp_path)
    for name in lost:
        (tmp_path / name).unlink()
    assert fate(tmp_path, truth[0]) == "store-behind"


def test_without_its_head_a_store_is_read_and_gets_a_new_one(running, truth, tmp_path):
    head = head_path(left_by_a_kill(running, tmp_path) / "kiosk.db")
    known = read_head(head)
    for damage in (head.unlink, lambda: head.write_bytes(b"\0" * 128), lambda: head.write_text("")):
        damage()
        assert read_head(head) is None
        assert told(tmp_path) == truth[0]
        assert read_head(head) == known


def test_p7_a_start_without_a_head_goes_on_after_a_person_has_put_it_aside(running, tmp_path):
    """The last resort where there is no copy, as the sentence says it."""
    log = left_by_a_kill(running, tmp_path) / "kiosk.db-wal"
    with log.open("r+b") as file:
        file.truncate(log.stat().st_size // 2)
    with pytest.raises(Trouble, match="kiosk.head"):
        open_hall(Config(instance=tmp_path))
    (tmp_path / "kiosk.head").rename(tmp_path / "kiosk.head.old")
    hall = open_hall(Config(instance=tmp_path))
    assert 0 < hall.meeting.seq
    hall.close()
