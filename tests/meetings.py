"""A whole counted meeting for tests, from a few words: its facts, its box with every secret, and its record."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ballots.ballot_paper import election_description, election_name, question_of, set_mark
from ballots.committee import Teller
from ballots.contest import Contest
from ballots.facts import fold
from ballots.meeting import Fact, Meeting
from ballots.protocol import tally, trustee
from ballots.protocol.board import Board
from ballots.record.filing import make_record
from ballots.record.packing import MANIFEST, PUBLIC_KEY, SIGNATURE, open_record, pack
from ballots.roster import Unit
from tests import builders

KIOSK = Ed25519PrivateKey.from_private_bytes(b"the kiosk of the test meeting...")
STRANGER = Ed25519PrivateKey.from_private_bytes(b"a laptop that was not there.....")
DETAILS = {"title": "Hội nghị tổng kết", "cluster": "Cụm thi đua số 5", "year": 2025, "place": "Hạ Long"}
CONTESTS = (Contest("Xếp thứ nhất, thứ nhì", 2, ("Phú Thọ", "Quảng Ninh", "Bắc Ninh")),
            Contest("Tiêu biểu", 1, ("A", "B")))
VOTES = (((0, 1), (0,)), ((0,), (1,)), ((1, 2), ()))
SOFTWARE = "hom-phieu test"


@dataclass(frozen=True)
class Counted:
    facts: tuple[Fact, ...]
    board: Board
    held: builders.Held

    @property
    def meeting(self) -> Meeting:
        return fold(self.facts)

    def record(self, key: Ed25519PrivateKey = KIOSK) -> bytes:
        return make_record(self.meeting, self.facts, self.board, pem(key), key.sign, SOFTWARE)


def pem(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def counted(votes: Sequence[builders.Marks | None] = VOTES, contests: Sequence[Contest] = CONTESTS, absent: int = 1,
            rehearsal: bool = False) -> Counted:
    """A meeting with a unit present for each of `votes` (None: its slip was never used) and `absent` more units."""
    held = builders.election([question_of(contest) for contest in contests], 2, len(votes),
                             election_name(DETAILS["title"], rehearsal),
                             election_description(DETAILS["cluster"], DETAILS["year"], DETAILS["place"]))
    raws = [held.vote(voter, marks) for voter, marks in enumerate(votes) if marks is not None]
    board = builders.board(held, raws)
    counts = tally.read_result(held.election, board.payloads("Result")[0], len(raws))
    told = _facts(held, contests, len(votes), absent, len(raws), counts, rehearsal)
    return Counted(tuple(told), board, held)


def _facts(held, contests, present: int, absent: int, returned: int, counts, rehearsal: bool) -> list[Fact]:
    units = [Unit(i, f"BHXH tỉnh số {i}", f"Ông {i}", "Giám đốc") for i in range(1, present + absent + 1)]
    tellers = [Teller(n, f"Bà {n}", "", f"invite-{n}", trustee.make_single(private))
               for n, private in enumerate(held.privates, 1)]
    slips = {"uuid": held.election.uuid, "number": present, "mark": set_mark(held.election.fingerprint),
             "timestamp": builders.TIMESTAMP}
    told = [
        ("meeting_called", {**DETAILS, "rehearsal": rehearsal}),
        ("roster_set", {"units": [asdict(unit) for unit in units]}),
        ("contests_set", {"contests": [asdict(contest) for contest in contests]}),
        ("committee_named", {"tellers": [asdict(teller) for teller in tellers]}),
        *(("unit_marked", {"unit": unit.id, "present": unit.id <= present}) for unit in units),
        ("roll_call_sealed", {}),
        ("roll_call_unsealed", {"reason": "Đơn vị đến muộn"}),
        ("roll_call_sealed", {}),
        ("slips_minted", slips),
        ("voting_opened", {}),
        *[("ballot_accepted", {})] * returned,
        ("voting_closed", {}),
        *(("teller_share_received", {"number": teller.number, "enough": True}) for teller in tellers),
        ("count_begun", {}),
        *(("nominee_counted", {"contest": i, "choice": j, "votes": votes})
          for i, column in enumerate(counts) for j, votes in enumerate(column)),
        ("count_completed", {}),
    ]
    silent = ("ballot_accepted", "teller_share_received")
    return [Fact(seq, name, body, "" if name in silent else f"2026-01-23T09:{seq:02}")
            for seq, (name, body) in enumerate(told, 1)]


def repacked(record: bytes, changed: Mapping[str, bytes | None], key: Ed25519PrivateKey = KIOSK) -> bytes:
    """A record with files changed, added or (None) left out, whose manifest and signature are made anew by `key`."""
    files = {**open_record(record), **changed}
    kept = {name: content for name, content in files.items()
            if content is not None and name not in (MANIFEST, SIGNATURE, PUBLIC_KEY)}
    return pack(kept, pem(key), key.sign)
