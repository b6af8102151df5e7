"""The booth's page never depends on its worker: whatever becomes of it, the ballot is sealed and nothing is lost."""

import pytest

from tests.javascript.elections import Meeting, question
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
    answers = run("booth", {
        "worker": worker, "election": meeting.election.raw.decode(), "credential": meeting.credentials[0],
        "marks": [[0, 3], []], "refused": [[0, 1, 2], []],
    })
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
    answers = run("booth", {
        "worker": "none", "election": meeting.election.raw.decode(), "credential": meeting.credentials[0],
        "marks": [[0]], "refused": [[0]],
    })
    assert answers["ticks"] >= 3


@pytest.mark.parametrize("worker", ["none", "good"])
def test_an_unsound_election_is_refused_before_anything_is_prepared(worker):
    answers = run("booth", {"worker": worker, "election": "{", "credential": "", "marks": [], "refused": []})
    assert answers == {"opened": {"code": "election-malformed", "kind": "broken"}}
