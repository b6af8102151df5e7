"""The papers in a record: whose they are, and that they say what the record says."""

import functools
import json
import tempfile
from pathlib import Path

import pytest

from ballots.record.contents import CERTIFICATE, PAPERS
from ballots.record.packing import PUBLIC_KEY, open_record, write_json
from ballots.record.shape import MEETING
from ballots.record.signature import fingerprint
from kiosk.pades import sign_with_kiosk, sign_with_pkcs12
from kiosk.papers import make_paper
from kiosk.signatures import paper_checks
from kiosk.software import SOFTWARE
from tests import meetings
from tests.certificates import NOW, PASSWORD, kiosk, own, paper
from tests.meetings import KIOSK, STRANGER

MINUTES = PAPERS["count-minutes"]


def certificate_of(key):
    return kiosk(Path(tempfile.mkdtemp()), fingerprint(meetings.pem(key)))


OURS = functools.cache(lambda: certificate_of(KIOSK))


@functools.cache
def meeting_json(software=SOFTWARE):
    raw = open_record(meetings.decided().adopt().told().record())[MEETING]
    return write_json({**json.loads(raw), "software": software})


def files(papers=None, **changes):
    """A record's files that matter here; `papers` by file name, else the counting minutes as the kiosk signs them."""
    record = {MEETING: meeting_json(), PUBLIC_KEY: meetings.pem(KIOSK), CERTIFICATE: OURS().certificate_pem}
    return {**record, **({MINUTES: minutes()} if papers is None else papers), **changes}


@functools.cache
def minutes(data=None):
    return sign(make_paper("count-minutes", data or meeting_json(), draft=False))


def sign(pdf, certificate=None):
    return sign_with_kiosk(pdf, certificate or OURS(), "Lập văn bản", NOW)


def codes(record):
    return [failure.code for failure in paper_checks(record)[0]]


def test_a_record_without_papers_says_nothing_of_signatures():
    assert paper_checks({MEETING: meeting_json(), PUBLIC_KEY: meetings.pem(KIOSK)}) == ([], [])


@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_of_an_adopted_meeting_holds(name):
    signed = sign(make_paper(name, meeting_json(), draft=False))
    failed, said = paper_checks(files({PAPERS[name]: signed}))
    assert not failed and said[0].startswith(PAPERS[name])


def test_it_is_said_whose_the_papers_are():
    signed = sign_with_pkcs12(minutes(), own("Trần Thị Bình"), PASSWORD, "Thư ký", NOW)
    failed, said = paper_checks(files({MINUTES: signed}))
    assert not failed
    assert said == [
        f"{MINUTES}: máy kiểm phiếu ký 09:30 ngày 20/12/2026; Trần Thị Bình (BHXH tỉnh Phú Thọ) ký với vai trò Thư ký, "
        "09:30 ngày 20/12/2026, chứng thư do Tổ chức chứng thực mẫu cấp (hỏi nơi cấp).",
        "Nội dung văn bản: đã so từng byte với văn bản lập lại từ meeting.json.",
    ]


def test_p8_the_kiosks_other_key_is_found():
    """A valid signature, but of a laptop that was not in the room."""
    other = certificate_of(STRANGER)
    assert codes(files({MINUTES: sign(make_paper("count-minutes", meeting_json(), draft=False), other)})) == [
        "paper-unsigned"
    ]
    assert codes(files(**{CERTIFICATE: other.certificate_pem})) == ["certificate-other", "paper-unsigned"]
    same_name = certificate_of(KIOSK)
    assert codes(files(**{CERTIFICATE: same_name.certificate_pem})) == ["paper-unsigned"]


def test_a_record_signed_by_another_key_does_not_trust_the_certificate_that_names_ours():
    assert codes(files(**{PUBLIC_KEY: meetings.pem(STRANGER)})) == ["certificate-other", "paper-unsigned"]


def changed(value):
    return write_json({**json.loads(meeting_json()), **value})


def elsewhere(value):
    """The same with another place: as many letters, so that every offset stays."""
    return changed({"meeting": {**json.loads(meeting_json())["meeting"], "place": value}})


CASES = {
    "no certificate": (["certificate-missing", "paper-unsigned"], lambda: without(CERTIFICATE)),
    "a certificate of nothing": (["certificate-unreadable", "paper-unsigned"], lambda: files(**{CERTIFICATE: b"x"})),
    "no key": (["key-malformed", "paper-unsigned"], lambda: without(PUBLIC_KEY)),
    "a paper that nobody signed": (
        ["paper-unsigned"],
        lambda: files({MINUTES: make_paper("count-minutes", meeting_json(), draft=False)}),
    ),
    "a draft": (
        ["paper-differs"],
        lambda: files({MINUTES: sign(make_paper("count-minutes", meeting_json(), draft=True))}),
    ),
    "made of other numbers": (["paper-data", "paper-differs"], lambda: files({MINUTES: minutes(elsewhere("Ha Long"))})),
    "other text, same numbers": (["paper-differs"], lambda: files({MINUTES: sign(paper(meeting_json()))})),
    "no pdf": (["pdf-unreadable"], lambda: files({MINUTES: b"%PDF"})),
    "changed after signing": (["pdf-changed", "paper-unsigned", "paper-differs"], lambda: files({MINUTES: touched()})),
    "under another name": (["paper-unknown"], lambda: files({"bien-ban.pdf": minutes()})),
    "another paper's name": (["paper-differs"], lambda: files({PAPERS["report"]: minutes()})),
    "no meeting": (["paper-data"], lambda: without(MEETING)),
    "a meeting of nothing": (["paper-data", "paper-differs"], lambda: files(**{MEETING: changed({"rounds": "none"})})),
}


def without(name):
    return {file: content for file, content in files().items() if file != name}


def touched():
    return minutes().replace(b"/Lang(vi", b"/Lang(en")


@pytest.mark.parametrize(("expected", "record"), CASES.values(), ids=CASES)
def test_what_does_not_hold_is_told_by_its_own_code(expected, record):
    failed, _ = paper_checks(record())
    assert [failure.code for failure in failed] == expected
    assert all("%(" not in failure.message for failure in failed)


def test_papers_of_another_version_are_compared_as_far_as_they_can_be():
    """Their data still are; their letters are not, and that is said."""
    theirs = meeting_json("Hòm Phiếu 9.9.9")
    failed, said = paper_checks(files({MINUTES: sign(paper(theirs))}, **{MEETING: theirs}))
    assert not failed and "không so được" in said[-1] and "Hòm Phiếu 9.9.9" in said[-1]
    assert codes(files({MINUTES: sign(paper(meeting_json()))}, **{MEETING: theirs})) == ["paper-data"]


def test_a_signature_that_does_not_hold_bears_no_trust_in_what_is_said():
    _, said = paper_checks(files({MINUTES: touched()}))
    assert "không đúng" in said[0] and "máy kiểm phiếu ký" not in said[0]
