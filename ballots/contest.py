"""A contest: choose at most k of n (guidance C.5, C.6.c).

The numbers are the meeting's data; the seed's contests are presets with its numbers as defaults. What the kinds mean:

top_two                     one column, at most two marks, ranked by votes; equal votes leave the order open
first_place, second_place   the other reading of C.5: a column each with one mark, one after the other in the list
outstanding                 district offices, grouped under their member unit
leader, deputy              cụm trưởng, cụm phó of the next year (A.I.2), one after the other in the list
other                       choose at most k of n, and nothing more

The two of a pair are two contests of one seat with the same nominees. No unit is marked in both on one ballot, and the
winner of the first is left out of the second.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from ballots.errors import Refused
from ballots.majority import Majority, read_majority
from ballots.text import TITLE_LIMIT, required, same_name

MOST_CONTESTS = 10
MOST_NOMINEES = 200
SECOND_OF = {"first_place": "second_place", "leader": "deputy"}
KINDS = ("other", "top_two", "outstanding", *SECOND_OF, *SECOND_OF.values())
_PAIRS = {
    "two_places": (("first_place", "xếp thứ nhất"), ("second_place", "xếp thứ nhì")),
    "officers": (("leader", "cụm trưởng"), ("deputy", "cụm phó")),
}


@dataclass(frozen=True)
class Contest:
    """`seats` is both the number to elect and the most that one ballot may mark. `of`: in a run-off, the index of the
    contest in the meeting's list that it decides."""

    title: str
    seats: int
    nominees: tuple[str, ...]
    kind: str = "other"
    majority: Majority | None = None
    of: int | None = None

    @classmethod
    def of_value(cls, value: Mapping) -> "Contest":
        """The contest of `dataclasses.asdict`, as facts and records hold it; what older facts lack is as if not said."""
        majority = value.get("majority")
        return cls(
            value["title"],
            value["seats"],
            tuple(value["nominees"]),
            value.get("kind", "other"),
            Majority(**majority) if majority else None,
            value.get("of"),
        )

    @property
    def ordered(self) -> bool:
        """Whether the rank among the elected matters, not only who is elected."""
        return self.kind == "top_two"


@dataclass(frozen=True)
class Preset:
    """A contest as the guidance has it, to begin from. `from_units`: the member units themselves are the nominees."""

    kind: str
    title: str
    seats: int
    from_units: bool


PRESETS = (
    Preset("top_two", "Bầu đơn vị xếp thứ nhất, thứ nhì của cụm thi đua", 2, from_units=True),
    Preset("two_places", "Bầu đơn vị xếp thứ nhất, thứ nhì của cụm thi đua", 1, from_units=True),
    Preset("outstanding", "Bầu đơn vị tiêu biểu xuất sắc thuộc bảo hiểm xã hội huyện", 5, from_units=False),
    Preset("officers", "Bầu cụm trưởng, cụm phó năm sau", 1, from_units=True),
)


def preset(kind: str) -> Preset:
    """The preset of this kind; StopIteration where there is none."""
    return next(one for one in PRESETS if one.kind == kind)


def make_contests(rows: Iterable[Mapping[str, object]]) -> tuple[Contest, ...]:
    """The contests of `rows` (title, seats, nominees, kind, majority); a row of kind `two_places` or `officers` is a pair.

    Refused: see `make_contest`; `contests-too-many`, `contest-duplicate`, `pair-broken`.
    """
    contests = tuple(make_contest(single) for row in rows for single in _unfolded(row))
    if len(contests) > MOST_CONTESTS:
        raise Refused(
            "contests-too-many", "Một hội nghị có nhiều nhất %(most)d nội dung bầu; xin bỏ bớt.", most=MOST_CONTESTS
        )
    titles = [same_name(contest.title) for contest in contests]
    for contest, title in zip(contests, titles):
        if titles.count(title) > 1:
            raise Refused(
                "contest-duplicate",
                "Có hai nội dung cùng tên “%(title)s”; xin đổi tên một nội dung.",
                title=contest.title,
            )
    _refuse_broken_pairs(contests)
    return contests


def _unfolded(row: Mapping[str, object]) -> list[Mapping[str, object]]:
    pair = _PAIRS.get(row.get("kind")) if isinstance(row.get("kind"), str) else None
    if pair is None:
        return [row]
    title = required(row.get("title"), TITLE_LIMIT - 20, "Tên nội dung bầu")
    return [{**row, "kind": kind, "seats": 1, "title": f"{title} – {place}"} for kind, place in pair]


def folded(contests: Sequence[Contest]) -> list[dict[str, object]]:
    """The rows from which `make_contests` makes these contests, each pair as one row: what a form shows."""
    rows: list[dict[str, object]] = []
    for place, contest in enumerate(contests):
        if apart(contests, place) is not None:
            continue
        kind, title = contest.kind, contest.title
        for pair, ((first, words), _) in _PAIRS.items():
            if kind == first:
                kind, title = pair, title.removesuffix(f" – {words}")
        rows.append(
            {
                "title": title,
                "seats": contest.seats,
                "nominees": list(contest.nominees),
                "kind": kind,
                "majority": asdict(contest.majority) if contest.majority else None,
            }
        )
    return rows


def apart(contests: Sequence[Contest], place: int) -> int | None:
    """The index of the contest whose mark and winner the contest at `place` may not repeat; None for most."""
    before = contests[place - 1] if place else None
    paired = before is not None and SECOND_OF.get(before.kind) == contests[place].kind
    return place - 1 if paired and contests[place].of is None else None


def _refuse_broken_pairs(contests: tuple[Contest, ...]) -> None:
    """Both halves, one after the other, with the same nominees."""
    for place, contest in enumerate(contests):
        if contest.kind in SECOND_OF:
            other = contests[place + 1] if place + 1 < len(contests) else None
            whole = other is not None and other.kind == SECOND_OF[contest.kind] and other.nominees == contest.nominees
        else:
            whole = contest.kind not in SECOND_OF.values() or apart(contests, place) is not None
        if not whole or contest.kind in (*SECOND_OF, *SECOND_OF.values()) and contest.seats != 1:
            raise Refused(
                "pair-broken",
                "“%(title)s” phải đi thành cặp (thứ nhất với thứ nhì, cụm trưởng với cụm phó), cùng một danh sách bầu.",
                title=contest.title,
            )


def make_contest(row: Mapping[str, object]) -> Contest:
    """The contest of one row (title, seats, nominees, kind, majority), its texts cleaned.

    Refused: `seats-wrong`, `nominees-missing`, `nominees-too-many`, `nominee-duplicate`, `kind-unknown`,
    `majority-wrong`, and `ballots.text`'s.
    """
    title = required(row.get("title"), TITLE_LIMIT, "Tên nội dung bầu")
    names = row.get("nominees")
    if not isinstance(names, (list, tuple)) or not names:
        raise Refused(
            "nominees-missing", "Nội dung “%(title)s” chưa có đơn vị dự bầu; xin ghi ít nhất một.", title=title
        )
    if len(names) > MOST_NOMINEES:
        raise Refused(
            "nominees-too-many",
            "Nội dung “%(title)s” có quá %(most)d đơn vị dự bầu; xin bỏ bớt.",
            title=title,
            most=MOST_NOMINEES,
        )
    nominees = tuple(required(name, what="Tên đơn vị dự bầu") for name in names)
    _refuse_duplicates(title, nominees)
    kind = row.get("kind", "other")
    if kind not in KINDS:
        raise Refused("kind-unknown", "Nội dung “%(title)s” thuộc loại không có; xin chọn lại.", title=title)
    return Contest(
        title, _seats(row.get("seats"), title, len(nominees)), nominees, kind, read_majority(row.get("majority"), title)
    )


def _refuse_duplicates(title: str, nominees: tuple[str, ...]) -> None:
    seen: set[str] = set()
    for name in nominees:
        if same_name(name) in seen:
            raise Refused(
                "nominee-duplicate",
                "“%(name)s” có hai lần trong danh sách bầu “%(title)s”; xin bỏ một dòng.",
                name=name,
                title=title,
            )
        seen.add(same_name(name))


def _seats(seats: object, title: str, nominees: int) -> int:
    if type(seats) is not int or not 1 <= seats <= nominees:
        raise Refused(
            "seats-wrong",
            "Số đơn vị được chọn ở “%(title)s” phải là số nguyên từ 1 đến %(most)d (số đơn vị dự bầu).",
            title=title,
            most=nominees,
        )
    return seats
