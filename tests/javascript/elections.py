"""Elections for the browser's half to vote in, opened with keys that the test knows."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from ballots.protocol import ballot, credential, election, tally, trustee
from ballots.protocol.board import Board, Setup, setup_companion
from ballots.protocol.election import Election, Question

PRIVATE = (trustee.private_key("1111111111111111111111"), trustee.private_key("zzzzzzzzzzzzzzzzzzzzzz"))
TRUSTEES = trustee.trustees_record([trustee.make_single(private) for private in PRIVATE])
NAME, DESCRIPTION = 'Bình chọn "cuối năm" \\ 2025', "Cụm thi đua số 5 – bỏ phiếu kín\nthử"


def question(answers: int, minimum: int, maximum: int, blank: bool) -> Question:
    names = tuple(f"BHXH tỉnh số {number}" for number in range(1, answers + 1))
    return Question(f"Chọn tối đa {maximum} trong {answers}", names, minimum, maximum, blank)


@dataclass(frozen=True)
class Meeting:
    """An election with as many slips as asked for."""

    election: Election
    credentials: tuple[str, ...]

    @staticmethod
    def of(questions: list[Question], slips: int) -> "Meeting":
        raw = election.make(election.new_uuid(), NAME, DESCRIPTION, questions, TRUSTEES)
        return Meeting(Election.read(raw), tuple(credential.new_credential() for _ in range(slips)))

    @property
    def public_parts(self) -> list[str]:
        return [credential.public_part(self.election.uuid, secret) for secret in self.credentials]

    def check(self, sealed: str) -> ballot.Ballot:
        return ballot.check(self.election, self.public_parts, sealed.encode())

    def opened(self, *checked: ballot.Ballot) -> list[list[int]]:
        """The totals of these ballots, decrypted by both trustees."""
        raw = tally.encrypted_tally(self.election, checked)
        trustees = trustee.read_trustees(TRUSTEES)
        factors = {
            owner: tally.check_partial(self.election, trustees.verification_keys[owner - 1], raw, share)
            for owner, share in enumerate((tally.partial_decryption(self.election, x, raw) for x in PRIVATE), start=1)
        }
        return [
            [
                tally.decrypt(self.election, trustees, raw, factors, len(checked), at, choice)
                for choice in range(asked.width)
            ]
            for at, asked in enumerate(self.election.questions)
        ]

    def vote(self, voter: int, *votes: Sequence[int]) -> bytes:
        """The ballot of one slip (from 0), one vote vector a question."""
        return ballot.make(self.election, self.credentials[voter], votes)

    def tally(self, *sealed: bytes) -> bytes:
        """The encrypted tally of these ballots."""
        return tally.encrypted_tally(self.election, [self.check(one.decode()) for one in sealed])

    @property
    def setup(self) -> Setup:
        return Setup(self.election.raw, TRUSTEES, credential.public_list(self.public_parts))

    def set_up_archive(self) -> bytes:
        """The `.bel` right after its Setup event, against which belenios-tool verifies single ballots."""
        return chained(self.setup)


def chained(setup: Setup, ballots: Sequence[bytes] = (), *tallied: bytes) -> bytes:
    """The archive of these records as they are, up to the tally and its companion where they are given: an operator
    who holds the pen can chain anything."""
    board = Board("", 1767200400)
    events: list[tuple[str, tuple[bytes, ...]]] = [("Setup", (*setup, setup_companion(*setup)))]
    events += [("Ballot", (raw,)) for raw in ballots]
    events += [("EndBallots", ()), ("EncryptedTally", tallied)] if tallied else []
    for event, records in events:
        board = board.with_entries(board.next_event(event, *records))
    return board.archive()


def in_text(bel: bytes) -> str:
    """An archive as the drivers take it."""
    return base64.b64encode(bel).decode()
