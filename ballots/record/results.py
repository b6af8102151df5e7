"""results.csv: the totals for a spreadsheet, one row a nominee, and one for blank and one for invalid votes. UTF-8 with
BOM, for Excel. A column of votes for each round that counts; every row of a rehearsal says that it is one (P12).
"""

import csv
import io
from collections.abc import Iterator

from ballots.record.shape import Document

RESULTS = "results.csv"
_PRACTICE = "DIỄN TẬP: không có giá trị bầu chọn"
FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula; some take the wide signs of East Asian keyboards for the same."""


def make_results(document: Document) -> bytes:
    """The file for a meeting.json; nominees by rank."""
    rounds = [one for one in document["rounds"] if not one["voided"]]
    text = io.StringIO(newline="")
    rows, marks = csv.writer(text), [_PRACTICE] * document["meeting"]["rehearsal"]
    rows.writerow(("Nội dung bầu", "Số được bầu", "Thứ hạng", "Đơn vị dự bầu", *_headings(rounds), "Kết quả", *marks))
    for place, contest in enumerate(document["outcome"]):
        rows.writerows((*row, *marks) for row in _contest(contest, place, rounds))
    return text.getvalue().encode("utf-8-sig")


def _headings(rounds: list[Document]) -> list[str]:
    return ["Số phiếu"] if len(rounds) == 1 else [f"Số phiếu vòng {one['number']}" for one in rounds]


def _contest(contest: Document, place: int, rounds: list[Document]) -> Iterator[tuple]:
    title, seats = _plain(contest["title"]), contest["seats"]
    for nominee in sorted(contest["nominees"], key=lambda nominee: nominee["rank"] or len(contest["nominees"]) + 1):
        votes = ["" if number is None else number for number in nominee["votes"]]
        yield title, seats, nominee["rank"] or "", _plain(nominee["name"]), *votes, _fate(nominee)
    for words, field in (("Phiếu trắng", "blank"), ("Phiếu không hợp lệ", "invalid")):
        yield title, seats, "", words, *(_counted(one, place, field) for one in rounds), ""


def _counted(one: Document, place: int, field: str) -> object:
    """Of the contest in this round that decides the one at `place` of the list; empty where it was not voted on."""
    return next((c["count"][field] for c in one["contests"] if c["of"] == place and c["count"]), "")


def _fate(nominee: Document) -> str:
    if nominee["elected"]:
        return "Được bầu"
    return "Bằng phiếu, chưa quyết định" if nominee["tied"] else ""


def _plain(text: str) -> str:
    """A text that a spreadsheet would run as a formula gets an apostrophe before it, and stays text."""
    return f"'{text}" if text.startswith((*FORMULA_SIGNS, "\t", "\r")) else text
