from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import pytest

from ballots.protocol import election as elections
from ballots.protocol import tally
from ballots.protocol.audit import audit
from ballots.protocol.ballot import tracker
from ballots.protocol.board import Board, setup_companion
from ballots.protocol.encoding import compact
from ballots.protocol.group import NEUTRAL
from tests.builders import (
    STAGES,
    altered,
    archive,
    board,
    chained,
    election,
    resigned,
    share_records,
    tally_records,
)  # fmt: skip
from tests.ceremony import shared_key

HELD = election([(3, 2), (2, 1)], trustees=2, voters=3)
RAWS = [HELD.vote(0, [[0, 2], [1]]), HELD.vote(1, [[], []]), HELD.vote(2, [[0], [1]])]
SEALED = tally_records(HELD, RAWS)
SHARES = [share_records(HELD, owner, SEALED[0]) for owner in HELD.owners]
COUNTS = [[1, 2, 0, 1], [1, 0, 2]]
RESULT = tally.result_record(COUNTS)


def written(setup=None, ballots=RAWS, tallied=SEALED, shares=SHARES, result=RESULT) -> bytes:
    """The archive of these records as they are: an operator who holds the pen can chain anything."""
    setup = setup or (HELD.election.raw, HELD.trustees.raw, HELD.credentials_raw)
    return chained(
        [
            ("Setup", *setup, setup_companion(*setup)),
            *(("Ballot", raw) for raw in ballots),
            ("EndBallots",),
            ("EncryptedTally", *tallied),
            *(("PartialDecryption", *share) for share in shares),
            ("Result", result),
        ]
    ).archive()


def failures(bel: bytes, uuid: str | None = None) -> list[str]:
    found = audit(bel, uuid)
    assert found.ok is not bool(found.failed)
    return [failure.code for failure in found.failed]


def test_a_whole_election_holds():
    found = audit(written(), HELD.election.uuid)
    assert found.ok and found.failed == ()
    assert (found.credentials, found.ballots, found.result) == (3, 3, COUNTS)
    assert found.election == HELD.election
    assert found.trackers == tuple(tracker(raw) for raw in RAWS)
    assert found.head == Board.read(None, written()).head


@pytest.mark.parametrize("until", STAGES[:-1])
def test_an_election_that_goes_on_holds_as_far_as_it_is(until):
    found = audit(board(HELD, RAWS, until).archive())
    assert found.ok and found.result is None and found.ballots == (0 if until == "Setup" else 3)


def test_no_ballots_and_no_votes_hold_too():
    assert audit(archive([(3, 2)], [])).result == [[0, 0, 0, 0]]
    assert audit(archive([(3, 2)], [[[]], [[]]])).result == [[2, 0, 0, 0]]


def test_a_threshold_of_the_tellers_is_enough():
    held = election([(2, 1)], trustees=shared_key(2, 3), voters=1)
    whole = board(held, [held.vote(0, [[1]])])
    assert audit(whole.archive()).result == [[0, 0, 1]]
    for openers, codes in (((1, 3), []), ((3, 1), []), ((2,), ["share-missing"])):
        sealed, _ = tally_records(held, whole.payloads("Ballot"))
        setup = (held.election.raw, held.trustees.raw, held.credentials_raw)
        shares = [share_records(held, owner, sealed) for owner in openers]
        counts = tally.result_record([[0, 0, 1]])
        bel = written(setup, whole.payloads("Ballot"), (sealed, tally.tally_companion(1, sealed)), shares, counts)
        assert failures(bel) == codes


@pytest.mark.parametrize("pool", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_ballots_may_be_checked_in_parallel(pool):
    bad = written(ballots=[RAWS[0] + b" ", *RAWS[1:]])
    with pool(2) as workers:
        assert audit(written(), each=workers.map) == audit(written())
        assert audit(bad, each=workers.map) == audit(bad)


def test_faults_are_told_of_the_right_ballot_however_many_there_are():
    held = election([(1, 1)], trustees=1, voters=34)
    raws = [held.vote(voter, [[0]]) for voter in range(34)]
    whole = board(held, raws)
    assert audit(whole.archive()).result == [[0, 34]]
    setup = (*whole.setup, setup_companion(*whole.setup))
    spoilt = [*raws[:6], b"{}", *raws[7:33], held.vote(4, [[]])]
    found = audit(chained([("Setup", *setup), *(("Ballot", raw) for raw in spoilt)]).archive())
    assert [failure.code for failure in found.failed] == ["ballot-malformed", "credential-used-twice"]
    assert ["thứ 7:" in found.failed[0].message, "thứ 34 " in found.failed[1].message] == [True, True]


def test_a_file_that_is_no_archive_is_told_as_such():
    for bel in (b"", b"x" * 5000, written()[:-1]):
        found = audit(bel)
        assert [failure.code for failure in found.failed] == ["archive-malformed"]
        assert (found.election, found.ballots, found.trackers, found.result, found.head) == (None, 0, (), None, None)


def test_an_archive_of_another_election_is_told_and_checked_all_the_same():
    assert failures(written(), "A" * 14) == ["archive-other-election"]
    assert failures(written(result=b"{}"), "A" * 14) == ["archive-other-election", "result-malformed"]


OTHER = election([(3, 2), (2, 1)], trustees=2, voters=3)
THIN = resigned(HELD, 0, altered(RAWS[0], ("answers", 0, "overall_proof", 0, "response"), "7"))


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({"setup": (b'{"uuid":"x"}', HELD.trustees.raw, HELD.credentials_raw)}, ["election-malformed"]),
        ({"setup": (HELD.election.raw, b"[]", HELD.credentials_raw)}, ["trustee-malformed"]),
        ({"setup": (HELD.election.raw, HELD.trustees.raw, b"{}")}, ["credential-list-malformed"]),
        ({"setup": (HELD.election.raw, HELD.trustees.raw, b"[]")}, ["credential-unknown"] * 3),
        ({"setup": (HELD.election.raw, b"[]", b"{}")}, ["trustee-malformed", "credential-list-malformed"]),
        (
            {"setup": (HELD.election.raw, OTHER.trustees.raw, HELD.credentials_raw)},
            ["election-key", "share-invalid", "share-invalid"],
        ),
        ({"ballots": [RAWS[0] + b"\n", *RAWS[1:]]}, ["ballot-not-canonical"]),
        ({"ballots": [b"", b"{}", RAWS[2]]}, ["ballot-malformed", "ballot-malformed"]),
        ({"ballots": [THIN, *RAWS[1:]]}, ["overall-proof"]),
        ({"ballots": [RAWS[0], HELD.vote(0, [[1], [1]]), RAWS[2]]}, ["credential-used-twice"]),
        ({"ballots": [RAWS[0], RAWS[1], RAWS[0]]}, ["credential-used-twice"]),
        ({"ballots": RAWS[:2]}, ["tally-count", "tally-mismatch"]),
        ({"ballots": [*RAWS[:2], HELD.vote(2, [[1], [0]])]}, ["tally-mismatch"]),
        ({"tallied": (SEALED[0], tally.tally_companion(2, SEALED[0]))}, ["tally-count"]),
        ({"tallied": (SEALED[0], altered(SEALED[1], ("total_weight",), 4))}, ["tally-count"]),
        (
            {"tallied": (b"[]", tally.tally_companion(3, b"[]"))},
            ["tally-mismatch", "tally-malformed", "tally-malformed"],
        ),
        ({"shares": SHARES[:1]}, ["share-missing"]),
        ({"shares": [SHARES[0], SHARES[0]]}, ["share-repeated"]),
        ({"shares": [SHARES[0], share_records(HELD, 1, SEALED[0])]}, ["share-repeated"]),
        ({"shares": [SHARES[0], (SHARES[1][0], tally.share_companion(1, SHARES[1][0]))]}, ["share-repeated"]),
        ({"shares": [(SHARES[1][0], tally.share_companion(1, SHARES[1][0])), SHARES[1]]}, ["share-invalid"]),
        ({"shares": [*SHARES, (b"x", tally.share_companion(3, b"x"))]}, ["share-owner"]),
        ({"shares": [*SHARES, (b"x", tally.share_companion(0, b"x"))]}, ["share-owner"]),
        ({"shares": [*SHARES, (b"x", tally.share_companion(True, b"x"))]}, ["share-owner"]),
        ({"shares": [SHARES[0], (b"x", tally.share_companion(2, b"x"))]}, ["share-malformed"]),
        ({"result": tally.result_record([[1, 1, 0, 1], [1, 0, 2]])}, ["result-mismatch"]),
        ({"result": tally.result_record([[1, 4, 0, 1], [1, 0, 2]])}, ["result-malformed"]),
        ({"result": b"{}"}, ["result-malformed"]),
    ],
)
def test_each_thing_that_does_not_hold_is_told_by_its_own_name(changed, codes):
    assert failures(written(**changed)) == codes


def test_every_check_that_can_still_run_is_run():
    result = tally.result_record([[9, 0, 0, 0], [1, 0, 2]])
    shares = [SHARES[0], (b"x", tally.share_companion(2, b"x"))]
    bel = written(ballots=[b"", RAWS[0] + b" ", RAWS[2]], shares=shares, result=result)
    assert failures(bel) == ["ballot-malformed", "ballot-not-canonical", "share-malformed", "result-malformed"]


def test_a_failed_ballot_is_told_by_its_place():
    found = audit(written(ballots=[RAWS[0], RAWS[1] + b" ", RAWS[2]]))
    assert found.failed[0].message.startswith("Lá phiếu thứ 2: ")


def test_a_weighted_vote_is_refused():
    listed = compact([*sorted(HELD.credentials)[:2], f"{sorted(HELD.credentials)[2]},3"])
    assert failures(written((HELD.election.raw, HELD.trustees.raw, listed)))[0] == "credential-weight"


def test_a_slip_that_everybody_could_sign_for_is_refused():
    listed = compact([*sorted(HELD.credentials), NEUTRAL])
    assert failures(written((HELD.election.raw, HELD.trustees.raw, listed))) == ["credential-neutral"]


def test_a_key_that_the_tellers_do_not_hold_is_refused():
    elsewhere = elections.make(HELD.election.uuid, "x", "y", HELD.election.questions, OTHER.trustees.raw)
    codes = failures(written((elsewhere, HELD.trustees.raw, HELD.credentials_raw)))
    assert codes[0] == "election-key" and "ballot-other-election" in codes
