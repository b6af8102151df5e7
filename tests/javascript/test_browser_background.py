"""No page depends on its worker: whatever becomes of it, the ballot is sealed, the box is audited and nothing is lost."""

import pytest

from ballots.protocol import trustee
from tests.builders import altered
from tests.javascript.elections import TRUSTEES, Meeting, chained, in_text, question
from tests.javascript.node import run

WORKERS = {
    "none": "the browser has no workers",
    "good": "the worker works",
    "lost": "the worker's script never arrives",
    "silent": "the worker never answers",
    "dies": "the worker is killed while it prepares",
}


@pytest.mark.parametrize("worker", WORKERS, ids=WORKERS.values())
def test_a_ballot_is_sealed(worker):
    meeting = Meeting.of([question(4, 1, 2, blank=True), question(9, 1, 1, blank=True)], 1)
    answers = run(
        "booth",
        {
            "worker": worker,
            "election": meeting.election.raw.decode(),
            "credential": meeting.credentials[0],
            "marks": [[0, 3], []],
            "refused": [[0, 1, 2], []],
        },
    )
    assert answers["opened"] == {"uuid": meeting.election.uuid, "fingerprint": meeting.election.fingerprint}
    assert answers["overvote"] == {"code": "vote-overvote", "kind": "refused"}
    first, second = (meeting.check(answers[name]["ballot"]) for name in ("first", "second"))
    assert meeting.opened(first) == meeting.opened(second) == [[0, 1, 0, 0, 1], [1] + [0] * 9]
    assert first.choices != second.choices
    assert first.tracker == answers["first"]["tracker"]
    if worker == "good":
        assert answers["log"] == ["read", "prepare", "seal", "seal", "seal"]


def test_without_a_worker_the_page_stays_awake():
    meeting = Meeting.of([question(30, 1, 5, blank=True)], 1)
    answers = run(
        "booth",
        {
            "worker": "none",
            "election": meeting.election.raw.decode(),
            "credential": meeting.credentials[0],
            "marks": [[0]],
            "refused": [[0]],
        },
    )
    assert answers["ticks"] >= 3


@pytest.mark.parametrize("worker", ["none", "good"])
def test_an_unsound_election_is_refused_before_anything_is_prepared(worker):
    answers = run("booth", {"worker": worker, "election": "{", "credential": "", "marks": [], "refused": []})
    assert answers == {"opened": {"code": "election-malformed", "kind": "broken"}}


@pytest.mark.parametrize("worker", ["none", "good", "lost", "dies"])
def test_a_box_is_audited_as_it_fills_and_the_page_hears_how_far_it_is(worker):
    meeting = Meeting.of([question(2, 1, 1, blank=True)], 3)
    ballots = [meeting.vote(voter, [0, 1, 0]) for voter in range(3)]
    broken = altered(ballots[2], ("answers", 0, "overall_proof", 0, "response"), "7")
    boxes = [[], ballots[:2], [*ballots[:2], broken], ballots]
    key = trustee.read_trustees(TRUSTEES).verification_keys[1]
    visits = [(in_text(chained(meeting.setup, cast)), key) for cast in boxes]
    *seen, whole = run("auditing", {"worker": worker, "visits": visits})
    assert [one["progress"] for one in seen] == [[[0, 0]], [[0, 2], [1, 2], [2, 2]], [[0, 3], [1, 3], [2, 3]]]
    assert [one.get("code") for one in seen] == [None, None, "ballot-signature"]
    assert (whole["owner"], whole["ballots"]) == (2, 3)
    assert whole["progress"][-1] == [3, 3]
