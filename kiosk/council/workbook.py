"""The Council's workbook, made from the result alone (`result`), so that it says what --json says."""

from collections.abc import Iterable, Iterator

from ballots.flags import FLAGS
from ballots.record.shape import Document
from kiosk.council.digest import BASES
from kiosk.council.sheet import Column, Table, add_table
from kiosk.spreadsheet import Value, book_bytes, new_book

TITLE = "Tổng hợp kết quả bình chọn của các cụm thi đua"
PRACTICE = "DIỄN TẬP: chỉ có hồ sơ diễn tập, không có giá trị bầu chọn."
DECIDED = {"votes": "số phiếu", "runoff": "bầu lại", "score": "điểm thi đua"}
MODES = {"secret": "bỏ phiếu kín bằng máy", "hand": "phiếu giấy, kiểm bằng tay"}
COUNT, POINTS, SHARE = "#,##0", "#,##0.00", "0.00%"

_CLUSTER = (
    Column("STT", 5), Column("Cụm", 18), Column("Hội nghị", 22), Column("Năm", 6, "0"),
    Column("Triệu tập", 7, COUNT), Column("Có mặt", 7, COUNT), Column("Vắng", 7, COUNT),
    Column("Phiếu phát ra", 7, COUNT), Column("Phiếu thu về", 7, COUNT), Column("Đơn vị được bình chọn", 46),
    Column("Đề nghị Cờ BHXH Việt Nam", 9, COUNT), Column("Đề nghị Cờ Chính phủ", 9, COUNT),
    Column("Cụm trưởng năm sau", 16), Column("Cụm phó năm sau", 16), Column("Thông qua", 16),
    Column("Kiểm tra hồ sơ", 9), Column("Lưu ý", 30),
)  # fmt: skip
_VERIFIED = (
    Column("Cụm", 20), Column("Tệp", 26), Column("Kiểm tra hồ sơ", 9), Column("Mã nhận dạng hòm phiếu", 22),
    Column("Mã nhận dạng hồ sơ", 34), Column("Mã niêm phong hòm phiếu", 34), Column("Chữ ký trên giấy tờ", 60),
)  # fmt: skip
_PROPOSED = (
    Column("Cụm", 24), Column("Nội dung bầu", 34), Column("Số được bầu", 8, COUNT), Column("Thứ hạng", 8, COUNT),
    Column("Đơn vị", 30), Column("Trực thuộc", 24), Column("Điểm", 11, POINTS), Column("Điểm tối đa", 11, POINTS),
    Column("Số phiếu", 8, COUNT), Column("Trên tổng", 8, COUNT), Column("Tỷ lệ", 9, SHARE), Column("Tính trên", 18),
    Column("Bầu lại", 22), Column("Phân định bằng", 14), Column("Đề nghị tặng", 30), Column("Thông qua", 14),
)  # fmt: skip
_ROUNDS = (
    Column("Cụm", 24), Column("Lần bầu", 8, COUNT), Column("Hình thức", 26), Column("Bầu lại", 8), Column("Bị hủy vì", 34),
    Column("Phiếu phát ra", 8, COUNT), Column("Phiếu thu về", 8, COUNT), Column("Mã cuộc bỏ phiếu", 20),
    Column("Mã niêm phong hòm phiếu", 68),
)  # fmt: skip
_BAD = (Column("Tệp", 40), Column("Mã lỗi", 24), Column("Lỗi", 90), Column("SHA-256", 68))
_PUT = (
    Column("Tệp", 40), Column("Lý do", 60), Column("Cụm", 24), Column("Hội nghị", 34), Column("Năm", 7, "0"),
    Column("Mã nhận dạng hòm phiếu", 26), Column("SHA-256", 68),
)  # fmt: skip
_SKIPPED = (Column("Tệp", 50), Column("Mã", 18), Column("Lý do", 70))


def make_workbook(result: Document) -> bytes:
    """The .xlsx file. The same result gives the same bytes."""
    book = new_book(TITLE)
    for place, table in enumerate((*_results(result), *_others(result))):
        head = [table.title, *([PRACTICE] if result["rehearsal"] else []), *(() if place else _lists(result))]
        add_table(book, table, head)
    return book_bytes(book)


def _results(result: Document) -> Iterator[Table]:
    year = f" năm {result['year']}" if result["year"] is not None else ""
    rows = result["clusters"]
    clusters = [_cluster(place, row) for place, row in enumerate(rows, 1)]
    yield Table("Tổng hợp", TITLE + year, _CLUSTER, clusters, _sums(result["totals"]))
    proposed = [line for row in rows for line in _proposed(row)]
    yield Table("Đơn vị đề nghị", "Đơn vị được bình chọn, theo cụm" + year, _PROPOSED, proposed)
    yield Table("Các lần bầu", "Các lần bầu" + year, _ROUNDS, [line for row in rows for line in _rounds(row)])
    conflicting = [row for one in result["conflicts"] for row in one["records"]]
    yield Table(
        "Kiểm tra hồ sơ",
        "Mã để đối chiếu với màn hình chiếu và văn bản" + year,
        _VERIFIED,
        map(_verified, [*rows, *conflicting]),
    )


def _others(result: Document) -> Iterator[Table]:
    """What was not counted, each with the reason."""
    why = (Column("Lý do", 40), Column("Tệp", 26))
    conflicts = _conflicts(result["conflicts"])
    yield Table("Mâu thuẫn", "Hồ sơ mâu thuẫn: chưa tính vào bảng tổng hợp", (*why, *_CLUSTER), conflicts)
    bad = [line for one in result["bad"] for line in _bad(one)]
    yield Table("Không hợp lệ", "Hồ sơ không hợp lệ hoặc không đọc được: không tính", _BAD, bad)
    twice = [*result["copies"], *result["earlier"]]
    yield Table("Trùng lặp", "Bản sao và bản lập sớm hơn của hồ sơ đã xét", _PUT, map(_put, twice))
    yield Table("Diễn tập", "Hồ sơ diễn tập: không tính", _PUT, map(_put, result["rehearsals"]))
    yield Table("Năm khác", "Hồ sơ của năm khác: không tính", _PUT, map(_put, result["other_years"]))
    skipped = [[one["file"], one["code"], one["message"]] for one in result["skipped"]]
    yield Table("Tệp khác", "Tệp không phải hồ sơ: không xem đến", _SKIPPED, skipped)


def _lists(result: Document) -> Iterator[str]:
    """What is not in this table, and where it is told."""
    yield f"Đã tính {len(result['clusters'])} cụm; kết quả là đề nghị của các cụm, trình Hội đồng xem xét."
    conflicting = sum(len(one["records"]) for one in result["conflicts"])
    counts = (
        (conflicting, "mâu thuẫn"),
        (len(result["bad"]), "không hợp lệ"),
        (len(result["copies"]) + len(result["earlier"]), "trùng lặp"),
        (len(result["rehearsals"]), "diễn tập"),
        (len(result["other_years"]), "năm khác"),
    )
    told = [f"{number} {what}" for number, what in counts if number]
    if told:
        yield f"Hồ sơ không tính: {', '.join(told)}; lý do ở các trang sau."


def _cluster(place: int, row: Document) -> list[Value]:
    units, ballots, officers = row["units"], row["ballots"], row["officers"]
    flags = row["adoption"]["flags"] if row["adoption"] else {"bhxh": None, "government": None}
    return [
        place, row["cluster"], row["title"], row["year"],
        units["summoned"], units["present"], units["absent"], ballots["issued"], ballots["returned"],
        "\n".join(map(_in_words, row["contests"])), flags["bhxh"], flags["government"],
        officers["leader"], officers["deputy"], _adoption(row), _holds(row), "\n".join(row["remarks"]),
    ]  # fmt: skip


def _holds(row: Document) -> str:
    return "đúng" if row["verification"]["ok"] else "không đúng"


def _verified(row: Document) -> list[Value]:
    codes = row["verification"]
    heads, signers = "\n".join(codes["heads"]), "\n".join(row["signers"])
    return [row["cluster"], row["file"], _holds(row), codes["kiosk"], codes["record"], heads, signers]


def _sums(totals: Document) -> list[Value]:
    """Below the clusters; the columns that are not numbers stay empty."""
    sums = {"Cụm": f"Cộng {totals['clusters']} cụm", "Triệu tập": "summoned", "Có mặt": "present", "Vắng": "absent",
            "Phiếu phát ra": "issued", "Phiếu thu về": "returned", "Đề nghị Cờ BHXH Việt Nam": "bhxh",
            "Đề nghị Cờ Chính phủ": "government"}  # fmt: skip
    said = [sums.get(column.heading, "") for column in _CLUSTER]
    return [totals.get(name, name) for name in said]


def _in_words(contest: Document) -> str:
    names = [f"{one['unit']} ({one['votes']}/{one['of']})" for one in contest["proposed"]]
    if contest["tied"]:
        names.append(f"chưa quyết định giữa {', '.join(contest['tied'])}")
    return f"{contest['title']}: {'; '.join(names) or 'không có đơn vị nào'}"


def _adoption(row: Document) -> str:
    adoption = row["adoption"]
    if adoption is None:
        return "chưa thông qua"
    return "{favour} tán thành, {against} không tán thành, {abstain} không có ý kiến".format(**adoption)


def _proposed(row: Document) -> Iterator[list[Value]]:
    adopted = "đã thông qua" if row["adoption"] else "chưa thông qua"
    for contest in row["contests"]:
        said = [row["cluster"], contest["title"], contest["seats"]]
        for one in contest["proposed"]:
            yield [
                *said, one["rank"], one["unit"], one["parent"], _points(one["score"]), _points(one["maximum"]),
                one["votes"], one["of"], None if one["percent"] is None else one["percent"] / 10_000,
                BASES[contest["base"]], "; ".join(f"{again['votes']}/{again['of']}" for again in one["runoffs"]),
                DECIDED[one["decided_by"]], FLAGS.get(one["flag"], ""), adopted,
            ]  # fmt: skip
        if contest["tied"] or not contest["proposed"]:
            what = f"CHƯA QUYẾT ĐỊNH: {', '.join(contest['tied'])}" if contest["tied"] else "không có đơn vị nào"
            yield [*said, None, what, *[""] * 10, adopted]


def _points(hundredths: int | None) -> float | None:
    return None if hundredths is None else hundredths / 100


def _rounds(row: Document) -> Iterator[list[Value]]:
    for one in row["rounds"]:
        yield [row["cluster"], one["number"], MODES[one["mode"]], "có" if one["runoff"] else "", one["voided"],
               one["issued"], one["returned"], one["uuid"], one["head"]]  # fmt: skip


def _conflicts(conflicts: Iterable[Document]) -> list[list[Value]]:
    return [
        [conflict["message"], row["file"], *_cluster(place, row)]
        for conflict in conflicts
        for place, row in enumerate(conflict["records"], 1)
    ]


def _bad(one: Document) -> Iterator[list[Value]]:
    for failure in one["failed"]:
        yield [one["file"], failure["code"], failure["message"], one["sha256"]]
    for title in one["unchecked"]:
        yield [one["file"], "", f"Chưa kiểm tra được vì lỗi trên: {title}", one["sha256"]]


def _put(one: Document) -> list[Value]:
    return [one["file"], one["message"], one["cluster"], one["title"], one["year"], one["kiosk"], one["sha256"]]
