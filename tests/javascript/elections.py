"""Elections for the browser's half to vote in, opened with keys that the test knows."""

from dataclasses import dataclass

from ballots.protocol import ballot, credential, election, tally, trustee
from ballots.protocol.board import Board, setup_companion
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

    def set_up_archive(self) -> bytes:
        """The `.bel` right after its Setup event, against which belenios-tool verifies single ballots."""
        parts = credential.public_list(self.public_parts)
        records = (self.election.raw, TRUSTEES, parts)
        board = Board(self.election.uuid, 1767200400, ())
        return board.with_entries(board.next_event("Setup", *records, setup_companion(*records))).archive()
