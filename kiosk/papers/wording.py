"""How the papers write numbers, times and votes in Vietnamese (Nghị định 30/2020/NĐ-CP, phụ lục I). Integers throughout."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from ballots.points import show_points

DOTS = "…………"
"""What the unit has not worded itself is left to be written by hand."""
_BASES = {"issued": "số phiếu phát ra", "returned": "số phiếu thu về", "valid": "số phiếu hợp lệ"}
_PLACES = {1: "nhất", 2: "nhì"}


def or_dots(text: str) -> str:
    return text or DOTS


def points(hundredths: int | None) -> str:
    """138650 is "1.386,5"; a dash where there is none."""
    return "–" if hundredths is None else show_points(hundredths)


def percent(votes: int, base: int) -> str:
    """ "66,7" for 2 of 3: one decimal, halves up; a dash of nothing."""
    if base == 0:
        return "–"
    tenths = (votes * 2000 + base) // (2 * base)
    return f"{tenths // 10},{tenths % 10}"


def base_name(base: str) -> str:
    return _BASES[base]


def majority(value: Mapping[str, object]) -> str:
    """ "quá nửa số phiếu hợp lệ", "từ 2/3 số phiếu phát ra trở lên"."""
    share = "nửa" if (value["part"], value["whole"]) == (1, 2) else f"{value['part']}/{value['whole']}"
    of = base_name(value["base"])
    return f"quá {share} {of}" if value["strict"] else f"từ {share} {of} trở lên"


def day(iso: str) -> str:
    """ "ngày 05 tháng 01 năm 2026": days below 10 and the months 1 and 2 take a zero; dots for no time."""
    if not iso:
        return "ngày …… tháng …… năm ………"
    at = datetime.fromisoformat(iso)
    month = f"{at.month:02}" if at.month < 3 else at.month
    return f"ngày {at.day:02} tháng {month} năm {at.year}"


def clock(iso: str) -> str:
    """ "08 giờ 05 phút"; dots for no time."""
    return f"{datetime.fromisoformat(iso):%H giờ %M phút}" if iso else "…… giờ …… phút"


def moment(iso: str) -> str:
    return f"{clock(iso)}, {day(iso)}"


def hands(vote: Mapping[str, object] | None) -> str:
    """The three numbers of a hand vote and how many were present; dots where it was not taken."""
    if vote is None:
        return f"tán thành {DOTS}, không tán thành {DOTS}, không có ý kiến {DOTS}"
    return (
        f"tán thành {vote['favour']}, không tán thành {vote['against']}, không có ý kiến {vote['abstain']}, trên tổng số "
        f"{vote['present']} đơn vị có mặt"
    )


def place(rank: int) -> str:
    """ "nhất", "nhì", "3"."""
    return _PLACES.get(rank, str(rank))


def listing(names: Sequence[str]) -> str:
    """ "A, B và C"."""
    return " và ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def years(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))
