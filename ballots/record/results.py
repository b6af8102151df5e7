"""results.csv: the totals for a spreadsheet, one row a nominee and one for blank votes. UTF-8 with BOM, for Excel."""

import csv
import io
from collections.abc import Iterable

from ballots.record.document import Document

RESULTS = "results.csv"
_HEADING = ("Nội dung bầu", "Số được bầu", "Thứ hạng", "Đơn vị dự bầu", "Số phiếu", "Kết quả")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def make_results(outcomes: Iterable[Document]) -> bytes:
    """The file for the outcome section of meeting.json; nominees by rank."""
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow(_HEADING)
    for contest in outcomes:
        title, seats = _plain(contest["title"]), contest["seats"]
        for place in sorted(contest["nominees"], key=lambda place: place["rank"]):
            rows.writerow((title, seats, place["rank"], _plain(place["name"]), place["votes"], _fate(place)))
        rows.writerow((title, seats, "", "Phiếu trắng", contest["blank"], ""))
    return text.getvalue().encode("utf-8-sig")


def _fate(place: Document) -> str:
    if place["elected"]:
        return "Được bầu"
    return "Bằng phiếu, chưa quyết định" if place["tied"] else ""


def _plain(text: str) -> str:
    """A text that a spreadsheet would run as a formula gets an apostrophe before it, and stays text."""
    return f"'{text}" if text.startswith(_FORMULA) else text
