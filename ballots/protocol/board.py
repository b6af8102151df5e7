"""The board: everything public about an election, in order, each event chained to the one before by hash (section 11).

Records are of two kinds: data, and the events that say what happened and point at data. The hash of the last event,
the head, fixes the whole board. Which event may follow which is `chain.NEXT`, and a board only ever grows.

What this file does not do: check what the data say (ballots, proofs, keys). `audit` does.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from ballots.errors import Broken
from ballots.protocol import archive
from ballots.protocol.archive import Entry
from ballots.protocol.chain import NEXT, Chain, Event, event_after, read_event
from ballots.protocol.encoding import compact, read_canonical, read_json, sha_hex


class Setup(NamedTuple):
    """The three records that everything else refers to."""

    election: bytes
    trustees: bytes
    credentials: bytes


@dataclass(frozen=True)
class Board:
    """A board of entries that were accepted by `with_entries` or `read`; `timestamp` in seconds since 1970."""

    uuid: str
    timestamp: int
    entries: tuple[Entry, ...] = ()

    @staticmethod
    def read(uuid: str | None, raw: bytes) -> "Board":
        """The board of an archive, byte-exact, chain and order checked; Broken("archive-...") otherwise.

        Without `uuid` the election record says which election it is; with it, the record must say the same.
        """
        timestamp, entries = archive.read(raw)
        if not entries:
            raise Broken("archive-order", "Hồ sơ không có phần mở đầu của cuộc bỏ phiếu.")
        board = Board("", timestamp).with_entries(entries)
        board = replace(board, uuid=_uuid(board.setup.election))
        if uuid not in (None, board.uuid):
            raise Broken("archive-other-election", "Hồ sơ này thuộc một cuộc bỏ phiếu khác.")
        return board

    def archive(self) -> bytes:
        """The `.bel` file, byte for byte as belenios-tool writes it."""
        return archive.write(self.timestamp, self.entries)

    def next_event(self, event_type: str, *data_records: bytes) -> tuple[Entry, ...]:
        """What this event adds: those of its data records that are not on the board yet, then the event itself.

        The last data record is the event's payload. ValueError for an event that may not follow now.
        """
        last = self._last
        if event_type not in NEXT[last.type if last else None]:
            raise ValueError(f"{event_type} may not follow now")
        known = {entry.hash for entry in self.entries}
        data = [Entry.of("data", record) for record in data_records]
        event = event_after(last, event_type, data[-1].hash if data else None)
        return (*(entry for entry in data if entry.hash not in known), event)

    def with_entries(self, entries: Iterable[Entry]) -> "Board":
        """The board after these entries, whole events with their data; Broken("archive-...") if they do not follow."""
        added = tuple(entries)
        Chain(self.entries).accept(added)
        return replace(self, entries=self.entries + added)

    @property
    def head(self) -> str | None:
        """The hash of the last event, None on an empty board."""
        return self.entries[-1].hash if self.entries else None

    @property
    def events(self) -> tuple[Event, ...]:
        """What happened, in order."""
        return tuple(read_event(entry) for entry in self.entries if entry.kind == "event")

    @property
    def setup(self) -> Setup:
        """What the Setup event brought; it has to be on the board."""
        return Setup(*(entry.body for entry in self.entries[:3]))

    def payloads(self, event_type: str) -> tuple[bytes, ...]:
        """The last data record of each event of this type, in order: ballots, companions, the result."""
        data = self._data()
        return tuple(data[event.payload] for event in self.events if event.type == event_type and event.payload)

    @property
    def encrypted_tally(self) -> bytes | None:
        """The record that the companion of the EncryptedTally event names; None before that event."""
        for companion in self.payloads("EncryptedTally"):
            return self.record(read_canonical(companion, "archive-malformed")["encrypted_tally"])
        return None

    @property
    def shares(self) -> tuple[tuple[Any, bytes], ...]:
        """Owner and partial decryption of each PartialDecryption event, in order; an owner is whatever was written."""
        companions = (read_canonical(raw, "archive-malformed") for raw in self.payloads("PartialDecryption"))
        return tuple((companion["owner"], self.record(companion["payload"])) for companion in companions)

    def record(self, digest: str) -> bytes:
        """The data record of this hash; KeyError where there is none."""
        return self._data()[digest]

    def _data(self) -> dict[str, bytes]:
        return {entry.hash: entry.body for entry in self.entries if entry.kind == "data"}

    @property
    def _last(self) -> Event | None:
        return read_event(self.entries[-1]) if self.entries else None


def setup_companion(election: bytes, trustees: bytes, credentials: bytes) -> bytes:
    """The payload of the Setup event, after the three records it names."""
    return compact({"election": sha_hex(election), "trustees": sha_hex(trustees), "credentials": sha_hex(credentials)})


def _uuid(election: bytes) -> str:
    value = read_json(election, "election-malformed")
    uuid = value.get("uuid") if isinstance(value, dict) else None
    if not isinstance(uuid, str):
        raise Broken("election-malformed", "Bản mô tả cuộc bỏ phiếu không có mã số.")
    return uuid
