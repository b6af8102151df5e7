"""A verifier's report in words that a secretary understands. What a sound record tells is in `kiosk.verdict_meeting`."""

from collections.abc import Iterable, Iterator

from ballots.record.report import Report
from ballots.record.shape import Document
from kiosk.verdict_meeting import locks_told, meeting_told, table

_NOT_SHOWN = (
    "Ai đã có mặt và phiếu phát cho ai: đối chiếu biên bản điểm danh.",
    "Điện thoại hay máy tính đã dùng để bỏ phiếu có bị can thiệp không.",
)
_OF_RECORDS = (
    "Hồ sơ có đúng là của máy đã chiếu trong phòng không: so mã nhận dạng hòm phiếu với ảnh chụp màn hình chiếu.",
    "Có vòng bỏ phiếu nào đã hủy mà không ghi vào hồ sơ không: mã kiểm tra phiếu của vòng ấy không có trong hòm nào ở đây.",
    "Điểm thi đua, biểu quyết giơ tay, người ký có thẩm quyền không: hồ sơ chỉ ghi lại, không chứng minh.",
    "Lời văn trong README.txt: chỉ biết đúng là tệp mà máy kiểm phiếu đã ký.",
)
_OF_LOCKS = (
    "Khóa do đúng người được cử giữ không: hòm chỉ biết số khóa; so mã bộ khóa với ảnh chụp màn hình chiếu và điện thoại.",
    "Những người giữ đủ khóa có dùng riêng khóa để đọc phiếu không: việc ấy không để lại dấu vết.",
)
_OF_AUDITED = "Phiếu đã mở để kiểm tra có đúng như đã chọn không: ai giữ mã mở phiếu thì chạy verify với --opening."
_OF_LATE = "Khóa mở sau, phần khóa không khớp: hồ sơ chỉ ghi lại, không chứng minh."
_OF_OTHERS = (
    "Trang kiem-tra.html trong gói có đúng là của Hòm Phiếu không: ở đây không có trang cùng phiên bản để so.",
)
READ_VERIFIER = "Trang kiem-tra.html là của chương trình này"
_OF_HAND_COUNTS = "Phiếu giấy đã được đếm đúng chưa: đối chiếu biên bản kiểm phiếu và phiếu giấy đã niêm phong."
_OF_ARCHIVES = (
    "Hòm phiếu có đúng là hòm trong phòng không: so mã niêm phong hòm phiếu với ảnh chụp màn hình chiếu.",
    "Điểm danh, thứ hạng, được bầu: chỉ có trong record.zip.",
)


def summary(report: Report) -> str:
    """Many lines, no control characters: what a strange file says cannot move the cursor."""
    parts = _sound(report) if report.ok else _broken(report)
    return plain(line for part in parts if part for line in [*part, ""])


def plain(lines: Iterable[str]) -> str:
    """These lines without control characters."""
    text = "\n".join(lines).rstrip()
    return "".join(letter if letter.isprintable() or letter == "\n" else "\ufffd" for letter in text)


def _sound(report: Report) -> list[list[str]]:
    what = "HỒ SƠ BỎ PHIẾU HỢP LỆ" if report.kind == "record" else "HÒM PHIẾU HỢP LỆ"
    return [
        [f"{what}: mọi phép kiểm tra đều đúng."],
        _rehearsal(report),
        *(meeting_told(report.meeting) if report.meeting else _box_told(report.first)),
        ["Chữ ký trên giấy tờ:", *(f"  – {line}" for line in report.signatures)] * bool(report.signatures),
        _compare(report),
        ["Đã kiểm tra, đúng:", *(f"  ✓ {title}" for title in report.checked)],
        ["Không kiểm tra được từ tệp này:", *(f"  – {line}" for line in _limits(report))],
    ]


def _broken(report: Report) -> list[list[str]]:
    """No totals: they are not to be believed."""
    return [
        ["KHÔNG HỢP LỆ. Xin không dùng tệp này; lấy lại tệp gốc từ máy kiểm phiếu rồi kiểm tra lại."],
        _rehearsal(report),
        ["Không đúng:", *(f"  ✗ {failure.message} [{failure.code}]" for failure in report.failed)],
        ["Chưa kiểm tra được vì lỗi trên:", *(f"  ? {title}" for title in report.unchecked)] * bool(report.unchecked),
        _compare(report),
    ]


def _rehearsal(report: Report) -> list[str]:
    if report.meeting and report.meeting["meeting"]["rehearsal"]:
        return ["*** DIỄN TẬP: không có giá trị bầu chọn ***"]
    return []


def _box_told(box: Document) -> list[list[str]]:
    """A bare box knows neither the meeting nor who is elected."""
    told = [
        [f"Cuộc bỏ phiếu: {box['uuid']}"],
        [f"Trong hòm: {box['ballots']} lá phiếu, của {box['credentials']} phiếu đã phát."],
        [_locks_of(box)],
    ]
    if not box["result"]:
        return [*told, ["Hòm chưa kiểm, nên chưa có kết quả."]]
    return told + [_totals(number, contest) for number, contest in enumerate(box["contests"], 1)]


def _locks_of(box: Document) -> str:
    locks = box["locks"]
    return f"Khóa:      {locks_told(locks['size'], locks['threshold'], locks['opened'])}."


def _totals(number: int, contest: Document) -> list[str]:
    ranked = sorted(contest["votes"].items(), key=lambda one: -one[1])
    blank = [] if contest["blank"] is None else [("Phiếu trắng", [contest["blank"]], "")]
    rows = [*((name, [votes], "") for name, votes in ranked), *blank]
    return [f"{number}. {contest['title']} (mỗi phiếu chọn tối đa {contest['seats']})", *table(rows)]


def _compare(report: Report) -> list[str]:
    heads = [one for one in report.rounds if one["head"]]
    lines = [f"Mã nhận dạng hòm phiếu:  {report.kiosk}"] if report.kiosk else []
    lines += [f"Mã nhận dạng hồ sơ: {report.record}"] if report.record else []
    lines += [f"Mã bộ khóa: {code}" for code in sorted({one["locks"]["code"] for one in heads if one["locks"]})]
    for one in heads:
        of = f" vòng {one['number']}" if len(report.rounds) > 1 else ""
        lines.append(f"Mã niêm phong hòm phiếu{of}: {one['head']}")
    return [*lines, "So từng ký tự với ảnh chụp màn hình chiếu và biên bản."] if lines else []


def _limits(report: Report) -> tuple[str, ...]:
    locks = _OF_LOCKS if any(one["locks"] for one in report.rounds) else ()
    if report.kind != "record":
        return _OF_ARCHIVES + locks + _NOT_SHOWN
    others = () if READ_VERIFIER in report.checked else _OF_OTHERS
    return _OF_RECORDS + others + locks + tuple(_told_only(report)) + _NOT_SHOWN


def _told_only(report: Report) -> Iterator[str]:
    """What a record of this meeting says and cannot prove."""
    stated = report.meeting["rounds"]
    if any(one["audited"] for one in stated):
        yield _OF_AUDITED
    if any(one["late"] or one["refused"] for one in stated):
        yield _OF_LATE
    if any(one["mode"] == "hand" for one in stated):
        yield _OF_HAND_COUNTS
