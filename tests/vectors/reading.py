"""Reads the constant vectors of `data/`, where `expected.json` says what must come out of each archive.

`data/tool-made/` and `data/worked-first-ballot.json` were written by belenios-tool 3.3.0 and from its data, the
archives under `data/accepted/` and `data/rejected/` by altering elections as their folders are named.
"""

import json
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
TOOL_MADE = DATA / "tool-made"
EXPECTED: dict[str, dict[str, Any]] = json.loads((DATA / "expected.json").read_text())
WORKED: dict[str, Any] = json.loads((DATA / "worked-first-ballot.json").read_text())


def archive(folder: str) -> Path:
    """The one archive in a folder of `data/`."""
    (found,) = (DATA / folder).glob("*.bel")
    return found


def tool_made(name: str) -> bytes:
    """A file of the tool-made election without its last newline, which is no part of the record."""
    return (TOOL_MADE / name).read_bytes().removesuffix(b"\n")


def tool_made_lines(name: str) -> list[bytes]:
    return tool_made(name).split(b"\n")
