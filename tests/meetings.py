"""A whole counted meeting for tests, from a few words: its facts, its boxes with every secret, and its record."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ballots.ballot_paper import election_description, election_name, question_of, set_mark
from ballots.committee import Teller
from ballots.contest import Contest
from ballots.facts import fold
from ballots.flags import proposed
from ballots.hand_count import Column, HandCount
from ballots.meeting import Fact, Meeting
from ballots.protocol import ballot, credential, tally, trustee
from ballots.protocol import election as elections
from ballots.protocol.board import Board
from ballots.protocol.election import Election
from ballots.record.contents import CERTIFICATE, PAPERS, SHEET, VERIFIER
from ballots.record.document import make_document
from ballots.record.filing import make_record
from ballots.record.packing import MANIFEST, PUBLIC_KEY, SIGNATURE, open_record, pack
from ballots.record.signature import fingerprint
from ballots.roster import Unit
from kiosk.results_sheet import make_results_sheet
from tests import builders
from tests.ceremony import Shared, shared_key

KIOSK = Ed25519PrivateKey.from_private_bytes(b"the kiosk of the test meeting...")
STRANGER = Ed25519PrivateKey.from_private_bytes(b"a laptop that was not there.....")
DETAILS = {"title": "Hội nghị tổng kết", "cluster": "Cụm thi đua số 5", "year": 2025, "place": "Hạ Long"}
CONTESTS = (
    Contest("Xếp thứ nhất, thứ nhì", 2, ("Phú Thọ", "Quảng Ninh", "Bắc Ninh"), "top_two"),
    Contest("Tiêu biểu", 1, ("A", "B")),
)
VOTES = (((0, 1), (0,)), ((0,), (1,)), ((1, 2), ()))
"""Phú Thọ and Quảng Ninh get two votes each, A and B one: an open order and a tie."""
DECIDING = (((0,), (0,)), ((0,), (0,)), ((1,), (1,)))
"""In the run-off of these two, Phú Thọ and A win."""
SOFTWARE = "hom-phieu test"
OPENERS = (1, 3)
"""Two of the three tellers are enough."""
_RECEIVED = {"cert": "certificate_received", "polynomial": "polynomial_received", "voutput": "voutput_received"}
_SILENT = ("ballot_accepted", "ballot_audited", "teller_share_received", *_RECEIVED.values())

Votes = Sequence[builders.Marks | None]


@dataclass(frozen=True)
class Counted:
    """`helds`: the election of each round with a box, with all its secrets."""

    facts: tuple[Fact, ...]
    boards: Mapping[str, Board]
    helds: tuple[builders.Held, ...]

    @property
    def meeting(self) -> Meeting:
        return fold(self.facts)

    @property
    def board(self) -> Board:
        """That of the first box."""
        return self.boards[self.helds[0].election.uuid]

    def document(self, key: Ed25519PrivateKey = KIOSK) -> bytes:
        """Its meeting.json."""
        return make_document(self.meeting, self.facts, self.boards, fingerprint(pem(key)), SOFTWARE)

    def record(self, key: Ed25519PrivateKey = KIOSK, papers: Mapping[str, bytes] | None = None) -> bytes:
        """`papers`: and the certificate; if not said, placeholders of the right names, since most tests never look inside."""
        names = (CERTIFICATE, *PAPERS.values()) if self.meeting.adoption else ()
        papers = {name: f"the {name} of a test".encode() for name in names} if papers is None else papers
        page = b"the page that checks a record"
        more = {SHEET: make_results_sheet(json.loads(self.document(key))), VERIFIER: page, **papers}
        return make_record(self.meeting, self.facts, self.boards, pem(key), key.sign, SOFTWARE, more)


@cache
def the_locks() -> Shared:
    """Two of three open the boxes; the same ones in every meeting, because making them is not what it is about."""
    return shared_key(2, 3)


def pem(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def counted(
    votes: Votes = VOTES, contests: Sequence[Contest] = CONTESTS, absent: int = 1, rehearsal: bool = False
) -> Counted:
    """A meeting of one round, with a unit present for each of `votes` (None: its slip was never used) and `absent` more."""
    return Play(contests, len(votes), absent, rehearsal=rehearsal).vote(votes).told()


@dataclass
class Play:
    """A meeting that is played deed by deed, by people who do as the kiosk lets them. The roll call is sealed at once."""

    contests: Sequence[Contest] = CONTESTS
    present: int = 3
    absent: int = 1
    units: Sequence[Unit] = ()
    rules: Mapping[str, object] | None = None
    rehearsal: bool = False
    facts: list[Fact] = field(default_factory=list)
    boards: dict[str, Board] = field(default_factory=dict)
    helds: list[builders.Held] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.units = self.units or [
            Unit(i, f"BHXH tỉnh số {i}", f"Ông {i}", "Giám đốc") for i in range(1, self.present + self.absent + 1)
        ]
        self.slips: tuple[str, ...] = ()
        locks = the_locks()
        self.privates, self.trustees = builders.shared(locks)
        tellers = [asdict(Teller(n, f"Bà {n}", "", f"invite-{n}")) for n in (1, 2, 3)]
        self.tell("meeting_called", {**DETAILS, "rehearsal": self.rehearsal})
        self.tell("roster_set", {"units": [asdict(unit) for unit in self.units]})
        self.tell("contests_set", {"contests": [asdict(contest) for contest in self.contests]})
        self.tell("committee_named", {"tellers": tellers, "threshold": 2})
        for part, messages in (("cert", locks.certs), ("polynomial", locks.polynomials), ("voutput", locks.voutputs)):
            for number, message in enumerate(messages, 1):
                self.tell(_RECEIVED[part], {"number": number, part: message})
        if self.rules:
            self.tell("rules_set", self.rules)
        self.roll_call(self.present).agree()
        self.tell("roll_call_sealed").tell("roll_call_unsealed", {"reason": "Đơn vị đến muộn"}).tell("roll_call_sealed")

    @property
    def meeting(self) -> Meeting:
        return fold(self.facts)

    def tell(self, name: str, body: Mapping[str, object] | None = None) -> "Play":
        seq = len(self.facts) + 1
        at = "" if name in _SILENT else f"2026-01-23T{9 + seq // 60:02}:{seq % 60:02}"
        self.facts.append(Fact(seq, name, body or {}, at))
        return self

    def roll_call(self, present: int) -> "Play":
        for number, unit in enumerate(self.meeting.roster, 1):
            self.tell("unit_marked", {"unit": unit.id, "present": number <= present})
        return self

    def agree(self) -> "Play":
        self.hands("rules").hands("committee")
        for contest in self.meeting.contests:
            self.hands("list", contest.title)
        return self

    def hands(self, subject: str, about: str = "", against: int = 0, reason: str = "") -> "Play":
        return self.tell("hand_voted", self._hands(subject, about, against, reason))

    def _hands(self, subject: str, about: str = "", against: int = 0, reason: str = "") -> dict[str, object]:
        present = len(self.meeting.attendance.present)
        return {
            "subject": subject,
            "about": about,
            "favour": present - against,
            "against": against,
            "abstain": 0,
            "present": present,
            "reason": reason,
        }

    def mint(self) -> "Play":
        """New slips, and the box of the round that is due."""
        present = len(self.meeting.attendance.present)
        self.slips = tuple(credential.new_credential() for _ in range(present))
        held = self._set_up()
        mark = set_mark(held.election.fingerprint)
        return self.tell(
            "slips_minted",
            {"uuid": held.election.uuid, "number": present, "mark": mark, "timestamp": builders.TIMESTAMP},
        )

    def again(self) -> "Play":
        """The next round, with the slips that are there."""
        uuid = self._set_up().election.uuid
        return self.tell("round_prepared", {"uuid": uuid, "timestamp": builders.TIMESTAMP})

    def _set_up(self) -> builders.Held:
        uuid, meeting = elections.new_uuid(), self.meeting
        name = election_name(meeting.title, meeting.rehearsal)
        description = election_description(meeting.cluster, meeting.year, meeting.place)
        raw = elections.make(uuid, name, description, [question_of(c) for c in meeting.contests], self.trustees)
        listed = credential.public_list([credential.public_part(uuid, slip) for slip in self.slips])
        held = builders.Held(
            Election.read(raw), self.privates, trustee.read_trustees(self.trustees), self.slips, listed
        )
        self.helds.append(held)
        self.boards[uuid] = builders.board(held, until="Setup")
        return held

    def vote(self, votes: Votes, until: str = "Result", audited: Votes = ()) -> "Play":
        """A secret round on new slips, or on those that are there, up to the board's event `until`. Before it casts, each
        slip in turn has a ballot with the marks of `audited` opened."""
        self.again() if self.meeting.slips else self.mint()
        held = self.helds[-1]
        raws = [held.vote(voter, marks) for voter, marks in enumerate(votes) if marks is not None]
        board = self.boards[held.election.uuid] = builders.board(held, raws, until, OPENERS)
        self.tell("voting_opened")
        for voter, marks in enumerate(audited):
            raw = held.vote(voter, marks)
            self.tell("ballot_audited", {"tracker": ballot.tracker(raw), "ballot": raw.decode()})
        for _ in raws:
            self.tell("ballot_accepted")
        if until != "Ballot":
            self.tell("voting_closed")
        if until in ("PartialDecryption", "Result"):
            for number in OPENERS:
                self.tell("teller_share_received", {"number": number, "enough": number == OPENERS[-1]})
        return self._count(held, board, len(raws)) if until == "Result" else self

    def _count(self, held: builders.Held, board: Board, returned: int) -> "Play":
        self.tell("count_begun")
        counts = tally.read_result(held.election, board.payloads("Result")[0], returned)
        for i, column in enumerate(counts):
            for j, votes in enumerate(column):
                self.tell("nominee_counted", {"contest": i, "choice": j, "votes": votes})
        return self.tell("count_completed")

    def by_hand(self, issued: int, returned: int, *columns: Sequence[int], invalid: int = 0) -> "Play":
        """A round on paper; a column is blank votes, then those of each nominee."""
        reasons = "Bầu quá số lượng" if invalid else ""
        told = tuple(Column(invalid, blank, tuple(votes), reasons) for blank, *votes in columns)
        count = asdict(HandCount(issued, returned, told))
        return self.tell("hand_count_entered", {"teller": 1, "count": count}).tell("hand_count_agreed", {"teller": 2})

    def void(self, reason: str = "Mất điện") -> "Play":
        return self.tell("round_voided", {"reason": reason})

    def runoff(self, votes: Votes | None = None) -> "Play":
        self.tell("runoff_called", {"contests": [asdict(contest) for contest in self.meeting.runoff]})
        return self if votes is None else self.vote(votes)

    def adopt(self, flag: str = "bhxh", against: int = 0) -> "Play":
        flags = [{"unit": unit, "contest": contest, "flag": flag} for unit, contest in proposed(self.meeting)]
        return self.tell("meeting_adopted", {"vote": self._hands("adoption", against=against), "flags": flags})

    def told(self) -> Counted:
        return Counted(tuple(self.facts), dict(self.boards), tuple(self.helds))


def decided() -> Play:
    """A meeting of two rounds: an open order and a tie, and the run-off that decides both."""
    return Play().vote(VOTES).runoff(DECIDING)


def repacked(record: bytes, changed: Mapping[str, bytes | None], key: Ed25519PrivateKey = KIOSK) -> bytes:
    """A record with files changed, added or (None) left out, whose manifest and signature are made anew by `key`."""
    files = {**open_record(record), **changed}
    kept = {
        name: content
        for name, content in files.items()
        if content is not None and name not in (MANIFEST, SIGNATURE, PUBLIC_KEY)
    }
    return pack(kept, pem(key), key.sign)
