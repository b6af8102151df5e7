"""kiosk.head: where the store stood when it last acknowledged anything, in a file of its own beside it.

SQLite takes the end of a log that was cut off for the end of the log, without a word. This file knows better. It is written
after the transaction is on the disk, and without waiting for the disk: so it may lag behind the store, after a power cut, and
is never before it. One line of fixed length, written over in place.
"""

import hashlib
import os
from contextlib import suppress
from io import FileIO
from pathlib import Path

from kiosk import durable
from kiosk.sums import Mark

_LENGTH = 128


def head_path(store: Path) -> Path:
    return store.with_suffix(".head")


def read_head(path: Path) -> Mark | None:
    """None where there is none, or where its line is damaged: then it says nothing. Raises OSError."""
    try:
        line = path.read_bytes()
    except FileNotFoundError:
        return None
    try:
        meeting, seq, sum_, _ = line.decode("ascii").split()
        mark = Mark(int(meeting), int(seq), sum_.strip("-"))
    except ValueError:
        return None
    return mark if _line(mark) == line else None


class Head:
    """The file of one store, from its opening until `close`."""

    def __init__(self, path: Path, mark: Mark) -> None:
        """Makes the file where there is none. Raises OSError."""
        if not path.exists():
            durable.write_new(path, _line(mark))
        self._file = FileIO(os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0)), "r+")
        self.move(mark)

    def move(self, mark: Mark) -> None:
        """Never raises: what it says is on the disk already, and an older line is true as well."""
        with suppress(OSError):
            self._file.seek(0)
            self._file.write(_line(mark))

    def close(self) -> None:
        self._file.close()


def _line(mark: Mark) -> bytes:
    said = f"{mark.meeting} {mark.seq} {mark.sum or '-'}"
    check = hashlib.sha256(said.encode()).hexdigest()[:8]
    return f"{said} {check}".ljust(_LENGTH - 1).encode() + b"\n"
