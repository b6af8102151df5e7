"""Going on from a copy: `app.py restore`. Nothing is written over: what stood there before is put aside under another name.

The copy is brought beside the instance and opened there as a start would open it; only when that succeeds do the two change
places. So a copy that cannot be used changes nothing, and neither does a restore that is cut off.
"""

import os
import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ballots.errors import Refused, Trouble
from kiosk import durable
from kiosk.certificate import FILE as CERTIFICATE
from kiosk.config import Config, program
from kiosk.copies import KEY, NAME, STORE, SUMS, check_sums_of, read_sums
from kiosk.hall import Hall
from kiosk.schema import check_file, last_mark
from kiosk.store import StoreDamaged
from kiosk.sums import Mark


@dataclass(frozen=True)
class Restored:
    """`aside`: where the old instance is now, None where there was none; `title`: of the meeting, "" if there is none."""

    copy: Path
    aside: Path | None
    mark: Mark
    title: str


def run(source: Path, config: Config, put_aside: bool) -> int:
    """Restore and say what was done."""
    done = restore(source, config, put_aside, datetime.now())
    print(f"Đã khôi phục từ {done.copy} vào {config.instance.resolve()}, bản sao đọc được và nguyên vẹn.")
    print(f"Hội nghị: {done.title}, đến việc số {done.mark.seq}." if done.title else "Bản sao chưa có hội nghị nào.")
    if done.aside:
        print(f"Dữ liệu cũ còn nguyên ở {done.aside}.")
    print(f"Chạy tiếp: {program()}")
    return 0


def restore(source: Path, config: Config, put_aside: bool, now: datetime) -> Restored:
    """The instance of `config` from the copy in `source`, a folder. `put_aside`: also where the instance is no beginning of the
    copy. Refused `copy-missing`, `copy-many`, `copy-unsound`, `instance-in-use`, `instance-newer`, `restore-failed`."""
    copy, instance = find_copy(source), config.instance.resolve()
    try:
        instance.parent.mkdir(parents=True, exist_ok=True)
        standing = _standing(instance)
        beside = Path(tempfile.mkdtemp(prefix=f".{instance.name}-", dir=instance.parent))
        try:
            _bring(copy, beside)
            hall = _opened(copy, beside)
            mark, title = hall.store.mark, hall.meeting.title
            newer = standing is not None and not hall.store.holds(standing) or _other_key(instance, beside)
            hall.close()
            if newer and not put_aside and standing != Mark():
                raise _newer(instance)
            return Restored(copy, _change_places(instance, beside, now), mark, title)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    except OSError as problem:
        raise Refused(
            "restore-failed",
            "Chưa khôi phục được vào %(folder)s (%(why)s). Chưa có gì mất: bản sao và dữ liệu cũ còn nguyên. Xin kiểm tra đĩa, "
            "đóng mọi cửa sổ đang mở thư mục ấy rồi chạy lại.",
            folder=instance,
            why=problem.strerror or type(problem).__name__,
        ) from None


def find_copy(source: Path) -> Path:
    """The folder of the copy in `source`: itself, or of those in it the one that goes furthest. Refused `copy-missing`, and
    `copy-many` where none goes on where all others end: they are of more than one kiosk."""
    if source.name == STORE:
        source = source.parent
    if (source / STORE).is_file():
        return source
    found = sorted(path.parent for path in source.glob(f"{NAME}-*/{STORE}"))
    if not found:
        raise Refused(
            "copy-missing",
            "Không thấy bản sao nào trong %(folder)s. Xin chỉ đúng thư mục có tệp kiosk.db (tên bắt đầu bằng hom-phieu-).",
            folder=source,
        )
    marks = {folder: last_mark(folder / STORE, Mark()) or Mark() for folder in found}
    for folder in found:
        if len(found) == 1 or all(last_mark(folder / STORE, mark) for mark in marks.values()):
            return folder
    raise Refused(
        "copy-many",
        "Trong %(folder)s có bản sao của nhiều hòm phiếu: %(names)s. Xin chọn một và ghi cả tên thư mục ấy.",
        folder=source,
        names=", ".join(path.name for path in found),
    )


def _standing(instance: Path) -> Mark | None:
    """Where the instance stands that is to be replaced; None where it is damaged. StoreFailed `instance-in-use`."""
    try:
        return check_file(instance / STORE)
    except StoreDamaged:
        return None


def _other_key(instance: Path, beside: Path) -> bool:
    key = instance / KEY
    return key.exists() and key.read_bytes() != (beside / KEY).read_bytes()


def _bring(copy: Path, beside: Path) -> None:
    """All files of the copy, on the disk. Refused `copy-unsound`."""
    for path in copy.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(copy).parts)
        if path.is_file() and not hidden and not path.name.endswith("-shm"):
            durable.replace(beside / path.relative_to(copy), path.read_bytes())
    for name in (KEY, CERTIFICATE):  # a start would make new ones
        if not (beside / name).is_file():
            raise _unsound(copy, name)
    try:
        check_sums_of(beside, read_sums(beside))
    except Refused as refused:
        raise _unsound(copy, refused.values["name"]) from None
    (beside / SUMS).unlink(missing_ok=True)


def _opened(copy: Path, beside: Path) -> Hall:
    """As a start opens it. Refused `copy-unsound`."""
    from kiosk.server import open_hall

    try:
        return open_hall(Config(instance=beside))
    except Trouble as trouble:
        raise _unsound(copy, trouble.code) from None


def _unsound(copy: Path, what: object) -> Refused:
    return Refused(
        "copy-unsound",
        "Bản sao trong %(folder)s không dùng được (%(what)s). Chưa có gì thay đổi. Xin dùng bản sao khác.",
        folder=copy,
        what=what,
    )


def _newer(instance: Path) -> Refused:
    return Refused(
        "instance-newer",
        "Thư mục %(folder)s đang có hội nghị mới hơn bản sao này, hoặc của hòm phiếu khác. Chưa có gì thay đổi. Nếu vẫn muốn "
        "đi tiếp từ bản sao, xin chạy lại lệnh ấy và thêm --put-aside: dữ liệu cũ được đổi tên để riêng, không bị xóa.",
        folder=instance,
    )


def _change_places(instance: Path, beside: Path, now: datetime) -> Path | None:
    aside = None
    if instance.exists():
        aside = instance.with_name(f"{instance.name}-cu-{now:%Y-%m-%d-%H%M%S}")
        os.rename(instance, aside)
    try:
        os.rename(beside, instance)
    except OSError:
        if aside:
            os.rename(aside, instance)
        raise
    durable.keep_names(instance.parent)
    return aside
