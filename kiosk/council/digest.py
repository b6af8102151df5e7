"""One cluster's row: what the Council reads of a meeting, drawn from meeting.json and computed nowhere else.

A per cent is of the ballots that the contest's majority counts (issued, returned or valid), and of the valid ones where
the meeting declared none; it is a whole number of hundredths, rounded half up.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence

from ballots.flags import FLAGS
from ballots.record.packing import write_json
from ballots.record.shape import Document
from kiosk.council.checking import Checked
from kiosk.council.sorting import alike

BASES = {"issued": "số phiếu phát ra", "returned": "số phiếu thu về", "valid": "số phiếu hợp lệ"}


def cluster(record: Checked) -> Document:
    """The record as one JSON object, in the order in which the table shows it.

    `verification`: fingerprints as papers and projector show them: of the kiosk, the record (meeting.json), the boxes.
    """
    meeting = record.meeting
    rounds = [one for one in meeting["rounds"] if not one["voided"]]
    units = [unit for unit in meeting["roster"] if not unit["parent"]]
    absent = [unit["name"] for unit in units if not unit["present"]]
    return {
        "file": record.file,
        "sha256": record.sha256,
        **{name: meeting["meeting"][name] for name in ("cluster", "title", "year", "place", "rehearsal")},
        "units": {
            "summoned": len(units),
            "present": len(units) - len(absent),
            "absent": len(absent),
            "names_absent": absent,
        },
        "ballots": {name: rounds[0][name] if rounds else 0 for name in ("issued", "returned")},
        "contests": [_contest(place, contest, meeting, rounds) for place, contest in enumerate(meeting["outcome"])],
        "officers": meeting["officers"],
        "adoption": _adoption(meeting),
        "rounds": [_round(one) for one in meeting["rounds"]],
        "verification": {
            "ok": record.ok,
            "kiosk": record.kiosk,
            "record": hashlib.sha256(write_json(meeting)).hexdigest(),
            "heads": _heads(meeting),
        },
        "signers": list(record.signers),
        "remarks": list(_remarks(meeting)),
    }


def _adoption(meeting: Document) -> Document | None:
    adoption = meeting["adoption"]
    if adoption is None:
        return None
    flags = [one["flag"] for one in adoption["flags"]]
    return {
        **{name: adoption[name] for name in ("favour", "against", "abstain", "present", "at")},
        "flags": {flag: flags.count(flag) for flag in FLAGS if flag != "none"},
    }


def _round(one: Document) -> Document:
    election = one["election"] or {"uuid": "", "head": ""}
    return {
        **{name: one[name] for name in ("number", "mode", "runoff", "voided", "issued", "returned")},
        "uuid": election["uuid"],
        "head": election["head"],
    }


def _heads(meeting: Document) -> list[str]:
    return [one["election"]["head"] for one in meeting["rounds"] if one["election"]]


def _contest(place: int, contest: Document, meeting: Document, rounds: list[Document]) -> Document:
    """`proposed`: the elected by rank; `tied`: those between whom nothing is decided."""
    ballots = [_ballots(place, one) for one in rounds]
    elected = sorted((one for one in contest["nominees"] if one["elected"]), key=lambda one: one["rank"])
    return {
        **{name: contest[name] for name in ("title", "kind", "seats", "open_seats", "undecided")},
        "base": _base(place, rounds),
        "proposed": [_proposed(one, contest, meeting, rounds, ballots) for one in elected],
        "tied": [one["name"] for one in contest["nominees"] if one["tied"]],
    }


def _proposed(one: Document, contest: Document, meeting: Document, rounds: list[Document], ballots: list) -> Document:
    """`votes`, `of` and `percent` are of the first round; those of run-offs are in `runoffs`."""
    shares = [
        {"round": told["number"], **share(votes, base)}
        for told, votes, base in zip(rounds, one["votes"], ballots)
        if votes is not None and base is not None
    ]
    first = shares[0] if shares else {"votes": 0, "of": 0, "percent": None}
    return {
        "unit": one["name"],
        **{name: one[name] for name in ("parent", "score", "maximum", "rank", "decided_by")},
        **{name: first[name] for name in ("votes", "of", "percent")},
        "runoffs": shares[1:],
        "flag": _flag(one["name"], contest["title"], meeting),
    }


def share(votes: int, of: int) -> Document:
    """`percent` in hundredths of a per cent: 6667 is 66,67 %; None of nothing."""
    return {"votes": votes, "of": of, "percent": (votes * 20000 + of) // (2 * of) if of else None}


def _voted(place: int, one: Document) -> Document | None:
    """The contest of a round that decides the contest at `place` of the list."""
    return next((contest for contest in one["contests"] if contest["of"] == place and contest["count"]), None)


def _base(place: int, rounds: list[Document]) -> str:
    found = next(filter(None, (_voted(place, one) for one in rounds)), None)
    return found["majority"]["base"] if found and found["majority"] else "valid"


def _ballots(place: int, one: Document) -> int | None:
    """The ballots of the base in a round; None where the contest was not voted on."""
    found = _voted(place, one)
    if found is None:
        return None
    base = found["majority"]["base"] if found["majority"] else "valid"
    return found["count"]["valid"] if base == "valid" else one[base]


def _flag(unit: str, contest: str, meeting: Document) -> str:
    """bhxh, government or none, as proposed at the adoption; "" before it."""
    if meeting["adoption"] is None:
        return ""
    said = (one["flag"] for one in meeting["adoption"]["flags"] if (one["unit"], one["contest"]) == (unit, contest))
    return next(said, "none")


def _remarks(meeting: Document) -> Iterable[str]:
    """What the Council should look at although the record holds."""
    if meeting["adoption"] is None:
        yield "Hội nghị chưa thông qua kết quả."
    for contest in meeting["outcome"]:
        if contest["undecided"]:
            yield f"{_UNDECIDED[contest['undecided']]} ở “{contest['title']}”."
    for one in meeting["rounds"]:
        if one["voided"]:
            yield f"Lần bầu {one['number']} bị hủy: {one['voided']}."
        elif one["mode"] == "hand":
            yield f"Lần bầu {one['number']} bỏ phiếu giấy, kiểm phiếu bằng tay: không có hòm phiếu để kiểm tra."
    for unit in meeting["eligibility"]:
        if unit["exception"]:
            name = next(one["name"] for one in meeting["roster"] if one["id"] == unit["unit"])
            yield f"{name} được hội nghị biểu quyết cho vào danh sách bầu dù chưa đủ điều kiện."


_UNDECIDED = {
    "tie": "Bằng phiếu, chưa đủ số được bầu",
    "order": "Bằng phiếu, chưa rõ thứ tự",
    "waits": "Chưa xét vì nội dung trước chưa xong",
}


def clusters(records: Sequence[Checked]) -> list[Document]:
    """The row of each record; a member unit on the rosters of two clusters is remarked on in both."""
    rows = [cluster(record) for record in records]
    seats = defaultdict(list)
    for row, record in zip(rows, records):
        for unit in record.meeting["roster"]:
            if not unit["parent"]:
                seats[alike(unit["name"])].append((row, unit["name"]))
    for double in (found for found in seats.values() if len(found) > 1):
        for row, name in double:
            others = ", ".join(other["cluster"] for other, _ in double if other is not row)
            row["remarks"].append(f"{name} cũng có trong danh sách của {others}.")
    return rows
