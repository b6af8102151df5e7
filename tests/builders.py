"""Builders for tests: each makes something whole from a few words, with fresh keys, and hides no state.

A contest is `(number of answers, most)`, which is a question with a blank vote, or a `Question`. Marks are indices of
answers; no marks are a blank vote.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from typing import Any

from ballots.protocol import ballot, credential, opening, tally, trustee
from ballots.protocol import election as elections
from ballots.protocol.board import Board, setup_companion
from ballots.protocol.election import Election, Question
from ballots.protocol.encoding import compact, sha_b64
from ballots.protocol.proofs import prove_schnorr
from tests.ceremony import Shared

Contest = tuple[int, int] | Question
Marks = Sequence[Sequence[int]]
TIMESTAMP = 1_795_456_598
STAGES = ("Setup", "Ballot", "EndBallots", "EncryptedTally", "PartialDecryption", "Result")


@dataclass(frozen=True)
class Held:
    """An election with all its secrets, as nobody has them outside a test."""

    election: Election
    privates: tuple[int, ...]
    trustees: trustee.Trustees
    secrets: tuple[str, ...]
    credentials_raw: bytes

    @property
    def credentials(self) -> frozenset[str]:
        return frozenset(credential.read_list(self.credentials_raw))

    @property
    def owners(self) -> range:
        return range(1, len(self.privates) + 1)

    def vote(self, voter: int, marks: Marks) -> bytes:
        """The ballot of one voter (from 0) for these marks, one list a contest."""
        return filled(self.election, self.secrets[voter], marks)

    def check(self, raw: bytes) -> ballot.Ballot:
        return ballot.check(self.election, self.credentials, raw)


def filled(election: Election, secret: str, marks: Marks) -> bytes:
    """The ballot of the slip with this secret."""
    votes = [ballot.marks_to_vote(asked, chosen) for asked, chosen in zip(election.questions, marks, strict=True)]
    return ballot.make(election, secret, votes)


def auditable(election: Election, secret: str, marks: Marks, seed: bytes) -> tuple[bytes, str]:
    """The ballot of the slip with this secret as a booth seals it, its randomness from `seed`; and its opening."""
    votes = [ballot.marks_to_vote(asked, chosen) for asked, chosen in zip(election.questions, marks, strict=True)]
    raw = ballot.make(election, secret, votes, partial(opening.randomness, seed, election.fingerprint))
    told = opening.Opening(ballot.tracker(raw), seed, tuple(map(tuple, marks)))
    return raw, opening.write_opening(told)


def question(answers: int = 3, most: int = 2, least: int = 1, blank: bool = True) -> Question:
    return Question("Bầu", tuple(f"Đơn vị {place}" for place in range(1, answers + 1)), least, most, blank)


def election(
    contests: Sequence[Contest] = ((3, 2),),
    trustees: int | Shared = 2,
    voters: int = 3,
    name: str = "Hội nghị cụm",
    description: str = "Bầu thi đua",
) -> Held:
    """An election before its first ballot. `trustees`: so many, all needed; or a key that they share."""
    held = singles(trustees) if isinstance(trustees, int) else shared(trustees)
    return locked(*held, contests, voters, name, description)


def locked(
    privates: tuple[int, ...],
    trustees_raw: bytes,
    contests: Sequence[Contest],
    voters: int,
    name: str = "Hội nghị cụm",
    description: str = "Bầu thi đua",
) -> Held:
    """An election under this trustees' record; `privates` are their exponents in the order of their numbers."""
    questions = [one if isinstance(one, Question) else question(*one) for one in contests]
    uuid = elections.new_uuid()
    raw = elections.make(uuid, name, description, questions, trustees_raw)
    secrets = tuple(credential.new_credential() for _ in range(voters))
    listed = credential.public_list([credential.public_part(uuid, secret) for secret in secrets])
    return Held(Election.read(raw), privates, trustee.read_trustees(trustees_raw), secrets, listed)


def singles(number: int) -> tuple[tuple[int, ...], bytes]:
    """The private keys of trustees who are all needed, and their record."""
    privates = tuple(trustee.private_key(trustee.new_seed()) for _ in range(number))
    return privates, trustee.trustees_record([trustee.make_single(private) for private in privates])


def shared(key: Shared) -> tuple[tuple[int, ...], bytes]:
    return key.shares, compact([key.entry])


def board(held: Held, raws: Sequence[bytes] = (), until: str = "Result", openers: Sequence[int] | None = None) -> Board:
    """The board of an election with these ballots, all events up to and with the type `until`.

    `openers` are the trustees (from 1) who decrypt; all, if not said.
    """
    setup = (held.election.raw, held.trustees.raw, held.credentials_raw)
    sealed = tally_records(held, raws)
    events = {
        "Setup": lambda: [(*setup, setup_companion(*setup))],
        "Ballot": lambda: [(raw,) for raw in raws],
        "EndBallots": lambda: [()],
        "EncryptedTally": lambda: [sealed],
        "PartialDecryption": lambda: [share_records(held, owner, sealed[0]) for owner in openers or held.owners],
        "Result": lambda: [(tally.result_record(opened(held, sealed[0], len(raws))),)],
    }
    written = STAGES[: STAGES.index(until) + 1]
    return chained(((event, *records) for event in written for records in events[event]()), held.election.uuid)


def chained(events: Iterable[tuple[str, *tuple[bytes, ...]]], uuid: str = "") -> Board:
    """The board of these events, each with its data records as they are: whoever holds the pen can chain anything."""
    grown = Board(uuid, TIMESTAMP)
    for event, *records in events:
        grown = grown.with_entries(grown.next_event(event, *records))
    return grown


def archive(contests: Sequence[Contest], votes: Sequence[Marks], trustees: int = 2, until: str = "Result") -> bytes:
    """The archive of a whole election in which the voters cast these votes, one each."""
    held = election(contests, trustees, max(len(votes), 1))
    return board(held, [held.vote(voter, marks) for voter, marks in enumerate(votes)], until).archive()


def tally_records(held: Held, raws: Sequence[bytes]) -> tuple[bytes, bytes]:
    """The encrypted tally of these ballots and its companion."""
    sealed = tally.encrypted_tally(held.election, [held.check(raw) for raw in raws])
    return sealed, tally.tally_companion(len(raws), sealed)


def share_records(held: Held, owner: int, sealed: bytes) -> tuple[bytes, bytes]:
    """The partial decryption of an encrypted tally by one trustee (from 1), and its companion."""
    share = tally.partial_decryption(held.election, held.privates[owner - 1], sealed)
    return share, tally.share_companion(owner, share)


def factors(held: Held, sealed: bytes, openers: Sequence[int] | None = None) -> dict[int, tally.Factors]:
    """The verified factors of trustees (all, if not said) for an encrypted tally, by owner."""
    keys = held.trustees.verification_keys
    return {
        owner: tally.check_partial(held.election, keys[owner - 1], sealed, share_records(held, owner, sealed)[0])
        for owner in openers or held.owners
    }


def opened(held: Held, sealed: bytes, most: int) -> tally.Counts:
    """The totals in an encrypted tally of `most` ballots, choice by choice, the blank ones first."""
    shares = factors(held, sealed)
    return [
        [
            tally.decrypt(held.election, held.trustees, sealed, shares, most, place, choice)
            for choice in range(asked.width)
        ]
        for place, asked in enumerate(held.election.questions)
    ]


def altered(raw: bytes, path: Sequence[str | int], change: Callable[[Any], Any] | Any) -> bytes:
    """A record with one value, found by keys and indices, replaced (or, by a function of it, changed)."""
    whole = [json.loads(raw)]
    *way, last = (0, *path)
    around = _part(whole, way)
    around[last] = change(around[last]) if callable(change) else change
    return compact(whole[0])


def without(raw: bytes, path: Sequence[str | int]) -> bytes:
    """A record without the field or the list entry at the end of this path."""
    value = json.loads(raw)
    del _part(value, path[:-1])[path[-1]]
    return compact(value)


def part(raw: bytes, path: Sequence[str | int]) -> Any:
    """The value in a record that is found by keys and indices."""
    return _part(json.loads(raw), path)


def _part(value: Any, path: Sequence[str | int]) -> Any:
    return reduce(lambda around, step: around[step], path, value)


def resigned(held: Held, voter: int, raw: bytes) -> bytes:
    """A ballot signed anew by its voter, as a dishonest booth would after changing it."""
    return signed_anew(held.election, held.secrets[voter], raw)


def signed_anew(election: Election, secret: str, raw: bytes) -> bytes:
    """A ballot with another signature, by the slip with this secret."""
    value = json.loads(raw)
    value.pop("signature")
    digest = sha_b64(compact(value))
    proof = prove_schnorr(f"sig|{digest}|", credential.secret_exponent(election.uuid, secret)).record()
    return compact({**value, "signature": {"hash": digest, "proof": proof}})
