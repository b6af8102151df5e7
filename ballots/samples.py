"""A sample cluster to try the kiosk with, in the shapes of the desk's deeds.

The names of the cluster, provinces and cities are real. Everything else (leaders, tellers, district offices) is invented
and says so: it ends in "(mẫu)".
"""

from ballots.contest import preset

SAMPLE = "(mẫu)"

_LEADERS = (
    "Nguyễn Văn An",
    "Trần Thị Bình",
    "Lê Văn Cường",
    "Phạm Thị Dung",
    "Hoàng Văn Giang",
    "Vũ Thị Hạnh",
)
_UNITS = (
    "BHXH tỉnh Phú Thọ",
    "BHXH tỉnh Quảng Ninh",
    "BHXH tỉnh Bắc Ninh",
    "BHXH tỉnh Thái Nguyên",
    "BHXH tỉnh Hưng Yên",
    "BHXH tỉnh Ninh Bình",
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
_TELLERS = ("Ngô Thị Oanh", "Dương Văn Phúc", "Lý Thị Quỳnh")
_OFFICE = "BHXH cơ sở"

Row = dict[str, object]


def cluster_5() -> dict[str, Row | list[Row]]:
    """Cụm thi đua số 5 of 2025: 6 units, two contests, 3 tellers. {"meeting", "units", "contests", "tellers"}."""
    return {
        "meeting": {
            "title": f"Hội nghị tổng kết công tác thi đua năm 2025 {SAMPLE}",
            "cluster": "Cụm thi đua số 5",
            "year": 2025,
            "place": f"Hội trường tầng 2 {SAMPLE}",
        },
        "units": [_unit(name, leader, place) for place, (name, leader) in enumerate(zip(_UNITS, _LEADERS))],
        "contests": _contests(),
        "tellers": [{"name": f"{name} {SAMPLE}", "unit": unit} for name, unit in zip(_TELLERS, _UNITS)],
    }


def _unit(name: str, leader: str, place: int) -> Row:
    """Now and then a deputy comes in the leader's place (guidance C.3)."""
    return {"name": name, "leader": f"{leader} {SAMPLE}", "office": "Phó Giám đốc" if place % 4 == 3 else "Giám đốc"}


def _contests() -> list[Row]:
    top_two, outstanding = preset("top_two"), preset("outstanding")
    offices = [f"{_OFFICE} {place} {SAMPLE}" for place in _PLACES]
    return [
        {"title": top_two.title, "seats": top_two.seats, "nominees": list(_UNITS)},
        {"title": f"Bầu đơn vị tiêu biểu xuất sắc thuộc {_OFFICE}", "seats": outstanding.seats, "nominees": offices},
    ]
