"""The encrypted tally, its decryption by the trustees, and the result (sections 8, 9 and 10)."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ballots.errors import Broken
from ballots.protocol.ballot import Ballot
from ballots.protocol.election import Election
from ballots.protocol.encoding import compact, has_fields, is_list, is_number, read_canonical, sha_hex
from ballots.protocol.group import (
    NEUTRAL_POINT,
    Element,
    Point,
    element_of,
    point_of,
    power,
    power_of_g,
    power_of_g_for_count,
    product,
    quotient,
    read_element,
)
from ballots.protocol.proofs import factor_holds, prove_factor, read_proof
from ballots.protocol.trustee import Trustees

Factors = tuple[tuple[Element, ...], ...]
Counts = list[list[int]]
Sums = list[list[tuple[Point, Point]]]
"""The (alpha, beta) of every choice of every question, multiplied over some ballots."""


def encrypted_tally(election: Election, ballots: Iterable[Ballot]) -> bytes:
    """The product of the ballots, choice by choice; the caller answers for one ballot a credential."""
    return tally_record(sums_of(election, ballots))


def sums_of(election: Election, ballots: Iterable[Ballot]) -> Sums:
    """The product of these ballots, which may be some of all: `added` puts the parts together."""
    return added(election, ([[*map(_point_pair, choices)] for choices in ballot.choices] for ballot in ballots))


def added(election: Election, parts: Iterable[Sums]) -> Sums:
    """The product of products, in whatever order; neutral where there is none."""
    coming = iter(parts)
    sums = next(coming, None) or [[(NEUTRAL_POINT, NEUTRAL_POINT)] * question.width for question in election.questions]
    for part in coming:
        sums = [
            [
                (product(alpha, one), product(beta, two))
                for (alpha, beta), (one, two) in zip(so_far, choices, strict=True)
            ]
            for so_far, choices in zip(sums, part, strict=True)
        ]
    return sums


def tally_record(sums: Sums) -> bytes:
    """The encrypted tally, as the board has it."""
    return compact([
        [{"alpha": element_of(alpha), "beta": element_of(beta)} for alpha, beta in question] for question in sums
    ])


def _point_pair(choice: tuple[Element, Element]) -> tuple[Point, Point]:
    alpha, beta = choice
    return point_of(alpha), point_of(beta)


def tally_companion(ballots: int, tally_raw: bytes) -> bytes:
    """The record beside the tally that says how many ballots are in it."""
    return compact({"num_tallied": ballots, "total_weight": ballots, "encrypted_tally": sha_hex(tally_raw)})


def partial_decryption(election: Election, private: int, tally_raw: bytes) -> bytes:
    """One trustee's factors for the whole tally, each with its proof. Fresh randomness: never the same bytes twice."""
    prefix = _factor_prefix(election, element_of(power_of_g(private)))
    alphas = [[alpha for alpha, _ in question] for question in _read_tally(election, tally_raw)]
    return compact({
        "decryption_factors": [[element_of(power(alpha, private)) for alpha in question] for question in alphas],
        "decryption_proofs": [
            [prove_factor(prefix, private, alpha).record() for alpha in question] for question in alphas
        ],
    })


def check_partial(election: Election, verification_key: Element, tally_raw: bytes, raw: bytes) -> Factors:
    """The factors of a partial decryption, every proof verified; Broken("share-malformed" | "share-invalid" | ...)."""
    value = read_canonical(raw, "share-malformed")
    fields = ("decryption_factors", "decryption_proofs")
    if not has_fields(value, fields) or not all(_fits(election, value[field]) for field in fields):
        raise Broken("share-malformed", "Phần mở khóa của kiểm phiếu viên không đúng định dạng.")
    public, prefix = read_element(verification_key), _factor_prefix(election, verification_key)
    for (alpha, _), factor, record in zip(
        _flat(_read_tally(election, tally_raw)), _flat(value[fields[0]]), _flat(value[fields[1]]), strict=True
    ):
        proof = read_proof(record, "share-malformed")
        if not factor_holds(prefix, public, alpha, read_element(factor), proof):
            raise Broken("share-invalid", "Phần mở khóa không được tính bằng đúng khóa của kiểm phiếu viên này.")
    return _factors(value)


def accepted_factors(raw: bytes) -> Factors:
    """The factors of a partial decryption that `check_partial` has accepted before; nothing is verified again."""
    return _factors(json.loads(raw))


def _factors(value: Any) -> Factors:
    return tuple(map(tuple, value["decryption_factors"]))


def share_companion(owner: int, raw: bytes) -> bytes:
    """The record beside a partial decryption that says whose it is (numbers from 1)."""
    return compact({"owner": owner, "payload": sha_hex(raw)})


def decrypt(
    election: Election,
    trustees: Trustees,
    tally_raw: bytes,
    factors: Mapping[int, Factors],
    most: int,
    question: int,
    choice: int,
) -> int:
    """One total, from verified factors by owner; `most` is the number of ballots.

    Choices are numbered as in the tally: where there is a blank vote, choice 0 is the blank one.
    Broken("share-missing") without enough trustees, Broken("tally-undecryptable") if no count up to `most` fits.
    """
    beta = read_element(_tally_record(election, tally_raw)[question][choice]["beta"])
    opened = _opened(trustees, beta, factors, question, choice)
    for count in range(most + 1):
        if power_of_g_for_count(count) == opened:
            return count
    raise Broken("tally-undecryptable", "Các phần mở khóa không cho ra một số phiếu có thể có.")


def check_result(
    election: Election, trustees: Trustees, tally_raw: bytes, factors: Mapping[int, Factors], counts: Counts
) -> None:
    """Verified factors must open the tally to exactly these counts.

    Broken("result-mismatch") if they do not, "share-missing" if they are not enough to open it at all.
    """
    for question, (row, ciphertexts) in enumerate(zip(counts, _read_tally(election, tally_raw), strict=True)):
        for choice, (count, (_, beta)) in enumerate(zip(row, ciphertexts, strict=True)):
            if _opened(trustees, beta, factors, question, choice) != power_of_g_for_count(count):
                raise Broken("result-mismatch", "Kết quả công bố không phải là kết quả mở ra từ hòm phiếu.")


def result_record(counts: Counts) -> bytes:
    """The result, one list of counts a question (section 10)."""
    return compact({"result": counts})


def read_result(election: Election, raw: bytes, most: int) -> Counts:
    """The counts of a result record; Broken("result-malformed") unless there is one a choice, from 0 to `most`."""
    value = read_canonical(raw, "result-malformed")
    fits = has_fields(value, ("result",)) and _fits(election, value["result"])
    if not fits or not all(is_number(count) and 0 <= count <= most for count in _flat(value["result"])):
        raise Broken("result-malformed", "Bản kết quả không đúng định dạng, hoặc có số phiếu không thể có.")
    return value["result"]


def _opened(trustees: Trustees, beta: Point, factors: Mapping[int, Factors], question: int, choice: int) -> Point:
    """g^count: what is left of beta without the joint decryption factor."""
    factor = trustees.combine({owner: theirs[question][choice] for owner, theirs in factors.items()})
    return quotient(beta, point_of(factor))


def _read_tally(election: Election, raw: bytes) -> list[list[tuple[Point, Point]]]:
    return [
        [(read_element(one["alpha"]), read_element(one["beta"])) for one in question]
        for question in _tally_record(election, raw)
    ]


def _tally_record(election: Election, raw: bytes) -> list[list[dict[str, Any]]]:
    value = read_canonical(raw, "tally-malformed")
    if not _fits(election, value) or not all(has_fields(one, ("alpha", "beta")) for one in _flat(value)):
        raise Broken("tally-malformed", "Bản tổng hợp phiếu đã niêm phong không đúng định dạng.")
    return value


def _fits(election: Election, value: Any) -> bool:
    """Whether a value has one list a question, with one entry a choice."""
    return is_list(value, len(election.questions)) and all(
        is_list(row, question.width) for row, question in zip(value, election.questions, strict=True)
    )


def _flat(rows: Iterable[Iterable[Any]]) -> Iterator[Any]:
    return (one for row in rows for one in row)


def _factor_prefix(election: Election, verification_key: Element) -> str:
    return f"decrypt|{election.fingerprint}|{verification_key}|"
