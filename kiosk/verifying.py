"""`app.py verify FILE`: checks a record.zip or a bare .bel of any program, without server or instance.

With --json, one JSON object; with --opening, what an audited ballot held too (`kiosk.opened`). Exit 0: everything holds.
1: what does not hold, each with code and sentence. 2: the file cannot be read at all.

`ballots.record` checks all but what takes a library for PDF or .xlsx: that is done here, of the record it has read.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from ballots.errors import Refused
from ballots.findings import Failure
from ballots.protocol.audit import Portion
from ballots.record.checking import check_record, verify_archive
from ballots.record.contents import PAPERS, SHEET, VERIFIER
from ballots.record.evidence import Evidence, read_record
from ballots.record.report import Report
from kiosk.opened import Told, tell
from kiosk.provers import Provers
from kiosk.software import SOFTWARE
from kiosk.verdict import READ_VERIFIER, plain, summary
from kiosk.verifier_page import verifier_page

MANY = 50
"""Ballots for which it is worth while to start processes."""
MOST_BYTES = 500_000_000
_BLOCK = 512
_NOTHING_READ = {"ok": False, "ballots": 0, "result": [], "failed": [], "kind": None, "contests": [], "rounds": []}
_READ_SHEET = f"Bảng {SHEET} đúng với kết quả"
_READ_PAPERS = "Giấy tờ: chữ ký số, số liệu đính kèm, nội dung"


def run(path: Path, as_json: bool, opening: str | None = None, ballot: Path | None = None) -> int:
    """Prints the verdict on stdout (with `as_json`, exactly one JSON object) and returns the exit status. `opening`: of a
    ballot that its voter had opened; `ballot`: that ballot, where the file itself does not hold it."""
    try:
        raw, sealed = read_file(path), read_file(ballot) if ballot else None
        report = verify(raw)
    except Refused as refused:
        failed = [{"code": refused.code, "message": str(refused)}]
        _say(_json({**_NOTHING_READ, "failed": failed}) if as_json else str(refused))
        return 2
    told = None if opening is None else tell(raw, opening, sealed)
    _say(_json(_answer(report, told)) if as_json else _words(report, told))
    return 0 if report.ok and (told is None or told.ok) else 1


def _answer(report: Report, told: Told | None) -> dict[str, object]:
    if told is None:
        return report_object(report)
    return {**report_object(report), "ok": report.ok and told.ok, "opening": told.record()}


def _words(report: Report, told: Told | None) -> str:
    return summary(report) if told is None else f"{plain(told.lines())}\n\n{summary(report)}"


def _say(text: str) -> None:
    """Whoever reads may stop reading (`verify … | head`): that is no error of the file's. The exit status still tells."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python complains when it flushes at exit


def verify(raw: bytes) -> Report:
    """The report on a file's content; Refused `file-unknown` where it is neither a ZIP nor a .bel."""
    if raw[:2] == b"PK" or raw[-22:-18] == b"PK\5\6":
        return _verify_record(raw)
    if raw.startswith(b"BELENIOS") or _is_old_tar(raw):
        return verify_archive(raw, each=_side_by_side)
    raise Refused(
        "file-unknown", "Tệp này không phải hồ sơ bỏ phiếu: không phải gói .zip, cũng không phải hòm phiếu .bel."
    )


def _verify_record(raw: bytes) -> Report:
    found = read_record(raw, _side_by_side)
    return _with_papers(_with_verifier(_with_sheet(check_record(found), found), found), found)


def _with_sheet(report: Report, found: Evidence) -> Report:
    """results-sheet: results.xlsx shows what meeting.json says. Not compared where that is not sound itself."""
    sheet = (found.files or {}).get(SHEET)
    if sheet is None or found.meeting is None:
        return replace(report, unchecked=(*report.unchecked, _READ_SHEET))
    from kiosk.results_sheet import results_sheet_differs  # a bare .bel is verified before this would be loaded

    why = results_sheet_differs(sheet, found.document)
    failed = (Failure("results-sheet", f"{SHEET}: {why}"),) if why else ()
    return replace(report, checked=(*report.checked, _READ_SHEET), failed=report.failed + failed)


def _with_verifier(report: Report, found: Evidence) -> Report:
    """verifier-other: kiem-tra.html is the page of the same program. Of another version nothing can be said."""
    page, software = (found.files or {}).get(VERIFIER), (found.document or {}).get("software")
    own = _own_page() if software == SOFTWARE else None
    if page is None or own is None:
        return report
    failed = Failure("verifier-other", f"{VERIFIER} không phải là trang kiểm tra của {SOFTWARE}.")
    return replace(
        report,
        checked=(*report.checked, READ_VERIFIER),
        failed=(*report.failed, *[failed] * (page != own)),
    )


def _own_page() -> bytes | None:
    """None where it was not built here: to verify a record nothing else of it is needed."""
    try:
        return verifier_page()
    except OSError:
        return None


def _with_papers(report: Report, found: Evidence) -> Report:
    """The codes of `kiosk.signatures.paper_checks`; nothing is said of papers where there are none."""
    if found.files is None or not any(name in found.files for name in PAPERS.values()):
        return report
    from kiosk.signatures import paper_checks

    failed, said = paper_checks(found.files)
    return replace(
        report,
        checked=(*report.checked, _READ_PAPERS),
        failed=(*report.failed, *failed),
        signatures=tuple(said),
    )


def _is_old_tar(raw: bytes) -> bool:
    """Damaged at the very beginning, a .bel is still recognised by its header, so that the damage can be told."""
    return raw[100:108] == b"0000644\0" and raw[257:262] != b"ustar" and len(raw) % _BLOCK == 0


def _side_by_side(check: Callable[[Portion], Any], portions: Sequence[Portion]) -> Iterator[Any]:
    """Few ballots in threads, which is as fast; many in processes, which do not wait for each other where they read and hash.
    On a terminal, a bar says how far it is."""
    from tqdm import tqdm

    ballots = sum(map(len, portions))
    with (
        _provers(ballots) as provers,
        ThreadPoolExecutor(os.cpu_count()) as pool,
        tqdm(desc="Kiểm tra phiếu", total=ballots, unit=" phiếu", disable=None, leave=False) as bar,
    ):
        for portion, found in zip(portions, pool.map(partial(provers.prove, check), portions)):
            bar.update(len(portion))
            yield found


@contextmanager
def _provers(ballots: int) -> Iterator[Provers]:
    made = Provers(work="ballots.protocol.audit")
    if ballots >= MANY:
        made.start()
    try:
        yield made
    finally:
        made.end()


def read_file(path: Path) -> bytes:
    """Refused: `file-directory`, `file-too-large`, `file-missing`, `file-unreadable`."""
    try:
        if path.is_dir():
            raise Refused("file-directory", "%(path)s là thư mục; xin chọn tệp record.zip hoặc tệp .bel.", path=path)
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)  # a pipe or a device does not say how much it has
    except FileNotFoundError:
        raise Refused("file-missing", "Không có tệp %(path)s.", path=path) from None
    except (OSError, ValueError) as problem:
        raise Refused(
            "file-unreadable", "Không đọc được tệp %(path)s (%(why)s).", path=path, why=type(problem).__name__
        ) from None
    if len(content) > MOST_BYTES:
        raise Refused("file-too-large", "Tệp %(path)s quá lớn, không thể là hồ sơ bỏ phiếu.", path=path)
    return content


def report_object(report: Report) -> dict[str, object]:
    """The report as --json prints it. What stands at the top of one round is of the first that counts."""
    first = report.first
    return {
        "ok": report.ok,
        "ballots": first["ballots"],
        "result": first["result"],
        "failed": [failure._asdict() for failure in report.failed],
        "kind": report.kind,
        "contests": first["contests"],
        "credentials": first["credentials"],
        "uuid": first["uuid"],
        "head": first["head"],
        "kiosk": report.kiosk,
        "rehearsal": report.meeting["meeting"]["rehearsal"] if report.meeting else None,
        "unchecked": list(report.unchecked),
        "record": report.record,
        "rounds": list(report.rounds),
        "outcome": report.outcome,
        "adopted": report.adopted,
        "signatures": list(report.signatures),
    }


def _json(value: object) -> str:
    """On one line; what cannot be printed is escaped, so that a strange file's words cannot move the cursor."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(letter if letter.isprintable() else json.dumps(letter)[1:-1] for letter in text)
