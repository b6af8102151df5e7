"""What the meeting agreed on before and after the vote: who may stand, lists, hand votes, conclusions."""

from collections.abc import Mapping

from ballots.arithmetic import SUBJECTS
from ballots.eligibility import UNASSESSED, VERDICTS
from ballots.flags import FLAGS
from kiosk.papers.wording import hands, listing, majority, moment, place, points

Document = Mapping[str, object]
Data = dict[str, object]
DECIDED_BY = {"votes": "", "runoff": "qua bầu lại", "score": "do điểm thi đua cao hơn"}
TIE_RULES = {
    "runoff": "bầu lại giữa các đơn vị bằng phiếu",
    "score": "đơn vị có điểm thi đua cao hơn được xếp trên",
}


def standing(document: Document, subject: str, about: str = "") -> Document | None:
    """The newest hand vote on this that was carried and not gone back on."""
    agreed = [
        vote
        for vote in document["hand_votes"]
        if vote["subject"] == subject and vote["about"].casefold() == about.casefold()
        if vote["carried"] and not vote["withdrawn"]
    ]
    return agreed[-1] if agreed else None


def hand_votes(document: Document) -> list[Data]:
    """Every hand vote there was, in its order, also those that failed or were gone back on."""
    return [
        {
            "what": SUBJECTS[vote["subject"]][0].upper() + SUBJECTS[vote["subject"]][1:],
            "about": vote["about"],
            "numbers": [vote[name] for name in ("favour", "against", "abstain", "present")],
            "outcome": "đã rút lại" if vote["withdrawn"] else "đồng ý" if vote["carried"] else "không đồng ý",
            "reason": vote["reason"],
        }
        for vote in document["hand_votes"]
    ]


def assessed(document: Document) -> list[Data]:
    """The score sheet: every unit and office, with the verdict and what stands against it (guidance C.4, D.2).

    Empty for a meeting without one."""
    verdicts = {found["unit"]: found for found in document["eligibility"]}
    if all(found["verdict"] == UNASSESSED for found in verdicts.values()):
        return []
    return [_assessed(document, unit, verdicts[unit["id"]]) for unit in document["roster"] if unit["id"] in verdicts]


def _assessed(document: Document, unit: Document, found: Document) -> Data:
    known = unit["assessment"]
    decision = standing(document, "exception", unit["name"]) if found["exception"] else None
    return {
        "name": unit["name"],
        "parent": unit["parent"],
        "self_score": points(known["self_score"]),
        "score": points(known["score"]),
        "maximum": points(known["maximum"]),
        "note": known["note"],
        "verdict": VERDICTS[found["verdict"]],
        "objections": " ".join(f"{one['sentence'].rstrip('.')} (điểm {one['clause']})." for one in found["objections"]),
        "exception": found["exception"],
        "decision": {"hands": hands(decision), "reason": decision["reason"]} if decision else None,
    }


def rules(document: Document) -> Data:
    """The rule for ties, and the hand vote on the rules of the ballot."""
    return {"hands": hands(standing(document, "rules")), "tie": TIE_RULES[document["rules"]["tie"]]}


def lists(document: Document) -> list[Data]:
    """The contests of the meeting's list, with the hand vote on each."""
    first = [one for one in document["rounds"] if not one["runoff"]][-1:]
    return [
        {
            "title": contest["title"],
            "seats": contest["seats"],
            "nominees": contest["nominees"],
            "majority": majority(contest["majority"]) if contest["majority"] else "",
            "hands": hands(standing(document, "list", contest["title"])),
        }
        for one in first
        for contest in one["contests"]
    ]


def conclusions(document: Document) -> list[Data]:
    """The outcome of each contest over all rounds that count."""
    counting = [one["number"] for one in document["rounds"] if not one["voided"] and one["contests"][0]["count"]]
    return [_conclusion(result, counting) for result in document["outcome"]]


def _conclusion(result: Document, counting: list[int]) -> Data:
    stood = [at for at in range(len(counting)) if any(_votes(one, at) is not None for one in result["nominees"])]
    places = sorted(result["nominees"], key=lambda one: (not one["elected"], not one["tied"], one["rank"] or 999))
    return {
        "title": result["title"],
        "seats": result["seats"],
        "rounds": [counting[at] for at in stood],
        "elected": [one["name"] for one in places if one["elected"]],
        "sentence": _sentence(result, places),
        "rows": [
            {
                "name": one["name"],
                "parent": one["parent"],
                "score": points(one["score"]),
                "votes": ["–" if _votes(one, at) is None else str(_votes(one, at)) for at in stood],
                "rank": str(one["rank"]) if one["rank"] else "–",
                "outcome": _verdict(one),
            }
            for one in places
        ],
    }


def _votes(one: Document, at: int) -> int | None:
    return one["votes"][at] if at < len(one["votes"]) else None


def _verdict(one: Document) -> str:
    if one["tied"]:
        return "Bằng phiếu, chưa quyết định"
    if not one["elected"]:
        return ""
    return " ".join(filter(None, ("Được bầu", DECIDED_BY[one["decided_by"]])))


def _sentence(result: Document, places: list[Document]) -> str:
    """Who is elected, in one sentence; what is open, in the next."""
    elected = [one for one in places if one["elected"]]
    if result["kind"] == "top_two" and result["undecided"] != "order":
        said = "; ".join(f"{one['name']} (xếp thứ {place(one['rank'])})" for one in elected)
    else:
        said = listing([one["name"] for one in elected])
    said = f"Được bầu: {said}." if elected else "Chưa có đơn vị được bầu."
    tied = listing([one["name"] for one in places if one["tied"]])
    return said + {
        "tie": f" {tied} bằng phiếu; còn {result['open_seats']} chỗ chưa quyết định.",
        "order": " Thứ tự giữa các đơn vị được bầu bằng phiếu chưa quyết định.",
        "waits": " Kết quả còn chờ nội dung bầu liền trước.",
    }.get(result["undecided"], "")


def proposed(document: Document) -> Data | None:
    """The adoption: its hand vote, and for each flag the units proposed (a proposal, never an award)."""
    adoption = document["adoption"]
    if not adoption:
        return None
    named = {
        title: [{"name": row["unit"], "contest": row["contest"]} for row in adoption["flags"] if row["flag"] == flag]
        for flag, title in FLAGS.items()
        if title
    }
    return {
        "at": moment(adoption["at"]),
        "hands": hands(adoption),
        "flags": [{"title": title, "units": units} for title, units in named.items()],
    }


def officers(document: Document) -> Data:
    """Next year's cụm trưởng and cụm phó, with the hand vote where that chose them."""
    return {
        role: {"name": document["officers"][role], "hands": hands(vote) if vote else ""}
        for role in ("leader", "deputy")
        for vote in [standing(document, role, document["officers"][role])]
    }
