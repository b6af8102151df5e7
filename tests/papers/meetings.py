"""The meetings that the papers are looked at for: each a whole document (`tests.papers.samples`)."""

from ballots.contest import Contest
from ballots.majority import Majority
from tests.papers import samples
from tests.papers.samples import NAMES, TOP_TWO, Value, a_round, document, hands, refusal, roster, runoff_of, unit

PRESENT = (1, 2, 3, 4, 5)
LEFT, RIGHT = 31, 210 - 17


def plain_meeting(**changes: object) -> Value:
    """One round, everything decided."""
    return document([TOP_TWO], [a_round([TOP_TWO], [[4, 3, 1, 2]], PRESENT)], **changes)


def tied_meeting(tie: str = "runoff", **changes: object) -> Value:
    """Two units with the same votes for the last seat, and no further round."""
    rules = {"tie": tie, "threshold": 90}
    return document([TOP_TWO], [a_round([TOP_TWO], [[4, 2, 1, 2]], PRESENT)], rules=rules, **changes)


def eventful_meeting(**changes: object) -> Value:
    """A voided round, the round again, a run-off on paper counted by hand; officers by hand vote; adopted."""
    lost = a_round([TOP_TWO], [[3, 2, 1, 2]], PRESENT, voided="mất điện khi đang kiểm phiếu")
    again = a_round([TOP_TWO], [[4, 2, 1, 2]], PRESENT, number=2, blank=1)
    deciding = runoff_of([TOP_TWO], [again], roster())
    last = a_round(deciding, [[3, 1]], PRESENT, number=3, mode="hand", invalid=1)
    agreed = [
        hands("rules"),
        hands("committee", abstain=1),
        hands("list", TOP_TWO.title, against=1, withdrawn=True, reason="danh sách thiếu một đơn vị"),
        hands("list", TOP_TWO.title, abstain=1),
        hands("exception", NAMES[4], against=1, reason="đã khắc phục trước hội nghị"),
        hands("leader", NAMES[1]),
        hands("deputy", NAMES[2], abstain=2),
    ]
    refused = {5: samples.REFUSED[5] | {"exception": True}, 6: samples.REFUSED[6]}
    flags = [(NAMES[0], TOP_TWO.title, "government"), (NAMES[1], TOP_TWO.title, "bhxh")]
    parts = {
        "hand_votes": agreed,
        "eligibility": samples.eligibility(roster(), refused),
        "officers": {"leader": NAMES[1], "deputy": NAMES[2]},
        "adoption": samples.adopted(flags, abstain=1),
    }
    return document([TOP_TWO], [lost, again, last], **(parts | changes))


def offices(number: int, long: bool = False) -> list[Value]:
    """District offices, ten under each of the first provinces; `long`: every fifth name has 120 letters."""
    wide = ("Bảo hiểm xã hội cơ sở " + "Nguyễn Thượng Hiền phường " * 5)[:117]
    return [
        unit(
            10 + at,
            f"{wide} {at:02}" if long and at % 5 == 0 else f"BHXH cơ sở {at} (mẫu)",
            parent=NAMES[at // 10],
            score=130000 + at,
            maximum=140000,
        )
        for at in range(number)
    ]


def full_meeting(nominees: int = 30, long: bool = True, counted: bool = True, **changes: object) -> Value:
    """Every kind of contest: two places, outstanding offices with a majority, cụm trưởng and cụm phó by ballot."""
    districts = offices(nominees, long)
    names = tuple(one["name"] for one in districts)
    contests = [
        Contest("Bầu đơn vị dẫn đầu của cụm – xếp thứ nhất", 1, NAMES[:4], "first_place"),
        Contest("Bầu đơn vị dẫn đầu của cụm – xếp thứ nhì", 1, NAMES[:4], "second_place"),
        Contest("Bầu đơn vị tiêu biểu xuất sắc", 5, names, "outstanding", Majority(1, 2, True, "returned")),
        Contest("Bầu cụm trưởng, cụm phó năm 2026 – cụm trưởng", 1, NAMES, "leader"),
        Contest("Bầu cụm trưởng, cụm phó năm 2026 – cụm phó", 1, NAMES, "deputy"),
    ]
    spread = ([5, 4, 3, 3, 3, 2, 1, 1] + [0] * nominees)[:nominees]
    votes = [[3, 1, 1, 0], [1, 2, 1, 1], spread, [0, 5, 0, 0, 0, 0], [0, 0, 4, 1, 0, 0]]
    one = a_round(contests, votes, PRESENT)
    units = roster() + districts
    deferred = {12: refusal("deferred", "D.2", "Chưa xét: đang chờ kết luận thanh tra")}
    parts = {"roster": units, "eligibility": samples.eligibility(units, samples.REFUSED | deferred)}
    return document(contests, [one if counted else samples.uncounted(one)], **(parts | changes))
