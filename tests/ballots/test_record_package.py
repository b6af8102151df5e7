"""The package itself (P8): its files, their sums, the signature, and the one way in which it is written."""

import hashlib
import io
import json
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ballots.errors import Broken
from ballots.record import packing
from ballots.record.checking import verify_record
from ballots.record.contents import CERTIFICATE, PAPERS, SHEET, VERIFIER
from ballots.record.packing import MANIFEST, PUBLIC_KEY, SIGNATURE, open_record, write_zip
from ballots.record.readme import README
from ballots.record.results import RESULTS
from ballots.record.shape import MEETING
from tests.meetings import counted, decided, repacked
from tests.records import codes

COUNTED = counted()
RECORD = COUNTED.record()
FILES = open_record(RECORD)
BOX = f"{COUNTED.board.uuid}.bel"
RESULT = [[0, 2, 2, 1], [1, 1, 1]]


def test_the_manifest_lists_the_sums_of_all_files_but_itself_and_its_signature():
    sums = json.loads(FILES[MANIFEST])["files"]
    assert sums == {n: hashlib.sha256(FILES[n]).hexdigest() for n in set(FILES) - {MANIFEST, SIGNATURE}}


def test_the_form_of_the_package_never_drifts_with_the_library():
    """A record must verify in ten years: these bytes may only change together with the record's version."""
    packed = write_zip({"b.txt": "hòm phiếu".encode(), "a.bel": bytes(range(256))})
    assert hashlib.sha256(packed).hexdigest() == "adac31cbbb8c6328cea4d35c6632b4f5b97becc65ff9f011e3c78fc952048b6b"


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
    assert len(report.failed) == 1 and report.unchecked and not report.checked and not report.rounds


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"../escape": b""}, "record-name"),
        ({"folder/a": b""}, "record-name"),
        ({"C:a": b""}, "record-name"),
        ({"/etc/passwd": b""}, "record-name"),
        ({"a\\b": b""}, "record-name"),
        ({"a" * 101: b""}, "record-name"),
        ({f"f{i}": b"" for i in range(101)}, "record-name"),
    ],
)
def test_strange_names_are_refused(files, code):
    assert codes(verify_record(_zip(files))) == [code]


def test_repeated_names_compression_and_bombs_are_refused():
    with pytest.warns(UserWarning):
        twice = _zip({"a": b"1"}, again="a")
    assert codes(verify_record(twice)) == ["record-name"]
    deflated = _zip({"a": bytes(10_000_000)}, compression=zipfile.ZIP_DEFLATED)
    assert codes(verify_record(deflated)) == ["record-not-canonical"]
    assert codes(verify_record(_zip(FILES))) == ["record-not-canonical"]


def test_a_name_that_is_cut_off_when_it_is_read_is_refused():
    assert codes(verify_record(RECORD.replace(b"README.txt", b"README\0txt"))) == ["record-damaged"]


def test_a_directory_without_end_is_refused_before_it_is_read(monkeypatch):
    entry = zipfile.ZipFile(io.BytesIO(RECORD)).start_dir
    again = RECORD[entry:-22] * 600
    sizes = len(again).to_bytes(4, "little") + entry.to_bytes(4, "little")
    endless = RECORD[:entry] + again + RECORD[-22:-10] + sizes + b"\0\0"
    monkeypatch.setattr(zipfile, "ZipFile", None)
    assert codes(verify_record(endless)) == ["record-name"]


@pytest.mark.parametrize("name", [MEETING, RESULTS, SHEET, README, VERIFIER, BOX])
def test_a_file_left_out_is_named(name):
    report = verify_record(repacked(RECORD, {name: None}))
    assert "record-file-missing" in codes(report) and name in report.failed[0].message
    assert report.unchecked or name in (README, SHEET, VERIFIER)


def test_a_file_added_is_named():
    report = verify_record(repacked(RECORD, {"note.txt": b"hello"}))
    assert codes(report) == ["record-file-extra"] and "note.txt" in report.failed[0].message
    assert codes(verify_record(repacked(RECORD, {"x" * 14 + ".bel": FILES[BOX]}))) == ["record-file-extra"]


@pytest.mark.parametrize("name", [CERTIFICATE, *PAPERS.values()])
def test_papers_belong_to_an_adopted_record_and_to_no_other(name):
    assert codes(verify_record(repacked(RECORD, {name: b"%PDF"}))) == ["record-file-extra"]
    adopted = decided().adopt().told().record()
    assert codes(verify_record(repacked(adopted, {name: None}))) == ["record-file-missing"]


@pytest.mark.parametrize("name", [MANIFEST, SIGNATURE, PUBLIC_KEY])
def test_without_key_manifest_or_signature_the_rest_is_still_checked(name):
    report = verify_record(write_zip({other: FILES[other] for other in FILES if other != name}))
    assert codes(report)[0] == "record-file-missing" and report.unchecked and report.first["result"] == RESULT


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
    assert report.unchecked and report.first["result"] == RESULT


def test_open_record_refuses_by_raising():
    with pytest.raises(Broken):
        open_record(b"not a record")


def _zip(files, again=None, compression=zipfile.ZIP_STORED):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", compression) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
        if again:
            archive.writestr(again, b"")
    return content.getvalue()
