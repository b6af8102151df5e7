"""What one ballot may say: the marks of a voter, checked against the contests (guidance C.6.c)."""

from collections.abc import Iterable, Sequence

from ballots.contest import Contest, apart
from ballots.errors import Refused


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


def check_ballot(contests: Sequence[Contest], ballot: Sequence[Iterable[int]]) -> tuple[tuple[int, ...], ...]:
    """The marks of one ballot, a row for each contest. Refused as `check_marks`; `marked-twice` where one unit is marked in
    both contests of a pair."""
    rows = tuple(check_marks(contest, marks) for contest, marks in zip(contests, ballot, strict=True))
    for place, marks in enumerate(rows):
        first = apart(contests, place)
        if first is not None and set(marks) & set(rows[first]):
            raise Refused(
                "marked-twice",
                "Một đơn vị không thể được chọn cả ở “%(first)s” lẫn ở “%(second)s”.",
                first=contests[first].title,
                second=contests[place].title,
            )
    return rows
