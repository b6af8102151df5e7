"""Cast or audit in the browser: a sealed ballot that is opened shows what is in it, to any device, in either language; one
that is cast can be opened by nobody."""

import json
import secrets

import pytest

from ballots.protocol.election import Election
from ballots.protocol.opening import SEED_BYTES, check_opening, read_opening
from tests.builders import auditable, election, question
from tests.javascript.node import run
from tests.vectors.reading import DATA

VECTOR = json.loads((DATA / "opening.json").read_text())
HELD = election([question(4, 2), question(3, 3, least=0, blank=False), question(12, 5)])
MARKS = [[[0, 3], [], [11]], [[], [0, 1, 2], []], [[2], [1], [0, 10, 2, 7, 5]]]


def test_the_vectors_are_read_and_judged_as_by_python():
    whole = {name: VECTOR[name] for name in ("election", "ballot", "opening")}
    cases = [{**whole, **case} for case in VECTOR["broken"].values()]
    fingerprint = Election.read(VECTOR["election"].encode()).fingerprint
    places = [(i, j) for i, j, _ in VECTOR["randomness"]]
    said = run(
        "unsealing",
        {
            "checks": [[case["election"], case["ballot"], case["opening"]] for case in [whole, *cases]],
            "randomness": [[VECTOR["seed"], fingerprint, i, j] for i, j in places],
            "written": [VECTOR["opening"]],
        },
    )
    assert said["checks"][0] == VECTOR["marks"]
    codes = [one["code"] for one in said["checks"][1:]]
    assert dict(zip(VECTOR["broken"], codes)) == {name: case["code"] for name, case in VECTOR["broken"].items()}
    assert said["randomness"] == [exponent for _, _, exponent in VECTOR["randomness"]]
    assert said["written"] == [VECTOR["opening"]]


def test_what_python_seals_is_opened_by_the_browser():
    rising = [[sorted(chosen) for chosen in marks] for marks in MARKS]
    sealed = [auditable(HELD.election, HELD.secrets[0], marks, secrets.token_bytes(SEED_BYTES)) for marks in rising]
    others = [opening for _, opening in sealed[1:] + sealed[:1]]
    text = HELD.election.raw.decode()
    asked = [[text, raw.decode(), opening] for raw, opening in sealed]
    asked += [[text, raw.decode(), other] for (raw, _), other in zip(sealed, others, strict=True)]
    said = run("unsealing", {"checks": asked})["checks"]
    assert said[: len(sealed)] == rising
    assert {one["code"] for one in said[len(sealed) :]} == {"opening-other-ballot"}


def booth(worker):
    return run("auditable", {
        "worker": worker, "election": HELD.election.raw.decode(), "credential": HELD.secrets[0], "marks": MARKS,
    })  # fmt: skip


@pytest.mark.parametrize("worker", ["none", "good", "lost"])
def test_what_a_booth_seals_is_opened_once_by_python_and_never_after_it_was_cast(worker):
    said = booth(worker)
    for one, marks in zip(said["told"], MARKS, strict=True):
        opening = read_opening(one["opening"])
        assert opening.marks == tuple(tuple(sorted(chosen)) for chosen in marks)
        HELD.check(one["ballot"].encode())
        assert one["page"] == ["ballot", "tracker"], "what opens it stays with the worker until it is asked for"
        check_opening(HELD.election, one["ballot"].encode(), opening)
        assert [one[name]["code"] for name in ("other", "again")] == ["opening-forgotten"] * 2
    assert [said[name]["code"] for name in ("earlier", "cast")] == ["opening-forgotten"] * 2
    seeds = {read_opening(one["opening"]).seed for one in said["told"]}
    assert len(seeds) == len(MARKS), "every ballot has randomness of its own"


def test_a_worker_that_dies_takes_the_opening_with_it():
    assert booth("dies")["told"][0]["opening"] == {"code": "opening-forgotten", "kind": "refused"}
