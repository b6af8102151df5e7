"""Documents (meeting.json, version 2) as the papers take them, each made whole from a few words. All of it is invented.

A round is given by its totals: `secret(votes)` and `by_hand(votes)` take one list of totals a contest, in the order of its
nominees. The outcome is the meeting's own (`ballots.round`), so that a sample is as consistent as a record.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from fractions import Fraction

from ballots.contest import Contest
from ballots.outcome import Counted
from ballots.record.packing import write_json
from ballots.round import outcomes, runoff_contests, tallies

Value = dict[str, object]
DAY = "2026-01-23"
PROVINCES = ("Phú Thọ", "Quảng Ninh", "Bắc Ninh", "Thái Nguyên", "Hưng Yên", "Ninh Bình")
NAMES = tuple(f"BHXH tỉnh {name}" for name in PROVINCES)
LEADERS = ("Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Cường", "Phạm Thị Dung", "Hoàng Văn Giang", "Vũ Thị Hạnh")
TOP_TWO = Contest("Bầu đơn vị xếp thứ nhất, thứ nhì của cụm thi đua", 2, NAMES[:4], "top_two")
HEAD = "d08b6e5f" * 8


def unit(
    number: int, name: str, parent: str = "", present: bool = True, leader: str = "", **assessment: object
) -> Value:
    known = {
        "self_score": None, "score": None, "maximum": None, "note": "", "standard": None, "organisation": None,
        "registered": None, "covenant": None, "excluded": "", "deferred": "", "led": [], "deputised": [],
    }  # fmt: skip
    return {
        "id": number,
        "name": name,
        "leader": leader,
        "office": "Giám đốc" if leader else "",
        "kind": "",
        "parent": parent,
        "present": present and not parent,
        "assessment": known | assessment,
    }


def roster(absent: Sequence[int] = (6,)) -> list[Value]:
    """The six provinces; one absent, one under the threshold, one excluded."""
    scores = (138650, 137200, 136025, 135000, 125999, 133000)
    return [
        unit(
            number,
            name,
            present=number not in absent,
            leader=f"{LEADERS[number - 1]} (mẫu)",
            self_score=score + 1500,
            score=score,
            maximum=140000,
            standard=True,
            organisation=True,
            registered=True,
            covenant=number != 6,
            led=[2019, 2023] if number == 2 else [],
            deputised=[2024] if number == 3 else [],
        )
        for number, (name, score) in enumerate(zip(NAMES, scores), 1)
    ]


def eligibility(units: Sequence[Value], refused: Mapping[int, Value] | None = None) -> list[Value]:
    """`refused`: what differs from an eligible unit, by number."""
    return [
        {"unit": one["id"], "verdict": "eligible", "objections": [], "exception": False}
        | (refused or {}).get(one["id"], {})
        for one in units
    ]


def refusal(verdict: str, clause: str, sentence: str, exception: bool = False) -> Value:
    objection = {"code": "excluded", "clause": clause, "sentence": sentence}
    return {"verdict": verdict, "objections": [objection], "exception": exception}


REFUSED = {
    5: refusal("below", "C.4.a", "Đạt 1.259,99/1.400 điểm (89,99 %), dưới mức 90 % tổng số điểm thi đua."),
    6: refusal("excluded", "D.2", "Không ký kết giao ước thi đua, nên không xét."),
}


def hands(subject: str, about: str = "", against: int = 0, abstain: int = 0, present: int = 5, **more: object) -> Value:
    favour = present - against - abstain
    vote = {"subject": subject, "about": about, "favour": favour, "against": against, "abstain": abstain}
    known = {
        "present": present,
        "carried": favour * 2 > present,
        "withdrawn": False,
        "reason": "",
        "at": f"{DAY}T08:40",
    }
    return vote | known | more


def column(
    contest: Contest, place: int, votes: Sequence[int], returned: int, invalid: int = 0, blank: int = 0
) -> Value:
    count = {"valid": returned - invalid, "invalid": invalid, "blank": blank, "votes": list(votes)}
    count["invalid_reasons"] = "gạch xóa, không rõ ý chọn" if invalid else ""
    return {
        "title": contest.title,
        "seats": contest.seats,
        "kind": contest.kind,
        "of": place if contest.of is None else contest.of,
        "nominees": list(contest.nominees),
        "majority": asdict(contest.majority) if contest.majority else None,
        "count": {name: count[name] for name in ("valid", "invalid", "invalid_reasons", "blank", "votes")},
    }


def a_round(
    contests: Sequence[Contest], votes: Sequence[Sequence[int]], present: Sequence[int], **more: object
) -> Value:
    """A secret round, everybody's ballot returned and valid; `mode="hand"` is one on paper, `voided` gives its reason."""
    number, mode, spoilt = more.pop("number", 1), more.pop("mode", "secret"), more.pop("invalid", 0)
    issued, blank = len(present), more.pop("blank", 0)
    returned = more.pop("returned", issued)
    hour = 8 + number
    box = {
        "uuid": f"Hm8KpW2qRtY7Zc{number}",
        "fingerprint": "Zk3vQm0cJ1b8hYp5uNwXr2TtEoGdLfSi7AaKxBnVq4M",
        "head": f"{HEAD[:-1]}{number}",
    }
    return {
        "number": number,
        "mode": mode,
        "runoff": any(contest.of is not None for contest in contests),
        "voided": "",
        "opened": f"{DAY}T{hour:02}:05" if mode == "secret" else "",
        "closed": f"{DAY}T{hour:02}:20" if mode == "secret" else "",
        "counted": f"{DAY}T{hour:02}:30",
        "election": box if mode == "secret" else None,
        "issued": issued,
        "returned": returned,
        "mark": "K7QD" if mode == "secret" else "",
        "present": list(present),
        "shares": [1, 3] if mode == "secret" else [],
        "late": [],
        "refused": [],
        "audited": [],
        "contests": [
            column(contest, place, line, returned, spoilt, blank)
            for place, (contest, line) in enumerate(zip(contests, votes, strict=True))
        ],
    } | more


def uncounted(one: Value, **more: object) -> Value:
    """The same round before its count: what a draft of the papers has."""
    contests = [contest | {"count": None} for contest in one["contests"]]
    return one | {"counted": "", "contests": contests} | more


def settle(contests: Sequence[Contest], rounds: Sequence[Value], units: Sequence[Value], tie: str = "runoff") -> list:
    """The outcomes (`ballots.outcome.Outcome`) of the rounds that count."""
    counting = [tallies([_counted(contest, one) for contest in one["contests"]]) for one in rounds if counts(one)]
    scores = {u["name"]: Fraction(u["assessment"]["score"], u["assessment"]["maximum"]) for u in units if scored(u)}
    return list(outcomes(contests, counting, tie, scores)) if counting else []


def counts(one: Value) -> bool:
    return not one["voided"] and all(contest["count"] for contest in one["contests"])


def scored(one: Value) -> bool:
    return one["assessment"]["score"] is not None


def _counted(contest: Value, one: Value) -> Counted:
    known = Contest.of_value(contest | {"of": contest["of"] if one["runoff"] else None})
    bases = {"issued": one["issued"], "returned": one["returned"], "valid": contest["count"]["valid"]}
    return Counted(known, dict(zip(contest["nominees"], contest["count"]["votes"])), bases)


def runoff_of(contests: Sequence[Contest], rounds: Sequence[Value], units: Sequence[Value]) -> list[Contest]:
    return [replace(c, title=c.title) for c in runoff_contests(contests, settle(contests, rounds, units))]


def outcome_rows(contests: Sequence[Contest], settled: Sequence, units: Sequence[Value]) -> list[Value]:
    by_name = {one["name"]: one for one in units}
    return [
        {
            "title": contest.title,
            "kind": contest.kind,
            "seats": contest.seats,
            "open_seats": result.open_seats,
            "undecided": result.undecided,
            "nominees": [_place(asdict(place), by_name.get(place.name)) for place in result.places],
        }
        for contest, result in zip(contests, settled)
    ]


def _place(place: Value, known: Value | None) -> Value:
    about = known or unit(0, place["name"])
    found = {"name": place["name"], "parent": about["parent"]}
    found |= {field: about["assessment"][field] for field in ("score", "maximum")}
    return (
        found
        | {f: place[f] for f in ("votes", "rank", "elected", "tied", "decided_by")}
        | {"votes": list(place["votes"])}
    )


PAPERS: Value = {
    "superior": "Bảo hiểm xã hội Việt Nam",
    "issuer": "Cụm thi đua số 5",
    "locality": "Phú Thọ",
    "numbers": {"count": "01/BB-CTĐ5", "vote": "02/BB-CTĐ5", "report": "03/BC-CTĐ5"},
    "legal_basis": [
        "Công văn số 33/BHXH-TĐKT ngày 05/01/2012 của Bảo hiểm xã hội Việt Nam về việc hướng dẫn tổ chức, hoạt động của "
        "cụm thi đua"
    ],
    "recipients": ["Như trên", "Các đơn vị thành viên của cụm", "Lưu: Hồ sơ hội nghị"],
    "addressee": "Thường trực Hội đồng Thi đua - Khen thưởng Bảo hiểm xã hội Việt Nam (qua Ban Thi đua - Khen thưởng)",
    "chair": {"name": "Nguyễn Văn An (mẫu)", "office": "Giám đốc BHXH tỉnh Phú Thọ"},
    "secretary": {"name": "Bùi Thị Yến (mẫu)", "office": "Trưởng phòng Tổ chức cán bộ"},
    "signature_title": "TM. CỤM THI ĐUA SỐ 5",
    "deadline": "01-10",
}
NO_PAPERS: Value = {
    "superior": "", "issuer": "", "locality": "", "numbers": {"count": "", "vote": "", "report": ""}, "legal_basis": [],
    "recipients": [], "addressee": "", "chair": {"name": "", "office": ""}, "secretary": {"name": "", "office": ""},
    "signature_title": "", "deadline": "01-10",
}  # fmt: skip
"""What a meeting has whose secretary has filled in nothing."""


def document(contests: Sequence[Contest] = (TOP_TWO,), rounds: Sequence[Value] = (), **changes: object) -> Value:
    """A whole document; `changes` replace parts of it, and those of "meeting" and "papers" are merged into them."""
    units = changes.pop("roster", None) or roster()
    meeting = {
        "title": "Hội nghị tổng kết công tác thi đua năm 2025 (mẫu)",
        "cluster": "Cụm thi đua số 5",
        "year": 2025,
    }
    settled = settle(contests, rounds, units, changes.get("rules", {}).get("tie", "runoff"))
    tellers = ("Ngô Thị Oanh", "Dương Văn Phúc", "Lý Thị Quỳnh")
    agreed = [hands("rules"), hands("committee"), *(hands("list", contest.title) for contest in contests)]
    return {
        "format": "hom-phieu/meeting",
        "version": 3,
        "software": "Hòm Phiếu 0.1.0",
        "kiosk": {"fingerprint": "5f1c 9a02 77be 4410"},
        "meeting": meeting | {"place": "Hội trường tầng 2 (mẫu)", "rehearsal": False} | changes.pop("meeting", {}),
        "papers": PAPERS | changes.pop("papers", {}),
        "rules": {"tie": "runoff", "threshold": 90},
        "roster": units,
        "eligibility": eligibility(units, REFUSED if units == roster() else None),
        "tellers": [
            {"number": n, "name": f"{name} (mẫu)", "unit": NAMES[n - 1], "public_key": "ab" * 32, "code": "AAAA-BBBB"}
            for n, name in enumerate(tellers, 1)
        ],
        "committee": {"threshold": 2, "code": "M7QK-3DHP-XR2A-9WTN"},
        "hand_votes": agreed,
        "rounds": list(rounds),
        "outcome": outcome_rows(contests, settled, units),
        "officers": {"leader": "", "deputy": ""},
        "adoption": None,
        "deeds": [
            {"deed": "meeting_called", "at": f"{DAY}T08:00", "reason": ""},
            {"deed": "roll_call_sealed", "at": f"{DAY}T08:45", "reason": ""},
        ],
    } | changes


def adopted(flags: Sequence[tuple[str, str, str]], present: int = 5, abstain: int = 0) -> Value:
    """An adoption; a flag is (unit, title of the contest, "bhxh" | "government" | "none")."""
    rows = [{"unit": name, "contest": title, "flag": flag} for name, title, flag in flags]
    hand_vote = {"favour": present - abstain, "against": 0, "abstain": abstain, "present": present}
    return hand_vote | {"at": f"{DAY}T11:20", "flags": rows}


def raw(value: Value) -> bytes:
    return write_json(value)
