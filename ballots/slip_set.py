"""A set of slips, of which the kiosk learns the public parts only.

The secretary's page makes the secrets (`static/js/desk/slipset.js` does there what `new_slips` does here) and sends, for each
round that the slips may be used in, an identifier and the public parts under it, sorted: the lists tell no order, and rounds
cannot be linked.
"""

from collections.abc import Collection

from ballots.errors import Refused
from ballots.protocol import credential, election
from ballots.protocol.encoding import compact, is_base58, is_list
from ballots.round import ROUNDS_OF_A_SET, Reserve

SHORTEST_UUID, LONGEST_UUID = 14, 32
_MALFORMED = (
    "slips-malformed",
    "Bộ phiếu mà trang này làm ra không đúng dạng. Xin tải lại trang rồi làm lại bộ phiếu.",
)
_USED = (
    "slips-used-before",
    "Bộ phiếu này đã được làm từ trước hoặc đã hết hiệu lực, nên không nhận lại. Xin bấm lần nữa để làm bộ phiếu mới.",
)


def new_slips(number: int) -> tuple[tuple[str, ...], list[dict[str, object]]]:
    """(secrets, sets): `number` secrets, and the sets as `read_sets` takes them. The secrets are kept nowhere else."""
    secrets = tuple(credential.new_credential() for _ in range(number))
    return secrets, [_set_of(election.new_uuid(), secrets) for _ in range(ROUNDS_OF_A_SET)]


def _set_of(uuid: str, secrets: tuple[str, ...]) -> dict[str, object]:
    return {"uuid": uuid, "credentials": sorted(credential.public_part(uuid, secret) for secret in secrets)}


def read_sets(value: object, number: int) -> tuple[Reserve, ...]:
    """One election for each round of the set, from JSON that a desk's page has sent.

    Refused `slips-malformed`, `slips-number` (not `number` of them); Broken as `credential.read_list`, for all lists as one: a
    credential of two lists would link two rounds.
    """
    if not is_list(value, ROUNDS_OF_A_SET) or not all(_is_set(one) for one in value) or _repeated(value):
        raise Refused(*_MALFORMED)
    if any(len(one["credentials"]) != number for one in value):
        raise Refused(
            "slips-number",
            "Số phiếu vừa làm không bằng số đơn vị có mặt (%(number)d). Chưa có phiếu nào được nhận; xin bấm lần nữa.",
            number=number,
        )
    credential.read_list(compact([part for one in value for part in one["credentials"]]))
    return tuple(Reserve(one["uuid"], tuple(one["credentials"])) for one in value)


def check_unused(sets: tuple[Reserve, ...], used: Collection[str]) -> None:
    """Refused `slips-used-before` where one of the identifiers is among `used`, those of all elections before."""
    if any(one.uuid in used for one in sets):
        raise Refused(*_USED)


def _is_set(value: object) -> bool:
    if not isinstance(value, dict) or set(value) != {"uuid", "credentials"}:
        return False
    uuid, parts = value["uuid"], value["credentials"]
    named = is_base58(uuid, SHORTEST_UUID) and len(uuid) <= LONGEST_UUID
    return named and isinstance(parts, list) and all(map(_is_plain, parts)) and parts == sorted(parts)


def _is_plain(part: object) -> bool:
    return isinstance(part, str) and part.isascii()


def _repeated(value: list[dict]) -> bool:
    return len({one["uuid"] for one in value}) < len(value)
