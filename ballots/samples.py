"""A sample cluster to try the kiosk with, in the shapes of the desk's deeds.

The names of the cluster, provinces and cities are real. Everything else (leaders, tellers, district offices, points,
reasons, years in office) is invented and says so with "(mẫu)": one unit lacks a point of its 90 per cent, one is under
investigation, and neither is on a list.
"""

from ballots.contest import preset
from ballots.eligibility import objections
from ballots.roster import make_roster, members, offices

SAMPLE = "(mẫu)"

_INVENTED = f"Điểm, điều kiện và số năm đều là số liệu {SAMPLE}"
_DEFERRED = f"Đang chờ cơ quan có thẩm quyền kết luận {SAMPLE}"
_UNITS = (
    ("BHXH tỉnh Phú Thọ", "Nguyễn Văn An", "1.392", "1.386,5", {"led": "2025"}),
    ("BHXH tỉnh Quảng Ninh", "Trần Thị Bình", "1.390", "1.388", {"led": "2019", "deputised": "2025"}),
    ("BHXH tỉnh Bắc Ninh", "Lê Văn Cường", "1.381,25", "1.375,75", {"led": "2021", "deputised": "2018"}),
    ("BHXH tỉnh Thái Nguyên", "Phạm Thị Dung", "1.352", "1.260", {"led": "2022"}),
    ("BHXH tỉnh Hưng Yên", "Hoàng Văn Giang", "1.344,5", "1.331", {"deferred": _DEFERRED, "deputised": "2021"}),
    ("BHXH tỉnh Ninh Bình", "Vũ Thị Hạnh", "1.301", "1.259", {"led": "2023", "deputised": "2022"}),
)
_OFFICES = (
    ("Sông Lam", "1.377"),
    ("Đồng Tiến", "1.364,5"),
    ("Tân Bình", "1.381"),
    ("Phú Lộc", "1.342"),
    ("Yên Hòa", "1.369,25"),
    ("An Thịnh", "1.355"),
    ("Minh Đức", "1.347"),
    ("Hồng Phong", "1.318,5"),
    ("Thanh Sơn", "1.336"),
    ("Quang Trung", "1.329"),
    ("Đại Đồng", "1.310"),
    ("Vĩnh An", "1.297,75"),
)
_TELLERS = ("Ngô Thị Oanh", "Dương Văn Phúc", "Lý Thị Quỳnh")
_OFFICE = "BHXH cơ sở"
_SOUND = {"maximum": "1.400", "standard": True, "organisation": True, "registered": True, "covenant": True}

Row = dict[str, object]


def cluster_5() -> dict[str, Row | list[Row]]:
    """Cụm thi đua số 5 of 2025: 6 units with 2 district offices each, three rows of contests, 3 tellers.

    {"meeting", "units", "contests", "tellers"}; a fresh one with each call.
    """
    units = [row for place, unit in enumerate(_UNITS) for row in (_unit(place, *unit), *_offices(place, unit[0]))]
    return {
        "meeting": {
            "title": f"Hội nghị tổng kết công tác thi đua năm 2025 {SAMPLE}",
            "cluster": "Cụm thi đua số 5",
            "year": 2025,
            "place": f"Hội trường tầng 2 {SAMPLE}",
        },
        "units": units,
        "contests": _contests(units),
        "tellers": [{"name": f"{name} {SAMPLE}", "unit": unit[0]} for name, unit in zip(_TELLERS, _UNITS)],
    }


def _unit(place: int, name: str, leader: str, self_score: str, score: str, more: Row) -> Row:
    """Now and then a deputy comes in the leader's place (guidance C.3)."""
    return {
        "name": name,
        "kind": "BHXH tỉnh",
        "leader": f"{leader} {SAMPLE}",
        "office": "Phó Giám đốc" if place % 4 == 3 else "Giám đốc",
        "self_score": self_score,
        "score": score,
        "note": _INVENTED,
        **_SOUND,
        **more,
    }


def _offices(place: int, parent: str) -> list[Row]:
    return [
        {
            "name": f"{_OFFICE} {name} {SAMPLE}",
            "kind": _OFFICE,
            "parent": parent,
            "score": score,
            "note": _INVENTED,
            **_SOUND,
        }
        for name, score in _OFFICES[2 * place : 2 * place + 2]
    ]


def _contests(rows: list[Row]) -> list[Row]:
    """Nominated are all who may stand, and nobody else."""
    units = [unit for unit in make_roster(rows) if not objections(unit)]
    standing = [unit.name for unit in members(units)]
    top_two, outstanding, officers = map(preset, ("top_two", "outstanding", "officers"))
    titled = f"Bầu đơn vị tiêu biểu xuất sắc thuộc {_OFFICE}"
    return [
        {"kind": top_two.kind, "title": top_two.title, "seats": top_two.seats, "nominees": standing},
        {
            "kind": outstanding.kind,
            "title": titled,
            "seats": outstanding.seats,
            "nominees": [unit.name for unit in offices(units)],
        },
        {"kind": officers.kind, "title": officers.title, "seats": officers.seats, "nominees": standing},
    ]
