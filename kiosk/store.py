"""The store: the only SQL.

Two append-only tables: the facts of every meeting, and the entries of every board (the protocol's archive). One process
owns the file as long as it runs. A transaction is on the disk (WAL, synchronous=FULL) before `append` returns, and a
receipt is given only after that (P7). No table has a time, an address or a device of a voter (P10).
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from ballots.errors import Trouble
from ballots.meeting import Fact
from ballots.protocol.archive import Entry


class StoreFailed(Trouble):
    """The store could not be opened, read or written; what stands in it is as it was, and nothing was acknowledged."""


_SCHEMA = """
CREATE TABLE IF NOT EXISTS fact (
    meeting INTEGER NOT NULL, seq INTEGER NOT NULL, name TEXT NOT NULL, body TEXT NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (meeting, seq)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS entry (
    election TEXT NOT NULL, position INTEGER NOT NULL, kind TEXT NOT NULL, hash TEXT NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (election, position)) WITHOUT ROWID;
"""
_VERSION = 1  # of these tables, in the file's own header


class Store:
    """The one connection to the file, from its opening until `close`."""

    def __init__(self, path: Path) -> None:
        """Opens or makes the file. StoreFailed: `instance-in-use` (another kiosk runs on it), `store-not-writable`,
        `store-unreadable`, `store-newer`; the file is then as it was."""
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, isolation_level=None, timeout=1)
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            _check_version(path, connection)
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA fullfsync=ON")  # on a Mac, fsync alone leaves it in the drive's cache
            connection.execute("PRAGMA foreign_keys=ON")
            connection.executescript(f"{_SCHEMA} PRAGMA user_version={_VERSION};")
            # The first write takes the lock that keeps a second kiosk out.
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("COMMIT")
        except (sqlite3.Error, OSError) as problem:
            raise _unopened(path, problem) from None
        self._db = Database(connection)

    def close(self) -> None:
        self._db.conn.close()

    def unreadable(self) -> StoreFailed:
        """What to raise where the rows do not say a meeting."""
        return _unreadable(self._path)

    def latest_meeting(self) -> int:
        """The number of the newest meeting, 0 where there is none."""
        return self._db.execute("SELECT coalesce(max(meeting), 0) FROM fact").fetchone()[0]

    def facts(self, meeting: int) -> list[Fact]:
        """All facts of a meeting, from the first; empty where there is no such meeting."""
        rows = self._db["fact"].rows_where("meeting = ?", [meeting], order_by="seq")
        return [Fact(row["seq"], row["name"], json.loads(row["body"]), row["at"]) for row in rows]

    def bodies(self, name: str) -> list[dict]:
        """What the facts of this name say, those of every meeting; in no order that means anything."""
        return [json.loads(row["body"]) for row in self._db["fact"].rows_where("name = ?", [name])]

    def entries(self, election: str) -> tuple[Entry, ...]:
        """The board of an election, as it was appended; empty where there is none."""
        rows = self._db["entry"].rows_where("election = ?", [election], order_by="position")
        return tuple(Entry(row["kind"], row["hash"], bytes(row["body"])) for row in rows)

    def append(
        self, meeting: int, facts: Iterable[Fact], election: str = "", start: int = 0, entries: Iterable[Entry] = ()
    ) -> None:
        """Facts and board entries (from position `start`) in one transaction, durable on return. Raises StoreFailed."""
        with self._writing():
            self._db["fact"].insert_all(
                {
                    "meeting": meeting,
                    "seq": fact.seq,
                    "name": fact.name,
                    "body": json.dumps(fact.body, ensure_ascii=False),
                    "at": fact.at,
                }
                for fact in facts
            )
            self._db["entry"].insert_all(
                {
                    "election": election,
                    "position": position,
                    "kind": entry.kind,
                    "hash": entry.hash,
                    "body": entry.body,
                }
                for position, entry in enumerate(entries, start)
            )

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


def _check_version(path: Path, connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA user_version").fetchone()[0] > _VERSION:
        raise StoreFailed(
            "store-newer",
            "Dữ liệu trong thư mục %(folder)s do bản Hòm Phiếu mới hơn ghi. Xin chạy bản mới ấy, hoặc chọn thư mục khác "
            "bằng --instance. Chưa có gì thay đổi.",
            folder=path.parent,
        )


def _unreadable(path: Path) -> StoreFailed:
    return StoreFailed(
        "store-unreadable",
        "Không đọc được hội nghị trong thư mục %(folder)s: tệp kiosk.db bị hỏng, hoặc do một bản khác của chương trình ghi. "
        "Tệp vẫn còn nguyên. Xin chép lại thư mục này từ bản sao, hoặc chọn thư mục khác bằng --instance.",
        folder=path.parent,
    )


def _unopened(path: Path, problem: Exception) -> StoreFailed:
    if type(problem) is sqlite3.DatabaseError:  # not one of its kinds: "file is not a database", "malformed"
        return _unreadable(path)
    if "locked" in str(problem):
        return StoreFailed(
            "instance-in-use",
            "Một hòm phiếu khác đang chạy với thư mục %(folder)s. Xin dùng cửa sổ đang mở, "
            "hoặc đóng chương trình kia rồi chạy lại.",
            folder=path.parent,
        )
    return StoreFailed(
        "store-not-writable",
        "Không ghi được vào thư mục %(folder)s. Xin kiểm tra quyền ghi và dung lượng đĩa, "
        "hoặc chọn thư mục khác bằng --instance.",
        folder=path.parent,
    )
