import pytest

from ballots.contest import MOST_CONTESTS, MOST_NOMINEES
from ballots.errors import Broken
from ballots.protocol.ballot import check_of_slip
from ballots.protocol.claim import Claim, longest_ballot, read_claim
from ballots.protocol.election import Question
from kiosk.incoming import LARGEST_BALLOT
from tests.builders import altered, election, question

HELD = election([(3, 2), question(2, 1, 0, False)], voters=2)
RAW = HELD.vote(0, [[0, 2], [1]])


def test_a_ballot_names_its_election_and_its_slip_at_its_beginning():
    assert read_claim(RAW) == read_claim(RAW[:300])
    assert read_claim(RAW) == Claim(HELD.election.uuid, HELD.election.fingerprint, HELD.check(RAW).credential)


NONE = {
    "nothing": b"",
    "a blank first": b" " + RAW,
    "cut off": RAW[:100],
    "a blank within": RAW.replace(b'"credential":"', b'"credential": "'),
    "no slip": altered(RAW, ("credential",), None),
    "a slip in other letters": altered(RAW, ("credential",), "é" * 64),
    "an election in other letters": altered(RAW, ("election_hash",), "x\n" * 21 + "x"),
}


@pytest.mark.parametrize("kind", NONE)
def test_what_does_not_begin_as_a_ballot_is_none(kind):
    with pytest.raises(Broken) as refusal:
        read_claim(NONE[kind])
    assert refusal.value.code == "ballot-malformed"


def longest(asked: Question) -> dict:
    """An answer that holds nothing but the longest numbers there are."""
    proof, element = {"challenge": "9" * 76, "response": "9" * 76}, "f" * 64
    blank = {"blank_proof": [proof] * 2} if asked.blank else {}
    return {
        "choices": [{"alpha": element, "beta": element}] * asked.width,
        "individual_proofs": [[proof] * 2] * asked.width,
        "overall_proof": [proof] * (asked.maximum - asked.minimum + 1 + asked.blank),
        **blank,
    }


def made_long(held) -> bytes:
    raw = HELD.vote(1, [[], []])
    for path, value in {
        ("answers",): [longest(asked) for asked in held.election.questions],
        ("election_uuid",): held.election.uuid,
        ("signature", "proof"): {"challenge": "9" * 76, "response": "9" * 76},
    }.items():
        raw = altered(raw, path, value)
    return raw


@pytest.mark.parametrize("contests", [[(3, 2)], [question(4, 4, 0, False)], [(8, 2), (30, 5)]], ids=len)
def test_no_ballot_is_longer_than_it_can_be(contests):
    held = election(contests, 1, 1)
    assert len(held.vote(0, [[]] * len(contests))) <= len(made_long(held)) <= longest_ballot(held.election)
    assert longest_ballot(held.election) - len(made_long(held)) < 400


def test_the_longest_ballot_of_the_largest_meeting_is_taken_in():
    largest = election([(MOST_NOMINEES, MOST_NOMINEES)] * MOST_CONTESTS, 1, 1)
    assert 0.9 * LARGEST_BALLOT < longest_ballot(largest.election) < LARGEST_BALLOT


def test_the_signature_is_checked_before_any_proof():
    slip, spoiled = read_claim(RAW).credential, altered(RAW, ("answers", 0, "choices", 0, "alpha"), "0" * 64)
    with pytest.raises(Broken) as refusal:
        check_of_slip(HELD.election, slip, spoiled)
    assert refusal.value.code == "ballot-signature"
    assert check_of_slip(HELD.election, slip, RAW) == HELD.check(RAW)


def test_a_ballot_of_another_slip_than_it_was_taken_for_is_refused():
    other = next(one for one in HELD.credentials if one != read_claim(RAW).credential)
    with pytest.raises(Broken) as refusal:
        check_of_slip(HELD.election, other, RAW)
    assert refusal.value.code == "credential-unknown"
