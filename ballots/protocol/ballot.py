"""A ballot: its answers, bound to one election and one credential by a signature (section 7).

What this file does not do: notice that a credential was used before. That is a fact about the box, not the ballot.
"""

import base64
import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ballots.errors import Broken
from ballots.protocol import answer
from ballots.protocol.answer import Answer
from ballots.protocol.claim import Claim, not_a_ballot
from ballots.protocol.credential import secret_exponent
from ballots.protocol.election import Election, Question
from ballots.protocol.encoding import compact, has_fields, is_list, read_canonical, sha_b64
from ballots.protocol.group import (
    Element,
    Point,
    element_of,
    point_of,
    power_of_g,
    random_scalar,
    read_element,
    read_unproven,
)
from ballots.protocol.proofs import prove_schnorr, read_proof, schnorr_holds

_FIELDS = ("election_uuid", "election_hash", "credential", "answers", "signature")


@dataclass(frozen=True)
class Ballot:
    """A verified ballot: whose slip signed it, what its voter can look for, and its ciphertexts for the tally.

    `choices` has one tuple a question, of (alpha, beta) a choice, the blank one first.
    """

    credential: Element
    tracker: str
    choices: tuple[answer.Choices, ...]


def marks_to_vote(question: Question, chosen: Iterable[int]) -> list[int]:
    """The vote vector for these indices of answers; nothing chosen is the blank vote, where there is one.

    ValueError for an index that is not there, one given twice, or a number of marks that is not allowed.
    """
    places = list(chosen)
    if len(set(places)) != len(places) or not set(places) <= set(range(len(question.answers))):
        raise ValueError("not a choice of this question")
    vote = [int(place in places) for place in range(len(question.answers))]
    if question.blank:
        vote.insert(0, int(not places))
    if not question.allows(vote):
        raise ValueError("a number of marks that is not allowed")
    return vote


def _fresh(question: int, choice: int) -> int:
    return random_scalar()


def make(
    election: Election,
    credential: str,
    votes: Sequence[Sequence[int]],
    randomness: Callable[[int, int], int] = _fresh,
) -> bytes:
    """A ballot for these vote vectors, one a question. ValueError for an illegal vote. `randomness(question, choice)` gives
    the exponent of each ciphertext, fresh if not said; a ballot to be opened has them of a seed (`opening`)."""
    if len(votes) != len(election.questions):
        raise ValueError("one vote a question")
    if not all(question.allows(vote) for question, vote in zip(election.questions, votes, strict=True)):
        raise ValueError("a vote that is not allowed")
    secret = secret_exponent(election.uuid, credential)
    public = element_of(power_of_g(secret))
    key, s0 = point_of(election.public_key), f"{election.fingerprint}|{public}"
    unsigned = {
        "election_uuid": election.uuid,
        "election_hash": election.fingerprint,
        "credential": public,
        "answers": [
            answer.seal(question, key, s0, vote, [randomness(at, choice) for choice in range(question.width)])
            for at, (question, vote) in enumerate(zip(election.questions, votes, strict=True))
        ],
    }
    digest = sha_b64(compact(unsigned))
    proof = prove_schnorr(_signature_prefix(digest), secret)
    return compact({**unsigned, "signature": {"hash": digest, "proof": proof.record()}})


def check(election: Election, credentials: Collection[Element], raw: bytes) -> Ballot:
    """The ballot behind these bytes, everything about it verified; Broken with the code of what does not hold.

    `credentials` are the election's public ones. About 50 ms for 8 + 30 answers; the group operations release the GIL.
    """
    value = _read(raw)
    _check_place(election, credentials, value)
    return _verified(election, value, raw)


def check_of_slip(election: Election, slip: Element, raw: bytes) -> Ballot:
    """As `check`, for one that comes from anybody and says that it is of this slip: less than 1 ms of arithmetic where the slip
    has not signed it, so that only who holds a slip makes anybody verify proofs."""
    value = _read(raw)
    _check_place(election, (slip,), value)
    _check_signature(value)
    return _verified(election, value, raw)


def _verified(election: Election, value: Any, raw: bytes) -> Ballot:
    if not is_list(value["answers"], len(election.questions)):
        raise Broken("ballot-shape", "Phiếu không trả lời đúng số nội dung bầu của cuộc bỏ phiếu này.")
    try:
        _check_proofs(election, value)
    except Broken:
        _answers(election, value, read_element)  # a point that is not in the group is named before what it spoils
        raise
    return _ballot(value, raw)


def accepted(raw: bytes) -> Ballot:
    """The ballot behind bytes that `check` has accepted before; nothing is verified again."""
    return _ballot(json.loads(raw), raw)


def unknown_credential() -> Broken:
    """For a ballot whose slip is not of this election."""
    return Broken("credential-unknown", "Phiếu này không nằm trong danh sách phiếu đã phát.")


def tracker(raw: bytes) -> str:
    """The tracking code of a ballot: what its voter finds on the board."""
    return sha_b64(raw)


def tracker_of(digest: str) -> str:
    """The tracking code of the ballot with this SHA-256 in hexadecimal digits: the same digest, written another way."""
    return base64.b64encode(bytes.fromhex(digest)).decode().rstrip("=")


def _ballot(value: Any, raw: bytes) -> Ballot:
    choices = (tuple((choice["alpha"], choice["beta"]) for choice in one["choices"]) for one in value["answers"])
    return Ballot(value["credential"], tracker(raw), tuple(choices))


def _read(raw: bytes) -> Any:
    value = read_canonical(raw, "ballot-malformed", "ballot-not-canonical")
    if not has_fields(value, _FIELDS) or not has_fields(value["signature"], ("hash", "proof")):
        raise not_a_ballot()
    return value


def check_claim(election: Election, credentials: Collection[Element], claim: Claim) -> None:
    """Broken `ballot-other-election`, `credential-unknown`: this ballot is for another box."""
    if (claim.uuid, claim.fingerprint) != (election.uuid, election.fingerprint):
        raise Broken("ballot-other-election", "Phiếu này thuộc một cuộc bỏ phiếu khác.")
    if not isinstance(claim.credential, str) or claim.credential not in credentials:
        raise unknown_credential()


def _check_place(election: Election, credentials: Collection[Element], value: Any) -> None:
    check_claim(election, credentials, Claim(value["election_uuid"], value["election_hash"], value["credential"]))


def _answers(election: Election, value: Any, point: Callable[[object], Point]) -> list[Answer]:
    asked = zip(election.questions, value["answers"], strict=True)
    return [answer.read(question, one, point) for question, one in asked]


def _check_proofs(election: Election, value: Any) -> None:
    """A point is not looked at by itself, which would take half as long as a multiplication: all are multiplied below."""
    answers = _answers(election, value, read_unproven)
    _check_signature(value)
    key, s0 = point_of(election.public_key), f"{election.fingerprint}|{value['credential']}"
    for question, one in zip(election.questions, answers, strict=True):
        answer.check(question, key, s0, one)


def _check_signature(value: Any) -> None:
    signature = value["signature"]
    unsigned = {field: value[field] for field in _FIELDS[:-1]}
    proof = read_proof(signature["proof"], "ballot-malformed")
    public = point_of(value["credential"])  # one of the election's, which were read
    if signature["hash"] != sha_b64(compact(unsigned)) or not schnorr_holds(
        _signature_prefix(signature["hash"]), public, proof
    ):
        raise Broken("ballot-signature", "Chữ ký của phiếu không đúng: nội dung phiếu đã bị thay đổi sau khi ký.")


def _signature_prefix(digest: str) -> str:
    return f"sig|{digest}|"
