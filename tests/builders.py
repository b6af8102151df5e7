"""Builders for tests: each makes something whole from a few words, with fresh keys, and hides no state.

A contest is `(number of answers, most)`, which is a question with a blank vote, or a `Question`. Marks are indices of
answers; no marks are a blank vote.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ballots.protocol import ballot, credential, tally, trustee
from ballots.protocol import election as elections
from ballots.protocol.board import Board, setup_companion
from ballots.protocol.election import Election, Question

Contest = tuple[int, int] | Question
Marks = Sequence[Sequence[int]]
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

    def vote(self, voter: int, marks: Marks) -> bytes:
        """The ballot of one voter (from 0) for these marks, one list a contest."""
        votes = [ballot.marks_to_vote(asked, chosen) for asked, chosen in zip(self.election.questions, marks, strict=True)]
        return ballot.make(self.election, self.secrets[voter], votes)

    def check(self, raw: bytes) -> ballot.Ballot:
        return ballot.check(self.election, self.credentials, raw)


def question(answers: int = 3, most: int = 2, least: int = 1, blank: bool = True) -> Question:
    return Question("Bầu", tuple(f"Đơn vị {place}" for place in range(1, answers + 1)), least, most, blank)


def election(contests: Sequence[Contest] = ((3, 2),), trustees: int = 2, voters: int = 3) -> Held:
    """An election before its first ballot: its trustees (all needed), its credentials, its questions."""
    privates = tuple(trustee.private_key(trustee.new_seed()) for _ in range(trustees))
    trustees_raw = trustee.trustees_record([trustee.make_single(private) for private in privates])
    questions = [one if isinstance(one, Question) else question(*one) for one in contests]
    uuid = elections.new_uuid()
    raw = elections.make(uuid, "Hội nghị cụm", "Bầu thi đua", questions, trustees_raw)
    secrets = tuple(credential.new_credential() for _ in range(voters))
    listed = credential.public_list([credential.public_part(uuid, secret) for secret in secrets])
    return Held(Election.read(raw), privates, trustee.read_trustees(trustees_raw), secrets, listed)


def board(held: Held, raws: Sequence[bytes] = (), until: str = "Result") -> Board:
    """The board of an election with these ballots, with all events up to and with the type `until`."""
    setup = (held.election.raw, held.trustees.raw, held.credentials_raw)
    events = {
        "Setup": lambda: [(*setup, setup_companion(*setup))],
        "Ballot": lambda: [(raw,) for raw in raws],
        "EndBallots": lambda: [()],
        "EncryptedTally": lambda: [tally_records(held, raws)],
        "PartialDecryption": lambda: [share_records(held, owner, raws) for owner in range(1, len(held.privates) + 1)],
        "Result": lambda: [(result(held, raws),)],
    }
    grown = Board(held.election.uuid, 1_795_456_598)
    for stage in STAGES[: STAGES.index(until) + 1]:
        for records in events[stage]():
            grown = grown.with_entries(grown.next_event(stage, *records))
    return grown


def archive(contests: Sequence[Contest], votes: Sequence[Marks], trustees: int = 2, until: str = "Result") -> bytes:
    """The archive of a whole election in which the voters cast these votes, one each."""
    held = election(contests, trustees, max(len(votes), 1))
    return board(held, [held.vote(voter, marks) for voter, marks in enumerate(votes)], until).archive()


def tally_records(held: Held, raws: Sequence[bytes]) -> tuple[bytes, bytes]:
    """The encrypted tally of these ballots and its companion."""
    sealed = tally.encrypted_tally(held.election, [held.check(raw) for raw in raws])
    return sealed, tally.tally_companion(len(raws), sealed)


def share_records(held: Held, owner: int, raws: Sequence[bytes]) -> tuple[bytes, bytes]:
    """The partial decryption of one trustee (from 1) and its companion."""
    share = tally.partial_decryption(held.election, held.privates[owner - 1], tally_records(held, raws)[0])
    return share, tally.share_companion(owner, share)


def factors(held: Held, sealed: bytes) -> dict[int, tally.Factors]:
    """The verified factors of all trustees for an encrypted tally."""
    return {
        owner: tally.check_partial(
            held.election, key, sealed, tally.partial_decryption(held.election, private, sealed)
        )
        for owner, (key, private) in enumerate(zip(held.trustees.verification_keys, held.privates, strict=True), 1)
    }


def result(held: Held, raws: Sequence[bytes]) -> bytes:
    """The result record of these ballots, opened by all trustees."""
    return tally.result_record(opened(held, raws))


def opened(held: Held, raws: Sequence[bytes]) -> tally.Counts:
    """The totals of these ballots, choice by choice, the blank ones first."""
    sealed, _ = tally_records(held, raws)
    shares = factors(held, sealed)
    return [
        [
            tally.decrypt(held.election, held.trustees, sealed, shares, len(raws), place, choice)
            for choice in range(asked.width)
        ]
        for place, asked in enumerate(held.election.questions)
    ]
