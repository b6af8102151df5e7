"""What results.xlsx says, page by page, out of the document (meeting.json) alone. Sums are values, never formulas."""

from collections.abc import Iterable, Mapping, Sequence

from openpyxl import Workbook

from ballots.arithmetic import SUBJECTS
from ballots.eligibility import VERDICTS
from ballots.flags import FLAGS
from kiosk.spreadsheet import COUNT, POINTS, RED, SHARE, Column, Page, Row, Value

Document = Mapping[str, object]

PRACTICE = "DIỄN TẬP: không có giá trị bầu chọn"
BY_HAND = "kiểm phiếu giấy bằng tay"
_MODES = {"secret": "bỏ phiếu kín", "hand": BY_HAND}
_DECIDED = {"votes": "số phiếu", "runoff": "bầu lại", "score": "điểm thi đua"}
_BASES = {"issued": "số phiếu phát ra", "returned": "số phiếu thu về", "valid": "số phiếu hợp lệ"}
_UNDECIDED = {
    "tie": "Bằng phiếu ở vị trí được bầu cuối cùng: chưa quyết định.",
    "order": "Các đơn vị được bầu bằng phiếu nhau: chưa quyết định thứ tự.",
    "waits": "Chưa xác định vì còn chờ kết quả của nội dung đi liền trước.",
}
_MARKS = {True: "có", False: "không", None: ""}


def open_page(book: Workbook, document: Document, name: str, title: str, widths: Sequence[int]) -> Page:
    """A page with its title, and the mark of a rehearsal on top of it."""
    page = Page(book, name, widths)
    if document["meeting"]["rehearsal"]:
        page.words(PRACTICE, size=13, bold=True, color=RED)
    page.words(title, size=14, bold=True, color=RED)
    meeting = document["meeting"]
    page.words(f"{meeting['title']} – {meeting['cluster']}, năm {meeting['year']}; {meeting['place']}")
    return page


def outcome_page(book: Workbook, document: Document) -> None:
    """Kết quả: who is elected in each contest, over all rounds that count."""
    rounds = [one for one in document["rounds"] if not one["voided"]]
    votes = [f"Số phiếu vòng {one['number']}" for one in rounds]
    widths = [9, 42, 32, 11, 11, *[12] * len(rounds), 22, 16]
    page = open_page(book, document, "Kết quả", "KẾT QUẢ BÌNH CHỌN", widths)
    for one in rounds:
        if one["mode"] == "hand":
            page.words(f"Vòng {one['number']}: {BY_HAND}.", bold=True)
    page.words("Kết quả là đề nghị của cụm, trình Hội đồng Thi đua - Khen thưởng xem xét.", italic=True)
    columns = [
        *(Column("Thứ hạng", COUNT), Column("Đơn vị dự bầu"), Column("Đơn vị cấp trên")),
        *(Column("Điểm", POINTS), Column("Điểm tối đa", POINTS), *(Column(words, COUNT) for words in votes)),
        *(Column("Kết quả"), Column("Phân định bằng")),
    ]
    for contest in document["outcome"]:
        _outcome(page, contest, columns)
    _officers(page, document["officers"])
    _adoption(page, document["adoption"])


def _outcome(page: Page, contest: Document, columns: Sequence[Column]) -> None:
    page.gap()
    page.words(contest["title"], size=12, bold=True)
    elected = sum(nominee["elected"] for nominee in contest["nominees"])
    page.words(f"Số được bầu: {contest['seats']}; đã bầu: {elected}; còn trống: {contest['open_seats']}.")
    if contest["undecided"]:
        page.words(_UNDECIDED.get(contest["undecided"], contest["undecided"]), bold=True, color=RED)
    last = len(contest["nominees"]) + 1
    ranked = sorted(contest["nominees"], key=lambda nominee: nominee["rank"] or last)
    page.table(columns, [_place(nominee) for nominee in ranked])


def _place(nominee: Document) -> Row:
    said = [nominee["rank"] or None, nominee["name"], nominee["parent"]]
    standing = [points(nominee["score"]), points(nominee["maximum"]), *nominee["votes"]]
    decided = _DECIDED.get(nominee["decided_by"], "") if nominee["elected"] else ""
    return Row([*said, *standing, _fate(nominee), decided], won=nominee["elected"])


def _fate(nominee: Document) -> str:
    if nominee["elected"]:
        return "được bầu"
    if nominee["tied"]:
        return "bằng phiếu, chưa quyết định"
    return "" if nominee["rank"] else "đã được bầu ở nội dung trước"


def _officers(page: Page, officers: Document) -> None:
    named = [("Cụm trưởng năm sau", officers["leader"]), ("Cụm phó năm sau", officers["deputy"])]
    if any(name for _, name in named):
        page.gap()
        page.facts([(title, name or "chưa bầu") for title, name in named], first=2)


def _adoption(page: Page, adoption: Document | None) -> None:
    page.gap()
    if adoption is None:
        page.words("Kết quả chưa được hội nghị thông qua.", italic=True)
        return
    page.words("Hội nghị thông qua kết quả", size=12, bold=True)
    hands = (
        ("Tán thành", "favour"),
        ("Không tán thành", "against"),
        ("Không có ý kiến", "abstain"),
        ("Có mặt", "present"),
    )
    page.facts([(words, adoption[name]) for words, name in hands], first=2)
    page.gap()
    flags = [
        Row((place, flag["unit"], FLAGS.get(flag["flag"], "") or "không đề nghị", flag["contest"]))
        for place, flag in enumerate(adoption["flags"], 1)
    ]
    page.table([Column("STT", COUNT), Column("Đơn vị"), Column("Đề nghị tặng"), Column("Nội dung bầu")], flags)


def round_page(book: Workbook, document: Document, one: Document) -> None:
    """Vòng n: what was counted, also where the round was voided."""
    title = f"VÒNG {one['number']}: {'BẦU LẠI, ' if one['runoff'] else ''}{_MODES[one['mode']].upper()}"
    page = open_page(book, document, f"Vòng {one['number']}", title, [6, 44, 34, 12, 18])
    if one["voided"]:
        page.words(f"VÒNG NÀY ĐÃ HỦY, không tính vào kết quả. Lý do: {one['voided']}", bold=True, color=RED)
    page.facts([(words, value) for words, value in _course(document, one) if value not in ("", None)], first=2)
    above = {unit["name"]: unit["parent"] for unit in document["roster"]}
    for contest in one["contests"]:
        _counted(page, one, contest, above)


def _course(document: Document, one: Document) -> list[tuple[str, Value]]:
    election = one["election"] or {"fingerprint": "", "head": ""}
    summoned = sum(not unit["parent"] for unit in document["roster"])
    return [
        ("Hình thức", _MODES[one["mode"]]),
        ("Mở bỏ phiếu", one["opened"].replace("T", " ")),
        ("Đóng bỏ phiếu", one["closed"].replace("T", " ")),
        ("Kiểm phiếu xong", one["counted"].replace("T", " ")),
        ("Đơn vị triệu tập", summoned),
        ("Đơn vị có mặt", len(one["present"])),
        ("Phiếu phát ra", one["issued"]),
        ("Phiếu thu về", one["returned"]),
        ("Dấu của tập phiếu", one["mark"]),
        ("Mã cuộc bỏ phiếu", election["fingerprint"]),
        ("Mã niêm phong hòm phiếu", election["head"]),
    ]


def _counted(page: Page, one: Document, contest: Document, above: Mapping[str, str]) -> None:
    page.gap()
    page.words(contest["title"], size=12, bold=True)
    page.words(f"Được chọn tối đa {contest['seats']} đơn vị.")
    count = contest["count"]
    if count is None:
        page.words("Chưa có kết quả kiểm phiếu của vòng này.", italic=True)
        return
    base = contest["majority"]["base"] if contest["majority"] else "valid"
    ballots = {"issued": one["issued"], "returned": one["returned"], "valid": count["valid"]}.get(base, 0)
    columns = [Column("STT", COUNT), Column("Đơn vị dự bầu"), Column("Đơn vị cấp trên"), Column("Số phiếu", COUNT),
               Column(f"Tỷ lệ trên {_BASES.get(base, base)}", "0.0%")]  # fmt: skip
    rows = [
        Row((place, name, above.get(name, ""), votes, share(votes, ballots)))
        for place, (name, votes) in enumerate(zip(contest["nominees"], count["votes"], strict=True), 1)
    ]
    page.table(columns, [*rows, *_sums(count)])


def _sums(count: Document) -> Iterable[Row]:
    reasons = f"Phiếu không hợp lệ: {count['invalid_reasons']}" if count["invalid_reasons"] else "Phiếu không hợp lệ"
    sums = (
        ("Cộng số lượt chọn", sum(count["votes"])),
        ("Phiếu hợp lệ", count["valid"]),
        ("trong đó phiếu trắng", count["blank"]),
        (reasons, count["invalid"]),
        ("Cộng phiếu thu về", count["valid"] + count["invalid"]),
    )
    return [Row(("", words, "", number, ""), strong=True) for words, number in sums]


def attendance_page(book: Workbook, document: Document) -> None:
    """Điểm danh: the member units, and who was there in each round."""
    rounds = document["rounds"]
    page = open_page(book, document, "Điểm danh", "ĐIỂM DANH", [6, 42, 30, 24, 30, *[12] * len(rounds)])
    page.gap()
    units = [unit for unit in document["roster"] if not unit["parent"]]
    rows = [
        Row([place, unit["name"], unit["leader"], unit["office"], _presence(unit["present"]),
             *("x" if unit["id"] in one["present"] else "" for one in rounds)])
        for place, unit in enumerate(units, 1)
    ]  # fmt: skip
    here = sum(unit["present"] for unit in units)
    sums = [f"Triệu tập {len(units)}", "", "", f"có mặt {here}, vắng {len(units) - here}"]
    columns = [Column("STT", COUNT), Column("Đơn vị"), Column("Lãnh đạo"), Column("Chức vụ"), Column("Điểm danh"),
               *(Column(f"Vòng {one['number']}", COUNT) for one in rounds)]  # fmt: skip
    page.table(columns, [*rows, Row(["", *sums, *(len(one["present"]) for one in rounds)], strong=True)], frozen=True)


def _presence(present: bool) -> str:
    return "có mặt" if present else "vắng, mất quyền bỏ phiếu"


def eligibility_page(book: Workbook, document: Document) -> None:
    """Điều kiện: what is known of each unit, and why it could not stand."""
    widths = [6, 40, 30, 11, 11, 11, 10, 11, 11, 11, 11, 20, 10, 60, 16]
    page = open_page(book, document, "Điều kiện", "ĐIỀU KIỆN VÀO DANH SÁCH BẦU", widths)
    page.words(f"Mức điểm tối thiểu: {document['rules']['threshold']} % tổng số điểm.")
    page.gap()
    columns = [
        *(Column("STT", COUNT), Column("Đơn vị"), Column("Đơn vị cấp trên"), Column("Tự chấm", POINTS)),
        *(Column("Thẩm định", POINTS), Column("Tối đa", POINTS), Column("Tỷ lệ", SHARE), Column("Tiêu chuẩn (C.4.b)")),
        *(Column("Tổ chức (C.4.c)"), Column("Đăng ký (D.2)"), Column("Giao ước (D.2)"), Column("Kết luận")),
        *(Column("Căn cứ"), Column("Lý do"), Column("Hội nghị cho vào danh sách")),
    ]
    found = {one["unit"]: one for one in document["eligibility"]}
    rows = [_eligible(place, unit, found[unit["id"]]) for place, unit in enumerate(document["roster"], 1)]
    page.table(columns, rows, frozen=True)


def _eligible(place: int, unit: Document, found: Document) -> Row:
    known = unit["assessment"]
    score, maximum = known["score"], known["maximum"]
    marks = [_MARKS[known[mark]] for mark in ("standard", "organisation", "registered", "covenant")]
    clauses = "\n".join(objection["clause"] for objection in found["objections"])
    reasons = "\n".join(objection["sentence"] for objection in found["objections"])
    return Row([
        place, unit["name"], unit["parent"], points(known["self_score"]), points(score), points(maximum),
        _cut_share(score, maximum), *marks, VERDICTS.get(found["verdict"], ""), clauses, reasons,
        "có" if found["exception"] else "",
    ])  # fmt: skip


def hand_votes_page(book: Workbook, document: Document) -> None:
    """Biểu quyết: every vote by show of hands, the adoption the last of them."""
    page = open_page(book, document, "Biểu quyết", "BIỂU QUYẾT GIƠ TAY", [6, 34, 44, 11, 11, 11, 11, 11, 26, 44, 18])
    page.gap()
    votes = list(document["hand_votes"])
    if document["adoption"] and not any(vote["subject"] == "adoption" for vote in votes):
        votes.append({**document["adoption"], "subject": "adoption", "about": "", "reason": ""})
    columns = [
        *(Column("STT", COUNT), Column("Nội dung"), Column("Về"), Column("Tán thành", COUNT)),
        *(Column("Không tán thành", COUNT), Column("Không có ý kiến", COUNT), Column("Cộng", COUNT)),
        *(Column("Có mặt", COUNT), Column("Kết quả"), Column("Lý do"), Column("Lúc")),
    ]
    page.table(columns, [_hands(place, vote) for place, vote in enumerate(votes, 1)], frozen=True)


def _hands(place: int, vote: Document) -> Row:
    numbers = [vote[name] for name in ("favour", "against", "abstain")]
    carried = vote.get("carried", vote["favour"] * 2 > vote["present"])
    fate = "được thông qua" if carried else "không được thông qua"
    said = [
        place,
        SUBJECTS.get(vote["subject"], vote["subject"]),
        vote["about"],
        *numbers,
        sum(numbers),
        vote["present"],
    ]
    fate += ", sau đó rút lại" if vote.get("withdrawn") else ""
    return Row([*said, fate, vote["reason"], vote["at"].replace("T", " ")])


def points(hundredths: int | None) -> float | None:
    return None if hundredths is None else hundredths / 100


def share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _cut_share(score: int | None, maximum: int | None) -> float | None:
    """Cut, not rounded, to hundredths of a per cent: what is below the threshold never reads as the threshold."""
    return score * 10_000 // maximum / 10_000 if maximum and score is not None else None
