"""The opening of a sealed ballot that its voter had audited instead of casting it (cast or audit; ours, not in the format).

The booth takes the randomness of every ciphertext from one seed of the ballot: r of question i, choice j (the blank one
first, both from 0) is HKDF-SHA512 (RFC 5869) of the seed, salt the election's fingerprint, info `opening|i|j`, 64 bytes read
as a big-endian number mod q. So the seed and the marks say all: anybody who has the sealed ballot can make its ciphertexts
again, and see whether what the voter marked is what was sealed. The tracking code was shown before the voter chose.

As text an opening is `CODE.SEED.MARKS`: the tracking code and the seed in URL-safe base64 without padding, the questions
joined by "_", the marks of each (indices of answers from 0, rising) joined by "-", nothing for a blank vote: `0-3_1`.

What this file does not do: verify the ballot's proofs and signature. Whoever takes ballots has done so (`ballot.check`).
"""

import base64
import re
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ballots.errors import Broken
from ballots.protocol.ballot import marks_to_vote, tracker
from ballots.protocol.election import Election
from ballots.protocol.encoding import has_fields, is_list, read_canonical
from ballots.protocol.group import ORDER, element_of, point_of, power, power_of_g, power_of_g_for_count, product

SEED_BYTES = 32
_TEXT = re.compile(r"([A-Za-z0-9_-]{43})\.([A-Za-z0-9_-]{43})\.([0-9_-]{0,2000})")
_MARKS = re.compile(r"(?:(?:0|[1-9][0-9]{0,2})(?:-(?:0|[1-9][0-9]{0,2}))*)?")

Marks = tuple[tuple[int, ...], ...]


class Opening(NamedTuple):
    """`tracker`: the ballot's tracking code as the board shows it; `marks`: of each question, the indices of its answers."""

    tracker: str
    seed: bytes
    marks: Marks


def read_opening(text: str) -> Opening:
    """The opening of its text, which has one form only; Broken `opening-malformed`."""
    found = _TEXT.fullmatch(text)
    if found is None:
        raise _malformed()
    code, seed, told = found.groups()
    parts = told.split("_")
    if not all(map(_MARKS.fullmatch, parts)):
        raise _malformed()
    marks = tuple(tuple(map(int, part.split("-"))) if part else () for part in parts)
    opening = Opening(code.translate(_STANDARD), base64.urlsafe_b64decode(seed + "="), marks)
    if write_opening(opening) != text or any(tuple(sorted(set(one))) != one for one in marks):
        raise _malformed()
    return opening


def write_opening(opening: Opening) -> str:
    """The text of an opening, as a phone shows it."""
    seed = base64.urlsafe_b64encode(opening.seed).decode().rstrip("=")
    marks = "_".join("-".join(map(str, one)) for one in opening.marks)
    return f"{opening.tracker.translate(_URL_SAFE)}.{seed}.{marks}"


def randomness(seed: bytes, fingerprint: str, question: int, choice: int) -> int:
    """The exponent of one ciphertext; question and choice from 0, the blank choice first."""
    info = f"opening|{question}|{choice}".encode()
    derived = HKDF(algorithm=SHA512(), length=64, salt=fingerprint.encode(), info=info).derive(seed)
    return int.from_bytes(derived, "big") % ORDER


def check_opening(election: Election, raw: bytes, opening: Opening) -> None:
    """The sealed ballot `raw` holds exactly the marks of the opening: every ciphertext is made again and compared.

    Broken: `opening-other-ballot` (another tracking code), `ballot-malformed`, `ballot-not-canonical`,
    `ballot-other-election`, `opening-mismatch` (it holds something else, or marks that this election does not allow).
    """
    if tracker(raw) != opening.tracker:
        raise Broken("opening-other-ballot", "Mã kiểm tra phiếu của lần mở này là của một lá phiếu khác.")
    answers = _read_answers(election, raw)
    if answers != _sealed_again(election, opening):
        raise _mismatch()


def _read_answers(election: Election, raw: bytes) -> list[Any]:
    """The ciphertexts of each question, as they are written."""
    value = read_canonical(raw, "ballot-malformed", "ballot-not-canonical")
    fields = ("election_uuid", "election_hash", "credential", "answers", "signature")
    if not has_fields(value, fields) or not isinstance(value["answers"], list):
        raise Broken("ballot-malformed", "Phiếu thiếu hoặc thừa thành phần.")
    if (value["election_uuid"], value["election_hash"]) != (election.uuid, election.fingerprint):
        raise Broken("ballot-other-election", "Phiếu này thuộc một cuộc bỏ phiếu khác.")
    return [one.get("choices") if isinstance(one, dict) else None for one in value["answers"]]


def _sealed_again(election: Election, opening: Opening) -> list[Any]:
    if not is_list(list(opening.marks), len(election.questions)):
        raise _mismatch()
    key = point_of(election.public_key)
    sealed = []
    for at, (question, marks) in enumerate(zip(election.questions, opening.marks, strict=True)):
        try:
            vote = marks_to_vote(question, marks)
        except ValueError:
            raise _mismatch() from None
        exponents = (randomness(opening.seed, election.fingerprint, at, choice) for choice in range(len(vote)))
        sealed.append([_ciphertext(key, r, content) for r, content in zip(exponents, vote)])
    return sealed


def _ciphertext(key: bytes, r: int, content: int) -> dict[str, str]:
    beta = product(power(key, r), power_of_g_for_count(content))
    return {"alpha": element_of(power_of_g(r)), "beta": element_of(beta)}


_URL_SAFE, _STANDARD = str.maketrans("+/", "-_"), str.maketrans("-_", "+/")


def _malformed() -> Broken:
    return Broken(
        "opening-malformed",
        "Dòng chữ mở phiếu không đọc được: thiếu, thừa hoặc sai ký tự. Xin quét lại mã trên máy kia.",
    )


def _mismatch() -> Broken:
    return Broken(
        "opening-mismatch",
        "Lá phiếu đã niêm phong không chứa đúng những dấu mà máy bỏ phiếu đã báo. Xin giữ nguyên cả hai máy, báo ngay "
        "Ban kiểm phiếu và bỏ phiếu bằng máy khác.",
    )
