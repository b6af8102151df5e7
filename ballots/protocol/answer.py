"""The sealed answer to one question: its ciphertexts and the proofs that they hold a legal vote (7.2, 7.3).

`seal` and `check` build the same claims: each choice is 0 or 1; and the choices of a question add up to an allowed
number or, where a blank vote is possible, either the blank choice is 1 and the others add up to 0, or the other way
round. S0 is `fingerprint|credential`; S also carries all ciphertexts of the question.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from ballots.errors import Broken
from ballots.protocol.election import Question
from ballots.protocol.encoding import has_fields, is_list
from ballots.protocol.group import (
    Element,
    Point,
    element_of,
    power,
    power_of_g,
    power_of_g_for_count,
    product,
    quotient,
    read_element,
)
from ballots.protocol.proofs import Branch, Proof, disjunction_holds, prove_disjunction, read_proof

Choices = tuple[tuple[Element, Element], ...]


class Ciphertext(NamedTuple):
    """(g^r, y^r g^m), with the elements as written beside the points."""

    alpha: Point
    beta: Point

    @property
    def text(self) -> str:
        return f"{element_of(self.alpha)},{element_of(self.beta)}"

    def claiming(self, content: int) -> tuple[Point, Point]:
        """(alpha, beta / g^content): what a proof that this encrypts `content` is about."""
        if content == 0:
            return self.alpha, self.beta
        return self.alpha, quotient(self.beta, power_of_g_for_count(content))


class Sealed(NamedTuple):
    """What its maker knows of a ciphertext, or of a product of some."""

    randomness: int
    content: int

    def claiming(self, content: int) -> Branch:
        return Branch(self.randomness, self.content - content)


class Answer(NamedTuple):
    """An answer of the right shape, its numbers in range; its proofs not yet verified."""

    choices: list[Ciphertext]
    individual: list[list[Proof]]
    overall: list[Proof]
    blank: list[Proof]


def seal(question: Question, key: Point, s0: str, vote: Sequence[int], randomness: Sequence[int]) -> dict[str, Any]:
    """The answer record of a legal vote (`question.allows`), fields in the order of the format. `randomness`: the exponent
    of each ciphertext, to be used once."""
    sealed = [Sealed(*one) for one in zip(randomness, vote, strict=True)]
    choices = [_encrypt(key, one) for one in sealed]
    s = _with_choices(s0, choices)
    individual = [
        prove_disjunction(_individual_prefix(s0, choice), key, [one.claiming(0), one.claiming(1)])
        for one, choice in zip(sealed, choices, strict=True)
    ]
    marks = Sealed(sum(one.randomness for one in sealed[question.blank :]), sum(vote[question.blank :]))
    record = {
        "choices": [{"alpha": element_of(alpha), "beta": element_of(beta)} for alpha, beta in choices],
        "individual_proofs": [_records(proofs) for proofs in individual],
    }
    allowed = [marks.claiming(number) for number in range(question.minimum, question.maximum + 1)]
    if not question.blank:
        prefix = _overall_prefix(s, _product(choices))
        return {**record, "overall_proof": _records(prove_disjunction(prefix, key, allowed))}
    overall = prove_disjunction(f"bproof1|{s}|", key, [sealed[0].claiming(1), *allowed])
    either = prove_disjunction(f"bproof0|{s}|", key, [sealed[0].claiming(0), marks.claiming(0)])
    return {**record, "overall_proof": _records(overall), "blank_proof": _records(either)}


def read(question: Question, value: Any, point: Callable[[object], Point] = read_element) -> Answer:
    """An answer from outside; Broken for a shape that is not the question's, or for numbers and points out of range.

    Read by `point=read_unproven`, the points are known to be in the group once `check` has returned, and not before.
    """
    _check_shape(question, value)
    return Answer(
        [Ciphertext(point(choice["alpha"]), point(choice["beta"])) for choice in value["choices"]],
        [_read_proofs(proofs) for proofs in value["individual_proofs"]],
        _read_proofs(value["overall_proof"]),
        _read_proofs(value.get("blank_proof", [])),
    )


def check(question: Question, key: Point, s0: str, answer: Answer) -> None:
    """All proofs of an answer; Broken("individual-proof" | "blank-proof" | "overall-proof").

    Every point of every choice is multiplied here, as it is, by a challenge of its own proof; `power` refuses one that is not
    in the group ("element-invalid").
    """
    choices = answer.choices
    for choice, proofs in zip(choices, answer.individual, strict=True):
        claims = [choice.claiming(0), choice.claiming(1)]
        if not disjunction_holds(_individual_prefix(s0, choice), key, claims, proofs):
            raise Broken("individual-proof", "Phiếu có một ô không chứng minh được là chỉ mang một dấu hoặc để trống.")
    s = _with_choices(s0, choices)
    marks = _product(choices[question.blank :])
    allowed = [marks.claiming(number) for number in range(question.minimum, question.maximum + 1)]
    prefix = _overall_prefix(s, marks)
    if question.blank:
        if not disjunction_holds(f"bproof0|{s}|", key, [choices[0].claiming(0), marks.claiming(0)], answer.blank):
            raise Broken("blank-proof", "Phiếu không chứng minh được là hoặc để trắng, hoặc có chọn, không cả hai.")
        allowed, prefix = [choices[0].claiming(1), *allowed], f"bproof1|{s}|"
    if not disjunction_holds(prefix, key, allowed, answer.overall):
        raise Broken("overall-proof", "Phiếu không chứng minh được là chọn đúng số lượng cho phép.")


def _encrypt(key: Point, sealed: Sealed) -> Ciphertext:
    beta = product(power(key, sealed.randomness), power_of_g(sealed.content))
    return Ciphertext(power_of_g(sealed.randomness), beta)


def _check_shape(question: Question, value: Any) -> None:
    optional = ("blank_proof",) if question.blank else ()
    if not has_fields(value, ("choices", "individual_proofs", "overall_proof"), optional):
        raise _wrong_shape()
    if question.blank and "blank_proof" not in value:
        raise Broken("blank-proof-missing", "Phiếu thiếu chứng minh về ô phiếu trắng.")
    alternatives = question.maximum - question.minimum + 1 + question.blank
    right = (
        is_list(value["choices"], question.width)
        and all(has_fields(choice, ("alpha", "beta")) for choice in value["choices"])
        and is_list(value["individual_proofs"], question.width)
        and all(is_list(proofs, 2) for proofs in value["individual_proofs"])
        and is_list(value["overall_proof"], alternatives)
        and (not question.blank or is_list(value["blank_proof"], 2))
    )
    if not right:
        raise _wrong_shape()


def _wrong_shape() -> Broken:
    return Broken("ballot-shape", "Phiếu không có đúng số ô và số chứng minh của cuộc bỏ phiếu này.")


def _read_proofs(values: Iterable[Any]) -> list[Proof]:
    return [read_proof(value, "ballot-shape") for value in values]


def _records(proofs: list[Proof]) -> list[dict[str, str]]:
    return [proof.record() for proof in proofs]


def _product(choices: Sequence[Ciphertext]) -> Ciphertext:
    return Ciphertext(product(*(one.alpha for one in choices)), product(*(one.beta for one in choices)))


def _with_choices(s0: str, choices: Sequence[Ciphertext]) -> str:
    return f"{s0}|{','.join(choice.text for choice in choices)}"


def _individual_prefix(s0: str, choice: Ciphertext) -> str:
    return f"prove|{s0}|{choice.text}|"


def _overall_prefix(s: str, marks: Ciphertext) -> str:
    return f"prove|{s}|{marks.text}|"
