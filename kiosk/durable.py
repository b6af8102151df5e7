"""Files that appear whole or not at all: written beside, made durable (fsync), and only then given their name."""

import os
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


def replace(path: Path, content: bytes) -> None:
    """The file has this content on return, the old one until then. Mode 0600. Raises OSError."""
    beside = _beside(path, content)
    try:
        os.replace(beside, path)
    finally:
        Path(beside).unlink(missing_ok=True)


def _beside(path: Path, content: bytes) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
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
