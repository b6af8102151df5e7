"""What takes seconds runs in a thread, and the room goes on meanwhile: whatever is done then, no meeting's data end up in
another's papers, record or facts."""

import json
from collections.abc import Callable

import gevent
import pytest

from ballots.errors import Broken, Refused
from ballots.record.checking import verify_record
from ballots.record.packing import open_record
from ballots.record.shape import MEETING
from kiosk import agreements, casting, deeds, filing, paperwork, rounds
from kiosk.hall import Hall
from kiosk.offload import offload
from kiosk.pades import signatures_of
from tests.certificates import PASSWORD, own
from tests.halls import Room, all_hands, contest, room

NEXT = {"title": "Hội nghị năm sau", "cluster": "Cụm thi đua số 5", "year": 2026}


def counted(folder) -> Room:
    return room(folder, "counted", votes=[[[0, 1]], [[0]]])


def adopt(hall: Hall) -> None:
    agreements.adopt(hall, {**all_hands(hall), "flags": []})


def meanwhile(monkeypatch, module, deed: Callable[[], object]) -> None:
    """`deed` is done while the next work of `module` waits for its thread."""
    left = [deed]

    def later(work, *arguments):
        while left:
            left.pop()()
        return offload(work, *arguments)

    monkeypatch.setattr(module, "offload", later)


def names(hall: Hall) -> list[str]:
    return [fact.name for fact in hall.facts]


def test_a_record_fetched_while_the_meeting_adopts_its_result_is_the_one_from_before(tmp_path, monkeypatch):
    made = counted(tmp_path)
    meanwhile(monkeypatch, filing, lambda: adopt(made.hall))
    before, after = filing.file_record(made.hall), filing.file_record(made.hall)
    assert json.loads(open_record(before)[MEETING])["adoption"] is None and verify_record(before).ok
    assert json.loads(open_record(after)[MEETING])["adoption"] and verify_record(after).ok


@pytest.mark.parametrize("ask", [filing.file_record, lambda hall: paperwork.paper(hall, "report")])
def test_what_is_made_while_the_next_meeting_begins_stays_with_its_own(tmp_path, monkeypatch, ask):
    made = counted(tmp_path)
    adopt(made.hall)
    name = made.hall.meeting_name
    meanwhile(monkeypatch, filing if ask is filing.file_record else paperwork, lambda: made.hall.call_meeting(NEXT))
    assert ask(made.hall)
    assert [folder.name for folder in made.hall.config.papers_path.iterdir()] == [name]


def test_the_next_meeting_waits_for_whoever_is_signing(tmp_path, monkeypatch):
    made = counted(tmp_path)
    adopt(made.hall)
    called = []

    def call() -> None:
        called.append(gevent.spawn(deeds.call_meeting, made.hall, NEXT))
        gevent.sleep(0.05)

    meanwhile(monkeypatch, paperwork, call)
    name = made.hall.meeting_name
    paperwork.sign_paper(made.hall, "report", own(), PASSWORD, "Chủ trì")
    assert names(made.hall)[-1] == "paper_signed"
    with pytest.raises(Refused) as refused:
        called[0].get(timeout=60)
    assert refused.value.code == "changed-elsewhere"
    deeds.call_meeting(made.hall, NEXT)
    kept = open_record((made.hall.config.records_path / f"{name}.zip").read_bytes())
    assert len(signatures_of(kept["bao-cao.pdf"])) == 2


def test_nobody_signs_in_the_meeting_after_the_one_he_meant(tmp_path, monkeypatch):
    made = counted(tmp_path)
    adopt(made.hall)
    signed = []

    def sign() -> None:
        signed.append(gevent.spawn(paperwork.sign_paper, made.hall, "report", own(), PASSWORD, "Chủ trì"))
        gevent.sleep(0.05)

    meanwhile(monkeypatch, filing, sign)
    deeds.call_meeting(made.hall, NEXT)
    with pytest.raises(Refused) as refused:
        signed[0].get(timeout=60)
    assert refused.value.code == "not-adopted" and names(made.hall) == ["meeting_called"]


@pytest.mark.parametrize(
    "deed",
    [adopt, lambda hall: rounds.void_round(hall, "Đếm lại"), lambda hall: hall.call_meeting(NEXT)],
    ids=["adopted", "voided", "called twice"],
)
def test_the_desk_goes_on_only_from_the_meeting_whose_record_it_has_kept(tmp_path, monkeypatch, deed):
    made = counted(tmp_path)
    meanwhile(monkeypatch, filing, lambda: deed(made.hall))
    with pytest.raises(Refused) as refused:
        deeds.call_meeting(made.hall, {**NEXT, "title": "Hội nghị khác"})
    assert refused.value.code == "changed-elsewhere" and made.hall.meeting.title != "Hội nghị khác"


def test_papers_that_another_meeting_left_under_the_same_name_are_never_taken_for_its_own(tmp_path):
    made = room(tmp_path, "sealed", contests=[contest(2, 1)])
    for teller in (1, 2):
        column = {"invalid": 0, "blank": 0, "votes": [3, 0]}
        rounds.enter_hand_count(made.hall, teller, {"issued": 3, "returned": 3, "contests": [column]})
    adopt(made.hall)
    left = made.hall.config.papers_path / made.hall.meeting_name
    left.mkdir(parents=True)
    (left / MEETING).write_text('{"meeting": {"title": "Hội nghị của người khác"}}')
    with pytest.raises(Broken) as broken:
        filing.file_record(made.hall)
    assert broken.value.code == "papers-of-another"
    left.rename(left.with_name("cũ"))
    assert verify_record(filing.file_record(made.hall)).ok


def test_a_ballot_checked_while_its_round_is_voided_and_the_next_one_opened_is_in_neither(tmp_path, monkeypatch):
    made = room(tmp_path, "open")

    def again() -> None:
        rounds.void_round(made.hall, "Mất điện")
        rounds.prepare_next_round(made.hall)
        rounds.open_voting(made.hall)

    raw = made.sealed_ballot(0, [[0]])
    meanwhile(monkeypatch, casting, again)
    with pytest.raises(Broken) as broken:
        casting.cast(made.hall, raw)
    assert broken.value.code == "credential-unknown" and made.hall.meeting.returned == 0
    made.vote(0, [[0]])
