"""A contest: choose at most k of n (guidance C.5, C.6.c).

The numbers are the meeting's data; the seed's two contests are presets with its numbers as defaults.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ballots.errors import Refused
from ballots.text import TITLE_LIMIT, required, same_name

MOST_CONTESTS = 10
MOST_NOMINEES = 200


@dataclass(frozen=True)
class Contest:
    """`seats` is both the number to elect and the most that one ballot may mark."""

    title: str
    seats: int
    nominees: tuple[str, ...]


@dataclass(frozen=True)
class Preset:
    """A contest as the guidance has it, to begin from. `from_units`: the member units themselves are the nominees."""

    id: str
    title: str
    seats: int
    from_units: bool


PRESETS = (
    Preset("top-two", "Bầu đơn vị xếp thứ nhất, thứ nhì của cụm thi đua", 2, from_units=True),
    Preset("outstanding", "Bầu đơn vị tiêu biểu xuất sắc thuộc bảo hiểm xã hội huyện", 5, from_units=False),
)


def make_contests(rows: Iterable[Mapping[str, object]]) -> tuple[Contest, ...]:
    """The contests of `rows` (title, seats, nominees).

    Refused: see `make_contest`; `contests-too-many`, `contest-duplicate`.
    """
    contests = tuple(make_contest(row) for row in rows)
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
    return contests


def make_contest(row: Mapping[str, object]) -> Contest:
    """The contest of one row (title, seats, nominees), its texts cleaned.

    Refused: `seats-wrong`, `nominees-missing`, `nominees-too-many`, `nominee-duplicate`, and
    `ballots.text`'s.
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
    return Contest(title, _seats(row.get("seats"), title, len(nominees)), nominees)


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


def check_marks(contest: Contest, marks: Iterable[int]) -> tuple[int, ...]:
    """The marks of one ballot in one contest, as sorted positions of nominees; none at all is a blank vote (C.6.c).

    Refused: `overvote` (more than the seats), `nominee-unknown` (no such position, or twice the same).
    """
    chosen = tuple(marks)
    places = range(len(contest.nominees))
    if not all(type(mark) is int and mark in places for mark in chosen) or len(set(chosen)) < len(chosen):
        raise Refused(
            "nominee-unknown",
            "Phiếu chọn một đơn vị không có trong danh sách “%(title)s”, hoặc chọn một đơn vị hai lần.",
            title=contest.title,
        )
    if len(chosen) > contest.seats:
        raise Refused(
            "overvote", "Được chọn tối đa %(seats)d đơn vị ở “%(title)s”.", seats=contest.seats, title=contest.title
        )
    return tuple(sorted(chosen))
