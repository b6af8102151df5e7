"""Promises P6 (anyone can check), P8 (nothing is altered unseen) and P10, for the record that people take home."""

import json

import pytest

from ballots.record.checking import verify_archive, verify_record
from ballots.record.contents import CERTIFICATE, PAPERS, SHEET, VERIFIER
from ballots.record.document import TIMED_DEEDS, make_draft_document
from ballots.record.packing import MANIFEST, PUBLIC_KEY, SIGNATURE, open_record
from ballots.record.readme import README
from ballots.record.results import RESULTS
from ballots.record.shape import MEETING, read_document
from ballots.record.signature import fingerprint
from tests import builders
from tests.meetings import CONTESTS, KIOSK, STRANGER, VOTES, Counted, Play, counted, pem, repacked
from tests.records import codes, document, whole

COUNTED = counted()
RECORD = COUNTED.record()
FILES = open_record(RECORD)
BOX = f"{COUNTED.board.uuid}.bel"
WHOLE = whole()
EVERYTHING = WHOLE.record()


def test_p6_a_record_verifies_and_says_what_the_box_says():
    report = verify_record(RECORD)
    assert report.ok and report.kind == "record" and not report.unchecked
    first = report.first
    assert (first["ballots"], first["credentials"], first["head"]) == (3, 3, COUNTED.board.head)
    assert first["result"] == [[0, 2, 2, 1], [1, 1, 1]]
    assert first["contests"][0] == {
        "title": CONTESTS[0].title,
        "seats": 2,
        "blank": 0,
        "votes": {"Phú Thọ": 2, "Quảng Ninh": 2, "Bắc Ninh": 1},
    }
    assert report.kiosk == fingerprint(pem(KIOSK)) and not report.adopted


def test_p6_a_record_of_everything_verifies_and_says_every_round():
    report = verify_record(EVERYTHING)
    assert report.ok, report.failed
    assert [(r["number"], r["runoff"], r["voided"], r["ballots"]) for r in report.rounds] == [
        (1, False, "Mất điện", 2),
        (2, False, "", 3),
        (3, True, "", 4),
    ]
    assert report.rounds[0]["result"] == [] and report.first == report.rounds[1]
    assert [place["elected"] for place in report.outcome[0]["nominees"]] == [True, True, False]
    assert report.meeting["officers"] == {"leader": "Quảng Ninh", "deputy": ""}
    assert report.adopted and {flag["flag"] for flag in report.meeting["adoption"]["flags"]} == {"government"}


def test_p6_the_box_inside_verifies_alone():
    report = verify_archive(FILES[BOX])
    assert report.ok and (report.kind, report.kiosk) == ("archive", None)
    assert report.first["result"] == [[0, 2, 2, 1], [1, 1, 1]] and report.first["uuid"] == COUNTED.board.uuid


def test_an_archive_before_the_tally_has_no_result_and_is_sound():
    setup = builders.archive(((3, 2),), [[[0]]], until="Ballot")
    report = verify_archive(setup)
    assert report.ok and report.first["result"] == [] and report.first["contests"][0]["votes"] == {}


@pytest.mark.parametrize("made", [COUNTED, WHOLE])
def test_the_record_is_the_same_bytes_each_time_it_is_made(made):
    assert made.record() == made.record()


def test_before_the_adoption_there_are_no_papers_inside_and_after_it_all_of_them():
    always = {MANIFEST, SIGNATURE, PUBLIC_KEY, MEETING, RESULTS, SHEET, README, VERIFIER}
    assert set(FILES) == {BOX, *always}
    boxes = {f"{uuid}.bel" for uuid in WHOLE.boards}
    opened = {f"{one.uuid}.audited.jsons" for one in WHOLE.meeting.finished if one.audited}
    assert len(opened) == 1 and set(open_record(EVERYTHING)) == {
        *boxes,
        *opened,
        *always,
        CERTIFICATE,
        *PAPERS.values(),
    }


def test_a_record_before_the_count_is_our_own_mistake():
    early = Counted(COUNTED.facts[:-1], COUNTED.boards, COUNTED.helds)
    with pytest.raises(ValueError):
        early.record()
    called = Play().vote(VOTES).runoff().told()
    with pytest.raises(ValueError):
        called.record()


@pytest.mark.parametrize("made", [COUNTED, WHOLE])
def test_p10_the_record_has_no_time_of_a_ballot_and_no_secret(made):
    text = made.record().decode("latin-1")
    assert not any(secret in text for held in made.helds for secret in held.secrets)
    assert "invite-1" not in text
    assert {deed["deed"] for deed in json.loads(document(made.record()))["deeds"]} <= set(TIMED_DEEDS)
    assert not any(word in text for word in ("ballot_accepted", "unit_marked", "teller_share_received"))


def test_p8_undoing_is_in_the_record_with_its_reason():
    deeds = json.loads(document(EVERYTHING))["deeds"]
    assert [(deed["deed"], deed["reason"]) for deed in deeds if deed["reason"]] == [
        ("roll_call_unsealed", "Đơn vị đến muộn"),
        ("round_voided", "Mất điện"),
    ]


def test_readme_names_what_to_compare():
    text = FILES[README].decode("utf-8-sig")
    assert fingerprint(pem(KIOSK)) in text and COUNTED.board.head in text and BOX in text and "DIỄN TẬP" not in text
    assert not any(name in text for name in PAPERS.values())


def test_readme_names_every_box_and_every_paper():
    text = open_record(EVERYTHING)[README].decode("utf-8-sig")
    for uuid, board in WHOLE.boards.items():
        assert f"{uuid}.bel" in text and board.head in text
    assert "đã hủy: Mất điện" in text and all(name in text for name in (CERTIFICATE, *PAPERS.values()))


def test_a_record_signed_by_another_laptop_says_whose_fingerprint_it_is():
    report = verify_record(repacked(RECORD, {}, key=STRANGER))
    assert codes(report) == ["meeting-kiosk"]
    assert all(fingerprint(pem(key)) in report.failed[0].message for key in (KIOSK, STRANGER))


def test_a_whole_record_by_another_laptop_holds_and_only_the_photograph_can_tell():
    report = verify_record(COUNTED.record(STRANGER))
    assert report.ok and report.kiosk == fingerprint(pem(STRANGER)) != fingerprint(pem(KIOSK))


def test_p12_a_rehearsals_record_says_so_and_cannot_lose_it():
    practice = counted(rehearsal=True)
    record = practice.record()
    assert verify_record(record).ok
    files = open_record(record)
    assert b"DI\xe1\xbb\x84N T\xe1\xba\xacP" in files[README]
    real = files[MEETING].replace(b'"rehearsal": true', b'"rehearsal": false')
    assert codes(verify_record(repacked(record, {MEETING: real}))) == ["meeting-election", "results-mismatch"]


def test_no_ballot_at_all_is_a_record_too():
    report = verify_record(counted(votes=(None, None)).record())
    assert report.ok and report.first["ballots"] == 0 and report.first["result"] == [[0, 0, 0, 0], [0, 0, 0]]


def test_before_the_count_the_papers_have_the_same_shape_to_work_from():
    meeting = Play().meeting
    draft = read_document(make_draft_document(meeting, "", "test"))
    assert [one["number"] for one in draft["rounds"]] == [1] and draft["outcome"] == []
    assert [contest["count"] for contest in draft["rounds"][0]["contests"]] == [None, None]
    assert read_document(make_draft_document(COUNTED.meeting, "", "test"))["outcome"]
