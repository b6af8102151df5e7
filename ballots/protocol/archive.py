"""The form of a `.bel` file: an old-style tar without closing zero blocks, one record after the other (section 11).

Every byte of a header follows from the record's name, size and the archive's timestamp, so reading is writing again
and comparing. What the records say to each other is `board`'s concern.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from ballots.errors import Broken
from ballots.protocol.encoding import HASH, compact, has_fields, read_canonical, sha_hex

_BLOCK = 512
_FIRST = "BELENIOS"
_SECONDS = re.compile(r"0|[1-9][0-9]{0,9}")
_SIZE = re.compile(rb"[0-7]{11}")


@dataclass(frozen=True)
class Entry:
    """One record of the board: `hash` is the SHA-256 of `body` in hexadecimal digits, and its name."""

    kind: Literal["data", "event"]
    hash: str
    body: bytes

    @staticmethod
    def of(kind: Literal["data", "event"], body: bytes) -> "Entry":
        return Entry(kind, sha_hex(body), body)

    @property
    def is_intact(self) -> bool:
        return self.hash == sha_hex(self.body)

    @property
    def name(self) -> str:
        return f"{self.hash}.{self.kind}.json"


def write(timestamp: int, entries: Iterable[Entry]) -> bytes:
    """The archive of these records; `timestamp` in seconds since 1970, the same in every header."""
    return b"".join(_records(timestamp, entries))


def read(raw: bytes) -> tuple[int, tuple[Entry, ...]]:
    """Timestamp and records of an archive, byte-exact; Broken("archive-malformed" | "archive-hash") otherwise."""
    records = list(_split(raw))
    if not records or records[0][0] != _FIRST:
        raise Broken("archive-malformed", "Tệp này không phải là một hồ sơ bỏ phiếu.")
    timestamp = _timestamp(records[0][1])
    entries = tuple(_entry(name, body, place) for place, (name, body) in enumerate(records[1:], 2))
    if not _is_made_of(raw, _records(timestamp, entries)):
        raise Broken("archive-malformed", "Hồ sơ có chỗ không được ghi đúng từng byte theo quy định.")
    return timestamp, entries


def _records(timestamp: int, entries: Iterable[Entry]) -> Iterator[bytes]:
    yield _record(_FIRST, compact({"version": 1, "timestamp": str(timestamp)}), timestamp)
    for entry in entries:
        yield _record(entry.name, entry.body, timestamp)


def _is_made_of(raw: bytes, parts: Iterable[bytes]) -> bool:
    """Compared part by part: a large archive is not in memory once more."""
    at = 0
    for part in parts:
        if not raw.startswith(part, at):
            return False
        at += len(part)
    return at == len(raw)


def _record(name: str, body: bytes, timestamp: int) -> bytes:
    fields = {0: name, 100: "0000644", 108: "0000000", 116: "0000000", 124: f"{len(body):011o}",
              136: f"{timestamp:011o}", 148: " " * 8, 156: "0"}  # fmt: skip
    header = bytearray(_BLOCK)
    for at, text in fields.items():
        header[at : at + len(text)] = text.encode()
    header[148:156] = f"{sum(header):06o}\0 ".encode()
    return bytes(header) + body + bytes(-len(body) % _BLOCK)


def _split(raw: bytes) -> Iterator[tuple[str, bytes]]:
    """Names and bodies, trusting a header only as far as needed to find them; `read` compares the rest."""
    at = 0
    while at < len(raw):
        header, size = raw[at : at + _BLOCK], raw[at + 124 : at + 135]
        if not _SIZE.fullmatch(size) or at + _BLOCK + int(size, 8) > len(raw):
            raise Broken("archive-malformed", "Hồ sơ bị cắt cụt hoặc không phải là một hồ sơ bỏ phiếu.")
        name, body = header[:100].rstrip(b"\0"), raw[at + _BLOCK : at + _BLOCK + int(size, 8)]
        at += _BLOCK + len(body) + -len(body) % _BLOCK
        yield name.decode("latin-1"), body


def _timestamp(body: bytes) -> int:
    value = read_canonical(body, "archive-malformed")
    known = has_fields(value, ("version", "timestamp")) and compact(value["version"]) == b"1"
    if not known or not isinstance(value["timestamp"], str) or not _SECONDS.fullmatch(value["timestamp"]):
        raise Broken("archive-malformed", "Phần đầu của hồ sơ không đúng định dạng.")
    return int(value["timestamp"])


def _entry(name: str, body: bytes, place: int) -> Entry:
    digest, _, kind = name.partition(".")
    if kind not in ("data.json", "event.json") or not HASH.fullmatch(digest):
        raise Broken("archive-malformed", "Bản ghi thứ %(place)s của hồ sơ mang tên lạ.", place=place)
    entry = Entry("data" if kind == "data.json" else "event", digest, body)
    if not entry.is_intact:
        raise Broken("archive-hash", "Bản ghi thứ %(place)s của hồ sơ đã bị thay đổi.", place=place)
    return entry
