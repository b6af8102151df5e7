"""A meeting with every deed of every role in it: from calling it, over a key ceremony with a dispute, a voided round, a count
with a late lock, a run-off on paper, the adoption and its signatures, to the next meeting.
"""

from ballots.record.checking import verify_record
from kiosk.rehearsal.people import Person
from tests.certificates import PASSWORD
from tests.faults.ledger import stored
from tests.faults.persistent import Desk, Hand, Holder, Mortal

UNITS = ("Đơn vị A", "Đơn vị B", "Đơn vị C", "Đơn vị D")
LIST, NOMINEES = "Nhất, nhì", ("X", "Y", "Z")
CONTEST = {"title": LIST, "seats": 2, "nominees": list(NOMINEES)}
DETAILS = {"title": "Hội nghị tổng kết", "cluster": "Cụm 5", "year": 2025}
PRESENT, ABSENT = 3, 1
TIE = [[[0, 1]], [[0, 2]]]
"""X is elected; Y and Z are equal."""
TOTALS = len(NOMINEES) + 1


class WholeMeeting:
    """`receipts`: the ballots of the round in progress, by tracking code."""

    def __init__(self, kiosk: Mortal, p12: bytes) -> None:
        self.kiosk, self._p12 = kiosk, p12
        self.desk = Desk(kiosk)
        self.tellers: list[Holder] = []
        self.slips: list[str] = []
        self.receipts: list[str] = []

    def play(self, papers: bool = True) -> None:
        """AssertionError where anything is not as people were told. Without `papers` it ends with the result, unadopted, and
        has no second officer: what takes the processor longest."""
        self.set_up()
        self.make_locks()
        if papers:
            self.confirm_with_two()
        self.agree()
        self.vote_and_void()
        self.vote_and_count()
        self.decide_on_paper()
        if papers:
            self.adopt_and_sign()
        self.check()

    def set_up(self) -> None:
        do = self.desk.do
        do("meeting", DETAILS, title=DETAILS["title"])
        do("details", {**DETAILS, "place": "Hạ Long"}, place="Hạ Long")
        do("papers", {"locality": "Hạ Long"})
        do("network", {"name": "Phòng họp", "password": "12345678", "kind": "WPA"})
        do("address", {"address": "127.0.0.1"})
        do("rules", {"tie": "runoff", "threshold": 80}, threshold=80)
        do("roster", {"units": [{"name": name} for name in UNITS]})
        do("contests", {"contests": [CONTEST]})
        for unit in range(1, len(UNITS) + 1):
            do("roll-call", {"unit": unit, "present": unit <= PRESENT}, unit=unit)

    def make_locks(self) -> None:
        """Two of three open the box. One reports another, and the phones make the locks again."""
        named = {"tellers": [{"name": f"Người thứ {place}"} for place in (1, 2, 3)], "threshold": 2}
        seats = self.desk.do("tellers", named) or self.desk.send("/desk/tellers", named)
        self.tellers = [Holder(self.kiosk, **seat) for seat in seats["invites"]]
        for _ in range(2):
            self._everyone_takes_part()
        self.tellers[1].complain(1)
        self.desk.do("ceremony")
        for _ in range(2):
            self._everyone_takes_part()

    def _everyone_takes_part(self) -> None:
        for teller in self.tellers:
            teller.take_part()

    def confirm_with_two(self) -> None:
        """A second officer confirms that nobody has to confirm; each code takes the processor a while."""
        named = {"name": "Ông Thứ hai", "code": "29384756", "again": "29384756"}
        self.desk.do("second-officer", named, name=named["name"])
        self._hands("leader", UNITS[0])
        self.desk.do("no-second-officer", {"code": named["code"]})

    def agree(self) -> None:
        self._hands("rules", favour=1)
        for subject, about in (("rules", ""), ("committee", ""), ("list", LIST)):
            self._hands(subject, about)
        self.desk.do("reopen", {"subject": "list", "about": LIST, "reason": "Xem lại"}, reason="Xem lại")
        self._hands("list", LIST)
        self.desk.do("seal")
        self.desk.do("unseal", {"reason": "Đơn vị đến muộn"})
        self.desk.do("seal")

    def _hands(self, subject: str, about: str = "", favour: int = PRESENT) -> None:
        counted = {"favour": favour, "against": PRESENT - favour, "abstain": 0}
        self.desk.do("hand-vote", {"subject": subject, "about": about, **counted}, subject=subject, **counted)

    def vote_and_void(self) -> None:
        """The first set of slips is lost; a ballot is opened and another one cast, and the round is voided."""
        self.desk.mint(PRESENT)
        self.slips = self.desk.mint(PRESENT)
        self.desk.do("open")
        self.desk.do("abandon", {"reason": "Mất điện"})
        voter = Hand(self.kiosk, self.slips[0])
        opened = voter.have_opened(voter.fill([[0]]))
        self._cast([[[1]]])
        self._board_shows([opened])
        self.desk.do("void", {"reason": "Sai danh sách"})

    def _cast(self, votes: list[list[list[int]]]) -> None:
        voters = [Hand(self.kiosk, slip) for slip in self.slips]
        self.receipts = [voter.cast(voter.fill(marks)) for voter, marks in zip(voters, votes)]

    def _board_shows(self, opened: list[str]) -> None:
        shown = Person(self.kiosk.base).ask("/board/codes")
        assert (shown["codes"], shown["audited"]) == (sorted(self.receipts), opened)

    def vote_and_count(self) -> None:
        for deed in ("next-round", "open"):
            self.desk.do(deed)
        self._cast(TIE)
        self.desk.do("close")
        self._board_shows([])
        first, second, third = self.tellers
        first.give_wrong_share()
        first.release_lock()
        second.release_lock()
        self.desk.do("count", more=TOTALS + 1)
        self.kiosk.until_counted(TOTALS)
        third.late = True
        third.release_lock()
        self.desk.do("runoff")

    def decide_on_paper(self) -> None:
        def count(*votes: int) -> dict:
            return {"issued": 3, "returned": 3, "contests": [{"invalid": 0, "blank": 0, "votes": list(votes)}]}

        for teller, votes, fact in (
            (1, (2, 1), "hand_count_entered"),
            (1, (1, 2), "hand_count_entered"),
            (2, (1, 2), "hand_count_agreed"),
        ):
            self.desk.do("hand-count", {"teller": teller, **count(*votes)}, fact, teller=teller)

    def adopt_and_sign(self) -> None:
        lost = {"favour": 1, "against": 2, "abstain": 0, "flags": []}
        self.desk.do("adopt", lost, "hand_voted", subject="adoption")
        self.desk.do("adopt", {**lost, "favour": 3, "against": 0, "flags": [{"unit": "X", "flag": "bhxh"}]})
        for role in ("Chủ trì", "Thư ký"):
            self.desk.sign("vote-minutes", role, self._p12, PASSWORD)

    def check(self) -> None:
        """What everybody takes home, also after the kiosk has gone on to the next meeting."""
        record = Person(self.kiosk.base).fetch("/archive/record.zip")
        assert verify_record(record).ok
        outcome = self.desk.ask("/live/snapshot")["outcome"][0]["nominees"]
        assert [(place["name"], place["elected"]) for place in outcome] == [("X", True), ("Y", False), ("Z", True)]
        self.desk.do("meeting", {**DETAILS, "title": "Hội nghị sau"}, title="Hội nghị sau")
        (kept,) = (self.kiosk.instance / "records").glob("*.zip")
        assert kept.read_bytes() == record
        self.kiosk.server.kill()
        self.kiosk.ledger.compare(stored(self.kiosk.instance), 0)
        assert not self.kiosk.ledger.lost and not self.kiosk.ledger.doubled
