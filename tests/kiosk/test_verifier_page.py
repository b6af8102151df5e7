"""The one page that goes with every record: what is in it, that the kiosk files and gives it, that `verify` knows its own."""

import html
import json
import re
from pathlib import Path

import pytest

from ballots.errors import Refused
from ballots.record.contents import VERIFIER
from ballots.record.packing import open_record
from kiosk import server, verifying
from kiosk.paper_store import PaperStore
from kiosk.software import SOFTWARE
from kiosk.verdict import READ_VERIFIER, summary
from kiosk.verifier_page import verifier_page
from kiosk.verifying import verify
from tests.halls import room
from tests.meetings import counted, repacked
from tests.records import lied

MOST = 400_000
PAGE = verifier_page().decode()
POLICY = (
    "default-src 'none'; script-src 'unsafe-inline' blob:; worker-src blob:; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)


def test_it_is_one_file_that_asks_for_nothing():
    assert len(verifier_page()) < MOST
    assert f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">' in PAGE
    without_namespaces = re.sub(r"http://www\.w3\.org/\d{4}/\w+", "", PAGE)
    assert not re.search(r"(?:src|href|action|import|url)\s*[=(]\s*[\"']?(?:https?:|//|/|\.)", without_namespaces)
    active = re.findall(r"<(?:script|link|iframe|img|form|object|embed)\b[^>]*>", PAGE)
    assert active == ['<script id="english" type="application/json">', '<script id="program">']
    assert PAGE.lower().count("</script") == 2 and PAGE.rstrip().endswith("</html>")


def test_everything_that_it_says_is_in_it():
    """No sign of a translation and no place to be filled is left over from what it is made of."""
    assert "{{" not in PAGE.split("<script")[0].split("</style>")[1] and "<!-- " not in PAGE
    assert 'data-word="sound.record"' in PAGE


def test_every_sentence_of_it_is_there_in_english_too():
    english = json.loads(PAGE.split('<script id="english" type="application/json">')[1].split("</script>")[0])
    shown = re.sub(r"<(style|script)\b.*?</\1>|<noscript>.*?</noscript>|<[^>]*>", "\n", PAGE, flags=re.DOTALL)
    sentences = {html.unescape(line.strip()) for line in shown.splitlines() if re.search(r"[À-ỹ]", line)}
    assert sentences <= set(english) and not re.search(r"[À-ỹ]", "".join(english.values()).replace("Hòm Phiếu", ""))


def test_anybody_may_take_it_at_any_stage(tmp_path):
    phone = room(tmp_path, "preparing").client()
    answer = phone.get(f"/archive/{VERIFIER}")
    assert answer.data == verifier_page() and answer.mimetype == "text/html"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{VERIFIER}"'
    assert answer.headers["Content-Security-Policy"] .startswith("sandbox; default-src 'none'; ")


def test_every_record_has_it_and_verify_knows_its_own(tmp_path):
    record = room(tmp_path, "counted", votes=[[[0]]]).client().get("/archive/record.zip").data
    assert open_record(record)[VERIFIER] == verifier_page()
    report = verify(record)
    assert report.ok and READ_VERIFIER in report.checked
    assert "kiem-tra.html trong gói" not in summary(report)


def test_the_kiosk_does_not_start_where_it_was_not_built(monkeypatch):
    monkeypatch.setattr(server, "VERIFIER_PAGE", Path("no-such-page.html"))
    with pytest.raises(Refused) as refused:
        server.check_bundles()
    assert refused.value.code == "bundles-missing" and "no-such-page.html" in str(refused.value)


def own(page: bytes) -> bytes:
    """A record that says that this version made it, with this page in it, signed by its kiosk."""
    made = counted()
    ours = lied(made.record(), lambda value: value.update(software=SOFTWARE))
    return repacked(ours, {VERIFIER: page})


def test_another_page_in_a_record_of_the_same_version_is_told():
    assert verify(own(verifier_page())).ok
    report = verify(
        own(verifier_page().replace(b"Kh\xc3\xb4ng h\xe1\xbb\xa3p l\xe1\xbb\x87", b"H\xe1\xbb\xa3p l\xe1\xbb\x87"))
    )
    assert [failure.code for failure in report.failed] == ["verifier-other"]


def test_the_page_of_another_version_is_not_called_checked():
    report = verify(counted().record())
    assert report.ok and READ_VERIFIER not in report.checked
    assert "kiem-tra.html trong gói" in summary(report)


def test_verify_needs_no_page_of_its_own(monkeypatch):
    def missing():
        raise FileNotFoundError

    monkeypatch.setattr(verifying, "verifier_page", missing)
    report = verify(own(b"any"))
    assert report.ok and READ_VERIFIER not in report.checked


def test_a_newer_program_does_not_change_the_page_beside_papers_that_were_made(tmp_path):
    store = PaperStore(tmp_path)
    assert store.keep_verifier(b"old") == b"old"
    assert PaperStore(tmp_path).keep_verifier(b"new") == b"old"
