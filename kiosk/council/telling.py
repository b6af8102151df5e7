"""What the command says: a line a file while it works, and a summary at the end."""

import json
import sys
from collections.abc import Iterable, Iterator

from tqdm import tqdm

from ballots.record.shape import Document
from kiosk.council.checking import Checked


def watched(verdicts: Iterable[Checked], number: int) -> Iterator[Checked]:
    """The verdicts as they come, with their progress on stderr: a bar on a terminal, else a line a file."""
    if sys.stderr.isatty():
        yield from tqdm(verdicts, "Kiểm tra hồ sơ", number, unit=" hồ sơ", file=sys.stderr)
        return
    for place, one in enumerate(verdicts, 1):
        line = f"{place}/{number} {one.file}: {'đúng' if one.ok else 'không hợp lệ'}"
        print(_plain(line), file=sys.stderr, flush=True)
        yield one


def as_json(result: Document) -> str:
    """On one line; what cannot be printed is escaped."""
    text = json.dumps(result, ensure_ascii=False)
    return "".join(letter if letter.isprintable() else json.dumps(letter)[1:-1] for letter in text)


def summary(result: Document, out: object) -> str:
    """Many lines, no control characters."""
    return "\n".join(_plain(line) for line in _lines(result, out))


def _lines(result: Document, out: object) -> Iterator[str]:
    if result["rehearsal"]:
        yield "*** DIỄN TẬP: chỉ có hồ sơ diễn tập, không có giá trị bầu chọn ***"
    year = f", năm {result['year']}" if result["year"] is not None else ""
    yield f"Đã tổng hợp {len(result['clusters'])} cụm{year}. Bảng tổng hợp: {out}"
    for row in result["clusters"]:
        yield f"  ✓ {row['cluster']}: {row['file']}"
        yield from (f"      ! {remark}" for remark in row["remarks"])
    for conflict in result["conflicts"]:
        yield f"  ✗ MÂU THUẪN: {conflict['message']} [{conflict['code']}]"
        yield from (f"      {row['file']}" for row in conflict["records"])
    for one in result["bad"]:
        yield f"  ✗ KHÔNG HỢP LỆ: {one['file']}"
        yield from (f"      {failure['message']} [{failure['code']}]" for failure in one["failed"])
    for name in ("copies", "earlier", "rehearsals", "other_years"):
        yield from (f"  – {one['file']}: {one['message']} [{one['code']}]" for one in result[name])
    if result["skipped"]:
        yield f"  – {len(result['skipped'])} tệp không phải hồ sơ, ghi ở trang “Tệp khác”."


def _plain(text: str) -> str:
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)
