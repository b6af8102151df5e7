"""The store: the only SQL, with the tables in `kiosk.schema`.

Three append-only tables: the facts of every meeting, the entries of every board (the protocol's archive), and a seal for every
transaction (`kiosk.sums`). One process owns the file as long as it runs. A transaction is on the disk (WAL, synchronous=FULL)
before `append` returns, and a receipt is given only after that (P7). No table has a time, an address or a device of a voter
(P10).
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from sqlite_utils import Database

from ballots.meeting import Fact
from ballots.protocol.archive import Entry
from kiosk.head import Head, head_path
from kiosk.schema import bring_up_to_date, check_file
from kiosk.store_failed import StoreDamaged, StoreFailed, damaged, unopened, unreadable
from kiosk.sums import EntryRow, FactRow, Mark, Seal, entry_line, fact_line, sum_after

__all__ = ["Store", "StoreDamaged", "StoreFailed", "Transaction"]


class Transaction(NamedTuple):
    """What was written at once, row by row."""

    facts: list[FactRow]
    entries: list[EntryRow]
    seal: Seal

    @classmethod
    def after(cls, before: Mark, facts: list[FactRow], entries: list[EntryRow]) -> "Transaction":
        """The one that follows `before`: at least one fact, and entries of one board, one after the other."""
        place = entries[0][:2] if entries else ("", 0)
        written = (*facts[-1][:2], *place, len(entries))
        return cls(facts, entries, Seal(*written, _sum(before, facts, entries, written)))

    def follows(self, before: Mark) -> bool:
        """Whether these rows are what was written after `before`."""
        return _sum(before, *self) == self.seal.sum


def _sum(before: Mark, facts: list[FactRow], entries: list[EntryRow], seal: Sequence[object]) -> str:
    return sum_after(before.sum, [*map(fact_line, facts), *map(entry_line, entries)], seal)


class Store:
    """The one connection to the file, from its opening until `close`."""

    def __init__(self, path: Path, remedy: str = "", any_thread: bool = False) -> None:
        """Opens or makes the file. StoreFailed: `instance-in-use` (another kiosk runs on it), `store-not-writable`,
        `store-unreadable`, `store-damaged`, `store-behind`, `store-newer`; the file is then as it was.

        `remedy`: the command that goes on from a copy. `any_thread`: for whoever calls it from one thread after another."""
        self._path, self._remedy = path, remedy
        connection = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            check_file(path, remedy)
            connection = sqlite3.connect(path, isolation_level=None, timeout=1, check_same_thread=not any_thread)
            self._take(connection)
        except (sqlite3.Error, OSError) as problem:
            if connection:
                connection.close()
            raise unopened(path, problem, remedy) from None

    def _take(self, connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA fullfsync=ON")  # on a Mac, fsync alone leaves it in the drive's cache
        connection.execute("PRAGMA foreign_keys=ON")
        bring_up_to_date(connection)  # its first write takes the lock that keeps a second kiosk out
        self._db = Database(connection)
        self.mark = self._last_mark()
        self._head = Head(head_path(self._path), self.mark)
        Path(f"{self._path}-shm").unlink(missing_ok=True)  # of the check; nobody else has the file open now

    def close(self) -> None:
        self._head.close()
        self._db.conn.close()

    def unreadable(self) -> StoreFailed:
        """What to raise where the rows do not say a meeting."""
        return unreadable(self._path, self._remedy)

    def latest_meeting(self) -> int:
        """The number of the newest meeting, 0 where there is none."""
        return self._db.execute("SELECT coalesce(max(meeting), 0) FROM fact").fetchone()[0]

    def facts(self, meeting: int) -> list[Fact]:
        """All facts of a meeting, from the first; empty where there is no such meeting."""
        rows = list(
            self._db["fact"].rows_where("meeting = ?", [meeting], order_by="seq")
        )  # a cursor would hold the file
        return [Fact(row["seq"], row["name"], json.loads(row["body"]), row["at"]) for row in rows]

    def bodies(self, name: str) -> list[dict]:
        """What the facts of this name say, those of every meeting; in no order that means anything."""
        return [json.loads(row["body"]) for row in self._db["fact"].rows_where("name = ?", [name])]

    def entries(self, election: str) -> tuple[Entry, ...]:
        """The board of an election, as it was appended; empty where there is none."""
        rows = list(self._db["entry"].rows_where("election = ?", [election], order_by="position"))
        return tuple(Entry(row["kind"], row["hash"], bytes(row["body"])) for row in rows)

    def append(
        self, meeting: int, facts: Iterable[Fact], election: str = "", start: int = 0, entries: Iterable[Entry] = ()
    ) -> None:
        """Facts and board entries (from position `start`) in one transaction, durable on return. Raises StoreFailed."""
        told = [(meeting, f.seq, f.name, json.dumps(f.body, ensure_ascii=False), f.at) for f in facts]
        kept = [(election, at, e.kind, e.hash, e.body) for at, e in enumerate(entries, start)]
        self._write([Transaction.after(self.mark, told, kept)])

    def replay(self, transactions: Sequence[Transaction]) -> None:
        """What comes next, all or none, durable on return. StoreFailed, also where it is not what comes next."""
        mark = self.mark
        for one in transactions:
            if not one.follows(mark):
                raise damaged(self._path, self._remedy)
            mark = one.seal.mark
        self._write(transactions)

    def _write(self, transactions: Sequence[Transaction]) -> None:
        with self._writing():
            for one in transactions:
                self._db.conn.executemany("INSERT INTO fact VALUES (?, ?, ?, ?, ?)", one.facts)
                self._db.conn.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?)", one.entries)
                self._db.execute("INSERT INTO seal VALUES (?, ?, ?, ?, ?, ?)", one.seal)
        if transactions:
            self.mark = transactions[-1].seal.mark
        self._head.move(self.mark)

    def holds(self, mark: Mark) -> bool:
        """Whether a store with this mark is a beginning of this one, or the same."""
        found = self._db.execute("SELECT sum FROM seal WHERE meeting = ? AND seq = ?", mark[:2]).fetchone()
        return not mark.seq or found == (mark.sum,)

    def since(self, mark: Mark, most: int) -> list[Transaction]:
        """The next transactions after a beginning of this store, at most so many; none where it is the same."""
        after = "SELECT meeting, seq, election, start, entries, sum FROM seal WHERE (meeting, seq) > (?, ?)"
        found = []
        for seal in (
            Seal(*row) for row in self._db.execute(f"{after} ORDER BY meeting, seq LIMIT ?", (*mark[:2], most))
        ):
            found.append(self._transaction(mark, seal))
            mark = seal.mark
        return found

    def _transaction(self, before: Mark, seal: Seal) -> Transaction:
        told = (
            "SELECT meeting, seq, name, body, at FROM fact WHERE (meeting, seq) > (?, ?) AND (meeting, seq) <= (?, ?)"
        )
        kept = "SELECT election, position, kind, hash, body FROM entry WHERE election = ? AND position >= ? AND position < ?"
        facts = self._db.execute(f"{told} ORDER BY meeting, seq", (*before[:2], *seal[:2])).fetchall()
        place = (seal.election, seal.start, seal.start + seal.entries)
        return Transaction(facts, self._db.execute(f"{kept} ORDER BY position", place).fetchall(), seal)

    @property
    def size(self) -> int:
        """Bytes of a snapshot."""
        pages, page = (self._db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
        return pages * page

    def snapshot(self) -> bytearray:
        """The whole store as a file of its own, as it is at this moment."""
        whole = bytearray(self._db.conn.serialize())
        whole[18:20] = b"\x01\x01"  # a file without a log beside it (SQLite's file format, 1.3.3)
        return whole

    def _last_mark(self) -> Mark:
        last = "SELECT meeting, seq, sum FROM seal ORDER BY meeting DESC, seq DESC LIMIT 1"
        return Mark(*(self._db.execute(last).fetchone() or ()))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            with self._db.atomic():
                yield
        except sqlite3.Error as problem:
            raise StoreFailed(
                "store-failed",
                "Hòm phiếu chưa ghi được vào đĩa (%(why)s). Chưa có gì được ghi nhận và chưa có gì mất; "
                "xin kiểm tra đĩa rồi làm lại.",
                why=type(problem).__name__,
            ) from None
