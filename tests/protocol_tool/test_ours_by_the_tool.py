"""P6: what we make, checked by a program we did not write."""

import json
from base64 import b64decode

import pytest

from ballots.protocol import ballot
from ballots.protocol.election import Question
from tests import tool
from tests.builders import STAGES, altered, board, election, question, resigned
from tests.vectors.reading import EXPECTED, archive

CONTESTS = [(3, 2), (4, 1), question(2, 2, 0, False)]
VOTES = [[[0, 2], [], []], [[], [3], [0, 1]], [[1], [0], [1]]]


def cast(held):
    return [held.vote(voter, marks) for voter, marks in enumerate(VOTES)]


@pytest.mark.parametrize("until", STAGES)
def test_an_election_is_accepted_at_every_stage(until):
    held = election(CONTESTS, trustees=3)
    whole = board(held, cast(held), until)
    assert tool.strict_verify(held.election.uuid, whole.archive()) == (0 if until == "Setup" else 3)


def test_an_election_without_ballots_is_accepted():
    held = election(CONTESTS)
    assert tool.strict_verify(held.election.uuid, board(held).archive()) == 0


def test_texts_of_all_kinds_are_written_as_the_tool_reads_them():
    answers = ('Sở "Nội vụ"', "a/b\\c", "Đội 1\tTổ 2", "e\u0302\u0301", "🗳", "</script>")
    held = election([Question("Bầu\nđợt 1", answers, 1, 2, True)], voters=1)
    assert tool.strict_verify(held.election.uuid, board(held, [held.vote(0, [[1, 4]])]).archive()) == 1


def test_a_ballot_that_we_refuse_is_refused_by_the_tool():
    held = election(CONTESTS)
    raws = cast(held)
    raws[1] = resigned(held, 1, altered(raws[1], ("answers", 0, "overall_proof", 0, "response"), "7"))
    setup = board(held, until="Setup")
    for raw in raws:
        setup = setup.with_entries(setup.next_event("Ballot", raw))
    with pytest.raises(tool.RefusedByTool, match="verify-ballot"):
        tool.strict_verify(held.election.uuid, setup.archive())


@pytest.mark.parametrize("folder", EXPECTED["accepted"])
def test_the_good_vectors_are_accepted(folder):
    bel = archive(f"accepted/{folder}")
    assert tool.strict_verify(bel.stem, bel.read_bytes()) == EXPECTED["accepted"][folder]["ballots"]


@pytest.mark.parametrize("folder", [name for name in EXPECTED["rejected"] if not name.startswith("blankq")])
def test_the_altered_vectors_are_refused(folder):
    """All but the missing blank proof, which the tool takes for a ballot (14.4)."""
    bel = archive(f"rejected/{folder}")
    with pytest.raises(tool.RefusedByTool):
        tool.strict_verify(bel.stem, bel.read_bytes())


def test_the_tool_lists_the_ballots_by_our_trackers(tmp_path):
    held = election(CONTESTS)
    raws = cast(held)
    (tmp_path / f"{held.election.uuid}.bel").write_bytes(board(held, raws, "EndBallots").archive())
    listed = json.loads(tool.run(tmp_path, "election", "compute-ballot-summary"))
    assert {one["hash"] for one in listed} == {b64decode(ballot.tracker(raw) + "=").hex() for raw in raws}
