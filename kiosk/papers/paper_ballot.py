"""Phiếu bầu: the ballot on paper, for the room whose network fails. All copies are alike: no number, no code, no mark."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from ballots.contest import SECOND_OF
from kiosk.papers.agreed import standing
from kiosk.papers.letterhead import letterhead
from kiosk.papers.wording import years

Document = Mapping[str, object]
Data = dict[str, object]
_COLUMNS = {"first_place": "Nhất", "second_place": "Nhì", "leader": "Cụm trưởng", "deputy": "Cụm phó"}


def paper_ballot(document: Document) -> Data:
    """The data of ballot.typ: the contests of the round that is still to be counted, else of the list."""
    return {**letterhead(document), "contests": [_table(document, group) for group in _tables(contests(document))]}


def contests(document: Document) -> Sequence[Document]:
    """Those that a ballot printed now would be about."""
    rounds = document["rounds"]
    open_rounds = [one for one in rounds if not one["voided"] and any(not c["count"] for c in one["contests"])]
    listed = [one for one in rounds if not one["runoff"]]
    return (open_rounds or listed or [{"contests": []}])[-1]["contests"]


def agreed_on(document: Document) -> bool:
    """Whether the meeting has agreed on every list, so that the ballot may be printed and given out."""
    listed = contests(document)
    return bool(listed) and all(standing(document, "list", listed_title(document, one)) for one in listed)


def listed_title(document: Document, contest: Document) -> str:
    """The contest's title in the meeting's list: a run-off may call itself otherwise."""
    listed = [one for one in document["rounds"] if not one["runoff"]][-1:]
    titles = [known["title"] for one in listed for known in one["contests"]]
    return titles[contest["of"]] if contest["of"] < len(titles) else contest["title"]


def _tables(listed: Sequence[Document]) -> list[list[Document]]:
    """The contests, a pair with the same nominees together: it is marked in two columns of one table."""
    tables: list[list[Document]] = []
    for contest in listed:
        first = tables[-1][0] if tables else None
        second = first and len(tables[-1]) == 1 and SECOND_OF.get(first["kind"]) == contest["kind"]
        if second and first["nominees"] == contest["nominees"]:
            tables[-1].append(contest)
        else:
            tables.append([contest])
    return tables


def _table(document: Document, group: Sequence[Document]) -> Data:
    first = group[0]
    found = {unit["name"]: unit for unit in document["roster"]}
    rows = [
        {
            "number": number,
            "name": name,
            "parent": found.get(name, {}).get("parent", ""),
            "note": _held(found.get(name)),
        }
        for number, name in enumerate(first["nominees"], 1)
    ]
    return {
        "title": _title([contest["title"] for contest in group]),
        "instruction": _instruction(group),
        "columns": [_COLUMNS.get(contest["kind"], "Chọn") for contest in group],
        "noted": first["kind"] in ("leader", "deputy"),
        "groups": [{"parent": parent, "rows": list(some)} for parent, some in groupby(rows, lambda row: row["parent"])],
    }


def _title(titles: Sequence[str]) -> str:
    """The title of one contest, or what those of a pair share ("… – xếp thứ nhất", "… – xếp thứ nhì")."""
    heads = {title.rpartition(" – ")[0] for title in titles}
    return heads.pop() if len(titles) > 1 and len(heads) == 1 and "" not in heads else " và ".join(titles)


def _instruction(group: Sequence[Document]) -> str:
    if len(group) > 1:
        return (
            "Mỗi cột chọn tối đa 1 đơn vị, đánh dấu X vào ô của đơn vị được chọn. Không chọn một đơn vị ở cả hai cột."
        )
    return f"Chọn tối đa {group[0]['seats']} đơn vị, đánh dấu X vào ô của đơn vị được chọn."


def _held(unit: Document | None) -> str:
    """The years in which the unit held the office, since it rotates (guidance A.I.2)."""
    known = unit["assessment"] if unit else {"led": [], "deputised": []}
    held = (("Cụm trưởng", known["led"]), ("Cụm phó", known["deputised"]))
    return "; ".join(f"{office} {years(when)}" for office, when in held if when)
