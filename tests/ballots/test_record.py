"""Promises P6 (anyone can check) and P8 (nothing is altered unseen), for the record that people take home."""

import csv
import hashlib
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ballots.errors import Broken
from ballots.record import packing
from ballots.record.checking import verify_archive, verify_record
from ballots.record.document import MEETING, TIMED_DEEDS
from ballots.record.packing import MANIFEST, PUBLIC_KEY, SIGNATURE, open_record, write_zip
from ballots.record.readme import README
from ballots.record.results import RESULTS, make_results
from ballots.record.signature import fingerprint
from tests import meetings
from tests.meetings import CONTESTS, KIOSK, STRANGER, counted, pem, repacked

COUNTED = counted()
RECORD = COUNTED.record()
FILES = open_record(RECORD)
BOX = f"{COUNTED.board.uuid}.bel"


def codes(report):
    return [failure.code for failure in report.failed]


def document(change=lambda document: None):
    """meeting.json, changed and written as the kiosk writes it."""
    value = json.loads(FILES[MEETING])
    change(value)
    return packing.write_json(value)


def test_p6_a_record_verifies_and_says_what_the_box_says():
    report = verify_record(RECORD)
    assert report.ok and report.kind == "record" and not report.unchecked
    assert (report.ballots, report.credentials, report.head) == (3, 3, COUNTED.board.head)
    assert report.result == [[0, 2, 2, 1], [1, 1, 1]]
    assert report.contests[0] == {
        "title": CONTESTS[0].title,
        "seats": 2,
        "blank": 0,
        "votes": {"Phú Thọ": 2, "Quảng Ninh": 2, "Bắc Ninh": 1},
    }
    assert report.kiosk == fingerprint(pem(KIOSK))


def test_p6_the_box_inside_verifies_alone():
    report = verify_archive(FILES[BOX])
    assert report.ok and (report.kind, report.kiosk) == ("archive", None) and report.result == [[0, 2, 2, 1], [1, 1, 1]]


def test_an_archive_before_the_tally_has_no_result_and_is_sound():
    setup = meetings.builders.archive(((3, 2),), [[[0]]], until="Ballot")
    report = verify_archive(setup)
    assert report.ok and report.result == [] and report.contests[0]["votes"] == {}


def test_the_record_is_the_same_bytes_each_time_it_is_made():
    assert COUNTED.record() == RECORD


def test_seven_files_and_the_manifest_lists_the_sums_of_five():
    assert sorted(FILES) == sorted([BOX, MANIFEST, SIGNATURE, PUBLIC_KEY, MEETING, RESULTS, README])
    sums = json.loads(FILES[MANIFEST])["files"]
    listed = set(FILES) - {MANIFEST, SIGNATURE}
    assert sums == {name: hashlib.sha256(FILES[name]).hexdigest() for name in listed}


def test_the_form_of_the_package_never_drifts_with_the_library():
    """A record must verify in ten years: these bytes may only change together with the record's version."""
    packed = write_zip({"b.txt": "hòm phiếu".encode(), "a.bel": bytes(range(256))})
    assert hashlib.sha256(packed).hexdigest() == "adac31cbbb8c6328cea4d35c6632b4f5b97becc65ff9f011e3c78fc952048b6b"


def test_a_record_before_the_count_is_our_own_mistake():
    early = meetings.Counted(COUNTED.facts[:-3], COUNTED.board, COUNTED.held)
    with pytest.raises(ValueError):
        early.record()


def test_p10_the_record_has_no_time_of_a_ballot_and_no_secret():
    text = RECORD.decode("latin-1")
    assert not any(secret in text for secret in COUNTED.held.secrets)
    assert "invite-1" not in text
    assert {deed["deed"] for deed in json.loads(FILES[MEETING])["deeds"]} <= set(TIMED_DEEDS)
    assert not any(word in text for word in ("ballot_accepted", "unit_marked", "teller_share_received"))


def test_p8_undoing_is_in_the_record_with_its_reason():
    undone = [deed for deed in json.loads(FILES[MEETING])["deeds"] if deed["deed"] == "roll_call_unsealed"]
    assert [deed["reason"] for deed in undone] == ["Đơn vị đến muộn"]


def test_readme_names_what_to_compare():
    text = FILES[README].decode("utf-8-sig")
    assert fingerprint(pem(KIOSK)) in text and COUNTED.board.head in text and BOX in text and "DIỄN TẬP" not in text


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(RECORD) - 1), st.integers(1, 255))
def test_p8_any_changed_byte_is_refused(place, change):
    damaged = bytearray(RECORD)
    damaged[place] ^= change
    assert not verify_record(bytes(damaged)).ok


@pytest.mark.parametrize("damaged", [b"", b"PK\x03\x04", RECORD[:-1], RECORD[:5000], RECORD + b"\0", b"x" + RECORD])
def test_p8_a_record_cut_or_grown_is_refused_and_says_that_nothing_could_be_checked(damaged):
    report = verify_record(damaged)
    assert codes(report)[0] in ("record-damaged", "record-not-canonical")
    assert len(report.failed) == 1 and report.unchecked and not report.checked


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"../escape": b""}, "record-name"),
        ({"folder/a": b""}, "record-name"),
        ({"C:a": b""}, "record-name"),
        ({"a" * 101: b""}, "record-name"),
        ({f"f{i}": b"" for i in range(60)}, "record-name"),
    ],
)
def test_strange_names_are_refused(files, code):
    assert codes(verify_record(_zip(files))) == [code]


def test_repeated_names_compression_and_bombs_are_refused():
    with pytest.warns(UserWarning):
        twice = _zip({"a": b"1"}, again="a")
    assert codes(verify_record(twice)) == ["record-name"]
    deflated = _zip({"a": bytes(10_000_000)}, compression=packing.zipfile.ZIP_DEFLATED)
    assert codes(verify_record(deflated)) == ["record-not-canonical"]
    assert codes(verify_record(_zip(FILES))) == ["record-not-canonical"]


def test_a_file_left_out_or_added_is_named():
    for name in (MEETING, RESULTS, README, BOX):
        report = verify_record(repacked(RECORD, {name: None}))
        assert "record-file-missing" in codes(report)
        assert report.unchecked or name == README
    report = verify_record(repacked(RECORD, {"note.txt": b"hello"}))
    assert codes(report) == ["record-file-extra"] and "note.txt" in report.failed[0].message
    assert codes(verify_record(repacked(RECORD, {"x" * 14 + ".bel": FILES[BOX]})))[0] == "record-file-extra"


@pytest.mark.parametrize("name", [MANIFEST, SIGNATURE, PUBLIC_KEY])
def test_without_key_manifest_or_signature_the_rest_is_still_checked(name):
    report = verify_record(write_zip({other: FILES[other] for other in FILES if other != name}))
    assert codes(report)[0] == "record-file-missing" and report.unchecked and report.result == [[0, 2, 2, 1], [1, 1, 1]]


def test_a_changed_file_under_the_old_signature_is_named():
    report = verify_record(write_zip({**FILES, README: b"changed"}))
    assert codes(report) == ["manifest-sum"] and README in report.failed[0].message


@pytest.mark.parametrize("manifest", [b"{}\n", b"[]\n", b"\xff", b'{"files": 1}\n'])
def test_a_strange_manifest_is_refused(manifest):
    report = verify_record(write_zip({**FILES, MANIFEST: manifest}))
    assert codes(report) == ["manifest-malformed", "signature-invalid"]


@pytest.mark.parametrize("name", [MEETING, RESULTS, README])
def test_a_changed_file_with_a_changed_manifest_needs_a_signature(name):
    listed = {**FILES, name: FILES[name] + b" "}
    manifest = packing.manifest_of({n: listed[n] for n in listed if n not in (MANIFEST, SIGNATURE)})
    assert "signature-invalid" in codes(verify_record(write_zip({**listed, MANIFEST: manifest})))


def test_a_record_signed_by_another_laptop_says_whose_fingerprint_it_is():
    report = verify_record(repacked(RECORD, {}, key=STRANGER))
    assert codes(report) == ["meeting-kiosk"]
    assert all(fingerprint(pem(key)) in report.failed[0].message for key in (KIOSK, STRANGER))


def test_a_whole_record_by_another_laptop_holds_and_only_the_photograph_can_tell():
    report = verify_record(COUNTED.record(STRANGER))
    assert report.ok and report.kiosk == fingerprint(pem(STRANGER)) != fingerprint(pem(KIOSK))


def present(value, at, to):
    value["roster"][at]["present"] = to


LIES = {
    # what a dishonest kiosk, which can sign, writes into meeting.json: what the verifier says
    "an absent unit made present (P1)": (lambda d: present(d, -1, True), "meeting-units"),
    "a present unit made absent (P1)": (lambda d: present(d, 0, False), "meeting-units"),
    "a unit twice on the roster (P1)": (lambda d: d["roster"].append({**d["roster"][3], "id": 99}), "meeting-rules"),
    "two units with one number": (lambda d: d["roster"][1].update(id=1), "meeting-rules"),
    "more slips issued": (lambda d: d["slips"].update(issued=9), "meeting-slips"),
    "fewer ballots returned": (lambda d: d["slips"].update(returned=2), "meeting-returned"),
    "another check mark": (lambda d: d["slips"].update(mark="ZZZZ"), "meeting-election"),
    "another election": (lambda d: d["election"].update(uuid="1" * 14), "meeting-election"),
    "another fingerprint": (lambda d: d["election"].update(fingerprint="x"), "meeting-election"),
    "another title": (lambda d: d["meeting"].update(title="Khác"), "meeting-election"),
    "another year": (lambda d: d["meeting"].update(year=2024), "meeting-election"),
    "a vote called a rehearsal (P12)": (lambda d: d["meeting"].update(rehearsal=True), "meeting-election"),
    "another contest": (lambda d: d["contests"][0].update(title="Khác"), "meeting-contests"),
    "one seat more": (lambda d: d["contests"][1].update(seats=2), "meeting-contests"),
    "nominees exchanged": (lambda d: d["contests"][1]["nominees"].reverse(), "meeting-contests"),
    "a nominee twice": (lambda d: d["contests"][1].update(nominees=["A", "A"]), "meeting-rules"),
    "tellers exchanged": (lambda d: d["tellers"].reverse(), "meeting-tellers"),
    "a key of another teller": (lambda d: d["tellers"][0].update(public_key="00"), "meeting-tellers"),
    "a code that is not the key's": (lambda d: d["tellers"][0].update(code="AAAA-AAAA"), "meeting-tellers"),
    "another head (P8)": (lambda d: d["board"].update(head="0" * 64), "meeting-head"),
    "another kiosk": (lambda d: d["kiosk"].update(fingerprint="0000"), "meeting-kiosk"),
    "a vote more": (lambda d: d["outcome"][0]["nominees"][0].update(votes=3), "meeting-outcome"),
    "a blank vote less": (lambda d: d["outcome"][1].update(blank=0), "meeting-outcome"),
    "a tie decided (P11)": (lambda d: d["outcome"][1]["nominees"][0].update(tied=False), "meeting-outcome"),
    "another rank": (lambda d: d["outcome"][0]["nominees"][0].update(rank=2), "meeting-outcome"),
    "an outcome left out": (lambda d: d["outcome"].pop(), "meeting-outcome"),
    "a field more": (lambda d: d.update(note="x"), "meeting-malformed"),
    "a field less": (lambda d: d.pop("deeds"), "meeting-malformed"),
    "a field of another kind": (lambda d: d["slips"].update(issued="3"), "meeting-malformed"),
    "true for one": (lambda d: d["slips"].update(issued=True), "meeting-malformed"),
    "fields in another order": (lambda d: d.update(software=d.pop("software")), "meeting-malformed"),
    "another version": (lambda d: d.update(version=2), "meeting-malformed"),
}


@pytest.mark.parametrize(("lie", "code"), LIES.values(), ids=LIES.keys())
def test_p8_a_signed_lie_is_found_by_the_box(lie, code):
    report = verify_record(repacked(RECORD, {MEETING: document(lie)}))
    assert code in codes(report) and not report.ok


FREE = ("software", "deeds", "id", "name", "leader", "office", "unit")
"""What the box cannot confirm: the signature alone speaks for it."""


def leaves(value, path=()):
    if isinstance(value, (dict, list)):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from leaves(value[key], (*path, key))
    else:
        yield path


LEAVES = [path for path in leaves(json.loads(FILES[MEETING])) if not set(FREE) & set(path) or path[0] == "outcome"]
values = st.one_of(st.none(), st.booleans(), st.integers(-1, 5), st.text(max_size=3), st.just([]), st.just({}))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(LEAVES), values)
def test_p8_whatever_else_is_changed_and_signed_is_found(path, value):
    def change(meeting):
        for step in path[:-1]:
            meeting = meeting[step]
        meeting[path[-1]] = value

    altered = document(change)
    assert verify_record(repacked(RECORD, {MEETING: altered})).ok == (altered == FILES[MEETING])


marks = st.tuples(st.sets(st.integers(0, 2), max_size=2), st.sets(st.integers(0, 1), max_size=1))


@settings(max_examples=8, deadline=None)
@given(st.lists(st.one_of(st.none(), marks), min_size=1, max_size=4))
def test_p6_any_votes_make_a_record_that_holds_and_says_their_sums(votes):
    report = verify_record(counted([vote and [sorted(one) for one in vote] for vote in votes]).record())
    cast = [vote for vote in votes if vote is not None]
    sums = [
        [sum(not vote[i] for vote in cast), *(sum(j in vote[i] for vote in cast) for j in range(width))]
        for i, width in enumerate((3, 2))
    ]
    assert report.ok and report.result == sums


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"null\n",
        b"{}\n",
        b"[" * 100_000,
        b'{"a":1,"a":1}',
        b"\xff\xfe",
        b'"\\ud800"\n',
        FILES[MEETING] + b"\n",
        b"1" * 5000,
    ],
)
def test_what_is_no_meeting_leaves_the_box_checked(raw):
    report = verify_record(repacked(RECORD, {MEETING: raw}))
    assert codes(report) == ["meeting-malformed"]
    assert report.unchecked and report.result == [[0, 2, 2, 1], [1, 1, 1]]


def test_a_spreadsheet_that_says_something_else():
    altered = FILES[RESULTS].replace(b",2,", b",3,")
    assert codes(verify_record(repacked(RECORD, {RESULTS: altered}))) == ["results-mismatch"]


def test_a_box_that_was_altered_fails_its_own_audit():
    damaged = FILES[BOX].replace(b'"result":[[0,2', b'"result":[[0,3')
    assert damaged != FILES[BOX]
    report = verify_record(repacked(RECORD, {BOX: damaged}))
    assert codes(report)[0] == "archive-hash" and report.unchecked and report.result == []


def test_the_box_of_another_meeting():
    other = counted()
    report = verify_record(repacked(RECORD, {BOX: None, f"{other.board.uuid}.bel": other.board.archive()}))
    assert {"meeting-election", "meeting-head", "meeting-tellers"} <= set(codes(report))


def test_a_box_under_another_elections_name():
    report = verify_record(repacked(RECORD, {BOX: None, "1" * 14 + ".bel": FILES[BOX]}))
    assert codes(report) == ["meeting-election"]


def test_a_box_that_was_not_counted():
    early = meetings.builders.board(COUNTED.held, until="Ballot").archive()
    assert "record-uncounted" in codes(verify_record(repacked(RECORD, {BOX: early})))


def test_p12_a_rehearsals_record_says_so_and_cannot_lose_it():
    practice = counted(rehearsal=True)
    record = practice.record()
    assert verify_record(record).ok
    files = open_record(record)
    assert b"DI\xe1\xbb\x84N T\xe1\xba\xacP" in files[README]
    real = files[MEETING].replace(b'"rehearsal": true', b'"rehearsal": false')
    assert codes(verify_record(repacked(record, {MEETING: real}))) == ["meeting-election"]


def test_no_ballot_at_all_is_a_record_too():
    report = verify_record(counted(votes=(None, None)).record())
    assert report.ok and report.ballots == 0 and report.result == [[0, 0, 0, 0], [0, 0, 0]]


def test_results_open_in_a_spreadsheet_without_running_anything():
    names = ["=1+1", "+x", "-x", "@x", 'A, "B"']
    nominees = [
        {"name": name, "votes": votes, "rank": 5 - votes, "elected": votes == 4, "tied": False}
        for votes, name in enumerate(names)
    ]
    raw = make_results([{"title": "=cmd", "seats": 1, "open_seats": 0, "blank": 2, "nominees": nominees}])
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
    assert [row[3] for row in rows[1:]] == ['A, "B"', "'@x", "'-x", "'+x", "'=1+1", "Phiếu trắng"]
    assert {row[0] for row in rows[1:]} == {"'=cmd"} and rows[1][2:] == ["1", 'A, "B"', "4", "Được bầu"]


def test_open_record_refuses_by_raising():
    with pytest.raises(Broken):
        open_record(b"not a record")


def _zip(files, again=None, compression=packing.zipfile.ZIP_STORED):
    content = io.BytesIO()
    with packing.zipfile.ZipFile(content, "w", compression) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
        if again:
            archive.writestr(again, b"")
    return content.getvalue()
