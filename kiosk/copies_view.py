"""What the desk shows of its copies, in the shapes that the templates draw."""

import shutil
from contextlib import suppress
from pathlib import Path

from kiosk.config import program
from kiosk.copies import room_needed, size_text
from kiosk.drives import drives
from kiosk.failures import spoken
from kiosk.hall import Hall
from kiosk.offload import offload

Shown = dict[str, object]


def copies_shown(hall: Hall) -> Shown:
    """{"drives", "needed", "last", "program"}: where a copy can go now, as {"path", "free"}; the room that it needs; what the
    desk copied last, as {"folder", "files", "size", "seq"} or None; the program's name in a command."""
    needed, found = offload(_looked, hall.config.instance, hall.store.size)
    last = hall.copied
    told = last and {"folder": last.folder, "files": last.files, "size": size_text(last.size), "seq": last.mark.seq}
    return {"drives": found, "needed": size_text(needed), "last": told, "program": program()}


def _looked(instance: Path, store: int) -> tuple[int, list[Shown]]:
    """For another thread: a stick that sleeps answers late."""
    found = []
    for path in drives():
        with suppress(OSError):  # pulled out in this moment
            found.append({"path": str(path), "free": size_text(shutil.disk_usage(path).free)})
    return room_needed(instance, store), found


def following_shown(hall: Hall) -> Shown | None:
    """{"folder", "code", "trouble", "same_disk"} of the copy that follows the meeting, None where none was asked for. `code`,
    `trouble`: why it does not follow now, "" where it does."""
    copying = hall.copying
    if copying is None:
        return None
    trouble = copying.trouble
    return {
        "folder": str(copying.folder),
        "code": trouble.code if trouble else "",
        "trouble": spoken(trouble) if trouble else "",
        "same_disk": copying.same_disk,
    }
