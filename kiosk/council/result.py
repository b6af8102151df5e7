"""The whole result as one value: what --json prints, and what the workbook and the summary are made from."""

from collections.abc import Iterable

from ballots.findings import Failure
from ballots.record.shape import Document
from kiosk.council.checking import Checked
from kiosk.council.digest import cluster, clusters
from kiosk.council.finding import Aside
from kiosk.council.sorting import Conflict, Put, Sorted

OFFICERS = ("leader", "deputy")


def result(table: Sorted, closed: Iterable[Aside] = ()) -> Document:
    """`ok`: every meeting in the folder is in the table, once. Each file is on exactly one of the lists.

    `closed` are folders that could not be opened: they are bad, for a record may be inside.
    """
    rows = clusters(table.counted)
    bad = [_bad(one) for one in table.bad] + [_unread(one) for one in closed]
    return {
        "ok": table.all_counted and not bad,
        "year": table.year,
        "rehearsal": table.practice,
        "totals": totals(rows),
        "clusters": rows,
        "conflicts": [_conflict(one) for one in table.conflicts],
        "bad": bad,
        "copies": [_put(one) for one in table.copies],
        "earlier": [_put(one) for one in table.earlier],
        "rehearsals": [_put(one) for one in table.rehearsals],
        "other_years": [_put(one) for one in table.other_years],
        "skipped": [{"file": one.file, **_said(one.why)} for one in table.skipped],
    }


def totals(rows: list[Document]) -> Document:
    """Sums over the clusters; `proposed` counts nominees elected, but no officers of the cluster."""
    contests = [one for row in rows for one in row["contests"] if one["kind"] not in OFFICERS]
    flags = [row["adoption"]["flags"] for row in rows if row["adoption"]]
    return {
        "clusters": len(rows),
        **{name: sum(row["units"][name] for row in rows) for name in ("summoned", "present", "absent")},
        **{name: sum(row["ballots"][name] for row in rows) for name in ("issued", "returned")},
        "proposed": sum(len(one["proposed"]) for one in contests),
        "adopted": len(flags),
        **{name: sum(one[name] for one in flags) for name in ("bhxh", "government")},
    }


def _said(why: Failure) -> Document:
    return why._asdict()


def _put(put: Put) -> Document:
    meeting = put.record.meeting["meeting"]
    named = {name: meeting[name] for name in ("cluster", "title", "year")}
    return {"file": put.record.file, "sha256": put.record.sha256, **named, "kiosk": put.record.kiosk, **_said(put.why)}


def _conflict(conflict: Conflict) -> Document:
    return {**_said(conflict.why), "records": [cluster(record) for record in conflict.records]}


def _bad(checked: Checked) -> Document:
    return {
        "file": checked.file,
        "sha256": checked.sha256,
        "failed": [_said(failure) for failure in checked.failed],
        "unchecked": list(checked.unchecked),
    }


def _unread(aside: Aside) -> Document:
    return {"file": aside.file, "sha256": "", "failed": [_said(aside.why)], "unchecked": []}
