"""`app.py check`: all findings, as lines for the secretary or one JSON object for scripts."""

import json
import sys
from collections.abc import Callable, Mapping
from datetime import datetime

from kiosk.config import Config
from kiosk.preflight import data, laptop, network, program
from kiosk.preflight.asked import Asked
from kiosk.preflight.finding import Finding, Grade, look
from kiosk.software import SOFTWARE
from kiosk.verdict import plain

Check = Callable[[Asked], Finding]
Findings = Mapping[str, Finding]

CHECKS: dict[str, tuple[str, Check]] = {
    "built": ("Chương trình", program.built),
    "http-port": ("Cổng vào", network.http_port),
    "https-port": ("Cổng https", network.https_port),
    "addresses": ("Địa chỉ", network.addresses),
    "firewall": ("Tường lửa", network.firewall),
    "disk-space": ("Dung lượng đĩa", laptop.disk_space),
    "writable": ("Thư mục dữ liệu", data.writable),
    "meeting": ("Hội nghị", data.meeting),
    "clock": ("Đồng hồ", laptop.clock),
    "signing": ("Chứng thư ký", program.signing),
    "tls": ("Chứng thư https", program.tls),
    "papers": ("Giấy tờ", program.papers),
    "power": ("Nguồn điện", laptop.power),
    "sleep": ("Không ngủ", laptop.sleep),
    "sheet": ("Máy in", program.sheet),
}
"""In the order in which they are told. The names are stable: scripts read them."""
_SAID = {Grade.GOOD: "✓ đạt     ", Grade.LOOK: "! xem lại ", Grade.MEND: "✗ chưa được"}


def run(config: Config, as_json: bool) -> int:
    """Prints what is found. 0: all good, or hints only; 1: something must be mended before a meeting."""
    found = findings(Asked(config, datetime.now().astimezone(), sys.platform))
    print(_json(found) if as_json else plain(lines(found)), flush=True)
    return 0 if is_ready(found) else 1


def findings(asked: Asked) -> Findings:
    """Of every check, by its name."""
    return {name: _tried(check, asked) for name, (_, check) in CHECKS.items()}


def _tried(check: Check, asked: Asked) -> Finding:
    """One check that fails by itself must not keep the secretary from all others."""
    try:
        return check(asked)
    except Exception as problem:
        return look(
            f"Không kiểm tra được ({type(problem).__name__}).", "Xin thử lại; nếu vẫn vậy, xin báo người giúp cài máy."
        )


def is_ready(found: Findings) -> bool:
    return not any(one.grade is Grade.MEND for one in found.values())


def lines(found: Findings) -> list[str]:
    """For a terminal: a line for what is there, and one below it for what to do."""
    told = [f"Kiểm tra trước ngày họp – {SOFTWARE}", ""]
    for name, (grade, said, todo) in found.items():
        told.append(f"{_SAID[grade]:11} {CHECKS[name][0]}: {said}")
        told += [f"{'':12}→ {todo}"] if todo else []
    return [*told, "", _summary(found)]


def _summary(found: Findings) -> str:
    number = {grade: sum(one.grade is grade for one in found.values()) for grade in Grade}
    hints = f" {number[Grade.LOOK]} điều nên xem lại." if number[Grade.LOOK] else ""
    if is_ready(found):
        return f"Sẵn sàng.{hints}"
    return f"CHƯA SẴN SÀNG: {number[Grade.MEND]} việc phải sửa trước ngày họp.{hints}"


def _json(found: Findings) -> str:
    """{"ok", "software", "checks": [{"check", "grade", "found", "todo"}]}, on one line."""
    checks = [
        {"check": name, "grade": grade.value, "found": said, "todo": todo}
        for name, (grade, said, todo) in found.items()
    ]
    return json.dumps({"ok": is_ready(found), "software": SOFTWARE, "checks": checks}, ensure_ascii=False)
