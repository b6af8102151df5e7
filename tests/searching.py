"""What is searched for secrets: the memory of a process as a core dump would have it, its open files, whole folders.

A text is looked for among the printable strings only, which is quick; bytes are looked for everywhere.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

PAGE = 4096
SHORTEST = 8
_PRINTABLE = re.compile(rb"[\x20-\x7e]{%d,}" % SHORTEST)
_LIMB = 30  # bits of one digit of a Python integer, in four bytes
Needles = Mapping[str, bytes]


class Haystack:
    """Bytes that may hold something."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._texts = b"\n".join(_PRINTABLE.findall(raw))

    def holds(self, needle: bytes) -> bool:
        """Of at least SHORTEST bytes, so that nothing is found by chance."""
        assert len(needle) >= SHORTEST, "too short to be looked for"
        return needle in (self._texts if _PRINTABLE.fullmatch(needle) else self._raw)

    def found(self, needles: Needles) -> set[str]:
        """The names of those that are there."""
        return {name for name, needle in needles.items() if self.holds(needle)}


def pages(pid: int) -> Iterator[bytes]:
    """All that the process can write to: heap, stacks, data of libraries. Pages of nothing but zeros are left out."""
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", 0) as inside:
        for place, rights, *_ in (line.split() for line in maps):
            if rights.startswith("rw"):
                start, end = (int(edge, 16) for edge in place.split("-"))
                yield from _read(inside, start, end - start)


def _read(inside: BinaryIO, start: int, length: int) -> Iterator[bytes]:
    """A page that nobody has written to reads as zeros; one that was given back meanwhile ends the segment."""
    inside.seek(start)
    try:
        raw = inside.read(length)
    except OSError:
        return
    yield from (page for at in range(0, length, PAGE) if (page := raw[at : at + PAGE]).strip(b"\0"))


class Memory:
    """What a process has written since this was made: a page that is still as it was holds nothing that came later."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._before = set(map(hash, pages(pid)))

    def written(self) -> bytes:
        return b"".join(page for page in pages(self._pid) if hash(page) not in self._before)


def open_files(pid: int) -> bytes:
    """What the process has open, also files that have no name any more."""
    return b"".join(one.read_bytes() for one in Path(f"/proc/{pid}/fd").iterdir() if one.is_file())


def files(folders: Iterable[Path]) -> bytes:
    """Every file in the folders; what is packed in a record is unpacked."""
    raws = [path.read_bytes() for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    return b"".join(part for raw in raws for part in (raw, *unpacked(raw)))


def unpacked(raw: bytes) -> list[bytes]:
    if not zipfile.is_zipfile(BytesIO(raw)):
        return []
    with zipfile.ZipFile(BytesIO(raw)) as pack:
        return [pack.read(name) for name in pack.namelist()]


def forms_of_number(name: str, number: int) -> dict[str, bytes]:
    """A number as texts write it, as bytes in both orders, and as Python keeps it in memory."""
    limbs = [(number >> at) & ((1 << _LIMB) - 1) for at in range(0, number.bit_length(), _LIMB)]
    return {
        f"{name}, decimal": str(number).encode(),
        f"{name}, hexadecimal": f"{number:x}".encode(),
        f"{name}, hexadecimal backwards": number.to_bytes(32, "little").hex().encode(),
        f"{name}, bytes": number.to_bytes(32, "big"),
        f"{name}, bytes backwards": number.to_bytes(32, "little"),
        f"{name}, an integer of Python": b"".join(limb.to_bytes(4, "little") for limb in limbs),
    }


def forms_of_text(name: str, text: str) -> dict[str, bytes]:
    """A text, without its dashes too, and as a Python string keeps it beside Vietnamese letters."""
    bare = text.replace("-", "")
    return {
        name: text.encode(),
        f"{name}, without dashes": bare.encode(),
        f"{name}, in wide letters": text.encode("utf-16-le"),
    }
