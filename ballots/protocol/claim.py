"""What a ballot says of itself in its first bytes, and how long it can be: enough to turn away most strangers for nothing.

Nothing is proven by it. Whoever takes ballots asks here first, because a look at 300 bytes costs a millionth of what verifying
a ballot does (`ballot.check`), and everybody in the room can send some.
"""

import re
from typing import NamedTuple

from ballots.errors import Broken
from ballots.protocol.election import Election, Question
from ballots.protocol.group import Element

_BEGINNING = re.compile(
    rb'\{"election_uuid":"([1-9A-Za-z]{1,100})","election_hash":"([A-Za-z0-9+/]{43})","credential":"([0-9a-f]{64})",'
)
_AROUND = len('{"election_uuid":"","election_hash":"","credential":"","answers":[],"signature":{"hash":"","proof":}}')
_HASH, _ELEMENT, _SCALAR = 43, 64, 76
_PROOF = len('{"challenge":"","response":""}') + 2 * _SCALAR
_CHOICE = len('{"alpha":"","beta":""},') + 2 * _ELEMENT + len("[,],") + 2 * _PROOF
_ANSWER = len('{"choices":[],"individual_proofs":[],"overall_proof":[],"blank_proof":[,]},') + 2 * _PROOF


class Claim(NamedTuple):
    """For which election a ballot was made, and by which slip, as it says itself."""

    uuid: str
    fingerprint: str
    credential: Element


def read_claim(raw: bytes) -> Claim:
    """Broken `ballot-malformed` for bytes that do not begin as a ballot."""
    found = _BEGINNING.match(raw)
    if found is None:
        raise not_a_ballot()
    return Claim(*(part.decode() for part in found.groups()))


def longest_ballot(election: Election) -> int:
    """No ballot of this election has more bytes."""
    named = len(election.uuid) + 2 * _HASH + _ELEMENT + _PROOF
    return _AROUND + named + sum(map(_longest_answer, election.questions))


def _longest_answer(question: Question) -> int:
    overall = question.maximum - question.minimum + 1 + question.blank
    return _ANSWER + question.width * _CHOICE + overall * (_PROOF + 1)


def not_a_ballot() -> Broken:
    return Broken("ballot-malformed", "Phiếu thiếu hoặc thừa thành phần.")
