import json

import pytest

from ballots.errors import Broken
from ballots.protocol import tally
from ballots.protocol.group import NEUTRAL, ORDER
from tests.ballots.protocol.test_group import with_torsion
from tests.builders import altered, board, election, factors, opened, share_records, tally_records, without
from tests.ceremony import shared_key

HELD = election([(3, 2), (2, 1)], trustees=2, voters=3)
RAWS = [HELD.vote(0, [[0, 2], [1]]), HELD.vote(1, [[], []]), HELD.vote(2, [[0], [1]])]
SEALED, COMPANION = tally_records(HELD, RAWS)
SHARE, SHARE_COMPANION = share_records(HELD, 1, SEALED)
COUNTS = [[1, 2, 0, 1], [1, 0, 2]]


def decrypted(sealed=SEALED, shares=None, most=3, question=0, choice=1):
    return tally.decrypt(HELD.election, HELD.trustees, sealed, shares or factors(HELD, sealed), most, question, choice)


def check_share(raw=SHARE, owner=1, sealed=SEALED):
    return tally.check_partial(HELD.election, HELD.trustees.verification_keys[owner - 1], sealed, raw)


def test_the_tally_opens_to_the_sum_of_the_votes_the_blank_ones_first():
    assert opened(HELD, SEALED, 3) == COUNTS


def test_totals_can_be_opened_one_by_one():
    assert [decrypted(choice=choice) for choice in (3, 0, 1)] == [1, 1, 2]


def test_the_order_of_the_ballots_does_not_matter():
    assert tally_records(HELD, RAWS[::-1])[0] == SEALED


def test_companions_name_the_record_they_belong_to():
    assert list(json.loads(COMPANION)) == ["num_tallied", "total_weight", "encrypted_tally"]
    assert json.loads(COMPANION)["num_tallied"] == json.loads(COMPANION)["total_weight"] == 3
    assert list(json.loads(SHARE_COMPANION)) == ["owner", "payload"] and json.loads(SHARE_COMPANION)["owner"] == 1
    assert tally.result_record(COUNTS) == b'{"result":[[1,2,0,1],[1,0,2]]}'


def test_no_ballot_at_all_is_a_tally_of_nothing():
    sealed, _ = tally_records(HELD, [])
    assert {one for question in json.loads(sealed) for choice in question for one in choice.values()} == {NEUTRAL}
    assert opened(HELD, sealed, 0) == [[0, 0, 0, 0], [0, 0, 0]]
    assert board(HELD, []).payloads("Result") == (tally.result_record([[0, 0, 0, 0], [0, 0, 0]]),)


def test_two_of_three_tellers_open_what_one_cannot():
    held = election([(2, 1)], trustees=shared_key(2, 3), voters=1)
    sealed, _ = tally_records(held, [held.vote(0, [[1]])])
    for present in ((1, 2), (1, 3), (2, 3), (1, 2, 3)):
        assert tally.decrypt(held.election, held.trustees, sealed, factors(held, sealed, present), 1, 0, 2) == 1
    with pytest.raises(Broken) as refusal:
        tally.decrypt(held.election, held.trustees, sealed, factors(held, sealed, (3,)), 1, 0, 2)
    assert refusal.value.code == "share-missing"


def test_a_share_is_never_the_same_bytes_but_always_the_same_factors():
    again, _ = share_records(HELD, 1, SEALED)
    assert again != SHARE and check_share(again) == check_share()


@pytest.mark.parametrize(
    ("path", "change", "code"),
    [
        (("decryption_factors", 0, 0), NEUTRAL, "share-invalid"),
        (("decryption_factors", 0), lambda factors: factors[::-1], "share-invalid"),
        (("decryption_factors", 1, 2), with_torsion(), "element-invalid"),
        (("decryption_factors", 1, 2), None, "element-invalid"),
        (("decryption_factors", 1), None, "share-malformed"),
        (("decryption_factors", 1), lambda factors: factors[:-1], "share-malformed"),
        (("decryption_factors",), lambda factors: factors[::-1], "share-malformed"),
        (("decryption_factors",), {}, "share-malformed"),
        (("decryption_proofs", 1, 2, "challenge"), "7", "share-invalid"),
        (("decryption_proofs", 1, 2, "response"), "7", "share-invalid"),
        (("decryption_proofs", 1, 2, "response"), str(ORDER), "scalar-invalid"),
        (("decryption_proofs", 1, 2), [], "share-malformed"),
        (("decryption_proofs", 1), [], "share-malformed"),
        (("decryption_proofs",), None, "share-malformed"),
        (("more",), 1, "share-malformed"),
    ],
)
def test_a_share_in_which_anything_does_not_hold_is_refused(path, change, code):
    with pytest.raises(Broken) as refusal:
        check_share(altered(SHARE, path, change))
    assert refusal.value.code == code


@pytest.mark.parametrize("raw", [b"", b"[]", b"{}", SHARE + b"\n", without(SHARE, ("decryption_proofs",))])
def test_what_is_not_a_share_is_refused(raw):
    with pytest.raises(Broken) as refusal:
        check_share(raw)
    assert refusal.value.code == "share-malformed"


def test_a_share_of_another_teller_or_another_tally_is_refused():
    for other in ({"owner": 2}, {"sealed": tally_records(HELD, RAWS[:2])[0]}):
        with pytest.raises(Broken) as refusal:
            check_share(**other)
        assert refusal.value.code == "share-invalid"


def test_a_share_of_another_election_is_refused():
    elsewhere = election([(3, 2), (2, 1)])
    share = tally.partial_decryption(elsewhere.election, HELD.privates[0], SEALED)
    with pytest.raises(Broken) as refusal:
        check_share(share)
    assert refusal.value.code == "share-invalid"


@pytest.mark.parametrize(
    ("path", "change", "code"),
    [
        ((0, 0, "alpha"), with_torsion(), "element-invalid"),
        ((0, 0, "beta"), 5, "element-invalid"),
        ((0, 0, "gamma"), NEUTRAL, "tally-malformed"),
        ((0, 0), [], "tally-malformed"),
        ((0,), lambda question: question[1:], "tally-malformed"),
        ((0,), None, "tally-malformed"),
    ],
)
def test_no_teller_uses_the_key_on_a_tally_that_is_not_one(path, change, code):
    with pytest.raises(Broken) as refusal:
        tally.partial_decryption(HELD.election, HELD.privates[0], altered(SEALED, path, change))
    assert refusal.value.code == code


def test_a_total_above_the_number_of_ballots_is_not_looked_for():
    with pytest.raises(Broken) as refusal:
        decrypted(most=1)
    assert refusal.value.code == "tally-undecryptable"


@pytest.mark.parametrize("counts", [[[1, 1, 0, 1], [1, 0, 2]], [[1, 2, 0, 1], [2, 0, 1]], [[0] * 4, [0] * 3]])
def test_only_the_true_totals_are_the_result(counts):
    tally.check_result(HELD.election, HELD.trustees, SEALED, factors(HELD, SEALED), COUNTS)
    with pytest.raises(Broken) as refusal:
        tally.check_result(HELD.election, HELD.trustees, SEALED, factors(HELD, SEALED), counts)
    assert refusal.value.code == "result-mismatch"


@pytest.mark.parametrize(
    "result",
    [
        None,
        [],
        [COUNTS[0]],
        COUNTS[::-1],
        [[1, 2, 0], [1, 0, 2]],
        [[1, 4, 0, 1], [1, 0, 2]],
        [[1, -1, 0, 1], [1, 0, 2]],
        [[True, 2, 0, 1], [1, 0, 2]],
        [[1.0, 2, 0, 1], [1, 0, 2]],
        [["1", 2, 0, 1], [1, 0, 2]],
        [[10**4000, 2, 0, 1], [1, 0, 2]],
    ],
)
def test_a_result_of_another_shape_is_refused(result):
    assert tally.read_result(HELD.election, tally.result_record(COUNTS), 3) == COUNTS
    with pytest.raises(Broken) as refusal:
        tally.read_result(HELD.election, tally.result_record(result), 3)
    assert refusal.value.code == "result-malformed"
