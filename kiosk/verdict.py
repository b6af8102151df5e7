"""A verifier's report in words that a secretary understands."""

from ballots.ballot_paper import election_description
from ballots.record.report import Report
from ballots.record.shape import Document

_NOT_SHOWN = (
    "Ai đã có mặt và phiếu phát cho ai: đối chiếu biên bản điểm danh.",
    "Điện thoại hay máy tính đã dùng để bỏ phiếu có bị can thiệp không.",
)
_OF_RECORDS = (
    "Hồ sơ có đúng là của máy đã chiếu trong phòng không: so mã nhận dạng hòm phiếu với ảnh chụp màn hình chiếu.",
)
_OF_ARCHIVES = (
    "Hòm phiếu có đúng là hòm trong phòng không: so mã niêm phong hòm phiếu với ảnh chụp màn hình chiếu.",
    "Điểm danh, thứ hạng, được bầu: chỉ có trong record.zip.",
)


def summary(report: Report) -> str:
    """Many lines, no control characters: what a strange file says cannot move the cursor."""
    parts = _sound(report) if report.ok else _broken(report)
    text = "\n".join(line for part in parts if part for line in [*part, ""]).rstrip()
    return "".join(letter if letter.isprintable() or letter == "\n" else "\ufffd" for letter in text)


def _sound(report: Report) -> list[list[str]]:
    what = "HỒ SƠ BỎ PHIẾU HỢP LỆ" if report.kind == "record" else "HÒM PHIẾU HỢP LỆ"
    return [
        [f"{what}: mọi phép kiểm tra đều đúng."],
        _rehearsal(report),
        _meeting(report),
        [f"Trong hòm: {report.ballots} lá phiếu, của {report.credentials} phiếu đã phát."],
        *([] if report.result else [["Hòm chưa kiểm, nên chưa có kết quả."]]),
        *_contests(report),
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


def _meeting(report: Report) -> list[str]:
    if not report.meeting:
        return [f"Cuộc bỏ phiếu: {report.uuid}"]
    meeting, slips, roster = (report.meeting[name] for name in ("meeting", "slips", "roster"))
    absent = [unit["name"] for unit in roster if not unit["present"]]
    return [
        f"Hội nghị:  {meeting['title']}",
        f"Cụm:       {election_description(meeting['cluster'], meeting['year'], meeting['place'])}",
        f"Đơn vị:    triệu tập {len(roster)}, có mặt {len(roster) - len(absent)}, vắng {len(absent)}"
        + (f" ({', '.join(absent)})" if absent else ""),
        f"Phiếu:     phát ra {slips['issued']}, thu về {slips['returned']}",
    ]


def _contests(report: Report) -> list[list[str]]:
    if not report.result:
        return []
    fates = report.meeting["outcome"] if report.meeting else [None] * len(report.contests)
    return [_contest(number, contest, fate) for number, (contest, fate) in enumerate(zip(report.contests, fates), 1)]


def _contest(number: int, contest: Document, fate: Document | None) -> list[str]:
    """Nominees by votes; what became of them where the record says it."""
    votes = contest["votes"]
    words = {place["name"]: _fate(place) for place in fate["nominees"]} if fate else {}
    width = max(map(len, [*votes, "Phiếu trắng"]))
    rows = [
        f"   {name:<{width}}  {count:>4}  {words.get(name, '')}".rstrip()
        for name, count in sorted(votes.items(), key=lambda one: -one[1])
    ]
    blank = [] if contest["blank"] is None else [f"   {'Phiếu trắng':<{width}}  {contest['blank']:>4}"]
    return [f"{number}. {contest['title']} (mỗi phiếu chọn tối đa {contest['seats']})", *rows, *blank]


def _fate(place: Document) -> str:
    """The rank is said too: two may be elected and share the first place, and which is second is then open (P11)."""
    if place["tied"]:
        return f"hạng {place['rank']}, bằng phiếu, chưa quyết định"
    return f"hạng {place['rank']}{', được bầu' if place['elected'] else ''}"


def _compare(report: Report) -> list[str]:
    kiosk = [f"Mã nhận dạng hòm phiếu:  {report.kiosk}"] if report.kiosk else []
    head = [f"Mã niêm phong hòm phiếu: {report.head}"] if report.head else []
    return [*kiosk, *head, "So từng ký tự với ảnh chụp màn hình chiếu và biên bản."] if kiosk or head else []


def _limits(report: Report) -> tuple[str, ...]:
    return (_OF_RECORDS if report.kind == "record" else _OF_ARCHIVES) + _NOT_SHOWN
