"""What is known of a unit before the vote: its points, and what was attested or found (guidance C.1, C.2, C.4, D.2).

All of it is optional: a meeting may go without a score sheet. What follows from it is in `ballots.eligibility`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields

from ballots.errors import Refused
from ballots.points import read_points, show_points
from ballots.roster_columns import COLUMNS
from ballots.text import TITLE_LIMIT, clean

FIRST_YEAR, LAST_YEAR = 1945, 2100
POINTS = ("self_score", "score", "maximum")
TEXTS = ("note", "excluded", "deferred")
MARKS = ("standard", "organisation", "registered", "covenant")
YEARS = ("led", "deputised")


@dataclass(frozen=True)
class Assessment:
    """Points are in hundredths. A mark is True, False, or None where nobody has said. A reason excludes or defers."""

    self_score: int | None = None
    score: int | None = None
    maximum: int | None = None
    note: str = ""
    standard: bool | None = None
    organisation: bool | None = None
    registered: bool | None = None
    covenant: bool | None = None
    excluded: str = ""
    deferred: str = ""
    led: tuple[int, ...] = ()
    deputised: tuple[int, ...] = ()

    @classmethod
    def of(cls, value: Mapping) -> "Assessment":
        """From `asdict()` or its JSON; a field that is not there has its default."""
        known = {field.name: value[field.name] for field in fields(cls) if field.name in value}
        return cls(**{**known, **{field: tuple(known.get(field, ())) for field in YEARS}})


def make_assessment(row: Mapping[str, object], where: str = "") -> Assessment:
    """The assessment of a flat row: scores in points, marks true, false or null, years "2019, 2023" or a list.

    `where` ("dòng 3") is said in a refusal. Refused: points-wrong, mark-wrong, year-wrong, maximum-missing,
    score-above-maximum, and `ballots.text`'s.
    """
    titles = {field: f"{title} ({where})" if where else title for field, title in COLUMNS.items()}
    points = {field: read_points(row.get(field), titles[field]) for field in POINTS}
    for _, refusal in point_troubles(points, titles):
        raise refusal
    return Assessment(
        **points,
        **{field: clean(row.get(field) or "", TITLE_LIMIT, titles[field]) for field in TEXTS},
        **{field: _mark(row.get(field), titles[field]) for field in MARKS},
        **{field: read_years(row.get(field), titles[field]) for field in YEARS},
    )


def flat(assessment: Assessment) -> dict[str, object]:
    """The row that `make_assessment` makes it of again: points and years as texts, marks true, false or null."""
    row = asdict(assessment)
    points = {field: "" if row[field] is None else show_points(row[field]) for field in POINTS}
    return {**row, **points, **{field: ", ".join(map(str, row[field])) for field in YEARS}}


def point_troubles(points: Mapping[str, int | None], titles: Mapping[str, str]) -> Iterator[tuple[str, Refused]]:
    """What the points of one row have against each other: the field at fault and the refusal.

    Codes: points-wrong (a maximum of 0), maximum-missing (a score needs one), score-above-maximum.
    """
    maximum = points["maximum"]
    if maximum == 0:
        yield "maximum", Refused("points-wrong", "%(what)s phải lớn hơn 0.", what=titles["maximum"])
        return
    for field in ("self_score", "score"):
        score = points[field]
        if score is not None and maximum is None:
            yield field, _maximum_missing(titles[field])
        elif score is not None and score > maximum:
            yield field, _above_maximum(titles[field], score, maximum)


def _maximum_missing(what: str) -> Refused:
    return Refused("maximum-missing", "%(what)s cần có điểm tối đa đi kèm (như 300 hoặc 1.400).", what=what)


def _above_maximum(what: str, score: int, maximum: int) -> Refused:
    return Refused(
        "score-above-maximum",
        "%(what)s là %(score)s, cao hơn điểm tối đa %(maximum)s; xin xem lại hai số này.",
        what=what,
        score=show_points(score),
        maximum=show_points(maximum),
    )


def read_years(value: object, what: str = "Năm") -> tuple[int, ...]:
    """Years in order, none twice, of "2019; 2023", "2019 và 2023", 2019, 2019.0 or a list. Refused: `year-wrong`."""
    if value is None:
        return ()
    if isinstance(value, str):
        parts: Iterable[object] = filter(None, re.split(r"(?:[;,\s]|và)+", value))
    else:
        parts = value if isinstance(value, (list, tuple)) else (value,)
    return tuple(sorted({_year(part, what) for part in parts}))


def _year(part: object, what: str) -> int:
    if isinstance(part, str) and re.fullmatch("[0-9]{4}", part):
        part = int(part)
    if isinstance(part, float) and part.is_integer():
        part = int(part)
    if type(part) is not int or not FIRST_YEAR <= part <= LAST_YEAR:
        raise Refused("year-wrong", "%(what)s phải là các năm, như “2019, 2023”.", what=what)
    return part


def _mark(value: object, what: str) -> bool | None:
    if value is None or value == "":
        return None
    if type(value) is not bool:
        raise Refused("mark-wrong", "%(what)s chỉ có thể là có, không, hoặc để trống.", what=what)
    return value
