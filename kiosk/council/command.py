"""`app.py council DIR --out FILE.xlsx [--json]`: from a folder of records to the Standing Council's table.

Exit 0: every meeting in the folder is in the table, once. 1: some are not (bad records, conflicts, other years); the table
is written and says which. 2: the folder, the workers or FILE cannot be used; nothing is written. 130: Ctrl-C, likewise.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from ballots.errors import Refused
from ballots.record.shape import Document
from kiosk.council.finding import find
from kiosk.council.result import result
from kiosk.council.sorting import sort_records
from kiosk.council.spreading import check_all
from kiosk.council.telling import as_json, summary, watched
from kiosk.council.workbook import make_workbook
from kiosk.council.workers import cluster, processes, usual_number
from kiosk.verifying import read_file


def run(folder: Path, out: Path, json: bool, scheduler: str | None = None, number: int | None = None) -> int:
    """Prints the result on stdout (with `json`, exactly one JSON object) and returns the exit status.

    `scheduler` is the address of a Dask scheduler; without one, `number` processes do the work.
    """
    try:
        told = council(folder, out, scheduler, number or usual_number())
    except Refused as refused:
        told = {"ok": False, "failed": [{"code": refused.code, "message": str(refused)}]}
        print(as_json(told) if json else refused)
        return 2
    except KeyboardInterrupt:
        print("Đã dừng theo yêu cầu; chưa ghi bảng nào.", file=sys.stderr)
        return 130
    print(as_json(told) if json else summary(told, out))
    return 0 if told["ok"] else 1


def council(folder: Path, out: Path, scheduler: str | None, number: int) -> Document:
    """The result; `out` is written at the very end, whole or not at all. Refused where nothing can be done."""
    _must_be_writable(out)
    found = find(folder, out)
    start = (
        partial(cluster, scheduler)
        if scheduler is not None
        else partial(processes, min(number, len(found.records) or 1))
    )
    start_one = start if scheduler is not None else partial(processes, 1)
    verdicts = check_all(found.records, lambda file: read_file(folder / file), start, start_one)
    with closing(verdicts):
        checked = list(watched(verdicts, len(found.records)))
    told = result(sort_records(checked, found.skipped), found.closed)
    _write(out, make_workbook(told))
    return told


def _must_be_writable(out: Path) -> None:
    """Asked before the work begins: the folder takes a file, and nothing but a table is written over."""
    if out.suffix.lower() != ".xlsx":
        raise Refused("out-not-xlsx", "Tên bảng %(out)s phải có đuôi .xlsx, để không ghi đè lên hồ sơ.", out=out)

    def trial() -> None:
        if out.is_dir():
            raise IsADirectoryError
        tempfile.TemporaryFile(dir=out.parent).close()

    _or_refuse(out, trial)


def _write(out: Path, content: bytes) -> None:
    def whole() -> None:
        part = out.with_name(f".{out.name}.part")
        try:
            part.write_bytes(content)
            os.replace(part, out)
        finally:
            part.unlink(missing_ok=True)

    _or_refuse(out, whole)


def _or_refuse(out: Path, do: Callable[[], None]) -> None:
    try:
        do()
    except (OSError, ValueError) as problem:
        raise Refused(
            "out-not-writable",
            "Không ghi được %(out)s (%(why)s). Xin đóng tệp nếu đang mở, hoặc chọn chỗ khác bằng --out.",
            out=out,
            why=type(problem).__name__,
        ) from None
