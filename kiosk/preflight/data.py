"""Whether the instance can keep a meeting, and which meeting is in it."""

import time
from pathlib import Path

from ballots.errors import Trouble
from ballots.meeting import Meeting
from ballots.stage import Stage
from kiosk.durable import replace
from kiosk.preflight.asked import Asked
from kiosk.preflight.finding import Finding, good, look, mend, refused

SLOW = 0.5
"""Seconds for one durable write: every ballot waits for one before its receipt."""
_TRIED = ".thu-ghi"
_SYNCED = ("onedrive", "dropbox", "google drive", "googledrive", "icloud", "mobile documents")
_STAGES = {
    Stage.PREPARING: "đang chuẩn bị",
    Stage.SEALED: "đã niêm phong",
    Stage.ISSUED: "đã phát phiếu",
    Stage.OPEN: "đang bỏ phiếu",
    Stage.CLOSED: "đã kết thúc bỏ phiếu",
    Stage.COUNTING: "đang kiểm phiếu",
    Stage.COUNTED: "đã kiểm phiếu xong",
    Stage.ADOPTED: "đã thông qua kết quả",
}


def writable(asked: Asked) -> Finding:
    folder = asked.config.instance.resolve()
    begun = time.monotonic()
    try:
        _write_and_read(folder / _TRIED)
    except OSError as problem:
        return judge_writing(folder, problem, 0)
    return judge_writing(folder, None, time.monotonic() - begun)


def _write_and_read(path: Path) -> None:
    content = b"Hom Phieu"
    try:
        replace(path, content)
        if path.read_bytes() != content:
            raise OSError("what was written is not what is read")
    finally:
        path.unlink(missing_ok=True)


def judge_writing(folder: Path, problem: OSError | None, seconds: float) -> Finding:
    if problem is not None:
        return mend(
            f"Không ghi được vào thư mục {folder} ({type(problem).__name__}).",
            "Xin kiểm tra quyền ghi và dung lượng đĩa, hoặc chọn thư mục khác bằng --instance.",
        )
    if any(name in str(folder).lower() for name in _SYNCED):
        return look(
            f"Thư mục {folder} được đồng bộ lên mạng: chương trình đồng bộ có thể giữ tệp đúng lúc đang ghi phiếu.",
            "Xin chọn thư mục khác bằng --instance, hoặc tạm dừng đồng bộ trong hội nghị.",
        )
    if seconds > SLOW:
        told = f"{seconds:.1f}".replace(".", ",")
        return look(
            f"Ghi vào thư mục {folder} mất {told} giây: mỗi lá phiếu phải chờ chừng ấy.",
            "Xin dùng đĩa trong máy, không dùng USB hay ổ mạng.",
        )
    return good(f"Ghi chắc chắn được vào thư mục {folder}.")


def meeting(asked: Asked) -> Finding:
    inside = asked.inside
    if isinstance(inside, Trouble):
        return refused(inside)
    return judge_meeting(inside.meeting if inside else None)


def judge_meeting(held: Meeting | None) -> Finding:
    if held is None or not held.called:
        return look("Chưa có hội nghị nào trong thư mục dữ liệu.", "Xin tạo hội nghị và nhập danh sách trước ngày họp.")
    kind = "diễn tập" if held.rehearsal else "thật"
    stage = "đã bỏ dở" if held.abandoned else _STAGES[held.stage]
    of = f"“{held.title}” của {held.cluster or 'cụm chưa ghi tên'}, {len(held.roster)} đơn vị"
    found = f"Mở được. Trong đó là hội nghị {kind} {of}, {stage}."
    if held.rehearsal:
        return look(found, "Xin bấm “Bắt đầu hội nghị khác” ở bàn thư ký trước khi họp thật.")
    if held.abandoned or held.stage is Stage.ADOPTED:
        return look(found, "Xin tạo hội nghị mới ở bàn thư ký; hội nghị cũ vẫn được giữ.")
    if held.stage is not Stage.PREPARING:
        return look(found, "Xin chắc chắn đây đúng là hội nghị sẽ họp tiếp.")
    return good(found)
