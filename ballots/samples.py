"""Sample clusters to try the kiosk with, in the shapes of the desk's deeds.

The names of clusters, provinces and cities are real. Everything else (leaders, tellers, district offices) is invented
and says so: it ends in "(mẫu)".
"""

from collections.abc import Iterable

from ballots.contest import PRESETS

SAMPLE = "(mẫu)"

_LEADERS = (
    "Nguyễn Văn An",
    "Trần Thị Bình",
    "Lê Văn Cường",
    "Phạm Thị Dung",
    "Hoàng Văn Giang",
    "Vũ Thị Hạnh",
    "Đặng Văn Khải",
    "Bùi Thị Lan",
    "Đỗ Văn Minh",
)
_CLUSTER_5 = (
    "BHXH tỉnh Phú Thọ",
    "BHXH tỉnh Quảng Ninh",
    "BHXH tỉnh Bắc Ninh",
    "BHXH tỉnh Thái Nguyên",
    "BHXH tỉnh Hưng Yên",
    "BHXH tỉnh Ninh Bình",
)
_CLUSTER_1 = (
    "BHXH tỉnh Hải Dương",
    "BHXH tỉnh Tuyên Quang",
    "BHXH thành phố Hải Phòng",
    "BHXH tỉnh Hưng Yên",
    "BHXH tỉnh Quảng Ninh",
    "BHXH tỉnh Phú Thọ",
    "BHXH tỉnh Vĩnh Phúc",
    "BHXH tỉnh Bắc Giang",
    "BHXH tỉnh Bắc Ninh",
)
_PLACES = (
    "Sông Lam",
    "Đồng Tiến",
    "Tân Bình",
    "Phú Lộc",
    "Yên Hòa",
    "An Thịnh",
    "Minh Đức",
    "Hồng Phong",
    "Thanh Sơn",
    "Quang Trung",
    "Đại Đồng",
    "Vĩnh An",
)

Row = dict[str, object]
Sample = dict[str, object]


def cluster_5() -> Sample:
    """Cụm thi đua số 5 of 2025: 6 units, two contests, 3 tellers. {"meeting", "units", "contests", "tellers"}."""
    return _sample("Cụm thi đua số 5", 2025, _CLUSTER_5, "BHXH cơ sở")


def cluster_1() -> Sample:
    """Cụm thi đua số 1 of 2012–2013: 9 units, otherwise as `cluster_5`."""
    return _sample("Cụm thi đua số 1", 2013, _CLUSTER_1, "BHXH huyện")


def _sample(cluster: str, year: int, units: tuple[str, ...], office: str) -> Sample:
    return {
        "meeting": {
            "title": f"Hội nghị tổng kết công tác thi đua năm {year} {SAMPLE}",
            "cluster": cluster,
            "year": year,
            "place": f"Hội trường tầng 2 {SAMPLE}",
        },
        "units": [_unit(name, leader, place) for place, (name, leader) in enumerate(zip(units, _LEADERS))],
        "contests": _contests(units, [f"{office} {place} {SAMPLE}" for place in _PLACES], office),
        "tellers": [
            {"name": f"{name} {SAMPLE}", "unit": unit}
            for name, unit in zip(("Ngô Thị Oanh", "Dương Văn Phúc", "Lý Thị Quỳnh"), units)
        ],
    }


def _unit(name: str, leader: str, place: int) -> Row:
    """Now and then a deputy comes in the leader's place (guidance C.3)."""
    return {"name": name, "leader": f"{leader} {SAMPLE}", "office": "Phó Giám đốc" if place % 4 == 3 else "Giám đốc"}


def _contests(units: Iterable[str], offices: Iterable[str], office: str) -> list[Row]:
    top_two, outstanding = PRESETS
    return [
        {"title": top_two.title, "seats": top_two.seats, "nominees": list(units)},
        {
            "title": f"Bầu đơn vị tiêu biểu xuất sắc thuộc {office}",
            "seats": outstanding.seats,
            "nominees": list(offices),
        },
    ]
