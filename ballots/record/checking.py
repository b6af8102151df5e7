"""Verifying a record or a bare archive, by anyone, with nothing but the file.

The box is audited in full (`ballots.protocol.audit`). Then everything else in the record is compared with the box or
made again from it. Every check runs that still can; one that cannot, because what it needs is unreadable, is named as
unchecked.

What no record can show: who was in the room, who held which slip, whether a phone was honest, and whether the
fingerprint is that of the kiosk in the room: that is for the photograph.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ballots.findings import Failure
from ballots.protocol.audit import Each
from ballots.record import consistency, integrity
from ballots.record.document import Document
from ballots.record.evidence import Evidence, read_archive, read_record


class Check(NamedTuple):
    """`needs` are fields of Evidence; `run` yields a Failure for each thing that does not hold."""

    title: str
    needs: tuple[str, ...]
    run: Callable[[Evidence], Iterator[Failure]]


READ_BOX = "Hòm phiếu: chuỗi sự kiện, khóa, từng lá phiếu và từng chứng minh, kết quả mở ra"
RECORD_CHECKS = (
    Check("Gói hồ sơ đủ tệp, không thừa tệp", ("files",), integrity.names),
    Check("Mã băm của từng tệp", ("files", "manifest"), integrity.sums),
    Check("Chữ ký của máy kiểm phiếu", ("kiosk", "manifest", "signature"), integrity.signature),
    Check("Mã nhận dạng hòm phiếu trong hồ sơ là của khóa đã ký", ("document", "kiosk"), consistency.kiosk),
    Check("Hồ sơ hội nghị nói về đúng hòm phiếu này", ("document", "election", "box"), consistency.election),
    Check("Mã niêm phong hòm phiếu", ("document", "audit"), consistency.head),
    Check("Danh sách đơn vị, nội dung bầu, ban kiểm phiếu hợp lệ", ("document",), consistency.rules),
    Check("Nội dung bầu đúng như trên lá phiếu", ("document", "election"), consistency.contests),
    Check("Khóa của ban kiểm phiếu là khóa của hòm", ("document", "trustees"), consistency.tellers),
    Check("Số đơn vị có mặt bằng số phiếu phát ra", ("document", "election"), consistency.units),
    Check("Số phiếu thu về bằng số lá phiếu trong hòm", ("document", "election"), consistency.returned),
    Check("Hòm đã kiểm xong", ("election",), consistency.counted),
    Check("Kết quả từng đơn vị, thứ hạng, được bầu, bằng phiếu", ("document", "election", "result"),
          consistency.outcome),
    Check("Bảng results.csv đúng với hòm phiếu", ("results", "election", "result"), consistency.results),
)


@dataclass(frozen=True)
class Report:
    """What a file says and every check that failed; `ok` when none did and none is left `unchecked`.

    `result`: totals by question, the blank one first where there is one; [] before the tally. `contests`: {"title",
    "seats", "blank", "votes": {name: count}}. `kiosk` (fingerprint) and `meeting` (meeting.json) only of a record.
    `checked` and `unchecked` are titles of checks, in Vietnamese. Whatever is said is to be believed only if `ok`.
    """

    kind: str
    failed: tuple[Failure, ...]
    checked: tuple[str, ...]
    unchecked: tuple[str, ...]
    uuid: str | None
    head: str | None
    credentials: int
    ballots: int
    result: list[list[int]]
    contests: list[Document]
    kiosk: str | None = None
    meeting: Document | None = None

    @property
    def ok(self) -> bool:
        return not self.failed and not self.unchecked


def verify_record(raw: bytes, each: Each = map) -> Report:
    """Verify record.zip; never raises for what is in it. `each` may spread the ballots over processes."""
    return _report("record", read_record(raw, each), RECORD_CHECKS)


def verify_archive(raw: bytes, each: Each = map) -> Report:
    """Verify a bare .bel of any program; never raises for what is in it."""
    return _report("archive", read_archive(raw, each), ())


def _report(kind: str, found: Evidence, checks: tuple[Check, ...]) -> Report:
    failed = list(found.failed)
    done = {True: [], False: []}
    done[found.audit is not None and found.election is not None].append(READ_BOX)
    for check in checks:
        possible = all(getattr(found, need) is not None for need in check.needs)
        done[possible].append(check.title)
        failed += check.run(found) if possible else ()
    audit = found.audit
    return Report(
        kind, tuple(failed), tuple(done[True]), tuple(done[False]),
        uuid=found.election.uuid if found.election else None, head=audit.head if audit else None,
        credentials=audit.credentials if audit else 0, ballots=audit.ballots if audit else 0,
        result=found.result or [], contests=_contests(found), kiosk=found.kiosk, meeting=found.document,
    )


def _contests(found: Evidence) -> list[Document]:
    questions = found.election.questions if found.election else ()
    columns = found.result or [[] for _ in questions]
    return [_contest(question, column) for question, column in zip(questions, columns)]


def _contest(question, column: list[int]) -> Document:
    blank = column[0] if question.blank and column else None
    return {"title": question.title, "seats": question.maximum, "blank": blank,
            "votes": dict(zip(_distinct(question.answers), column[question.blank:]))}


def _distinct(names: tuple[str, ...]) -> list[str]:
    """Other programs allow the same name twice; no count may hide behind another."""
    before = [names[:place].count(name) for place, name in enumerate(names)]
    return [f"{name} ({times + 1})" if times else name for name, times in zip(names, before)]
