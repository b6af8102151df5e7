"""`verify FILE --opening TEXT`: the second device of an audit may be a computer, and years may have passed."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from ballots.meeting import Fact
from ballots.protocol.ballot import tracker
from ballots.protocol.opening import SEED_BYTES
from ballots.record.packing import open_record
from kiosk.opened import tell
from tests.builders import auditable, board, election
from tests.meetings import CONTESTS, counted, repacked

ROOT = Path(__file__).resolve().parents[2]
SEED = bytes(range(SEED_BYTES))
MEETING = counted()
HELD = MEETING.helds[0]
RAW, TEXT = auditable(HELD.election, HELD.secrets[0], ((0, 2), ()), SEED)
LIE, LIE_TEXT = auditable(HELD.election, HELD.secrets[0], ((0, 1), ()), SEED)
SAYS = [
    {"title": CONTESTS[0].title, "marked": ["Phú Thọ", "Bắc Ninh"]},
    {"title": CONTESTS[1].title, "marked": []},
]


def with_opened(*raws: bytes) -> bytes:
    """The record of the meeting in which these ballots were opened before the box was closed."""
    at = next(place for place, fact in enumerate(MEETING.facts) if fact.name == "voting_closed")
    opened = (Fact(0, "ballot_audited", {"tracker": tracker(raw), "ballot": raw.decode()}) for raw in raws)
    return replace(MEETING, facts=(*MEETING.facts[:at], *opened, *MEETING.facts[at:])).record()


RECORD = with_opened(RAW, LIE)
BOX = open_record(RECORD)[f"{HELD.election.uuid}.bel"]


def verify(tmp_path, content: bytes, *more: str) -> tuple[int, str]:
    path = tmp_path / "record.zip"
    path.write_bytes(content)
    done = subprocess.run(
        [sys.executable, ROOT / "app.py", "verify", path, *more], capture_output=True, encoding="utf-8", cwd=tmp_path
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_a_record_says_in_words_what_the_ballot_held(tmp_path):
    status, said = verify(tmp_path, RECORD, "--opening", TEXT)
    assert status == 0
    assert f"  {CONTESTS[0].title}: Phú Thọ, Bắc Ninh\n  {CONTESTS[1].title}: phiếu trắng\n" in said
    assert tracker(RAW) in said and TEXT.split(".")[1] not in said, "the text itself is not repeated"


def test_and_as_one_json_object(tmp_path):
    status, said = verify(tmp_path, RECORD, "--json", "--opening", TEXT)
    answer = json.loads(said)
    assert (status, answer["ok"]) == (0, True)
    assert answer["opening"] == {"ok": True, "tracker": tracker(RAW), "contests": SAYS, "failed": None}


def test_a_lie_makes_the_whole_not_ok(tmp_path):
    marks = TEXT.rpartition(".")[2]
    status, said = verify(tmp_path, RECORD, "--json", f"--opening={LIE_TEXT.rpartition('.')[0]}.{marks}")
    answer = json.loads(said)
    assert (status, answer["ok"], answer["failed"]) == (1, False, [])
    assert answer["opening"]["failed"]["code"] == "opening-mismatch" and answer["opening"]["contests"] == []
    status, said = verify(tmp_path, RECORD, f"--opening={LIE_TEXT.rpartition('.')[0]}.{marks}")
    assert status == 1 and said.startswith("LÁ PHIẾU ĐÃ MỞ: KHÔNG KHỚP.") and "[opening-mismatch]" in said


def test_a_bare_box_needs_the_ballot_beside_it(tmp_path):
    (tmp_path / "opened.json").write_bytes(RAW)
    status, said = verify(tmp_path, BOX, "--json", "--opening", TEXT, "--ballot", "opened.json")
    assert (status, json.loads(said)["opening"]["contests"]) == (0, SAYS)


def code(content: bytes, text: str = TEXT, sealed: bytes | None = None) -> str | None:
    failed = tell(content, text, sealed).failed
    return failed.code if failed else None


OTHER = board(election(), (), "Setup").archive()
CASES = {
    "as it was scanned": (lambda: code(RECORD, f"http://10.0.0.2:8000/board#kiem.{TEXT}"), None),
    "as it was shown, in groups": (lambda: code(RECORD, " ".join(TEXT[i : i + 8] for i in range(0, 120, 8))), None),
    "mistyped": (lambda: code(RECORD, TEXT[1:]), "opening-malformed"),
    "of a ballot that nobody knows": (lambda: code(MEETING.record()), "opening-unlisted"),
    "a bare box": (lambda: code(BOX), "opening-unlisted"),
    "another ballot beside it": (lambda: code(BOX, TEXT, LIE), "opening-other-ballot"),
    "another election": (lambda: code(OTHER, TEXT, RAW), "ballot-other-election"),
    "no ballot at all": (lambda: code(BOX, TEXT, b"{"), "opening-other-ballot"),
    "a record cut off": (lambda: code(RECORD[:-9]), "record-damaged"),
    "a record without boxes": (lambda: code(repacked(RECORD, {f"{HELD.election.uuid}.bel": None})), "opening-unlisted"),
    "no file of ours": (lambda: code(b"x", TEXT, RAW), "archive-malformed"),
}


@pytest.mark.parametrize("name", CASES)
def test_whatever_does_not_fit_has_its_code(name):
    tried, expected = CASES[name]
    assert tried() == expected


def test_an_opened_ballot_that_was_counted_is_told():
    boxed = board(HELD, [RAW], "Ballot").archive()
    assert code(boxed, TEXT, RAW) == "opened-counted"
