"""Ballots sealed by the browser's half: verified, and opened to what was marked, by Python and by belenios-tool."""

import random
import subprocess

import pytest

from ballots.protocol import ballot
from tests.javascript.elections import Meeting, question
from tests.javascript.node import belenios_tool, call, calls, run

SHAPES = {
    "first and second place": question(9, 1, 2, blank=True),
    "thirty, at most five": question(30, 1, 5, blank=True),
    "one nominee": question(1, 1, 1, blank=True),
    "everybody may be marked": question(4, 1, 4, blank=True),
    "nothing marked is no blank vote": question(3, 0, 2, blank=True),
    "no blank vote, at most one": question(8, 0, 1, blank=False),
    "no blank vote, exactly one": question(3, 1, 1, blank=False),
    "no blank vote, two or three": question(4, 2, 3, blank=False),
}


def some_marks(asked, seed):
    """Marks for one question: the fewest, the most, then any legal number of them, a blank vote included."""
    chance = random.Random(seed)
    fewest = 0 if asked.blank else asked.minimum
    numbers = [fewest, asked.maximum, chance.choice([fewest, *range(asked.minimum, asked.maximum + 1)])]
    return chance.sample(range(len(asked.answers)), numbers[min(seed, 2)])


def sealed_by_the_browser(meeting, marks):
    slips = list(zip(meeting.credentials, marks, strict=True))
    return run("seal", {"election": meeting.election.raw.decode(), "slips": slips})


@pytest.mark.parametrize("asked", SHAPES.values(), ids=SHAPES.keys())
def test_a_ballot_holds_exactly_what_was_marked(asked):
    marks = [[some_marks(asked, seed)] for seed in range(6)]
    meeting = Meeting.of([asked], len(marks))
    for sealed, (chosen,) in zip(sealed_by_the_browser(meeting, marks), marks, strict=True):
        checked = meeting.check(sealed["ballot"])
        assert sealed["tracker"] == checked.tracker
        assert meeting.opened(checked) == [ballot.marks_to_vote(asked, chosen)]


def test_the_tally_of_all_ballots_is_the_sum_of_all_marks():
    questions = list(SHAPES.values())
    marks = [[some_marks(asked, seed) for asked in questions] for seed in range(5)]
    meeting = Meeting.of(questions, len(marks))
    checked = [meeting.check(sealed["ballot"]) for sealed in sealed_by_the_browser(meeting, marks)]
    votes = [list(map(ballot.marks_to_vote, questions, slip)) for slip in marks]
    assert meeting.opened(*checked) == [[sum(column) for column in zip(*rows)] for rows in zip(*votes)]


def test_belenios_tool_accepts_every_ballot(tmp_path):
    tool = belenios_tool()
    questions = list(SHAPES.values())
    marks = [[some_marks(asked, seed) for asked in questions] for seed in range(4)]
    meeting = Meeting.of(questions, len(marks))
    (tmp_path / f"{meeting.election.uuid}.bel").write_bytes(meeting.set_up_archive())
    for sealed in sealed_by_the_browser(meeting, marks):
        assert verified_by(tool, tmp_path, sealed["ballot"])
        assert not verified_by(tool, tmp_path, sealed["ballot"].replace('"response":"', '"response":"1', 1))


def verified_by(tool, folder, sealed):
    one = folder / "ballot.json"
    one.write_text(sealed + "\n", encoding="utf-8")
    command = [tool, "election", "verify-ballot", "--dir", folder, "--ballot", one]
    return subprocess.run(command, capture_output=True).returncode == 0


def test_a_preparation_makes_one_ballot_and_no_second():
    meeting, other = (Meeting.of([question(4, 1, 2, blank=True)], 1) for _ in range(2))
    answers = run(
        "reuse",
        {
            "election": meeting.election.raw.decode(),
            "other": other.election.raw.decode(),
            "credential": meeting.credentials[0],
            "vote": [[0, 1, 0, 0, 1]],
            "illegal": [[0, 1, 1, 1, 0]],
        },
    )
    assert answers["illegal"]["code"] == "vote-malformed"
    assert answers["mistyped"]["code"] == "credential-alphabet"
    assert "another election" in answers["elsewhere"]["unexpected"]
    assert meeting.opened(meeting.check(answers["first"]["ballot"])) == [[0, 1, 0, 0, 1]]
    assert "used before" in answers["second"]["unexpected"]


MARKS = {
    # title: (chosen indices in "at most 2 of 3, or blank", the vote or the code)
    "blank": ([], [1, 0, 0, 0]),
    "one": ([2], [0, 0, 0, 1]),
    "two, in any order": ([2, 0], [0, 1, 0, 1]),
    "three": ([0, 1, 2], "vote-overvote"),
    "the same twice": ([1, 1], "vote-malformed"),
    "not there": ([3], "vote-malformed"),
    "negative": ([-1], "vote-malformed"),
    "no index": (["0"], "vote-malformed"),
}


def test_marks_become_a_vote_or_are_refused():
    asked = {"answers": ["a", "b", "c"], "minimum": 1, "maximum": 2, "blank": True}
    answers = calls(*(("ballot", "marksToVote", asked, chosen) for chosen, _ in MARKS.values()))
    codes = [answer if isinstance(answer, list) else answer["code"] for answer in answers]
    assert dict(zip(MARKS, codes, strict=True)) == {title: expected for title, (_, expected) in MARKS.items()}


def test_too_few_marks_are_refused_where_there_is_no_blank_vote():
    asked = {"answers": ["a", "b", "c"], "minimum": 1, "maximum": 2, "blank": False}
    assert call("ballot", "marksToVote", asked, [])["code"] == "vote-too-few"
