import pytest

from ballots.errors import Broken
from ballots.protocol import proofs
from ballots.protocol.group import ORDER, Point, power, power_of_g, product
from ballots.protocol.proofs import Branch, Proof

SECRET, RANDOMNESS = 12345, 67890
KEY = power_of_g(SECRET)


def worse(proof: Proof) -> list[Proof]:
    """A proof with one of its numbers changed, each in turn."""
    return [
        proof._replace(challenge=(proof.challenge + 1) % ORDER),
        proof._replace(response=(proof.response + 1) % ORDER),
    ]


def claims(content: int, claimed: list[int]) -> tuple[list[Branch], list[tuple[Point, Point]]]:
    """Both sides of a disjunction over one ciphertext of `content`."""
    alpha, beta = power_of_g(RANDOMNESS), power(KEY, RANDOMNESS)
    return (
        [Branch(RANDOMNESS, content - number) for number in claimed],
        [(alpha, product(beta, power_of_g(content - number))) for number in claimed],
    )


def test_knowledge_of_a_key_is_proved_for_one_key_and_one_place():
    proof = proofs.prove_schnorr("here|", SECRET)
    assert proofs.schnorr_holds("here|", KEY, proof)
    assert not proofs.schnorr_holds("there|", KEY, proof)
    assert not proofs.schnorr_holds("here|", power_of_g(SECRET + 1), proof)
    assert not any(proofs.schnorr_holds("here|", KEY, other) for other in worse(proof))


def test_the_response_is_the_nonce_minus_secret_times_challenge():
    challenge, response = proofs.prove_schnorr("p|", SECRET)
    assert challenge == proofs.hash_to_scalar("p|", power_of_g(response + SECRET * challenge))


@pytest.mark.parametrize("content", [0, 1, 2])
def test_one_of_several_contents_is_proved_without_saying_which(content):
    branches, ciphertexts = claims(content, [0, 1, 2])
    made = proofs.prove_disjunction("p|", KEY, branches)
    assert proofs.disjunction_holds("p|", KEY, ciphertexts, made)
    assert not proofs.disjunction_holds("q|", KEY, ciphertexts, made)
    assert not proofs.disjunction_holds("p|", power_of_g(9), ciphertexts, made)
    for place in range(3):
        for other in worse(made[place]):
            assert not proofs.disjunction_holds("p|", KEY, ciphertexts, [*made[:place], other, *made[place + 1 :]])


def test_a_disjunction_with_no_true_branch_cannot_be_proved():
    branches, _ = claims(3, [0, 1, 2])
    with pytest.raises(ValueError):
        proofs.prove_disjunction("p|", KEY, branches)


def test_a_proof_for_one_content_does_not_serve_another():
    branches, _ = claims(1, [0, 1])
    made = proofs.prove_disjunction("p|", KEY, branches)
    _, ciphertexts = claims(2, [0, 1])
    assert not proofs.disjunction_holds("p|", KEY, ciphertexts, made)


def test_a_decryption_factor_is_proved_for_one_key_and_one_ciphertext():
    alpha = power_of_g(RANDOMNESS)
    factor, proof = power(alpha, SECRET), proofs.prove_factor("p|", SECRET, alpha)
    assert proofs.factor_holds("p|", KEY, alpha, factor, proof)
    assert not proofs.factor_holds("p|", KEY, alpha, power_of_g(1), proof)
    assert not proofs.factor_holds("p|", KEY, power_of_g(2), factor, proof)
    assert not proofs.factor_holds("p|", power_of_g(3), alpha, factor, proof)
    assert not any(proofs.factor_holds("p|", KEY, alpha, factor, other) for other in worse(proof))


def test_a_proof_is_read_as_it_is_written():
    proof = Proof(1, ORDER - 1)
    assert proof.record() == {"challenge": "1", "response": str(ORDER - 1)}
    assert proofs.read_proof(proof.record(), "x") == proof


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ({"response": "1", "challenge": "1"}, "shape"),
        ({"challenge": "1"}, "shape"),
        ({"challenge": "1", "response": "1", "more": "1"}, "shape"),
        (["1", "1"], "shape"),
        (None, "shape"),
        ({"challenge": 1, "response": "1"}, "scalar-invalid"),
        ({"challenge": "1", "response": str(ORDER)}, "scalar-invalid"),
    ],
)
def test_a_proof_in_another_form_is_refused(value, code):
    with pytest.raises(Broken) as refusal:
        proofs.read_proof(value, "shape")
    assert refusal.value.code == code
