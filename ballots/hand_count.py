"""A round on paper, counted by hand: the fallback where the room's network fails (promises, "what it cannot", d).

Two tellers read their numbers in, one after the other and without seeing the other's; only where both say the same does
the count stand. The numbers must pass the checks that every set of minutes passes (domain, Documents).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ballots.contest import Contest
from ballots.errors import Refused
from ballots.text import TITLE_LIMIT, clean


@dataclass(frozen=True)
class Column:
    """One contest as the tellers counted it; `votes[k]` are those of nominee k."""

    invalid: int
    blank: int
    votes: tuple[int, ...]
    invalid_reasons: str = ""


@dataclass(frozen=True)
class HandCount:
    issued: int
    returned: int
    columns: tuple[Column, ...]

    @classmethod
    def of_value(cls, value: Mapping) -> HandCount:
        """As `asdict` wrote it."""
        columns = (Column(**{**column, "votes": tuple(column["votes"])}) for column in value["columns"])
        return cls(value["issued"], value["returned"], tuple(columns))

    def valid(self, contest: int) -> int:
        """Ballots valid in this contest, the blank ones among them."""
        return self.returned - self.columns[contest].invalid


def read_hand_count(body: Mapping[str, object], contests: Sequence[Contest], present: int) -> HandCount:
    """The count of {"issued", "returned", "contests": [{"invalid", "invalid_reasons", "blank", "votes"}]}.

    Refused: `count-incomplete` (a number is missing or none), `count-impossible` (the numbers contradict each other; the
    sentence says which).
    """
    issued, returned = (_number(body.get(name)) for name in ("issued", "returned"))
    rows = body.get("contests")
    if not isinstance(rows, list) or len(rows) != len(contests) or not all(isinstance(row, Mapping) for row in rows):
        raise _incomplete()
    count = HandCount(issued, returned, tuple(_column(row, contest) for row, contest in zip(rows, contests)))
    for contradiction in _contradictions(count, contests, present):
        raise Refused("count-impossible", "%(why)s Xin đếm lại.", why=contradiction)
    return count


def _column(row: Mapping, contest: Contest) -> Column:
    votes = row.get("votes")
    if not isinstance(votes, list) or len(votes) != len(contest.nominees):
        raise _incomplete()
    reasons = clean(row.get("invalid_reasons") or "", TITLE_LIMIT, "Lý do phiếu không hợp lệ")
    return Column(_number(row.get("invalid")), _number(row.get("blank")), tuple(map(_number, votes)), reasons)


def _number(value: object) -> int:
    if type(value) is not int or not 0 <= value <= 1_000_000:
        raise _incomplete()
    return value


def _incomplete() -> Refused:
    return Refused("count-incomplete", "Còn ô chưa ghi số; ô nào không có phiếu xin ghi 0.")


def _contradictions(count: HandCount, contests: Sequence[Contest], present: int) -> Iterator[str]:
    if count.issued > present:
        yield f"Phát ra {count.issued} phiếu cho {present} đơn vị có mặt."
    if count.returned > count.issued:
        yield f"Thu về {count.returned} phiếu, nhiều hơn {count.issued} phiếu phát ra."
    for place, (contest, column) in enumerate(zip(contests, count.columns)):
        valid = count.valid(place)
        if valid < 0:
            yield f"“{contest.title}”: {column.invalid} phiếu không hợp lệ, nhiều hơn {count.returned} phiếu thu về."
        if column.blank > valid:
            yield f"“{contest.title}”: {column.blank} phiếu trắng, nhiều hơn {valid} phiếu hợp lệ."
        if column.invalid and not column.invalid_reasons:
            yield f"“{contest.title}”: có {column.invalid} phiếu không hợp lệ nhưng chưa ghi lý do."
        for name, votes in zip(contest.nominees, column.votes, strict=True):
            if votes > valid - column.blank:
                yield f"“{contest.title}”: {name} được {votes} phiếu, trong khi chỉ có {valid - column.blank} phiếu có chọn."
        if sum(column.votes) > (valid - column.blank) * contest.seats:
            yield f"“{contest.title}”: cộng lại có {sum(column.votes)} lượt chọn, nhiều hơn số phiếu cho phép."


def differences(one: HandCount, other: HandCount, contests: Sequence[Contest]) -> list[str]:
    """Where two entries of the same count differ, in words."""
    found = [words for words, a, b in _compared(one, other) if a != b]
    for contest, mine, theirs in zip(contests, one.columns, other.columns, strict=True):
        pairs = (
            ("phiếu không hợp lệ", mine.invalid, theirs.invalid),
            ("phiếu trắng", mine.blank, theirs.blank),
            *zip(contest.nominees, mine.votes, theirs.votes, strict=True),
        )
        found += [f"{words} (“{contest.title}”)" for words, a, b in pairs if a != b]
    return found


def _compared(one: HandCount, other: HandCount) -> tuple[tuple[str, int, int], ...]:
    return ("số phiếu phát ra", one.issued, other.issued), ("số phiếu thu về", one.returned, other.returned)
