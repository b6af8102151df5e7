"""The papers of an adopted meeting on the disk: made once, signed in turn, never lost and never half there."""

import threading

import pytest

from ballots.errors import Broken, Refused
from ballots.record.contents import PAPERS
from ballots.record.shape import MEETING
from kiosk import durable
from kiosk.pades import sign_with_kiosk, sign_with_pkcs12, signatures_of
from kiosk.paper_store import PaperStore
from kiosk.store import StoreFailed
from tests.certificates import NOW, PASSWORD, kiosk, own
from tests.kiosk.test_signatures import meeting_json

MINUTES = PAPERS["count-minutes"]


def by_kiosk(folder):
    return lambda pdf: sign_with_kiosk(pdf, kiosk(folder), "Lập văn bản", NOW)


def by(person):
    return lambda pdf: sign_with_pkcs12(pdf, own(person), PASSWORD, "Ban kiểm phiếu", NOW)


@pytest.fixture
def store(tmp_path):
    made = PaperStore(tmp_path / "papers" / "uuid")
    made.make_all(meeting_json(), by_kiosk(tmp_path))
    return made


def signers(store, name="count-minutes"):
    return [one.signer.split(" (")[0] for one in signatures_of(store.read(name))]


def test_all_five_papers_are_made_and_signed_by_the_kiosk(store, tmp_path):
    assert set(store.files()) == set(PAPERS.values()) and store.meeting_json() == meeting_json()
    for name in PAPERS:
        (one,) = signatures_of(store.read(name), kiosk(tmp_path).certificate_pem)
        assert one.trusted and one.covers_whole
    assert not [file.name for file in (tmp_path / "papers" / "uuid").iterdir() if file.name.startswith(".")]


def test_making_them_again_leaves_what_people_have_signed(store, tmp_path):
    store.sign("count-minutes", by("Trần Thị Bình"))
    before = store.files()
    store.make_all(meeting_json(), by_kiosk(tmp_path))
    assert store.files() == before and signers(store)[1:] == ["Trần Thị Bình"]


def test_what_was_interrupted_is_made_whole(store, tmp_path):
    before = store.files()
    (tmp_path / "papers" / "uuid" / MINUTES).unlink()
    again = PaperStore(tmp_path / "papers" / "uuid")
    again.make_all(meeting_json(), by_kiosk(tmp_path))
    after = again.files()
    assert set(after) == set(before) and all(after[file] == before[file] for file in before if file != MINUTES)


def test_papers_of_other_data_are_never_mixed_in(store, tmp_path):
    before = store.files()
    with pytest.raises(Broken) as caught:
        store.make_all(meeting_json() + b"\n", by_kiosk(tmp_path))
    assert caught.value.code == "papers-of-another" and store.files() == before
    assert store.meeting_json() == meeting_json()


def test_people_sign_in_turn(store):
    first = store.sign("count-minutes", by("Trần Thị Bình"))
    second = store.sign("count-minutes", by("Lê Văn Cường"))
    assert second.startswith(first) and store.read("count-minutes") == second
    assert signers(store)[1:] == ["Trần Thị Bình", "Lê Văn Cường"]
    assert all(one.intact and not one.problem for one in signatures_of(second))
    assert len(signers(store, "report")) == 1


def test_two_who_sign_at_the_same_time_both_have_signed(store, tmp_path):
    """Each asks through a store of their own, as two requests do."""
    both_read = threading.Barrier(2, timeout=20)

    def sign(person):
        waited = []

        def signing(pdf):
            if not waited:
                waited.append(both_read.wait())
            return by(person)(pdf)

        PaperStore(tmp_path / "papers" / "uuid").sign("count-minutes", signing)

    people = [threading.Thread(target=sign, args=(person,)) for person in ("Trần Thị Bình", "Lê Văn Cường")]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert sorted(signers(store)[1:]) == ["Lê Văn Cường", "Trần Thị Bình"]
    assert all(one.intact for one in signatures_of(store.read("count-minutes")))


def test_a_signature_that_is_refused_leaves_the_paper_as_it_was(store):
    before = store.files()
    with pytest.raises(Refused) as caught:
        store.sign("count-minutes", lambda pdf: sign_with_pkcs12(pdf, own(), "sai", "Chủ trì", NOW))
    assert caught.value.code == "pkcs12-password" and store.files() == before


@pytest.mark.parametrize("name", ["count-minutes", "../kiosk.key", MINUTES, ""])
def test_a_paper_that_is_not_there_is_said(tmp_path, name):
    for ask in (PaperStore(tmp_path).read, lambda one: PaperStore(tmp_path).sign(one, by("Ai đó"))):
        with pytest.raises(Refused) as caught:
            ask(name)
        assert caught.value.code == "paper-missing"
    assert PaperStore(tmp_path).files() == {} and PaperStore(tmp_path).meeting_json() is None


def test_p7_a_disk_that_is_full_loses_nothing(store, monkeypatch, tmp_path):
    before = store.files()

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(durable.os, "fsync", full)
    with pytest.raises(StoreFailed) as caught:
        store.sign("count-minutes", by("Trần Thị Bình"))
    assert caught.value.code == "store-failed" and store.files() == before
    with pytest.raises(StoreFailed):
        PaperStore(tmp_path / "elsewhere").make_all(meeting_json(), by_kiosk(tmp_path))
    left = [*(tmp_path / "papers" / "uuid").iterdir(), *(tmp_path / "elsewhere").iterdir()]
    assert not [file.name for file in left if file.name.startswith(".")]


def test_a_file_system_without_hard_links_keeps_papers_too(tmp_path, monkeypatch):
    def none(*_):
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(durable.os, "link", none)
    store = PaperStore(tmp_path / "stick")
    store.make_all(meeting_json(), lambda pdf: pdf)
    store.make_all(meeting_json(), lambda pdf: b"never asked for")
    assert sorted(file.name for file in (tmp_path / "stick").iterdir()) == sorted([MEETING, *PAPERS.values()])
    assert all(content.startswith(b"%PDF") for content in store.files().values())


def test_papers_are_read_by_their_owner_only(store, tmp_path):
    assert {file.stat().st_mode & 0o777 for file in (tmp_path / "papers" / "uuid").iterdir()} == {0o600}
