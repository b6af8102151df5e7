import json

import pytest

from ballots.errors import Broken
from ballots.protocol import ballot
from ballots.protocol.encoding import compact, sha_b64
from ballots.protocol.group import ORDER
from tests.ballots.protocol.test_group import with_torsion
from tests.builders import altered, election, part, question, resigned, without

HELD = election([(3, 2), (2, 1)], voters=2)
RAW, OTHER = HELD.vote(0, [[0, 2], [1]]), HELD.vote(1, [[], []])
ELSEWHERE = election([(3, 2), (2, 1)], voters=2)


def refused(raw: bytes, held=HELD) -> str:
    with pytest.raises(Broken) as refusal:
        held.check(raw)
    return refusal.value.code


def other(*path):
    return part(OTHER, path)


def test_a_ballot_has_its_parts_in_the_order_of_the_format():
    value = json.loads(RAW)
    assert list(value) == ["election_uuid", "election_hash", "credential", "answers", "signature"]
    assert compact(value) == RAW


def test_a_verified_ballot_says_whose_it_is_how_to_find_it_and_what_to_add_up():
    checked = HELD.check(RAW)
    assert checked.credential in HELD.credentials
    assert checked.tracker == ballot.tracker(RAW) == sha_b64(RAW)
    assert [len(choices) for choices in checked.choices] == [4, 3]
    first = json.loads(RAW)["answers"][0]["choices"][0]
    assert checked.choices[0][0] == (first["alpha"], first["beta"])


def test_the_same_vote_never_makes_the_same_ballot():
    assert HELD.vote(0, [[0], []]) != HELD.vote(0, [[0], []])


@pytest.mark.parametrize("marks", [[[], []], [[0], [0]], [[1, 2], [1]], [[2, 1], []]])
def test_every_legal_vote_makes_a_ballot_that_is_accepted(marks):
    assert HELD.check(HELD.vote(1, marks)).choices


@pytest.mark.parametrize(
    ("asked", "chosen", "vote"),
    [
        (question(3, 2), [], [1, 0, 0, 0]),
        (question(3, 2), [2], [0, 0, 0, 1]),
        (question(3, 2), [2, 0], [0, 1, 0, 1]),
        (question(3, 2), iter([1]), [0, 0, 1, 0]),
        (question(3, 2, 0, False), [], [0, 0, 0]),
        (question(3, 2, 0, False), [1], [0, 1, 0]),
    ],
)
def test_marks_become_a_vote_and_no_mark_is_a_blank_vote(asked, chosen, vote):
    assert ballot.marks_to_vote(asked, chosen) == vote


@pytest.mark.parametrize("chosen", [[0, 1, 2], [3], [-1], [0, 0], ["0"]])
def test_marks_that_are_not_allowed_do_not_become_a_vote(chosen):
    with pytest.raises(ValueError):
        ballot.marks_to_vote(question(3, 2), chosen)


@pytest.mark.parametrize("votes", [[], [[1, 0, 0, 0]], [[0, 1, 1, 1], [1, 0, 0]], [[0, 0, 0, 0], [1, 0, 0]]])
def test_a_vote_that_is_not_allowed_is_not_sealed(votes):
    with pytest.raises(ValueError):
        ballot.make(HELD.election, HELD.secrets[0], votes)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "ballot-malformed"),
        (b"[]", "ballot-malformed"),
        (b"null", "ballot-malformed"),
        (b"\xff", "ballot-malformed"),
        (b"[" * 100_000, "ballot-malformed"),
        (b"9" * 100_000, "ballot-malformed"),
        (RAW.replace(b"{", b'{"credential":"x",', 1), "ballot-malformed"),
        (RAW[:-1], "ballot-malformed"),
        (RAW + b"\n", "ballot-not-canonical"),
        (RAW.replace(b":", b": ", 1), "ballot-not-canonical"),
        (RAW.replace(b"election_uuid", b"\\u0065lection_uuid", 1), "ballot-not-canonical"),
        (compact(dict(reversed(json.loads(RAW).items()))), "ballot-malformed"),
        (without(RAW, ("answers",)), "ballot-malformed"),
        (without(RAW, ("signature",)), "ballot-malformed"),
        (altered(RAW, ("more",), 1), "ballot-malformed"),
        (altered(RAW, ("signature",), None), "ballot-malformed"),
        (altered(RAW, ("signature", "proof"), []), "ballot-malformed"),
        (altered(RAW, ("signature", "proof", "response"), 5), "scalar-invalid"),
        (altered(RAW, ("signature", "proof", "response"), str(ORDER)), "scalar-invalid"),
        (altered(RAW, ("signature", "proof", "response"), "5"), "ballot-signature"),
        (altered(RAW, ("signature", "hash"), sha_b64(b"")), "ballot-signature"),
        (altered(RAW, ("signature", "hash"), 5), "ballot-signature"),
        (altered(RAW, ("signature",), other("signature")), "ballot-signature"),
        (altered(RAW, ("answers",), other("answers")), "ballot-signature"),
        (altered(RAW, ("credential",), other("credential")), "ballot-signature"),
        (altered(RAW, ("credential",), "0" * 64), "credential-unknown"),
        (altered(RAW, ("credential",), []), "credential-unknown"),
        (altered(RAW, ("credential",), 5), "credential-unknown"),
        (altered(RAW, ("election_uuid",), "A" * 14), "ballot-other-election"),
        (altered(RAW, ("election_uuid",), None), "ballot-other-election"),
        (altered(RAW, ("election_hash",), sha_b64(b"")), "ballot-other-election"),
        (ELSEWHERE.vote(0, [[], []]), "ballot-other-election"),
    ],
    ids=lambda value: repr(value[:16]),
)
def test_a_ballot_in_which_anything_does_not_hold_is_refused(raw, code):
    assert refused(raw) == code


ALPHA, LAST_BETA = ("answers", 0, "choices", 1, "alpha"), ("answers", 1, "choices", 2, "beta")
NUMBER = ("answers", 0, "overall_proof", 0, "response")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({ALPHA: with_torsion()}, "element-invalid"),
        ({LAST_BETA: with_torsion(), ("signature", "hash"): sha_b64(b"")}, "element-invalid"),
        ({LAST_BETA: f"{2:064x}", NUMBER: "5"}, "element-invalid"),
        ({LAST_BETA: with_torsion(), NUMBER: "x"}, "scalar-invalid"),
        ({ALPHA: with_torsion(), NUMBER: "x"}, "element-invalid"),
    ],
)
def test_of_several_faults_the_one_that_is_read_first_is_told_as_in_the_browser(changes, code):
    raw = RAW
    for path, change in changes.items():
        raw = altered(raw, path, change)
    assert refused(raw) == code


def test_answers_cannot_be_copied_from_another_ballot_even_when_signed():
    """Otherwise a voter could repeat somebody's vote and learn it from the totals."""
    assert refused(resigned(HELD, 0, altered(RAW, ("answers",), other("answers")))) == "individual-proof"


def test_a_ballot_cannot_be_replayed_under_another_credential():
    assert refused(resigned(HELD, 1, altered(RAW, ("credential",), other("credential")))) == "individual-proof"


def test_a_credential_that_was_taken_off_the_list_no_longer_votes():
    """A resealed meeting has new slips; the old ones are dead."""
    with pytest.raises(Broken) as refusal:
        ballot.check(HELD.election, HELD.credentials - {other("credential")}, OTHER)
    assert refusal.value.code == "credential-unknown"


def test_no_refusal_repeats_what_was_sent():
    for raw in (b"secret", altered(RAW, ("credential",), "secret"), altered(RAW, ("answers", 0, "choices"), "secret")):
        with pytest.raises(Broken) as refusal:
            HELD.check(raw)
        assert "secret" not in str(refusal.value) + repr(refusal.value)
