"""Verifying one record in a worker: what goes in is bytes, what comes out is a plain value that crosses any boundary."""

import hashlib
from dataclasses import dataclass

from ballots.errors import Trouble
from ballots.findings import Failure
from ballots.record.shape import Document
from kiosk.config import CODE
from kiosk.verifying import verify

_DIED = "Tiến trình kiểm tra bị dừng đột ngột khi đọc tệp này. Tệp không được tính; xin kiểm tra riêng: app.py verify."
_CRASHED = "Không kiểm tra được tệp này ({why}). Tệp không được tính; xin kiểm tra riêng: app.py verify."
_NO_RECORD = "Tệp là hòm phiếu trần, không phải gói hồ sơ. Xin nộp cả gói record.zip."


@dataclass(frozen=True)
class Checked:
    """The verdict on one file; `sha256` is "" where it could not be read, `meeting` is meeting.json,
    `signers` are sentences about the signatures on the record's papers.

    Whatever is said is to be believed only if `ok`.
    """

    file: str
    sha256: str
    failed: tuple[Failure, ...] = ()
    unchecked: tuple[str, ...] = ()
    kiosk: str | None = None
    meeting: Document | None = None
    signers: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.failed and not self.unchecked


def check(file: str, raw: bytes) -> Checked:
    """Never raises for what is in the file: an exception might not survive the way back from a worker."""
    sha256 = hashlib.sha256(raw).hexdigest()
    try:
        report = verify(raw)
        if report.ok and report.meeting is None:
            return Checked(file, sha256, (Failure("bare-box", _NO_RECORD),))
        return Checked(file, sha256, report.failed, report.unchecked, report.kiosk, report.meeting, report.signatures)
    except Exception as problem:  # a strange file may break any library; the others must still be verified
        return stopped(file, problem, sha256)


def stopped(file: str, problem: Exception, sha256: str = "") -> Checked:
    """The file could not be read or verified at all."""
    if isinstance(problem, Trouble):
        return Checked(file, sha256, (Failure(problem.code, str(problem)),))
    return Checked(file, sha256, (Failure("check-failed", _CRASHED.format(why=type(problem).__name__)),))


def died(file: str) -> Checked:
    """The worker that verified the file is no more."""
    return Checked(file, "", (Failure("worker-died", _DIED),))


def program() -> str:
    """SHA-256 of this program's own sources: two machines with the same one verify alike."""
    total = hashlib.sha256()
    for path in sorted([*CODE.glob("ballots/**/*.py"), *CODE.glob("kiosk/**/*.py")]):
        total.update(path.relative_to(CODE).as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
