"""The whole of the guidance's procedure through a real server, and what follows: the record and its verification.
The Council's table of it and nine others: `tests/council/test_ten_meetings.py`."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ballots.record.contents import CERTIFICATE, PAPERS, SHEET
from tests import scripted, tool

ROOT = Path(__file__).resolve().parents[2]


def command(*arguments: object) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, ROOT / "app.py", *map(str, arguments)], capture_output=True, encoding="utf-8", timeout=180
    )


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """The folder of the record, and what `rehearse` said last."""
    out = tmp_path_factory.mktemp("scripted")
    (out / "votes.json").write_text(json.dumps(scripted.votes_file()), encoding="utf-8")
    done = command("rehearse", "--out", out, "--votes", out / "votes.json")
    assert done.returncode == 0, done.stderr
    return out, json.loads(done.stdout.splitlines()[-1])


def content(played) -> dict:
    with zipfile.ZipFile(played[0] / "record.zip") as record:
        return json.loads(record.read("meeting.json"))


def test_the_outcome_is_that_of_the_vote_and_its_run_off(played):
    outcome = played[1]
    assert (outcome["summoned"], outcome["present"], outcome["issued"], outcome["returned"]) == (6, 5, 5, 5)
    assert outcome["rounds"] == 2 and outcome["adopted"] is True
    assert outcome["outcome"][0]["elected"] == [scripted.FIRST, scripted.SECOND]
    assert all(contest["undecided"] == "" for contest in outcome["outcome"])


def test_the_record_says_who_may_not_stand_who_was_absent_and_how_the_tie_was_decided(played):
    document = content(played)
    names = {unit["id"]: unit["name"] for unit in document["roster"]}
    verdicts = {names[one["unit"]]: one["verdict"] for one in document["eligibility"]}
    assert verdicts[scripted.INELIGIBLE] == "below" and verdicts[scripted.DEFERRED] == "deferred"
    absent = [unit["name"] for unit in document["roster"] if not unit["parent"] and not unit["present"]]
    assert absent == [scripted.ABSENT]
    places = {place["name"]: place for place in document["outcome"][0]["nominees"]}
    assert [places[scripted.SECOND][part] for part in ("votes", "rank", "decided_by")] == [[2, 3], 2, "runoff"]
    assert [places[scripted.TIED][part] for part in ("votes", "rank", "elected")] == [[2, 1], 3, False]
    assert document["officers"] == {"leader": scripted.FIRST, "deputy": scripted.SECOND}
    flags = {flag["unit"]: flag["flag"] for flag in document["adoption"]["flags"]}
    assert (flags[scripted.FIRST], flags[scripted.SECOND]) == ("government", "bhxh")


def test_the_record_holds_both_boxes_the_papers_and_the_spreadsheet(played):
    with zipfile.ZipFile(played[0] / "record.zip") as record:
        names = set(record.namelist())
        boxes = [name for name in names if name.endswith(".bel")]
        assert {*PAPERS.values(), SHEET, CERTIFICATE} <= names and len(boxes) == 2
        for box in boxes:
            assert tool.strict_verify(box.removesuffix(".bel"), record.read(box)) in (4, 5)


def test_the_record_verifies_and_says_whose_signatures_its_papers_bear(played):
    done = command("verify", played[0] / "record.zip", "--json")
    report = json.loads(done.stdout)
    assert done.returncode == 0, report["failed"]
    assert report["ok"] and not report["unchecked"] and report["adopted"] is True
    assert [one["ballots"] for one in report["rounds"]] == [5, 4]
    assert any(PAPERS["report"] in said for said in report["signatures"])
