"""P6: a record is verified in the browser as in Python: every file and every field of it, changed in turn, is refused by both
under the same code."""

import json

import pytest

from ballots.contest import Contest
from ballots.record.audited import audited_ballots
from ballots.record.checking import (
    ARCHIVE_CHECKS,
    BOX_CHECKS,
    MEETING_CHECKS,
    RECORD_CHECKS,
    verify_archive,
    verify_record,
)
from ballots.record.packing import MANIFEST, PUBLIC_KEY, SIGNATURE, manifest_of, open_record, write_json, write_zip
from ballots.record.report import Report
from ballots.record.shape import AUDITED, MEETING
from tests.builders import altered
from tests.javascript.elections import in_text
from tests.javascript.node import run
from tests.javascript.records import LEFT, TITLES, leaves
from tests.meetings import DECIDING, KIOSK, STRANGER, VOTES, Play, counted, decided, pem, repacked
from tests.records import whole
from tests.vectors.reading import EXPECTED, TOOL_MADE, archive

pytestmark = pytest.mark.usefixtures("remembered")
OPENED = (((0, 2), (1,)), ((1,), ()))
SMALL = Play([Contest("Xếp thứ nhất", 1, ("A", "B"))], present=1, absent=1).vote((((0,),),), audited=(((1,),),)).told()
RECORD, WHOLE = SMALL.record(), whole().record()
FILES = open_record(RECORD)
(BOX,) = (name for name in FILES if name.endswith(".bel"))


def found(*raws: bytes) -> list[dict]:
    """What the browser says of each file."""
    return run("record", [in_text(raw) for raw in raws])


def first_codes(raws: list[bytes]) -> list[str | None]:
    """The first thing that the browser finds wrong in each, None where nothing is."""
    told = found(*raws)
    assert all("failed" in one for one in told), [one for one in told if "failed" not in one][:3]
    assert all(one["ok"] == (not one["failed"] and not one["unchecked"]) for one in told)
    return [next((failure["code"] for failure in one["failed"]), None) for one in told]


def first_code(report: Report) -> str | None:
    return next((failure.code for failure in report.failed), None)


def same_codes(cases: dict[str, bytes]) -> dict[str, str | None]:
    """The first code of each, once it is sure that both say the same."""
    ours = [first_code(verify_record(raw)) for raw in cases.values()]
    theirs = first_codes(list(cases.values()))
    assert dict(zip(cases, theirs, strict=True)) == dict(zip(cases, ours, strict=True))
    return dict(zip(cases, theirs))


def test_the_checks_are_those_of_python_under_the_same_titles_in_the_same_order():
    told = run("checks", None)
    for name, checks in (("record", RECORD_CHECKS), ("boxes", BOX_CHECKS), ("meeting", MEETING_CHECKS)):
        assert [(TITLES[one["name"]], one["needs"]) for one in told[name]] == [(c.title, list(c.needs)) for c in checks]


PLAYED = {
    "one round": counted().record(),
    "a rehearsal": counted(rehearsal=True).record(),
    "two rounds": decided().told().record(),
    "everything": WHOLE,
    "audited ballots": Play().vote(VOTES, audited=OPENED).runoff(DECIDING).told().record(),
    "a count on paper": Play().by_hand(3, 3, (0, 2, 2, 1), (0, 1, 2)).told().record(),
}


def test_what_holds_for_python_holds_in_the_browser_and_says_the_same():
    for (name, raw), told in zip(PLAYED.items(), found(*PLAYED.values()), strict=True):
        report = verify_record(raw)
        assert report.ok and told["ok"], name
        assert [TITLES[check] for check in told["checked"]] == list(report.checked)
        assert (told["kiosk"], told["record"]) == (report.kiosk, report.record)
        assert told["meeting"] == report.meeting
        assert list(map(_round, report.rounds)) == [{name: one[name] for name in _TOLD} for one in told["rounds"]]
        assert told["left"] and set(told["left"]) <= LEFT


_TOLD = ("number", "mode", "runoff", "voided", "uuid", "head", "ballots", "credentials", "locks", "contests")


def _round(ours: dict) -> dict:
    """A round of Python's report as the browser tells it."""
    contests = [{**contest, "votes": [[*one] for one in contest["votes"].items()]} for contest in ours["contests"]]
    return {**{name: ours[name] for name in _TOLD}, "contests": contests}


def test_progress_is_told_ballot_by_ballot_over_all_boxes():
    (told,) = found(PLAYED["audited ballots"])
    steps = [(step["done"], step["of"], step["what"]) for step in told["steps"]]
    ballots = 2 * len(VOTES) + len(OPENED)
    assert [*dict.fromkeys(steps)] == [
        *((n, ballots, "ballots") for n in range(ballots + 1)),
        (ballots, ballots, "meeting"),
    ]


def without(name: str) -> bytes:
    return write_zip({one: content for one, content in FILES.items() if one != name})


def flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def test_a_file_altered_taken_out_or_put_in_is_told_under_the_same_code():
    cases = {f"{name} altered": write_zip({**FILES, name: flipped(content)}) for name, content in FILES.items()}
    cases |= {f"{name} empty": write_zip({**FILES, name: b""}) for name in FILES}
    cases |= {f"{name} out": without(name) for name in FILES}
    cases |= {
        f"{name} out, signed": repacked(RECORD, {name: None})
        for name in FILES
        if name not in (MANIFEST, SIGNATURE, PUBLIC_KEY)
    }
    for name in ("more.txt", "1", "10", "bao-cao.pdf", "1" * 14 + ".bel", "1" * 14 + AUDITED, "A", "z"):
        cases[f"{name} in"] = write_zip({**FILES, name: b"x"})
        cases[f"{name} in, signed"] = repacked(RECORD, {name: b"x"})
    codes = same_codes(cases)
    assert None not in codes.values()
    assert {"record-file-missing", "record-file-extra", "manifest-sum", "signature-invalid", "key-malformed"} <= {
        *codes.values()
    }


def with_manifest(manifest: bytes, signed: bool) -> bytes:
    """The record with another manifest, which its kiosk may have signed."""
    return write_zip({**FILES, MANIFEST: manifest, SIGNATURE: KIOSK.sign(manifest) if signed else FILES[SIGNATURE]})


def manifests() -> dict[str, bytes]:
    """The manifest with every field changed in turn, and in other forms."""
    raw = FILES[MANIFEST]
    value = json.loads(raw)
    cases = {}
    for path, leaf in leaves(value):
        for other in (f"{leaf}x", "", None, True, 1, {}, []):
            if other != leaf or type(other) is not type(leaf):
                changed = altered(raw, path, other)
                cases[f"{path} {other!r}"] = write_json(json.loads(changed))
    sums = value["files"]
    cases["no files"] = write_json({**value, "files": {}})
    cases["a field more"] = write_json({**value, "more": 1})
    cases["another order"] = write_json(dict(reversed(value.items())))
    cases["files in another order"] = write_json({**value, "files": dict(reversed(sums.items()))})
    cases["a number for a name"] = write_json({**value, "files": {"10": "x", "9": "y", **sums}})
    cases["one left out"] = write_json({**value, "files": {name: sums[name] for name in list(sums)[1:]}})
    cases["names that two languages sort in another way"] = manifest_of({**FILES, "\uff5e": b"", "\U0001f5f3": b""})
    cases["itself listed"] = manifest_of({**{name: FILES[name] for name in sums}, MANIFEST: raw})
    cases["compact"] = json.dumps(value).encode()
    cases["not JSON"], cases["null"], cases["a list"] = b"{", b"null\n", b"[]\n"
    cases["a mark of byte order"] = b"\xef\xbb\xbf" + raw
    return cases


@pytest.mark.parametrize("signed", [False, True])
def test_every_field_of_the_manifest_changed_is_refused_under_the_same_code(signed):
    codes = same_codes({name: with_manifest(raw, signed) for name, raw in manifests().items()})
    assert {*codes.values()} <= {"manifest-malformed", "manifest-sum"}


def test_another_key_is_told_under_the_same_code():
    key = FILES[PUBLIC_KEY]
    cases = {
        "signed by a stranger": write_zip({**FILES, SIGNATURE: STRANGER.sign(FILES[MANIFEST])}),
        "signed and said to be of a stranger": repacked(RECORD, {}, STRANGER),
        "a stranger's key, the kiosk's signature": write_zip({**FILES, PUBLIC_KEY: pem(STRANGER)}),
        "a short signature": write_zip({**FILES, SIGNATURE: FILES[SIGNATURE][:63]}),
        "a long signature": write_zip({**FILES, SIGNATURE: FILES[SIGNATURE] + b"x"}),
        "the whole of S": write_zip({**FILES, SIGNATURE: FILES[SIGNATURE][:32] + b"\xff" * 32}),
        "nothing as R": write_zip({**FILES, SIGNATURE: bytes(32) + FILES[SIGNATURE][32:]}),
        "a key of zeroes": write_zip({**FILES, PUBLIC_KEY: key.replace(key[43:86], b"A" * 43)}),
        "other line ends": write_zip({**FILES, PUBLIC_KEY: key.replace(b"\n", b"\r\n")}),
        "words before": write_zip({**FILES, PUBLIC_KEY: b"hello\n" + key}),
        "no last line end": write_zip({**FILES, PUBLIC_KEY: key[:-1]}),
        "bits left over": write_zip({**FILES, PUBLIC_KEY: key[:85] + bytes([key[85] ^ 1]) + key[86:]}),
        "another kind of key": write_zip({**FILES, PUBLIC_KEY: key.replace(b"MCowBQYDK2Vw", b"MCowBQYDK2Vu")}),
    }  # fmt: skip
    codes = same_codes(cases)
    assert codes["signed by a stranger"] == "signature-invalid"
    assert codes["signed and said to be of a stranger"] == "meeting-kiosk"
    assert None not in codes.values()


def other(value: object) -> list[object]:
    """Other values for a place of meeting.json, of its kind and of another."""
    if isinstance(value, bool):
        return [not value, 1]
    if isinstance(value, int):
        return [value + 1, -1]
    return [f"{value}x", 0] if isinstance(value, str) else [{}, 1]


def test_every_field_of_meeting_json_changed_is_refused_under_the_same_code():
    """Whoever changes the record and cannot sign: the sum of the file tells what nothing else does."""
    raw = FILES[MEETING]
    cases = {}
    for path, value in leaves(json.loads(raw)):
        for new in other(value):
            if new == value and type(new) is type(value):
                continue
            document = json.loads(raw)
            around = document
            for step in path[:-1]:
                around = around[step]
            around[path[-1]] = new
            cases[f"{path} {new!r}"] = write_zip({**FILES, MEETING: write_json(document)})
    codes = same_codes(cases)
    assert len(cases) > 200 and None not in codes.values()


def test_ballots_that_were_opened_are_told_under_the_same_codes():
    record = PLAYED["audited ballots"]
    files = open_record(record)
    (name,) = (name for name in files if name.endswith(AUDITED))
    one, two = audited_ballots(files[name])
    box = next(raw for bel, raw in files.items() if bel.endswith(".bel") and bel[:14] == name[:14])
    cast = box[box.index(b'{"election_uuid"') :]
    cast = cast[: cast.index(b"\0")]

    def stated(codes):
        document = json.loads(files[MEETING])
        document["rounds"][0]["audited"] = codes(document["rounds"][0]["audited"])
        return {MEETING: write_json(document)}

    wrong = one.replace(b'"challenge":"', b'"challenge":"1', 1)
    cases = {
        "in another order": {name: two + b"\n" + one + b"\n"},
        "no last line end": {name: one + b"\n" + two},
        "a line more": {name: files[name] + b"\n"},
        "one left out": {name: one + b"\n"},
        "one twice": {name: one + b"\n" + files[name]},
        "one that does not hold": {name: b"\n".join(sorted((wrong, two))) + b"\n"},
        "one that was cast": {name: cast + b"\n" + files[name]},
        "empty": {name: b""},
        "out": {name: None},
        "codes left out": stated(lambda codes: []),
        "codes the other way round": stated(lambda codes: codes[::-1]),
        "a code more": stated(lambda codes: [*codes, "x"]),
    }
    codes = same_codes({case: repacked(record, changed) for case, changed in cases.items()})
    assert None not in codes.values()


def test_millions_of_empty_lines_are_told_once_by_both():
    """Twenty megabytes of them took a browser's memory, each line being a ballot that does not hold."""
    (name,) = (name for name in FILES if name.endswith(AUDITED))
    record = repacked(RECORD, {name: b"\n" * 2_000_000})
    codes = ["audited-list", "audited-invalid"]
    assert [failure.code for failure in verify_record(record).failed] == codes
    assert [failure["code"] for failure in found(record)[0]["failed"]] == codes


def test_a_bare_box_is_audited_as_by_python():
    bels = {folder: archive(f"accepted/{folder}").read_bytes() for folder in EXPECTED["accepted"]}
    bels |= {folder: archive(f"rejected/{folder}").read_bytes() for folder in EXPECTED["rejected"]}
    bels["made by the tool"] = next(TOOL_MADE.glob("*.bel")).read_bytes()
    told = dict(zip(bels, found(*bels.values()), strict=True))
    for name, raw in bels.items():
        report = verify_archive(raw)
        assert told[name]["kind"] == "archive" and told[name]["ok"] == report.ok, name
        assert [failure["code"] for failure in told[name]["failed"][:1]] == [f.code for f in report.failed[:1]], name
        if report.ok:
            assert _round(report.rounds[0]) == {key: told[name]["rounds"][0][key] for key in _TOLD}
            assert [TITLES[check] for check in told[name]["checked"]] == [check.title for check in ARCHIVE_CHECKS]


def test_what_is_no_record_is_said_to_be_none():
    for raw in (b"", b"hello", b"%PDF-1.7", bytes(1024)):
        assert found(raw) == [{"code": "file-unknown", "kind": "refused"}]


def test_a_record_of_another_meeting_of_the_same_name_shows_other_codes_to_compare():
    """Nothing in it is wrong; only the photograph of the screen tells them apart."""
    ours, theirs = found(counted().record(), counted().record(STRANGER))
    assert ours["ok"] and theirs["ok"]
    assert ours["meeting"]["meeting"] == theirs["meeting"]["meeting"]
    assert ours["kiosk"] != theirs["kiosk"] and ours["record"] != theirs["record"]
    assert ours["rounds"][0]["head"] != theirs["rounds"][0]["head"]
