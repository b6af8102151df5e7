"""What a dishonest booth could put into an answer: it signs whatever it likes, so only the proofs stand in its way."""

import pytest

from ballots.errors import Broken
from ballots.protocol import answer
from ballots.protocol.credential import public_part
from ballots.protocol.encoding import compact
from ballots.protocol.group import (
    NEUTRAL,
    ORDER,
    Point,
    element_of,
    point_of,
    power,
    power_of_g,
    product,
    random_scalar,
)
from ballots.protocol.proofs import Branch, Proof, hash_to_scalar
from tests.ballots.protocol.test_group import ORDER_TWO, with_torsion
from tests.builders import altered, election, part, question, resigned, without

BLANK, PLAIN = 0, 1
HELD = election([(3, 2), question(3, 2, 0, False)], voters=2)
RAW, OTHER = HELD.vote(0, [[0, 2], [1]]), HELD.vote(1, [[], []])


ONE_MARK = election([question(1, 1, 0, False)], voters=1)


def refused(raw: bytes) -> str:
    with pytest.raises(Broken) as refusal:
        HELD.check(resigned(HELD, 0, raw))
    return refusal.value.code


def of_other(*path):
    return part(OTHER, ("answers", *path))


@pytest.mark.parametrize(
    ("path", "change", "code"),
    [
        (("individual_proofs", 1, 0, "challenge"), "7", "individual-proof"),
        (("individual_proofs", 1, 0, "response"), "7", "individual-proof"),
        (("individual_proofs", 1), lambda proofs: proofs[::-1], "individual-proof"),
        (("individual_proofs",), lambda proofs: proofs[::-1], "individual-proof"),
        (("individual_proofs",), of_other(BLANK, "individual_proofs"), "individual-proof"),
        (("choices",), of_other(BLANK, "choices"), "individual-proof"),
        (("choices",), lambda choices: choices[::-1], "individual-proof"),
        (("choices", 2, "alpha"), NEUTRAL, "individual-proof"),
        (("choices", 2, "beta"), NEUTRAL, "individual-proof"),
        (("blank_proof", 0, "challenge"), "7", "blank-proof"),
        (("blank_proof",), lambda proofs: proofs[::-1], "blank-proof"),
        (("blank_proof",), of_other(BLANK, "blank_proof"), "blank-proof"),
        (("overall_proof", 2, "response"), "7", "overall-proof"),
        (("overall_proof",), lambda proofs: proofs[::-1], "overall-proof"),
        (("overall_proof",), of_other(BLANK, "overall_proof"), "overall-proof"),
        (("choices", 0, "alpha"), with_torsion(), "element-invalid"),
        (("choices", 0, "beta"), ORDER_TWO, "element-invalid"),
        (("choices", 0, "beta"), "", "element-invalid"),
        (("choices", 0, "beta"), 5, "element-invalid"),
        (("individual_proofs", 0, 0, "challenge"), str(ORDER), "scalar-invalid"),
        (("overall_proof", 0, "response"), "-1", "scalar-invalid"),
        (("blank_proof", 0, "response"), 1, "scalar-invalid"),
        (("choices",), lambda choices: choices[:-1], "ballot-shape"),
        (("choices",), lambda choices: [*choices, choices[0]], "ballot-shape"),
        (("choices",), {}, "ballot-shape"),
        (("choices", 0), None, "ballot-shape"),
        (("choices", 0, "gamma"), NEUTRAL, "ballot-shape"),
        (("individual_proofs",), lambda proofs: proofs[:-1], "ballot-shape"),
        (("individual_proofs", 0), lambda proofs: proofs[:-1], "ballot-shape"),
        (("individual_proofs", 0), 5, "ballot-shape"),
        (("individual_proofs", 0, 0), None, "ballot-shape"),
        (("overall_proof",), lambda proofs: proofs[:-1], "ballot-shape"),
        (("overall_proof",), lambda proofs: [*proofs, proofs[0]], "ballot-shape"),
        (("blank_proof",), [], "ballot-shape"),
        (("blank_proof",), None, "ballot-shape"),
        (("more",), 1, "ballot-shape"),
    ],
)
def test_an_answer_with_a_blank_vote_in_which_anything_does_not_hold_is_refused(path, change, code):
    assert refused(altered(RAW, ("answers", BLANK, *path), change)) == code


@pytest.mark.parametrize(
    ("path", "change", "code"),
    [
        (("individual_proofs", 0, 1, "response"), "7", "individual-proof"),
        (("overall_proof", 0, "challenge"), "7", "overall-proof"),
        (("overall_proof",), of_other(PLAIN, "overall_proof"), "overall-proof"),
        (("overall_proof",), lambda proofs: proofs[:-1], "ballot-shape"),
        (("blank_proof",), of_other(BLANK, "blank_proof"), "ballot-shape"),
    ],
)
def test_an_answer_without_a_blank_vote_in_which_anything_does_not_hold_is_refused(path, change, code):
    assert refused(altered(RAW, ("answers", PLAIN, *path), change)) == code


def test_a_missing_blank_proof_is_refused_before_it_can_block_the_count():
    assert refused(without(RAW, ("answers", BLANK, "blank_proof"))) == "blank-proof-missing"


@pytest.mark.parametrize("field", ["choices", "individual_proofs", "overall_proof"])
def test_every_other_part_of_an_answer_is_needed_too(field):
    assert refused(without(RAW, ("answers", BLANK, field))) == "ballot-shape"


def test_the_order_of_the_parts_is_fixed():
    assert refused(altered(RAW, ("answers", BLANK), lambda one: dict(reversed(one.items())))) == "ballot-shape"


@pytest.mark.parametrize("answers", [None, [], {}, of_other()[:1], [*of_other(), of_other(0)]])
def test_a_ballot_with_answers_to_other_questions_is_refused(answers):
    assert refused(altered(RAW, ("answers",), answers)) == "ballot-shape"


@pytest.mark.parametrize(
    ("place", "vote", "code"),
    [
        (BLANK, [0, 1, 1, 1], "overall-proof"),
        (BLANK, [0, 0, 0, 0], "overall-proof"),
        (BLANK, [1, 1, 0, 0], "blank-proof"),
        (BLANK, [0, 2, 0, 0], "individual-proof"),
        (BLANK, [0, -1, 1, 1], "individual-proof"),
        (BLANK, [1, 1, -1, 0], "individual-proof"),
        (PLAIN, [1, 1, 1], "overall-proof"),
        (PLAIN, [2, 0, 0], "individual-proof"),
        (PLAIN, [3, -1, 0], "individual-proof"),
    ],
)
def test_no_illegal_vote_finds_a_proof_even_where_the_booth_lies(monkeypatch, place, vote, code):
    """P3: the booth claims a branch that is not true, as well as it can."""
    honest = answer.prove_disjunction

    def lie(prefix, key, branches):
        believable = any(branch.excess == 0 for branch in branches)
        return honest(prefix, key, branches if believable else [Branch(branches[0].randomness, 0), *branches[1:]])

    monkeypatch.setattr(answer, "prove_disjunction", lie)
    assert refused(altered(RAW, ("answers", place), sealed(place, vote))) == code


def sealed(place, vote):
    s0 = f"{HELD.election.fingerprint}|{public_part(HELD.election.uuid, HELD.secrets[0])}"
    randomness = [random_scalar() for _ in vote]
    return answer.seal(HELD.election.questions[place], point_of(HELD.election.public_key), s0, vote, randomness)


def test_an_honest_answer_is_made_the_same_way():
    for place, vote in ((BLANK, [0, 1, 0, 1]), (BLANK, [1, 0, 0, 0]), (PLAIN, [0, 0, 0]), (PLAIN, [1, 1, 0])):
        HELD.check(resigned(HELD, 0, altered(RAW, ("answers", place), sealed(place, vote))))


def test_an_answer_is_written_in_the_order_of_the_format():
    assert list(sealed(BLANK, [1, 0, 0, 0])) == ["choices", "individual_proofs", "overall_proof", "blank_proof"]
    assert list(sealed(PLAIN, [1, 0, 0])) == ["choices", "individual_proofs", "overall_proof"]
    assert compact(sealed(PLAIN, [1, 0, 0])) != compact(sealed(PLAIN, [1, 0, 0]))


def even_proof(prefix: str, key: Point, alpha: Point, beta: Point, exponent: int) -> list[dict[str, str]]:
    """That (alpha, beta) holds 0 or 1, for a mark that is set; both challenges even, so that torsion of order two in what is
    proven takes no part in it."""
    false = Proof(2 * random_scalar() % ORDER & ~1, random_scalar())
    simulated = [
        product(power_of_g(false.response), power(alpha, false.challenge)),
        product(power(key, false.response), power(beta, false.challenge)),
    ]
    while True:
        nonce = random_scalar()
        commitments = [*simulated, power_of_g(nonce), power(key, nonce)]
        challenge = (hash_to_scalar(prefix, *commitments) - false.challenge) % ORDER
        if challenge % 2 == 0:
            return [false.record(), Proof(challenge, (nonce - exponent * challenge) % ORDER).record()]


def marked_with(torsion: str) -> bytes:
    """A ballot whose only mark is multiplied by a point, and whose equations hold for every point of order two."""
    key, exponent = point_of(ONE_MARK.election.public_key), random_scalar()
    s0 = f"{ONE_MARK.election.fingerprint}|{public_part(ONE_MARK.election.uuid, ONE_MARK.secrets[0])}"
    alpha, beta = power_of_g(exponent), product(power(key, exponent), power_of_g(1))
    spoilt = product(beta, point_of(torsion))
    pair = f"{element_of(alpha)},{element_of(spoilt)}"
    made = {
        "choices": [{"alpha": element_of(alpha), "beta": element_of(spoilt)}],
        "individual_proofs": [even_proof(f"prove|{s0}|{pair}|", key, alpha, beta, exponent)],
        "overall_proof": even_proof(f"prove|{s0}|{pair}|{pair}|", key, alpha, beta, exponent),
    }
    return resigned(ONE_MARK, 0, altered(ONE_MARK.vote(0, [[0]]), ("answers", 0), made))


def test_a_point_outside_the_subgroup_is_refused_also_where_its_proofs_hold():
    assert ONE_MARK.check(marked_with(NEUTRAL)).choices
    with pytest.raises(Broken) as refusal:
        ONE_MARK.check(marked_with(ORDER_TWO))
    assert refusal.value.code == "element-invalid"
