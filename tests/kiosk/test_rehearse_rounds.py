"""What a votes file may carry besides the votes of one round: rounds, rules, scores, decisions (docs/rehearsal.md)."""

import json
import re
from pathlib import Path

import pytest

import app
from kiosk.rehearsal import playing
from kiosk.rehearsal.sample import sample_plan
from kiosk.rehearsal.votes import read_plan

ROOT = Path(__file__).resolve().parents[2]
SCORED = {"maximum": 300, "standard": True, "organisation": True}
UNITS = [
    {"name": "A", "score": 290, **SCORED},
    {"name": "B", "score": "281,5", **SCORED},
    {"name": "C", "score": 269, **SCORED},
    {"name": "Cơ sở 1", "parent": "A"},
]
PLACES = {"title": "Nhất và nhì", "kind": "two_places", "nominees": ["A", "B"]}


def votes(**changes: object) -> dict:
    """Two of three units vote for the two places, and they disagree: both places are tied."""
    return {
        "present": ["A", "B"],
        "absent": ["C"],
        "tellers": 2,
        "contests": [PLACES],
        "ballots": [[[0], [1]], [[1], [0]]],
        **changes,
    }


def plan_of(folder: Path, value: dict):
    file = folder / "votes.json"
    file.write_text(json.dumps(value), encoding="utf-8")
    return read_plan(file)


def test_a_round_after_a_tie_is_the_run_off_of_what_is_tied(tmp_path):
    plan = plan_of(tmp_path, votes(rounds=[{"ballots": [[[0]], [[0]]]}]))
    assert [[(c.title, c.seats, c.of) for c in one.contests] for one in plan.rounds] == [
        [("Nhất và nhì – xếp thứ nhất", 1, None), ("Nhất và nhì – xếp thứ nhì", 1, None)],
        [("Nhất và nhì – xếp thứ nhất (bầu lại)", 1, 0)],
    ]


def test_a_round_after_a_voided_one_has_the_same_contests(tmp_path):
    plan = plan_of(tmp_path, votes(void="Mất điện", rounds=[{"ballots": [None, None]}]))
    assert plan.rounds[1].contests == plan.rounds[0].contests and plan.rounds[0].void == "Mất điện"


def test_voided_run_off_and_score_are_played_on_a_real_server(tmp_path, capsys):
    """Round 1 is voided; in round 2 A and B tie for the first place and A has the higher score; C stands by decision."""
    value = votes(
        units=UNITS,
        contests=[{**PLACES, "nominees": ["A", "B", "C"]}],
        rules={"tie": "score", "threshold": 90},
        exceptions=[{"unit": "C", "reason": "Điểm được xem lại"}],
        void="Mất điện",
        rounds=[{"ballots": [[[0], [1]], [[1], [2]]]}],
        officers={"leader": "B"},
        flags={"A": "bhxh"},
        meeting={"cluster": "Cụm thi đua số 9"},
    )
    (tmp_path / "votes.json").write_text(json.dumps(value), encoding="utf-8")
    assert app.main(["rehearse", "--out", str(tmp_path), "--votes", str(tmp_path / "votes.json")]) == 0
    outcome = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert outcome["rounds"] == 2 and outcome["adopted"] is True
    assert [one["elected"] for one in outcome["outcome"]] == [["A"], ["B"]]
    assert app.main(["verify", str(tmp_path / "record.zip"), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert [one["voided"] for one in report["rounds"]] == ["Mất điện", ""]


def test_an_open_tie_is_left_open_and_not_adopted(tmp_path, capsys):
    (tmp_path / "votes.json").write_text(json.dumps(votes()), encoding="utf-8")
    assert app.main(["rehearse", "--out", str(tmp_path), "--votes", str(tmp_path / "votes.json")]) == 0
    outcome = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert outcome["adopted"] is False
    assert [one["undecided"] for one in outcome["outcome"]] == ["tie", "waits"]
    assert app.main(["verify", str(tmp_path / "record.zip"), "--json"]) == 0


BAD = {
    "a round that nothing asks for": (
        votes(ballots=[[[0], [1]], None], rounds=[{"ballots": [None, None]}]),
        "rounds-too-many",
    ),
    "the last round is voided": (votes(void="Mất điện"), "rounds-too-few"),
    "one unit in both places": (votes(ballots=[[[0], [0]], None]), "marked-twice"),
    "a run-off's ballot for a contest that is decided": (
        votes(rounds=[{"ballots": [[[0], [1]], None]}]),
        "votes-file-malformed",
    ),
    "a round without ballots": (votes(rounds=[{"void": "Mất điện"}]), "votes-file-malformed"),
    "a round that is a list": (votes(rounds=[[None, None]]), "votes-file-malformed"),
    "a reason that is a number": (votes(void=5), "votes-file-malformed"),
    "rules that nobody knows": (votes(rules={"tie": "runoff", "lottery": 1}), "votes-file-malformed"),
    "a threshold of 101": (votes(rules={"threshold": 101}), "votes-file-malformed"),
    "units that are not those called": (votes(units=UNITS[:2]), "votes-file-malformed"),
    "a score above the maximum": (votes(units=[{**UNITS[0], "score": 301}, *UNITS[1:]]), "score-above-maximum"),
    "a unit that may not stand": (
        votes(units=UNITS, contests=[{**PLACES, "nominees": ["A", "C"]}]),
        "nominee-ineligible",
    ),
    "an exception without a reason": (votes(exceptions=[{"unit": "C"}]), "votes-file-malformed"),
    "a year without sense": (votes(meeting={"year": 20255}), "year-wrong"),
    "adopt is a number": (votes(adopt=1), "votes-file-malformed"),
}


@pytest.mark.parametrize(("value", "code"), BAD.values(), ids=BAD.keys())
def test_a_file_that_breaks_a_rule_is_refused_before_any_server_starts(tmp_path, monkeypatch, capsys, value, code):
    monkeypatch.setattr(playing, "Server", None)
    (tmp_path / "votes.json").write_text(json.dumps(value), encoding="utf-8")
    assert app.main(["rehearse", "--out", str(tmp_path / "out"), "--votes", str(tmp_path / "votes.json")]) == 2
    assert capsys.readouterr().err.rstrip().endswith(f"[{code}]")


def test_the_example_in_the_documentation_is_a_votes_file(tmp_path):
    example = re.search(r"```json\n(.*?)```", (ROOT / "docs" / "rehearsal.md").read_text(encoding="utf-8"), re.DOTALL)
    assert plan_of(tmp_path, json.loads(example.group(1))).present == ("Đơn vị A", "Đơn vị B", "Đơn vị C")


def test_the_sample_is_played_to_its_end_whatever_the_votes():
    for _ in range(20):
        plan = sample_plan()
        assert 1 <= len(plan.rounds) <= 3 and all(len(one.ballots) == len(plan.present) for one in plan.rounds)
