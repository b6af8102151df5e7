"""A full audit of an archive, by anyone, with nothing but the archive (sections 12 and 14).

First the archive itself must be what somebody wrote: if its bytes, hashes or chain do not hold, there is nothing to
look at. After that every check runs that still can, and all failures are told. Stricter than belenios-tool: every
ballot is verified, none may come from a credential twice, the archived tally is compared, the order of events is fixed.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from ballots.errors import Broken
from ballots.findings import Failure, Findings
from ballots.protocol import ballot, credential, tally
from ballots.protocol.ballot import Ballot
from ballots.protocol.board import Board
from ballots.protocol.election import Election
from ballots.protocol.encoding import is_number
from ballots.protocol.group import Element
from ballots.protocol.tally import Sums
from ballots.protocol.trustee import Trustees, read_trustees

Portion = Sequence[bytes]
Each = Callable[[Callable[[Portion], Any], Sequence[Portion]], Iterable[Any]]
"""What works like `map`, and may spread the portions of the ballots over threads or processes."""

_PORTIONS = 16
_MOST_IN_A_PORTION = 16


@dataclass(frozen=True)
class Audit:
    """What the archive says (as far as it could be read) and every check that failed; `ok` when none did.

    `credentials` and `ballots` say how many there are; `trackers` are those of all ballots, in the archive's order.
    `openers` are the owners of the partial decryptions, in the archive's order, whatever they are. `result` is None before
    the result is there, or when it cannot be read; it is to be believed only if `ok`. `head` is for comparison with the
    published one.
    """

    ok: bool
    election: Election | None
    trustees: Trustees | None
    credentials: int
    ballots: int
    trackers: tuple[str, ...]
    openers: tuple[Any, ...]
    result: list[list[int]] | None
    head: str | None
    failed: tuple[Failure, ...]


def audit(bel: bytes, uuid: str | None = None, each: Each = map) -> Audit:
    """Check everything about an archive (of election `uuid`, where that is known); never raises for what is in it.

    A ballot is verified, added to the others of its portion and forgotten, so that the number of ballots costs no memory.
    """
    findings = Findings()
    board = findings.attempt(Board.read, None, bel)
    if board is None:
        return Audit(False, None, None, 0, 0, (), (), None, None, tuple(findings.failed))
    election = findings.attempt(Election.read, board.setup.election)
    trustees = findings.attempt(read_trustees, board.setup.trustees)
    credentials = findings.attempt(credential.read_list, board.setup.credentials)
    findings.attempt(_check_setup, board, uuid, election, trustees)
    raws = board.payloads("Ballot")
    result = None
    if election:
        sums = None if credentials is None else _ballots(findings, election, credentials, raws, each)
        result = _count(findings, board, election, trustees, sums)
    trackers = tuple(ballot.tracker(raw) for raw in raws)
    failed, slips = tuple(findings.failed), len(credentials or ())
    openers = tuple(owner for owner, _ in board.shares)
    return Audit(not failed, election, trustees, slips, len(raws), trackers, openers, result, board.head, failed)


def _check_setup(board: Board, uuid: str | None, election: Election | None, trustees: Trustees | None) -> None:
    if uuid not in (None, board.uuid):
        raise Broken("archive-other-election", "Hồ sơ này thuộc một cuộc bỏ phiếu khác.")
    if election and trustees and election.public_key != trustees.joint_key:
        raise Broken("election-key", "Khóa chung của cuộc bỏ phiếu không phải là khóa của các kiểm phiếu viên.")


def _ballots(
    findings: Findings, election: Election, credentials: tuple[Element, ...], raws: tuple[bytes, ...], each: Each
) -> Sums | None:
    """The product of all ballots, or None if one of them may not be counted."""
    before = len(findings.failed)
    verdicts: list[Element | Failure] = []

    def sums_as_they_come() -> Iterator[Sums]:
        for told, sums in each(partial(_judge, election, frozenset(credentials)), _portions(raws)):
            verdicts.extend(told)
            yield sums

    added = tally.added(election, sums_as_they_come())
    _tell(findings, verdicts)
    return added if len(findings.failed) == before else None


def _portions(raws: tuple[bytes, ...]) -> list[Portion]:
    """Large at first, so that adding up their sums is little work, ever smaller, so that no core is idle long at the end."""
    found, at = [], 0
    while at < len(raws):
        size = min(max((len(raws) - at) // _PORTIONS, 1), _MOST_IN_A_PORTION)
        found.append(raws[at : at + size])
        at += size
    return found


def _judge(
    election: Election, credentials: frozenset[Element], portion: Portion
) -> tuple[list[Element | Failure], Sums]:
    """Whose each ballot is, or why it is none; and the product of the good ones. Module-level and without exceptions, so that
    it can run in another process."""
    found = [_verdict(election, credentials, raw) for raw in portion]
    good = [one for one in found if isinstance(one, Ballot)]
    return [one.credential if isinstance(one, Ballot) else one for one in found], tally.sums_of(election, good)


def _verdict(election: Election, credentials: frozenset[Element], raw: bytes) -> Ballot | Failure:
    try:
        return ballot.check(election, credentials, raw)
    except Broken as broken:
        return Failure.of(broken)


def _tell(findings: Findings, verdicts: Iterable[Element | Failure]) -> None:
    """What is wrong with which ballot, and which credential has more than one."""
    seen: set[Element] = set()
    for place, verdict in enumerate(verdicts, 1):
        if isinstance(verdict, Failure):
            findings.failed.append(Failure(verdict.code, f"Lá phiếu thứ {place}: {verdict.message}"))
            continue
        if verdict in seen:
            message = f"Lá phiếu thứ {place} dùng lại một mã phiếu đã bỏ trước đó."
            findings.failed.append(Failure("credential-used-twice", message))
        seen.add(verdict)


def _count(
    findings: Findings, board: Board, election: Election, trustees: Trustees | None, sums: Sums | None
) -> list[list[int]] | None:
    """Check tally, partial decryptions and result, as far as they are there; the result that was published."""
    tally_raw, results = board.encrypted_tally, board.payloads("Result")
    if tally_raw is None:
        return None
    findings.attempt(_check_tally_count, board, tally_raw)
    if sums is not None:
        findings.attempt(_check_tally, sums, tally_raw)
    factors = _factors(findings, board, election, trustees, tally_raw) if trustees else None
    if not results:
        return None
    counts = findings.attempt(tally.read_result, election, results[0], len(board.payloads("Ballot")))
    if counts is not None and factors is not None:
        findings.attempt(tally.check_result, election, trustees, tally_raw, factors, counts)
    return counts


def _check_tally_count(board: Board, tally_raw: bytes) -> None:
    if board.payloads("EncryptedTally") != (tally.tally_companion(len(board.payloads("Ballot")), tally_raw),):
        raise Broken("tally-count", "Số phiếu ghi ở bản tổng hợp không bằng số phiếu trong hòm.")


def _check_tally(sums: Sums, tally_raw: bytes) -> None:
    if tally.tally_record(sums) != tally_raw:
        raise Broken("tally-mismatch", "Bản tổng hợp phiếu không phải là tổng của các lá phiếu trong hòm.")


def _factors(
    findings: Findings, board: Board, election: Election, trustees: Trustees, tally_raw: bytes
) -> dict[int, tally.Factors] | None:
    """The verified factors by owner, or None if any share failed."""
    factors: dict[int, tally.Factors] = {}
    before = len(findings.failed)
    for owner, raw in board.shares:
        checked = findings.attempt(_check_share, election, trustees, tally_raw, factors, owner, raw)
        if checked is not None:
            factors[owner] = checked
    return factors if len(findings.failed) == before else None


def _check_share(
    election: Election, trustees: Trustees, tally_raw: bytes, before: dict[int, tally.Factors], owner: Any, raw: bytes
) -> tally.Factors:
    keys = trustees.verification_keys
    if not is_number(owner) or not 1 <= owner <= len(keys):
        raise Broken("share-owner", "Có phần mở khóa của một người không phải là kiểm phiếu viên.")
    if owner in before:
        raise Broken("share-repeated", "Kiểm phiếu viên số %(owner)s có hai phần mở khóa.", owner=owner)
    return tally.check_partial(election, keys[owner - 1], tally_raw, raw)
