"""The ballots that voters had opened, in a record: all of them, each a ballot that the box would have taken, none counted."""

import json
from dataclasses import asdict
from functools import cache

import pytest

from ballots.protocol.ballot import tracker
from ballots.protocol.encoding import sha_hex
from ballots.record.audited import audited_ballots
from ballots.record.checking import verify_record
from ballots.record.packing import open_record
from ballots.record.shape import MEETING
from tests.meetings import DECIDING, VOTES, Counted, Play, repacked
from tests.records import codes, document

OPENED = (((0,), ()), ((1, 2), (0,)), ((), ()))


@cache
def meeting() -> Counted:
    """Three ballots opened in the first round, one in the run-off, none in the voided round between."""
    play = Play().vote(VOTES, audited=OPENED)
    play.tell("runoff_called", {"contests": _contests(play)}).vote(DECIDING, until="Ballot").void()
    return play.vote(DECIDING, audited=(((0,), (0,)),)).told()


def _contests(play: Play) -> list[dict]:
    return [asdict(contest) for contest in play.meeting.runoff]


def names() -> list[str]:
    return [f"{held.election.uuid}.audited.jsons" for held in meeting().helds]


def lines(place: int = 0) -> list[bytes]:
    return audited_ballots(open_record(meeting().record())[names()[place]])


def written(raws: list[bytes]) -> bytes:
    return b"".join(raw + b"\n" for raw in raws)


def lied(change, file: bytes | None = None, place: int = 0) -> list[str]:
    """What is said of the record with a changed meeting.json, and with that file, if it is given."""
    record = meeting().record()
    changed = {MEETING: document(record, change)} | ({names()[place]: file} if file is not None else {})
    return codes(verify_record(repacked(record, changed)))


def keep(document) -> None:
    """meeting.json stays as it is."""


def test_a_sound_record_holds_them_in_an_order_that_tells_nothing():
    record = meeting().record()
    assert verify_record(record).failed == () and verify_record(record).ok
    files = open_record(record)
    assert [name in files for name in names()] == [True, False, True]
    assert [len(lines(place)) for place in (0, 2)] == [3, 1]
    assert lines() == sorted(lines(), key=sha_hex)
    stated = [one["audited"] for one in json.loads(files[MEETING])["rounds"]]
    assert stated == [sorted(map(tracker, lines())), [], [tracker(lines(2)[0])]]


def test_whoever_keeps_quiet_about_an_opened_ballot_is_found_out():
    assert lied(lambda d: d["rounds"][0]["audited"].pop()) == ["audited-list"]
    assert lied(keep, written(lines()[:2])) == ["audited-list"]
    assert lied(keep, b"") == ["audited-list"]


def test_a_file_left_out_or_brought_in_is_named():
    record, (first, second, _) = meeting().record(), names()
    gone = verify_record(repacked(record, {first: None}))
    assert codes(gone) == ["record-file-missing", "audited-list"]
    more = verify_record(repacked(record, {second: written(lines())}))
    assert codes(more)[:1] == ["record-file-extra"] and "audited-list" in codes(more)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda raws: written(raws[::-1]),
        lambda raws: written(raws)[:-1],
        lambda raws: written([*raws, raws[0]]),
        lambda raws: written(raws) + b"\n",
        lambda raws: written([raws[0] + b" ", *raws[1:]]),
    ],
    ids=["another order", "cut off", "one twice", "an empty line", "a space"],
)
def test_the_file_has_one_form(spoil):
    assert "audited-list" in lied(keep, spoil(lines()))


def test_a_ballot_that_no_box_would_have_taken_is_no_proof_of_anything():
    foreign = lines(2)[0]
    raws = sorted([*lines()[1:], foreign], key=sha_hex)
    told = lied(lambda d: d["rounds"][0].update(audited=sorted(map(tracker, raws))), written(raws))
    assert told == ["audited-invalid"]


def test_what_was_opened_was_not_counted():
    """A kiosk that counts an opened ballot says so itself, or is caught by who was shown the opening."""
    cast = meeting().boards[meeting().helds[0].election.uuid].payloads("Ballot")[0]
    raws = sorted([*lines(), cast], key=sha_hex)
    told = lied(lambda d: d["rounds"][0].update(audited=sorted(map(tracker, raws))), written(raws))
    assert told == ["audited-in-box"]


def test_without_meeting_json_the_files_are_not_called_strange():
    told = codes(verify_record(repacked(meeting().record(), {MEETING: b"{}"})))
    assert "record-file-extra" not in told
