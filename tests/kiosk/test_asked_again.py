"""P4 at the desk: what is sent again because its answer was lost is done once. A page says what it has `seen`; who has seen the
first one written means another."""

import io

import pytest

from ballots.record.contents import PAPERS
from kiosk.pades import signatures_of
from tests.certificates import PASSWORD, own_today
from tests.halls import Room, all_hands, contest, room

LOST = {"favour": 1, "against": 2, "abstain": 0}


def names(made: Room) -> list[str]:
    return [fact.name for fact in made.hall.facts]


def sent(made: Room, deed: str, body: dict, seen: int | None = None) -> None:
    """By a page that was drawn when `seen` facts were written; now, if not said."""
    known = {"seen": made.hall.meeting.seq if seen is None else seen}
    answer = made.desk().post(f"/desk/{deed}", json={**body, **known})
    assert answer.status_code == 200, answer.json


PREPARING = {
    "a vote that was lost": ("hand-vote", {"subject": "rules", "about": "", **LOST}, "hand_voted"),
    "a vote that was carried": (
        "hand-vote",
        {"subject": "rules", "favour": 3, "against": 0, "abstain": 0},
        "hand_voted",
    ),
    "a mark of the roll call": ("roll-call", {"unit": 1, "present": None}, "unit_marked"),
    "the meeting's details": (
        "details",
        {"title": "Khác", "cluster": "Cụm thi đua số 5", "year": 2025},
        "details_set",
    ),
}


@pytest.mark.parametrize(("deed", "body", "fact"), PREPARING.values(), ids=PREPARING)
def test_p4_before_the_vote_what_comes_again_is_done_once(tmp_path, deed, body, fact):
    made = room(tmp_path, "preparing")
    seen, before = made.hall.meeting.seq, names(made).count(fact)
    sent(made, deed, body, seen)
    again = made.desk().post(f"/desk/{deed}", json={**body, "seen": seen})
    assert again.status_code == 200 or again.json["error"]["code"] == "changed-elsewhere"
    assert names(made).count(fact) == before + 1


def test_a_vote_that_is_lost_twice_in_the_same_way_is_two_votes(tmp_path):
    made = room(tmp_path, "preparing")
    for _ in range(2):
        sent(made, "hand-vote", {"subject": "rules", "about": "", **LOST})
    assert names(made).count("hand_voted") == 2


def test_p4_to_go_back_on_an_agreement_comes_again_after_the_next_one_and_leaves_it(tmp_path):
    made = room(tmp_path, "sealed")
    sent(made, "unseal", {"reason": "Sửa"})
    seen = made.hall.meeting.seq
    for _ in range(2):
        sent(made, "reopen", {"subject": "rules", "about": "", "reason": "Xem lại"}, seen)
    sent(made, "hand-vote", {"subject": "rules", "about": "", **all_hands(made.hall)})
    sent(made, "reopen", {"subject": "rules", "about": "", "reason": "Xem lại"}, seen)
    assert made.hall.meeting.agreed("rules") and names(made).count("agreement_withdrawn") == 1


def test_p4_a_seal_and_its_breaking_that_come_once_more_too_late_change_nothing(tmp_path):
    made = room(tmp_path, "sealed")
    first = made.hall.meeting.seq
    sent(made, "unseal", {"reason": "Đơn vị đến muộn"}, first)
    sent(made, "seal", {}, first - 1)
    assert made.hall.meeting.stage.value == "preparing"
    sent(made, "seal", {})
    sent(made, "unseal", {"reason": "Đơn vị đến muộn"}, first)
    assert made.hall.meeting.stage.value == "sealed"


def test_p4_an_entry_of_a_count_on_paper_is_written_once_and_the_second_one_is_answered_again(tmp_path):
    made = room(tmp_path, "sealed", contests=[contest(2, 1)])
    seen = made.hall.meeting.seq

    def count(teller: int, *votes: int) -> dict:
        column = {"invalid": 0, "blank": 0, "votes": list(votes)}
        return {"teller": teller, "issued": 3, "returned": 3, "contests": [column]}

    for body in (count(1, 3, 0), count(1, 3, 0), count(1, 2, 1), count(1, 3, 0), count(2, 2, 1), count(2, 2, 1)):
        sent(made, "hand-count", body, seen)
    assert names(made).count("hand_count_entered") == 2 and names(made).count("hand_count_agreed") == 1
    assert made.hall.meeting.counts == ((0, 2, 1),)


def test_p4_an_adoption_that_was_lost_is_written_once(tmp_path):
    made = room(tmp_path, "counted", votes=[[[0, 1]], [[0]]])
    seen = made.hall.meeting.seq
    for _ in range(2):
        sent(made, "adopt", {**LOST, "flags": []}, seen)
    assert names(made).count("hand_voted") == names(room(tmp_path / "other", "counted")).count("hand_voted") + 1


@pytest.fixture
def adopted(tmp_path) -> Room:
    made = room(tmp_path, "counted", votes=[[[0, 1]], [[0]]])
    sent(made, "adopt", {**all_hands(made.hall), "flags": []})
    return made


def sign(made: Room, p12: bytes, role: str = "Chủ trì") -> int:
    form = {"paper": "report", "role": role, "password": PASSWORD, "file": (io.BytesIO(p12), "own.p12")}
    return made.desk().post("/desk/sign", data=form, content_type="multipart/form-data").status_code


def borne(made: Room) -> list[str]:
    paper = made.hall.config.papers_path / made.hall.meeting_name / PAPERS["report"]
    return [one.role for one in signatures_of(paper.read_bytes())][1:]


def listed(made: Room) -> list[str]:
    return [one["role"] for one in made.hall.meeting.signatures]


def test_p4_whoever_signs_again_has_signed_once(adopted):
    own = own_today()
    assert [sign(adopted, own), sign(adopted, own), sign(adopted, own, "Thư ký")] == [200] * 3
    assert borne(adopted) == listed(adopted) == ["Chủ trì", "Thư ký"]


def test_p7_a_signature_whose_fact_was_not_written_is_listed_when_anybody_signs_again(adopted, monkeypatch):
    """The kiosk dies after the file was written, and before the fact."""
    own = own_today()
    with monkeypatch.context() as dying:
        dying.setattr(adopted.hall, "record", lambda *fact, **more: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            sign(adopted, own)
    assert (borne(adopted), listed(adopted)) == (["Chủ trì"], [])
    again = adopted.reopened()
    assert sign(again, own, "Thư ký") == 200
    assert borne(again) == listed(again) == ["Chủ trì", "Thư ký"]
