"""The rounds of a document as the papers tell them: ballots, totals, per cent, ties and what was decided about them."""

from collections.abc import Iterator, Mapping

from ballots.contest import SECOND_OF, Contest
from ballots.outcome import Counted, Outcome, outcome
from kiosk.papers.wording import base_name, day, listing, majority, moment, percent, points

Document = Mapping[str, object]
Data = dict[str, object]
_LOCKS = {
    "shares": "đã mở bằng khóa {}",
    "late": "khóa {} mở sau khi kiểm phiếu xong",
    "refused": "phần khóa {} gửi đến không khớp, không được dùng",
}
BY_HAND = "kiểm phiếu giấy bằng tay"


def rounds(document: Document) -> list[Data]:
    """Every round there was, the voided ones too."""
    return [a_round(document, one) for one in document["rounds"]]


def a_round(document: Document, one: Document) -> Data:
    members = [unit for unit in document["roster"] if not unit["parent"]]
    return {
        "number": one["number"],
        "title": round_title(one),
        "hand": one["mode"] == "hand",
        "voided": one["voided"],
        "opened": one["opened"] and moment(one["opened"]),
        "closed": one["closed"] and moment(one["closed"]),
        "counted": one["counted"] and moment(one["counted"]),
        "mark": one["mark"],
        "locks": locks(document, one),
        "audited": len(one["audited"]),
        "summoned": len(members),
        "present": len(one["present"]),
        "absent": [unit["name"] for unit in members if unit["id"] not in one["present"]],
        "issued": one["issued"],
        "returned": one["returned"],
        "contests": [contest_of_round(document, one, contest) for contest in one["contests"]],
    }


def locks(document: Document, one: Document) -> str:
    """How many locks there were, whose opened the box, whose came late or did not hold; "" for a count by hand."""
    if one["mode"] == "hand":
        return ""
    said = [f"Hòm phiếu có {len(document['tellers'])} khóa, cần {document['committee']['threshold']} khóa để mở"]
    for name, words in _LOCKS.items():
        if one[name]:
            said.append(words.format(", ".join(f"số {number}" for number in one[name])))
    return "; ".join(said) + "."


def round_title(one: Document) -> str:
    """ "Vòng 2: bầu lại giữa các đơn vị bằng phiếu, kiểm phiếu giấy bằng tay (đã hủy)"."""
    again = "" if one["number"] == 1 else "bỏ phiếu thay vòng đã hủy"
    kind = "bầu lại giữa các đơn vị bằng phiếu" if one["runoff"] else again
    mode = BY_HAND if one["mode"] == "hand" else "bỏ phiếu kín"
    return f"Vòng {one['number']}: {', '.join(filter(None, (kind, mode)))}{' (đã hủy)' if one['voided'] else ''}"


def contest_of_round(document: Document, one: Document, contest: Document) -> Data:
    stated = {"title": contest["title"], "seats": contest["seats"], "count": contest["count"]}
    if not contest["count"]:
        return stated
    base = contest["majority"]["base"] if contest["majority"] else "valid"
    ballots = {"issued": one["issued"], "returned": one["returned"], "valid": contest["count"]["valid"]}[base]
    found = {unit["name"]: unit for unit in document["roster"]}
    alone = announced(document, one, contest)
    return stated | {
        "base": base_name(base),
        "majority": majority(contest["majority"]) if contest["majority"] else "",
        "rows": [
            {
                "name": place.name,
                "parent": found[place.name]["parent"] if place.name in found else "",
                "score": points(found[place.name]["assessment"]["score"] if place.name in found else None),
                "votes": votes,
                "percent": percent(votes, ballots),
                "rank": str(place.rank) if place.rank else "–",
            }
            for place, votes in zip(alone.places, contest["count"]["votes"], strict=True)
        ],
        "ties": [] if one["voided"] else list(_ties(document, one, contest, alone)),
    }


def announced(document: Document, one: Document, contest: Document) -> Outcome:
    """What this round alone says of the contest. The winner of the first of a pair has no place in the second."""
    bases = {"issued": one["issued"], "returned": one["returned"], "valid": contest["count"]["valid"]}
    votes = dict(zip(contest["nominees"], contest["count"]["votes"], strict=True))
    known = Contest.of_value(contest)
    left_out = []
    if contest["kind"] in SECOND_OF.values() and contest["of"] and len(document["outcome"]) > contest["of"]:
        first = document["outcome"][contest["of"] - 1]
        left_out = [place["name"] for place in first["nominees"] if place["elected"]]
    return outcome(known, [Counted(known, votes, bases)], left_out=left_out)


def _ties(document: Document, one: Document, contest: Document, alone: Outcome) -> Iterator[str]:
    """Each tie in words, and who decided it (promise P11)."""
    if not alone.undecided:
        return
    votes = dict(zip(contest["nominees"], contest["count"]["votes"], strict=True))[alone.equals[0]]
    names = listing(alone.equals)
    if alone.undecided == "order":
        yield f"{names} cùng được {votes} phiếu và cùng được bầu; thứ tự giữa các đơn vị này chưa xác định."
    else:
        yield f"{names} cùng được {votes} phiếu ở vị trí được bầu cuối cùng; còn {alone.open_seats} chỗ chưa xác định."
    yield _decision(document, one, contest, set(alone.equals))


def _decision(document: Document, one: Document, contest: Document, equals: set[str]) -> str:
    later = [
        other["number"]
        for other in document["rounds"]
        if other["number"] > one["number"] and other["runoff"] and not other["voided"]
        if any(again["of"] == contest["of"] and equals >= set(again["nominees"]) for again in other["contests"])
    ]
    if later:
        return f"Theo quy chế đã thông qua, hội nghị bầu lại giữa các đơn vị bằng phiếu (vòng {later[0]})."
    places = document["outcome"][contest["of"]]["nominees"] if len(document["outcome"]) > contest["of"] else []
    if any(place["decided_by"] == "score" for place in places if place["name"] in equals):
        return "Theo quy chế đã thông qua, đơn vị có điểm thi đua cao hơn được xếp trên."
    return "Việc bằng phiếu này chưa được quyết định."


def start_and_end(document: Document) -> tuple[str, str]:
    """When the first box was opened and the last one counted; dots where that is not known. First and last are as the
    rounds followed each other, whatever the clock said."""
    begins = [one["opened"] or one["counted"] for one in document["rounds"]]
    ends = [one["counted"] or one["closed"] for one in document["rounds"]]
    return moment(next(filter(None, begins), "")), moment(next(filter(None, reversed(ends)), ""))


def clock_told(document: Document) -> str:
    """That the times here contradict each other, where the laptop's clock was put back in the meeting; "" where it was not."""
    times = [deed["at"] for deed in document["deeds"] if deed["at"]]
    if times == sorted(times):
        return ""
    return (
        "Đồng hồ của máy kiểm phiếu đã bị chỉnh lùi trong lúc họp, nên giờ ghi ở đây có chỗ ngược nhau. Thứ tự đúng của các "
        "việc là thứ tự các dòng trong mục “Trình tự” của biên bản bỏ phiếu."
    )


def date_of(document: Document) -> str:
    """The day of the meeting: that of its adoption, else of its last deed."""
    times = [one["at"] for one in (*document["deeds"], *document["hand_votes"]) if one["at"]]
    adoption = document["adoption"]
    return day(adoption["at"] if adoption else max(times, default=""))
