"""Files that appear whole or not at all: written beside, made durable (fsync), and only then given their name, which is made
durable too: after a power cut a paper that was signed is the signed one."""

import errno
import os
import sys
import tempfile
from pathlib import Path


def write_new(path: Path, content: bytes) -> None:
    """Does nothing where the name is taken, even by another process meanwhile. Mode 0600. Raises OSError."""
    beside = _beside(path, content)
    try:
        os.link(beside, path)
    except FileExistsError:
        pass
    except OSError:  # a file system without hard links, such as a memory stick's
        if not path.exists():
            os.rename(beside, path)
    finally:
        Path(beside).unlink(missing_ok=True)
    keep_names(path.parent)


def replace(path: Path, content: bytes) -> None:
    """The file has this content on return, the old one until then. Mode 0600. Raises OSError."""
    beside = _beside(path, content)
    try:
        os.replace(beside, path)
    finally:
        Path(beside).unlink(missing_ok=True)
    keep_names(path.parent)


def keep_names(folder: Path) -> None:
    """The names of the files in `folder` are on the disk too on return, where the system lets us ask for that (Windows and some
    sticks do not). Raises OSError."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as problem:
        if problem.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)


def read_from_disk(path: Path) -> bytes:
    """The bytes as the disk has them, and not as memory still has them from writing, where the system lets us ask that."""
    with path.open("rb", buffering=0) as file:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return file.read()


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        keep_names(folder.parent)


def _beside(path: Path, content: bytes) -> str:
    _make_folder(path.parent)
    handle, beside = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with open(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        Path(beside).unlink(missing_ok=True)
        raise
    return beside
