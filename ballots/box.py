"""The ballot box of one minted set: its board, and what follows from it.

A box is a value: every step gives a new one, whose board has the entries that the step added. Whatever is not on the board
is derived from it, so a box read again after a crash is the same box. It holds ciphertext and public parts only (P2).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import NamedTuple

from ballots.errors import Broken, Refused
from ballots.protocol import credential, tally
from ballots.protocol.archive import Entry
from ballots.protocol.ballot import (
    Ballot,
    accepted,
    check_claim,
    unknown_credential,
)
from ballots.protocol.board import Board, setup_companion
from ballots.protocol.claim import longest_ballot, read_claim
from ballots.protocol.election import Election
from ballots.protocol.tally import Factors, Sums
from ballots.protocol.trustee import Trustees, read_trustees


class Summed(NamedTuple):
    """The product of the first `ballots` of a box."""

    ballots: int
    sums: Sums


@dataclass(frozen=True)
class Box:
    """`used`: credential to the tracking code of its ballot; `tally`: the encrypted tally, None until the box is closed."""

    board: Board
    election: Election
    trustees: Trustees
    credentials: frozenset[str]
    cast: tuple[Ballot, ...] = ()
    used: dict[str, str] = field(default_factory=dict)
    tally: bytes | None = None
    factors: dict[int, Factors] = field(default_factory=dict)

    @classmethod
    def set_up(cls, election_raw: bytes, trustees_raw: bytes, credentials_raw: bytes, timestamp: int) -> Box:
        """An empty box with the Setup event on its board (section 11). `timestamp`: when, in seconds since 1970."""
        election = Election.read(election_raw)
        setup = (election_raw, trustees_raw, credentials_raw)
        board = Board(election.uuid, timestamp)
        return cls._of(board.with_entries(board.next_event("Setup", *setup, setup_companion(*setup))))

    @classmethod
    def read(cls, uuid: str, timestamp: int, entries: tuple[Entry, ...]) -> Box:
        """The box that wrote `entries`. The chain is checked again; the proofs were, before anything was written."""
        board = Board(uuid, timestamp).with_entries(entries)
        cast = tuple(map(accepted, board.payloads("Ballot")))
        return replace(
            cls._of(board),
            cast=cast,
            used={ballot.credential: ballot.tracker for ballot in cast},
            tally=board.encrypted_tally,
            factors={owner: tally.accepted_factors(share) for owner, share in board.shares},
        )

    @classmethod
    def _of(cls, board: Board) -> Box:
        setup = board.setup
        return cls(
            board,
            Election.read(setup.election),
            read_trustees(setup.trustees),
            frozenset(credential.read_list(setup.credentials)),
        )

    def claimed(self, raw: bytes) -> str:
        """The credential of the slip that a ballot names, before anything of it is verified: a look at its beginning and its
        length. Broken `ballot-malformed`, `ballot-other-election`, `credential-unknown`, `ballot-shape`; Refused
        `slip-already-used`."""
        claim = read_claim(raw)
        check_claim(self.election, self.credentials, claim)
        self.require_unused(claim.credential)
        if len(raw) > longest_ballot(self.election):
            raise Broken("ballot-shape", "Phiếu dài hơn mọi lá phiếu của cuộc bỏ phiếu này.")
        return claim.credential

    def put(self, ballot: Ballot, raw: bytes) -> Box:
        """Refused: `slip-already-used`, with the tracking code of the ballot that stands. Broken: `credential-unknown` for a
        ballot that was checked for another box: checking takes time, and the meeting may have gone on."""
        if ballot.credential not in self.credentials:
            raise unknown_credential()
        self.require_unused(ballot.credential)
        board = self.board.with_entries(self.board.next_event("Ballot", raw))
        return replace(
            self, board=board, cast=(*self.cast, ballot), used={**self.used, ballot.credential: ballot.tracker}
        )

    def require_unused(self, slip: str) -> None:
        """Refused `slip-already-used`, where the slip with this credential has a ballot in the box."""
        if standing := self.used.get(slip):
            raise _already_used(standing)

    def summed(self, so_far: Summed | None = None) -> Summed:
        """The product of all ballots, from that of the first of them where it is known. CPU work, about 1 ms a ballot."""
        ballots, sums = so_far or (0, tally.sums_of(self.election, ()))
        rest = tally.sums_of(self.election, self.cast[ballots:])
        return Summed(len(self.cast), tally.added(self.election, (sums, rest)))

    def shut(self, so_far: Summed | None = None) -> Box:
        """No more ballots: the encrypted tally is made and published (section 8)."""
        sums = tally.tally_record(self.summed(so_far).sums)
        board = self.board.with_entries(self.board.next_event("EndBallots"))
        board = board.with_entries(
            board.next_event("EncryptedTally", sums, tally.tally_companion(len(self.cast), sums))
        )
        return replace(self, board=board, tally=sums)

    def check_share(self, owner: int, raw: bytes) -> Factors:
        """The decryption factors of teller `owner`, proofs verified; raises Broken `share-invalid` (section 9)."""
        return tally.check_partial(self.election, self.trustees.verification_keys[owner - 1], self.tally, raw)

    def release(self, owner: int, raw: bytes, factors: Factors) -> Box:
        """Lock `owner` is open: its share is on the board."""
        board = self.board.with_entries(
            self.board.next_event("PartialDecryption", raw, tally.share_companion(owner, raw))
        )
        return replace(self, board=board, factors={**self.factors, owner: factors})

    @property
    def openable(self) -> bool:
        """Whether enough locks are released."""
        return self.trustees.can_open(self.factors)

    def total(self, question: int, choice: int) -> int:
        """One total, decrypted from the shares; choice 0 is blank."""
        return tally.decrypt(self.election, self.trustees, self.tally, self.factors, len(self.cast), question, choice)

    def declare(self, counts: list[list[int]]) -> Box:
        """The result is on the board (section 10)."""
        return replace(
            self, board=self.board.with_entries(self.board.next_event("Result", tally.result_record(counts)))
        )


def _already_used(standing: str) -> Refused:
    return Refused(
        "slip-already-used",
        "Phiếu này đã được sử dụng. Nếu đồng chí chưa bỏ phiếu, xin báo ngay Ban kiểm phiếu.",
        tracker=standing,
    )
