"""Zero-knowledge proofs (sections 3, 7.3 and 9), all in the form `{"challenge","response"}`, response = w - x*c.

`schnorr`: whoever wrote this knows x in X = g^x. `disjunction`: one of several ciphertexts encrypts what its place
claims, without saying which. `factor`: a decryption factor was computed with the same x as the verification key.

Each `prove_` has its `_holds`, which answers with a boolean; the caller knows what a failure means and names it. The
prefixes, which tie a proof to its place, belong to the callers (table of section 3).
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from ballots.errors import Broken
from ballots.protocol.encoding import has_fields, sha_number
from ballots.protocol.group import (
    ORDER,
    Point,
    element_of,
    power,
    power_of_g,
    product,
    random_scalar,
    read_scalar,
)


class Proof(NamedTuple):
    challenge: int
    response: int

    def record(self) -> dict[str, str]:
        return {"challenge": str(self.challenge), "response": str(self.response)}


class Branch(NamedTuple):
    """What the prover knows of one ciphertext: its randomness, and its content minus the content claimed."""

    randomness: int
    excess: int


def read_proof(value: Any, code: str) -> Proof:
    """A proof from outside; Broken(code) for another shape, "scalar-invalid" for numbers outside [0, q)."""
    if not has_fields(value, ("challenge", "response")):
        raise Broken(code, "Một chứng minh trong dữ liệu thiếu hoặc thừa thành phần.")
    return Proof(read_scalar(value["challenge"]), read_scalar(value["response"]))


def hash_to_scalar(prefix: str, *points: Point) -> int:
    return sha_number(prefix + ",".join(map(element_of, points))) % ORDER


def prove_schnorr(prefix: str, secret: int) -> Proof:
    nonce = random_scalar()
    challenge = hash_to_scalar(prefix, power_of_g(nonce))
    return Proof(challenge, (nonce - secret * challenge) % ORDER)


def schnorr_holds(prefix: str, public: Point, proof: Proof) -> bool:
    commitment = product(power_of_g(proof.response), power(public, proof.challenge))
    return proof.challenge == hash_to_scalar(prefix, commitment)


def prove_disjunction(prefix: str, key: Point, branches: Sequence[Branch]) -> list[Proof]:
    """One proof per branch; the first branch without excess is the true one. ValueError where there is none."""
    true = next((place for place, branch in enumerate(branches) if branch.excess == 0), None)
    if true is None:
        raise ValueError("no branch of this disjunction is true")
    nonce = random_scalar()
    proofs = [Proof(random_scalar(), random_scalar()) for _ in branches]
    commitments: list[Point] = []
    for place, (branch, proof) in enumerate(zip(branches, proofs, strict=True)):
        commitments += (
            (power_of_g(nonce), power(key, nonce)) if place == true else _simulated(key, branch, proof)
        )
    others = sum(proof.challenge for place, proof in enumerate(proofs) if place != true)
    challenge = (hash_to_scalar(prefix, *commitments) - others) % ORDER
    proofs[true] = Proof(challenge, (nonce - branches[true].randomness * challenge) % ORDER)
    return proofs


def _simulated(key: Point, branch: Branch, proof: Proof) -> tuple[Point, Point]:
    """A = g^s alpha^c and B = y^s (beta / g^M)^c of a false branch, by way of the randomness the prover knows."""
    exponent = proof.response + branch.randomness * proof.challenge
    blinded = product(power(key, exponent), power_of_g(branch.excess * proof.challenge))
    return power_of_g(exponent), blinded


def disjunction_holds(
    prefix: str, key: Point, ciphertexts: Sequence[tuple[Point, Point]], proofs: Sequence[Proof]
) -> bool:
    """Each ciphertext comes as (alpha, beta / g^M), M being the content that its place claims."""
    commitments: list[Point] = []
    for (alpha, blinded), (challenge, response) in zip(ciphertexts, proofs, strict=True):
        commitments.append(product(power_of_g(response), power(alpha, challenge)))
        commitments.append(product(power(key, response), power(blinded, challenge)))
    return hash_to_scalar(prefix, *commitments) == sum(proof.challenge for proof in proofs) % ORDER


def prove_factor(prefix: str, secret: int, alpha: Point) -> Proof:
    nonce = random_scalar()
    challenge = hash_to_scalar(prefix, power_of_g(nonce), power(alpha, nonce))
    return Proof(challenge, (nonce - secret * challenge) % ORDER)


def factor_holds(prefix: str, public: Point, alpha: Point, factor: Point, proof: Proof) -> bool:
    from_key = product(power_of_g(proof.response), power(public, proof.challenge))
    from_alpha = product(power(alpha, proof.response), power(factor, proof.challenge))
    return proof.challenge == hash_to_scalar(prefix, from_key, from_alpha)
