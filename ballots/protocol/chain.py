"""The rules by which records follow each other on a board (section 11): order of events, references, parents.

`Chain` walks a board and refuses whatever the board itself would not have written next, so that one sequence of events
has exactly one archive.
"""

from collections import ChainMap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from ballots.errors import Broken
from ballots.protocol.archive import Entry
from ballots.protocol.encoding import HASH, compact, has_fields, is_number, read_canonical

NEXT: dict[str | None, tuple[str, ...]] = {
    None: ("Setup",),
    "Setup": ("Ballot", "EndBallots"),
    "Ballot": ("Ballot", "EndBallots"),
    "EndBallots": ("EncryptedTally",),
    "EncryptedTally": ("PartialDecryption",),
    "PartialDecryption": ("PartialDecryption", "Result"),
    "Result": (),
}
"""Which events may follow which."""

_COMPANIONS = {
    "Setup": (("election", "trustees", "credentials"), ("election", "trustees", "credentials")),
    "EncryptedTally": (("num_tallied", "total_weight", "encrypted_tally"), ("encrypted_tally",)),
    "PartialDecryption": (("owner", "payload"), ("payload",)),
}
"""Events whose payload is a companion: its fields, and those that refer to the data records before it."""


class Event(NamedTuple):
    """Something that happened. `payload` is the hash of its last data record, None where it has none."""

    type: str
    height: int
    payload: str | None
    hash: str


def event_after(last: Event | None, event_type: str, payload: str | None) -> Entry:
    """The entry of the event that follows `last`; whether it may is `NEXT`'s to say."""
    fields = {
        "parent": last and last.hash,
        "height": last.height + 1 if last else 0,
        "type": event_type,
        "payload": payload,
    }
    return Entry.of("event", compact({field: value for field, value in fields.items() if value is not None}))


def read_event(entry: Entry) -> Event:
    """An event of the right form; whether it follows is for `Chain` to say."""
    value = read_canonical(entry.body, "archive-malformed")
    first = ("parent",) if isinstance(value, dict) and "parent" in value else ()
    if not has_fields(value, (*first, "height", "type"), ("payload",)) or not is_number(value["height"]):
        raise Broken("archive-malformed", "Một sự kiện trong hồ sơ không đúng định dạng.")
    known = isinstance(value["type"], str) and value["type"] in NEXT
    if not known or not all(_is_hash(value[field]) for field in ("parent", "payload") if field in value):
        raise Broken("archive-malformed", "Một sự kiện trong hồ sơ thuộc loại lạ hoặc không đúng định dạng.")
    return Event(value["type"], value["height"], value.get("payload"), entry.hash)


class Chain:
    """Where a walk along a board has come to: its data records by hash, and its last event."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        """Begin after entries that were accepted before."""
        self._bodies = {entry.hash: entry.body for entry in entries if entry.kind == "data"}
        self._last = read_event(entries[-1]) if entries else None

    def accept(self, entries: Iterable[Entry]) -> None:
        """Go on over whole events, each after its new data records; Broken("archive-...") if they do not fit."""
        waiting: list[Entry] = []
        for entry in entries:
            if not entry.is_intact:
                raise Broken("archive-hash", "Một bản ghi của hòm phiếu đã bị thay đổi.")
            if entry.kind == "data":
                waiting.append(entry)
            else:
                self._accept_event(entry, waiting)
                waiting = []
        if waiting:
            raise _unused()

    def _accept_event(self, entry: Entry, waiting: list[Entry]) -> None:
        event = read_event(entry)
        if event.type not in NEXT[self._last.type if self._last else None]:
            raise Broken("archive-order", "Các sự kiện trong hồ sơ không đúng trình tự của một cuộc bỏ phiếu.")
        if entry != event_after(self._last, event.type, event.payload):
            raise Broken("archive-chain", "Chuỗi sự kiện của hồ sơ bị đứt: một sự kiện không nối vào sự kiện trước nó.")
        new = {record.hash: record.body for record in waiting}
        known = ChainMap(new, self._bodies)  # no copy: a board of many thousand records is still read at once
        expected = [digest for digest in _references(event, known) if digest not in self._bodies]
        arrived = [record.hash for record in waiting]
        if set(arrived) - set(expected) or len(new) < len(arrived):
            raise _unused()
        if arrived != expected:
            raise Broken("archive-order", "Các bản ghi của một sự kiện trong hồ sơ không đúng thứ tự.")
        self._bodies.update(new)
        self._last = event


def _references(event: Event, bodies: Mapping[str, bytes]) -> list[str]:
    """The data records an event needs, in the order in which they are written."""
    if (event.payload is None) != (event.type == "EndBallots"):
        raise Broken("archive-malformed", "Một sự kiện trong hồ sơ thiếu hoặc thừa bản ghi kèm theo.")
    if event.payload is None:
        return []
    references = [*_companion_references(event, bodies), event.payload]
    if not all(digest in bodies for digest in references):
        raise _missing()
    return list(dict.fromkeys(references))


def _companion_references(event: Event, bodies: Mapping[str, bytes]) -> list[str]:
    if event.type not in _COMPANIONS:
        return []
    if event.payload not in bodies:
        raise _missing()
    fields, references = _COMPANIONS[event.type]
    value: Any = read_canonical(bodies[event.payload], "archive-malformed")
    if not has_fields(value, fields) or not all(_is_hash(value[field]) for field in references):
        raise Broken("archive-malformed", "Một bản ghi kèm theo sự kiện trong hồ sơ không đúng định dạng.")
    return [value[field] for field in references]


def _is_hash(value: object) -> bool:
    return isinstance(value, str) and HASH.fullmatch(value) is not None


def _missing() -> Broken:
    return Broken("archive-missing-record", "Hồ sơ thiếu một bản ghi mà một sự kiện nhắc tới.")


def _unused() -> Broken:
    return Broken("archive-unused-record", "Hồ sơ có một bản ghi mà không sự kiện nào dùng tới.")
