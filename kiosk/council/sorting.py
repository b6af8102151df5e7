"""Where each file goes: one place each, with the reason. Nothing is dropped, nothing is chosen between equals.

1. A file that does not hold, or cannot be read: `bad`.
2. A rehearsal: `rehearsals` (promise P12). A folder of nothing but rehearsals is practice for the Council: then they are
   sorted on as if they were real, and the whole table says that it is a rehearsal.
3. The same bytes as another file: `copies`. A version of a meeting of which a later one is there: `earlier`. Versions
   that contradict each other: `conflicts`.
4. Not of the year that most records have (the later of two such years): `other_years`.
5. Two meetings of one cluster in that year: `conflicts`.
6. All others are counted.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from ballots.errors import Broken
from ballots.findings import Failure
from kiosk.council.checking import Checked
from kiosk.council.finding import Aside
from kiosk.council.versions import identity, versions


class Put(NamedTuple):
    """A sound record that is not counted, and why."""

    record: Checked
    why: Failure


class Conflict(NamedTuple):
    """Sound records of which at most one can count; none of them does."""

    records: tuple[Checked, ...]
    why: Failure


@dataclass
class Sorted:
    """`year`: of the table, None where nothing is counted; `practice`: all are rehearsals. Lists are in order of files."""

    year: int | None = None
    practice: bool = False
    counted: list[Checked] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    copies: list[Put] = field(default_factory=list)
    earlier: list[Put] = field(default_factory=list)
    rehearsals: list[Put] = field(default_factory=list)
    other_years: list[Put] = field(default_factory=list)
    bad: list[Checked] = field(default_factory=list)
    skipped: tuple[Aside, ...] = ()

    @property
    def all_counted(self) -> bool:
        """Every meeting in the folder is in the table, once."""
        return bool(self.counted) and not (self.bad or self.conflicts or self.other_years)


def sort_records(checked: Iterable[Checked], skipped: Iterable[Aside] = ()) -> Sorted:
    """Pure; the same whatever the order of `checked`."""
    ordered = sorted(checked, key=lambda one: one.file.split("/"))
    table = Sorted(bad=[one for one in ordered if not one.ok], skipped=tuple(skipped))
    sound = [one for one in ordered if one.ok]
    real = [one for one in sound if not _is_rehearsal(one)]
    table.practice = bool(sound) and not real
    if real:
        table.rehearsals = [Put(one, _REHEARSAL) for one in sound if _is_rehearsal(one)]
    meetings = _meetings(real or sound, table)
    table.year = _usual_year(meetings)
    _count([one for one in meetings if _in_its_year(one, table)], table)
    _put_in_order(table)
    return table


def _put_in_order(table: Sorted) -> None:
    table.counted.sort(key=lambda one: (_by_numbers(one.meeting["meeting"]["cluster"]), one.file))
    table.conflicts.sort(key=lambda conflict: conflict.records[0].file.split("/"))
    for puts in (table.copies, table.earlier):
        puts.sort(key=lambda put: put.record.file.split("/"))


def _by_numbers(name: str) -> list[tuple[int, str]]:
    """Cụm số 2 comes before cụm số 10; every second part is digits."""
    parts = [part.lstrip("0") if place % 2 else part for place, part in enumerate(re.split(r"(\d+)", alike(name)))]
    return [(len(part) * (place % 2), part) for place, part in enumerate(parts)]


def alike(name: str) -> str:
    """As `same_name` in `ballots.text`, for any text: a strange record's name must not end the whole command."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


_REHEARSAL = Failure("rehearsal", "Hồ sơ diễn tập, không có giá trị bầu chọn.")


def _is_rehearsal(one: Checked) -> bool:
    return one.meeting["meeting"]["rehearsal"]


def _meetings(sound: list[Checked], table: Sorted) -> list[Checked]:
    """One record a meeting: the last version."""
    groups = defaultdict(list)
    for one in sound:
        groups[identity(one)].append(one)
    return [last for group in groups.values() for last in _last(group, table)]


def _last(group: list[Checked], table: Sorted) -> list[Checked]:
    try:
        found = versions(group)
    except Broken as broken:
        table.conflicts.append(Conflict(tuple(group), Failure.of(broken)))
        return []
    table.copies += [
        Put(copy, Failure("same-bytes", f"Giống hệt tệp {first.file}, đã xét tệp đó.")) for copy, first in found.copies
    ]
    table.earlier += [Put(one, _earlier(one, found.last)) for one in found.earlier]
    return [found.last]


def _earlier(one: Checked, last: Checked) -> Failure:
    what = "lập trước khi thông qua" if _unadopted(one) and not _unadopted(last) else "lập sớm hơn"
    return Failure("earlier-version", f"Hồ sơ {what} của cùng hội nghị; đã xét tệp {last.file}.")


def _unadopted(one: Checked) -> bool:
    return one.meeting["adoption"] is None


def _usual_year(meetings: list[Checked]) -> int | None:
    years = Counter(one.meeting["meeting"]["year"] for one in meetings)
    return max(years, key=lambda year: (years[year], year)) if years else None


def _in_its_year(one: Checked, table: Sorted) -> bool:
    year = one.meeting["meeting"]["year"]
    if year == table.year:
        return True
    why = Failure("other-year", f"Hồ sơ của năm {year}; bảng này của năm {table.year}, là năm của nhiều hồ sơ nhất.")
    table.other_years.append(Put(one, why))
    return False


def _count(meetings: list[Checked], table: Sorted) -> None:
    clusters = defaultdict(list)
    for one in meetings:
        clusters[alike(one.meeting["meeting"]["cluster"])].append(one)
    for same in clusters.values():
        if len(same) == 1:
            table.counted += same
        else:
            table.conflicts.append(Conflict(tuple(same), Failure("same-cluster", _same_cluster(same))))


def _same_cluster(same: list[Checked]) -> str:
    meeting = same[0].meeting["meeting"]
    return (
        f"{len(same)} hồ sơ của {len(same)} hội nghị khác nhau cùng ghi {meeting['cluster']} năm {meeting['year']}. "
        "Chưa tính hồ sơ nào; xin hỏi cụm trưởng hồ sơ nào là của hội nghị tổng kết."
    )
