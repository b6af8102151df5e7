"""Signing over HTTP, as the desk does it: the kiosk signs when the meeting has adopted its result, people sign in turn."""

import io
from datetime import datetime

import pytest

from ballots.record.contents import CERTIFICATE, PAPERS
from ballots.record.packing import open_record
from ballots.record.shape import MEETING
from kiosk import agreements
from kiosk.certificate import FILE
from kiosk.pades import signatures_of
from kiosk.signatures import paper_checks
from kiosk.store import StoreFailed
from tests.certificates import NOW, PASSWORD, own
from tests.halls import all_hands, room

MINUTES = PAPERS["count-minutes"]


@pytest.fixture
def adopted(tmp_path):
    made = counted(tmp_path)
    made.hall.now = lambda: datetime.fromtimestamp(NOW.timestamp())
    agreements.adopt(made.hall, {**all_hands(made.hall), "flags": []})
    return made


def counted(folder):
    return room(folder, "counted", votes=[[[0, 1]], [[0]]])


def sign(made, p12=None, password=PASSWORD, paper="count-minutes", role="Chủ trì"):
    form = {"paper": paper, "role": role, "password": password}
    if p12 is not None:
        form["file"] = (io.BytesIO(p12), "chu-ky.p12")
    return made.desk().post("/desk/sign", data=form, content_type="multipart/form-data")


def record(made):
    return open_record(made.client().get("/archive/record.zip").data)


def read(made, name="count-minutes"):
    return made.desk().get(f"/desk/papers/{name}.pdf").data


def test_adopted_papers_are_signed_by_the_kiosk_whose_certificate_is_in_the_record(adopted):
    files = record(adopted)
    for file in PAPERS.values():
        (one,) = signatures_of(files[file], files[CERTIFICATE])
        assert one.trusted and one.covers_whole
    failed, said = paper_checks(files)
    assert not failed and len(said) == 6 and "đã so từng byte" in said[-1]


def test_people_sign_at_the_desk_and_the_record_says_who(adopted):
    assert sign(adopted, own("Trần Thị Bình"), role="Thư ký").status_code == 200
    assert sign(adopted, own("Lê Văn Cường"), role="Chủ trì").status_code == 200
    files = record(adopted)
    assert [one.role for one in signatures_of(files[MINUTES])][1:] == ["Thư ký", "Chủ trì"]
    failed, said = paper_checks(files)
    line = next(line for line in said if line.startswith(MINUTES))
    assert not failed and "Trần Thị Bình" in line and "Lê Văn Cường" in line
    told = [fact.body for fact in adopted.hall.facts if fact.name == "paper_signed"]
    assert [(one["paper"], one["role"]) for one in told] == [("count-minutes", "Thư ký"), ("count-minutes", "Chủ trì")]
    assert told[0]["signer"].startswith("Trần Thị Bình")


def test_p8_signing_changes_nothing_that_was_made(adopted):
    before = record(adopted)
    sign(adopted, own())
    after = record(adopted)
    assert after[MEETING] == before[MEETING] and after[MINUTES].startswith(before[MINUTES])
    assert {name for name in before if before[name] != after[name]} == {MINUTES, "manifest.json", "manifest.sig"}


def test_p7_signatures_are_there_after_a_restart(adopted):
    sign(adopted, own())
    before = read(adopted)
    assert len(signatures_of(before)) == 2 and read(adopted.reopened()) == before


def test_p7_a_disk_that_fills_up_once_the_paper_is_signed_is_told_so_that_nobody_signs_twice(adopted, monkeypatch):
    def full(*fact, **more):
        raise StoreFailed("store-failed", "đầy")

    monkeypatch.setattr(adopted.hall, "record", full)
    answer = sign(adopted, own("Trần Thị Bình"))
    assert (answer.status_code, answer.json["error"]["code"]) == (503, "signature-unlisted")
    assert len(signatures_of(read(adopted))) == 2


@pytest.mark.parametrize("year", [2015, 2045])
def test_a_certificate_made_while_the_clock_was_wrong_is_no_dead_end(tmp_path, year):
    made = counted(tmp_path)
    agreements.adopt(made.hall, {**all_hands(made.hall), "flags": []})
    made.hall.now = lambda: datetime(year, 1, 1)
    answer = made.client().get("/archive/record.zip", headers={"Accept": "application/json"})
    assert answer.status_code == 409 and FILE in answer.json["error"]["message"]
    made.hall.config.instance.joinpath(FILE).rename(tmp_path / "cũ.pem")
    again = made.reopened()
    assert paper_checks(record(again))[0] == []


REFUSED = {
    "wrong password": ("pkcs12-password", {"p12": own(), "password": "sai"}),
    "no file": ("pkcs12-missing", {}),
    "not a p12": ("pkcs12-unreadable", {"p12": b"not one"}),
    "expired": ("certificate-expired", {"p12": own(end=NOW.replace(month=11))}),
    "no such paper": ("paper-missing", {"p12": own(), "paper": "../kiosk.key"}),
}


@pytest.mark.parametrize(("code", "given"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_sign_is_said_and_the_paper_stays(adopted, code, given):
    before = read(adopted)
    answer = sign(adopted, **given)
    assert answer.status_code in (400, 404, 409) and answer.json["error"]["code"] == code
    assert read(adopted) == before and not [fact for fact in adopted.hall.facts if fact.name == "paper_signed"]


def test_before_the_adoption_there_is_nothing_to_sign(tmp_path):
    made = counted(tmp_path)
    answer = sign(made, own())
    assert answer.status_code == 409 and signatures_of(read(made)) == []
    assert not [name for name in record(made) if name.endswith(".pdf")]


def test_p9_nobody_signs_from_the_room(adopted):
    form = {"paper": "count-minutes", "role": "Chủ trì", "password": PASSWORD, "file": (io.BytesIO(own()), "x.p12")}
    answer = adopted.client().post("/desk/sign", data=form, content_type="multipart/form-data")
    assert answer.status_code in (403, 404) and len(signatures_of(read(adopted))) == 1


def test_neither_password_nor_key_is_kept_anywhere(adopted, tmp_path):
    secret = "rat-bi-mat-98765"
    sign(adopted, own(), secret)
    sign(adopted, own())
    kept = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert secret.encode() not in kept and PASSWORD.encode() not in kept
