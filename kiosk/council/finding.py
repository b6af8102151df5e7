"""Which files of a folder are records, by their names; every other file is told too."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ballots.errors import Refused
from ballots.findings import Failure

HIDDEN = "Tệp hoặc thư mục ẩn, không xem đến."
LINK = "Đường dẫn tắt đến thư mục khác, không đi theo."
STRANGE = "Không phải tệp thường, không xem đến."
BOX = "Hòm phiếu trần, không có hồ sơ hội nghị. Xin nộp cả gói record.zip."
OTHER = "Không phải hồ sơ: tên tệp không có đuôi .zip."
FOLDER = "Không mở được thư mục này; trong đó có thể còn hồ sơ."


class Aside(NamedTuple):
    """A file or folder that is not verified, and why; `file` is relative to the folder."""

    file: str
    why: Failure


class Found(NamedTuple):
    """`records`: names to verify; `skipped`: no records; `closed`: folders that could not be opened. All sorted."""

    records: tuple[str, ...]
    skipped: tuple[Aside, ...]
    closed: tuple[Aside, ...]


def find(folder: Path, out: Path) -> Found:
    """All files under `folder`, at any depth; the table `out` itself is left out, so that a second run says the same.

    Refused: `folder-missing`, `folder-wrong` (a file), `folder-unreadable`, `no-records`.
    """
    _must_open(folder)
    problems: list[OSError] = []
    files = sorted(_walk(folder, problems), key=lambda found: found[0].split("/"))
    own = out.resolve()
    judged = [(name, why) for name, why in files if (folder / name).resolve() != own]
    closed = sorted(Path(problem.filename).relative_to(folder).as_posix() for problem in problems)
    records = tuple(name for name, why in judged if why is None)
    if not records and not closed:
        raise Refused("no-records", "Trong thư mục %(folder)s không có hồ sơ nào (tệp .zip).", folder=folder)
    return Found(
        records,
        tuple(Aside(name, why) for name, why in judged if why),
        tuple(Aside(name, Failure("folder-unreadable", FOLDER)) for name in closed),
    )


def _must_open(folder: Path) -> None:
    try:
        with os.scandir(folder):
            return
    except FileNotFoundError:
        raise Refused("folder-missing", "Không có thư mục %(folder)s.", folder=folder) from None
    except NotADirectoryError:
        raise Refused(
            "folder-wrong",
            "%(folder)s là một tệp; xin chọn thư mục chứa các hồ sơ. Kiểm tra một tệp: app.py verify.",
            folder=folder,
        ) from None
    except (OSError, ValueError) as problem:
        raise Refused(
            "folder-unreadable",
            "Không đọc được thư mục %(folder)s (%(why)s).",
            folder=folder,
            why=type(problem).__name__,
        ) from None


def _walk(folder: Path, problems: list[OSError]) -> Iterator[tuple[str, Failure | None]]:
    """Each name with what speaks against it; folders only where they are not entered."""
    for here, folders, files in os.walk(folder, onerror=problems.append):
        place = Path(here)
        for name in list(folders):
            why = _against_folder(place / name)
            if why:
                folders.remove(name)
                yield (place / name).relative_to(folder).as_posix(), why
        for name in files:
            yield (place / name).relative_to(folder).as_posix(), _against_file(place / name)


def _against_folder(path: Path) -> Failure | None:
    if path.name.startswith("."):
        return Failure("hidden", HIDDEN)
    return Failure("folder-link", LINK) if path.is_symlink() else None


def _against_file(path: Path) -> Failure | None:
    if path.name.startswith("."):
        return Failure("hidden", HIDDEN)
    if path.suffix.lower() == ".zip":
        return None if path.is_file() or not path.exists() else Failure("not-a-file", STRANGE)  # a broken link is told later
    return Failure("bare-box", BOX) if path.suffix.lower() == ".bel" else Failure("not-a-record", OTHER)
