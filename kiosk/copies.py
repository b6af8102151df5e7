"""A whole copy of the instance in a new folder, made while the kiosk runs: on a memory stick, or wherever the desk says.

It holds all that the laptop holds of the meetings, the kiosk's own private keys too, and can be put in the laptop's place
(`kiosk.restoring`). A folder appears with its name only when everything is on the disk, and has been read back from there.
"""

import hashlib
import math
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ballots.errors import Refused, Trouble
from kiosk import durable
from kiosk.schema import check_file
from kiosk.sums import Mark

STORE, KEY, SUMS = "kiosk.db", "kiosk.key", "SHA256SUMS"
NAME = "hom-phieu"
"""What the name of every folder with a copy begins with."""
_OWN = ("kiosk.db", "kiosk.head", "desk.pass", "logs", SUMS)
"""What is not copied as a file: the store, whose log would be missing, and what is only this laptop's: its browser's pass, and
the log for an engineer, which grows and is renamed while it is read."""


@dataclass(frozen=True)
class Copied:
    """`size`: bytes; `mark`: where the meeting stood."""

    folder: Path
    files: int
    size: int
    mark: Mark


def files_of(instance: Path) -> Iterator[Path]:
    """What goes into every copy besides the store, relative to the instance; files that are being written are left out."""
    for path in sorted(instance.rglob("*")):
        name = path.relative_to(instance)
        hidden = any(part.startswith(".") for part in name.parts)
        if path.is_file() and not hidden and not str(name).startswith(_OWN):
            yield name


def room_needed(instance: Path, store: int) -> int:
    """Bytes, for a store of that many."""
    return store + sum((instance / name).stat().st_size for name in files_of(instance))


def write_copy(instance: Path, store: bytes, mark: Mark, target: Path, now: datetime) -> Copied:
    """Into a new folder in `target`. `store`: a snapshot of the store that stands at `mark`. For another thread than the
    room's. Refused `copy-folder-missing`, `copy-into-itself`, `copy-no-room`, `copy-failed`, `copy-unsound`; then there is no
    new folder."""
    check_target(instance, target)
    try:
        _check_room(target, room_needed(instance, len(store)))
        beside = Path(tempfile.mkdtemp(prefix=f".{NAME}-", dir=target))
        try:
            sums = _write(instance, store, beside)
            _read_back(beside, sums, mark)
            folder = target / f"{NAME}-{now:%Y-%m-%d-%H%M%S}"
            os.rename(beside, folder)
        except BaseException:
            shutil.rmtree(beside, ignore_errors=True)
            raise
        durable.keep_names(target)
    except OSError as problem:
        raise failed(target, problem.strerror or type(problem).__name__) from None
    return Copied(folder, len(sums), sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()), mark)


def check_target(instance: Path, target: Path) -> None:
    """Refused `copy-folder-missing`, `copy-into-itself`."""
    if not target.is_absolute() or not _is_folder(target):
        raise missing(target)
    if target.resolve().is_relative_to(instance.resolve()):
        raise Refused(
            "copy-into-itself",
            "Thư mục %(folder)s nằm trong chính thư mục dữ liệu của hòm phiếu. Xin chọn một USB hoặc thư mục khác.",
            folder=target,
        )


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that no disk can have
        return False


def missing(folder: Path) -> Refused:
    return Refused(
        "copy-folder-missing",
        "Chưa thấy thư mục %(folder)s. Xin cắm USB vào rồi thử lại, hoặc chọn thư mục khác.",
        folder=folder,
    )


def failed(folder: Path, why: str) -> Refused:
    return Refused(
        "copy-failed",
        "Chưa chép được vào %(folder)s (%(why)s). Dữ liệu trên máy này vẫn còn nguyên. Xin kiểm tra "
        "USB hoặc thư mục ấy rồi làm lại.",
        folder=folder,
        why=why,
    )


def _check_room(target: Path, needed: int) -> None:
    free = shutil.disk_usage(target).free
    if free < needed * 1.1:
        raise Refused(
            "copy-no-room",
            "Không đủ chỗ trong %(folder)s: cần %(needed)s, chỉ còn %(free)s. Xin dọn bớt hoặc chọn USB khác.",
            folder=target,
            needed=size_text(needed * 1.1),
            free=size_text(free),
        )


def size_text(size: float) -> str:
    """In whole MB, in whole GB where it is ten or more; never 0 for something."""
    return f"{size / 1e9:.0f} GB" if size >= 1e10 else f"{math.ceil(size / 1e6)} MB"


def _write(instance: Path, store: bytes, to: Path) -> dict[str, str]:
    """Everything, and last the list of its sums, as sha256sum writes it."""
    sums = {STORE: _put(to / STORE, store)}
    for name in files_of(instance):
        sums[name.as_posix()] = _put(to / name, (instance / name).read_bytes())
    durable.replace(to / SUMS, "".join(f"{sum_}  {name}\n" for name, sum_ in sums.items()).encode())
    for folder in [path for path in to.rglob("*") if path.is_dir()] + [to]:
        durable.keep_names(folder)
    return sums


def _put(path: Path, content: bytes) -> str:
    durable.replace(path, content)
    return hashlib.sha256(content).hexdigest()


def read_sums(folder: Path) -> dict[str, str]:
    """What a copy says of its files; {} where it says nothing, as the one that follows the meeting."""
    path = folder / SUMS
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return {name: sum_ for sum_, _, name in (line.partition("  ") for line in lines)}


def check_sums_of(folder: Path, sums: dict[str, str]) -> None:
    """Refused `copy-unsound` where a file is not as it was copied."""
    for name, sum_ in sums.items():
        path = folder / name
        if not path.is_file() or hashlib.sha256(durable.read_from_disk(path)).hexdigest() != sum_:
            raise unsound(folder, name)


def unsound(folder: Path, name: str) -> Refused:
    return Refused(
        "copy-unsound",
        "Bản sao trong %(folder)s không đọc lại được như lúc chép (%(name)s). Dữ liệu trên máy này vẫn còn nguyên. Xin dùng "
        "USB hoặc bản sao khác.",
        folder=folder,
        name=name,
    )


def _read_back(folder: Path, sums: dict[str, str], mark: Mark) -> None:
    check_sums_of(folder, sums)
    try:
        found = check_file(folder / STORE)
    except Trouble:
        found = None
    if found != mark or read_sums(folder) != sums:
        raise unsound(folder, STORE)
