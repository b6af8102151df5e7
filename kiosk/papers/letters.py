"""Which characters the papers' font can draw. PDF/A takes no other, and one strange character in a name must not leave a
meeting without its papers: it is drawn as □, and the record attached to the paper keeps it.
"""

import struct
from collections.abc import Iterable
from functools import cache
from pathlib import Path

MISSING = "□"
LONGEST_WORD = 24
_INVISIBLE = "\u200b"


@cache
def drawn_by(fonts: tuple[Path, ...]) -> frozenset[int]:
    """The code points that all of these TrueType fonts have, from their Unicode table (OpenType, `cmap` format 4)."""
    return frozenset.intersection(*(_covered(font.read_bytes()) for font in fonts))


def _covered(font: bytes) -> frozenset[int]:
    tables = {font[at : at + 4]: struct.unpack(">I", font[at + 8 : at + 12])[0] for at in _entries(font)}
    cmap = tables[b"cmap"]
    (number,) = struct.unpack(">H", font[cmap + 2 : cmap + 4])
    for at in range(cmap + 4, cmap + 4 + 8 * number, 8):
        platform, encoding, offset = struct.unpack(">HHI", font[at : at + 8])
        if (platform, encoding) == (3, 1):
            return frozenset(_segments(font, cmap + offset))
    raise ValueError("the font has no Unicode table")


def _entries(font: bytes) -> range:
    (number,) = struct.unpack(">H", font[4:6])
    return range(12, 12 + 16 * number, 16)


def _segments(font: bytes, table: int) -> Iterable[int]:
    """The characters of the segments of a format 4 table; the last one is the end mark."""
    (doubled,) = struct.unpack(">H", font[table + 6 : table + 8])
    ends, starts = (
        struct.unpack(f">{doubled // 2}H", font[at : at + doubled]) for at in (table + 14, table + 16 + doubled)
    )
    for start, end in zip(starts[:-1], ends[:-1]):
        yield from range(start, end + 1)


def drawable(value: object, covered: frozenset[int]) -> object:
    """`value` (of JSON) with every text so that it can be drawn and broken into lines: see `_text`."""
    if isinstance(value, str):
        return _text(value, covered)
    if isinstance(value, dict):
        return {name: drawable(part, covered) for name, part in value.items()}
    if isinstance(value, list):
        return [drawable(part, covered) for part in value]
    return value


def _text(text: str, covered: frozenset[int]) -> str:
    """Strange characters replaced; a word too long for any column may break anywhere."""
    known = "".join(letter if ord(letter) in covered or letter == "\n" else MISSING for letter in text)
    words = (_INVISIBLE.join(word) if len(word) > LONGEST_WORD else word for word in known.split(" "))
    return " ".join(words)
