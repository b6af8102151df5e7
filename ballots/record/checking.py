"""Verifying a record or a bare archive, by anyone, with nothing but the file.

Every box is audited in full (`ballots.protocol.audit`). Then everything else in the record is compared with the boxes,
made again from them, or asked of the meeting's own rules. Every check runs that still can; one that cannot, because what
it needs is unreadable, is named as unchecked.

What no record can show: who was in the room, who held which slip, whether a phone was honest, and whether the
fingerprint is that of the kiosk in the room: that is for the photograph.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ballots.findings import Failure
from ballots.protocol.audit import Each
from ballots.record import audited, consistency, course, integrity, sequence
from ballots.record.evidence import Evidence, Opened, read_archive, read_record
from ballots.record.report import Report, rounds_of
from ballots.record.shape import MEETING


class Check(NamedTuple):
    """`needs` are fields of the evidence; `run` yields a Failure for each thing that does not hold."""

    title: str
    needs: tuple[str, ...]
    run: Callable[..., Iterator[Failure]]


def _when_read(found: Evidence | Opened) -> Iterator[Failure]:
    """What was wrong was told when it was read."""
    yield from ()


RECORD_CHECKS = (
    Check("Gói hồ sơ đủ tệp, không thừa tệp", ("files",), integrity.names),
    Check("Mã băm của từng tệp", ("files", "manifest"), integrity.sums),
    Check("Chữ ký của máy kiểm phiếu", ("kiosk", "manifest", "signature"), integrity.signature),
    Check("Mã nhận dạng hòm phiếu trong hồ sơ là của khóa đã ký", ("document", "kiosk"), integrity.kiosk),
)
ARCHIVE_CHECKS = (
    Check(
        "Hòm phiếu: chuỗi sự kiện, khóa, từng lá phiếu và từng chứng minh, kết quả mở ra",
        ("audit", "election"),
        _when_read,
    ),
)
BOX_CHECKS = (
    *ARCHIVE_CHECKS,
    Check("Hồ sơ hội nghị nói về đúng hòm phiếu này", ("document", "election"), consistency.election),
    Check("Mã niêm phong hòm phiếu", ("document", "audit"), consistency.head),
    Check("Nội dung bầu đúng như trên lá phiếu", ("document", "election"), consistency.contests),
    Check("Khóa của ban kiểm phiếu là khóa của hòm", ("document", "trustees"), consistency.tellers),
    Check("Những khóa đã mở hòm", ("document", "audit"), consistency.shares),
    Check("Số đơn vị có mặt bằng số phiếu phát ra", ("document", "election"), consistency.units),
    Check("Số phiếu thu về bằng số lá phiếu trong hòm", ("document", "election"), consistency.returned),
    Check("Số phiếu từng đơn vị là kết quả của hòm", ("document", "election"), consistency.counts),
    Check("Phiếu đã mở để kiểm tra: đúng danh sách", ("document",), audited.listed),
    Check("Phiếu đã mở để kiểm tra: từng lá hợp lệ", ("document", "election"), audited.valid),
    Check("Phiếu đã mở để kiểm tra: không lá nào nằm trong hòm", ("document", "audit"), audited.uncounted),
)
"""Of each round of secret ballots."""
MEETING_CHECKS = (
    Check("Danh sách, số liệu và trình tự các vòng đúng thể lệ", ("meeting",), _when_read),
    Check("Vòng bỏ phiếu kín nào cũng có hòm phiếu của mình", ("document",), course.modes),
    Check("Điểm danh của từng vòng", ("meeting",), course.roll_call),
    Check("Bộ phiếu của từng vòng", ("document",), course.slips),
    Check("Giờ và lý do của từng vòng", ("document",), course.times),
    Check("Trình tự các việc đã làm", ("document",), sequence.deeds),
    Check("Biểu quyết và điều kiện trước khi bỏ phiếu", ("meeting",), course.agreements),
    Check("Điều kiện dự bầu của từng đơn vị", ("meeting",), course.eligibility),
    Check("Các phép cộng của biên bản", ("meeting",), course.sums),
    Check("Thứ hạng, được bầu, bằng phiếu", ("meeting",), course.outcome),
    Check("Cụm trưởng, cụm phó", ("meeting",), course.officers),
    Check("Thông qua kết quả và đề nghị tặng cờ", ("meeting",), course.adoption),
    Check("Bảng results.csv đúng với kết quả", ("results", "meeting"), course.results),
)


def verify_record(raw: bytes, each: Each = map) -> Report:
    """Verify record.zip; never raises for what is in it. `each` may spread the ballots over processes."""
    return check_record(read_record(raw, each))


def check_record(found: Evidence) -> Report:
    """The report on a record that was read (`read_record`)."""
    run = _Run(list(found.failed))
    run.all(RECORD_CHECKS, found)
    run.each(BOX_CHECKS, found)
    run.all(MEETING_CHECKS, found)
    return run.report("record", found)


def verify_archive(raw: bytes, each: Each = map) -> Report:
    """Verify a bare .bel of any program; never raises for what is in it."""
    found = read_archive(raw, each)
    run = _Run(list(found.failed))
    run.each(ARCHIVE_CHECKS, found)
    return run.report("archive", found)


@dataclass
class _Run:
    """The checks of one file, each run where it can be."""

    failed: list[Failure]
    checked: list[str] = field(default_factory=list)
    unchecked: list[str] = field(default_factory=list)

    def all(self, checks: Iterable[Check], found: Evidence) -> None:
        for check in checks:
            possible = _is_possible(check, found)
            (self.checked if possible else self.unchecked).append(check.title)
            self.failed += check.run(found) if possible else ()

    def each(self, checks: Iterable[Check], found: Evidence) -> None:
        """Of every box. A title is said once, and once for each box of several that it could not be checked of."""
        rounds = found.opened
        for check in checks:
            possible = [one for one in rounds if _is_possible(check, one)]
            missing = [check.title + _of_round(one, rounds) for one in rounds if one not in possible]
            self.checked += [check.title] * bool(possible)
            self.unchecked += missing if rounds or found.document else [check.title]
            self.failed += [failure for one in possible for failure in _told(check.run(one), one, rounds)]

    def report(self, kind: str, found: Evidence) -> Report:
        raw = (found.files or {}).get(MEETING)
        return Report(
            kind,
            tuple(self.failed),
            tuple(self.checked),
            tuple(self.unchecked),
            rounds_of(found),
            kiosk=found.kiosk,
            meeting=found.document,
            record=hashlib.sha256(raw).hexdigest() if raw else None,
        )


def _is_possible(check: Check, found: Evidence | Opened) -> bool:
    return all(getattr(found, need) is not None for need in check.needs)


def _of_round(one: Opened, rounds: list[Opened]) -> str:
    return f" (vòng {one.number})" if len(rounds) > 1 else ""


def _told(failed: Iterator[Failure], one: Opened, rounds: list[Opened]) -> Iterator[Failure]:
    for failure in failed:
        yield Failure(failure.code, f"Vòng {one.number}: {failure.message}") if len(rounds) > 1 else failure
