"""The tables of the store: the steps from each version of them to the next, and whether a file still holds what was written.

A version never changes once it was released. A file is checked as a whole before anything in it is touched: its pages
(SQLite's own check), its tables, the sum over its rows (`kiosk.sums`), and that it does not end before what was acknowledged
(`kiosk.head`).
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from kiosk.head import head_path, read_head
from kiosk.store_failed import behind, damaged, newer, unopened, unreadable
from kiosk.sums import EntryRow, FactRow, Mark, Seal, check_sums, entry_line, fact_line, sum_after

_FACT = """CREATE TABLE fact (
    meeting INTEGER NOT NULL, seq INTEGER NOT NULL, name TEXT NOT NULL, body TEXT NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (meeting, seq)) WITHOUT ROWID"""
_ENTRY = """CREATE TABLE entry (
    election TEXT NOT NULL, position INTEGER NOT NULL, kind TEXT NOT NULL, hash TEXT NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (election, position)) WITHOUT ROWID"""
_SEAL = """CREATE TABLE seal (
    meeting INTEGER NOT NULL, seq INTEGER NOT NULL, election TEXT NOT NULL, start INTEGER NOT NULL,
    entries INTEGER NOT NULL, sum TEXT NOT NULL,
    PRIMARY KEY (meeting, seq)) WITHOUT ROWID"""


def _facts_and_entries(connection: sqlite3.Connection) -> None:
    connection.execute(_FACT)
    connection.execute(_ENTRY)


def _seals(connection: sqlite3.Connection) -> None:
    """The first seal covers everything that was written without one."""
    connection.execute(_SEAL)
    facts, entries = all_facts(connection), list(map(entry_line, all_entries(connection)))
    if facts:
        seal = (*facts[-1][:2], "", 0, len(entries))
        total = sum_after("", [*map(fact_line, facts), *entries], seal)
        connection.execute("INSERT INTO seal VALUES (?, ?, ?, ?, ?, ?)", (*seal, total))


STEPS: tuple[Callable[[sqlite3.Connection], None], ...] = (_facts_and_entries, _seals)
"""Step n leads from version n to n + 1; version 0 is an empty file."""
TABLES = ({}, {"fact": _FACT, "entry": _ENTRY}, {"fact": _FACT, "entry": _ENTRY, "seal": _SEAL})
"""What a file of each version holds, and nothing else."""
VERSION = len(STEPS)


def bring_up_to_date(connection: sqlite3.Connection) -> None:
    """All steps that are missing, in one transaction: a file has its old version whole, or the newest. Idempotent."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        if missing := STEPS[version_of(connection) :]:
            for step in missing:
                step(connection)
            connection.execute(f"PRAGMA user_version={VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def version_of(connection: sqlite3.Connection) -> int:
    return connection.execute("PRAGMA user_version").fetchone()[0]


def all_facts(connection: sqlite3.Connection) -> list[FactRow]:
    return connection.execute("SELECT meeting, seq, name, body, at FROM fact ORDER BY meeting, seq").fetchall()


def all_entries(connection: sqlite3.Connection) -> Iterator[EntryRow]:
    """One after the other: they are nearly all of the file."""
    return connection.execute("SELECT election, position, kind, hash, body FROM entry ORDER BY election, position")


def all_seals(connection: sqlite3.Connection) -> list[Seal]:
    order = "SELECT meeting, seq, election, start, entries, sum FROM seal ORDER BY meeting, seq"
    return [Seal(*row) for row in connection.execute(order)]


def check_file(path: Path, remedy: str = "") -> Mark:
    """Where the store in this file stands (of one without sums: its last fact); nothing in it or its log is changed.

    `remedy`: the command that goes on from a copy. StoreFailed: `store-newer`, `store-unreadable` (not our tables),
    `store-damaged`, `store-behind` (its end is missing), `instance-in-use`, `store-not-writable`.
    """
    try:
        head = read_head(head_path(path)) or Mark()
        if not _size(path):  # then SQLite throws its log away
            if head.seq:
                raise behind(path, Mark(), head, remedy)
            if _size(Path(f"{path}-wal")):
                raise unreadable(path, remedy)
            return Mark()
        with closing(_only_reading(path)) as connection:
            return _check(path, connection, head, remedy)
    except (sqlite3.Error, OSError) as problem:
        raise unopened(path, problem, remedy) from None


def _only_reading(path: Path) -> sqlite3.Connection:
    """Closed again, it leaves the log where it is, unlike a connection that writes; and without a log it makes none."""
    alone = not any(Path(f"{path}{log}").exists() for log in ("-wal", "-journal"))
    return sqlite3.connect(f"{path.resolve().as_uri()}?{'immutable=1' if alone else 'mode=ro'}", uri=True, timeout=1)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _check(path: Path, connection: sqlite3.Connection, head: Mark, remedy: str) -> Mark:
    version = version_of(connection)
    if version > VERSION:
        raise newer(path)
    if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
        raise damaged(path, remedy)
    tables = dict(connection.execute("SELECT name, sql FROM sqlite_master"))
    if version < 0 or tables != TABLES[version]:
        raise unreadable(path, remedy)
    if version < 2:
        return _unsealed(path, connection, version, head, remedy)
    seals = all_seals(connection)
    try:
        mark = check_sums(all_facts(connection), all_entries(connection), seals)
    except (ValueError, KeyError, TypeError):
        raise damaged(path, remedy) from None
    if head.seq and head not in {seal.mark for seal in seals}:
        raise behind(path, mark, head, remedy)
    return mark


def _unsealed(path: Path, connection: sqlite3.Connection, version: int, head: Mark, remedy: str) -> Mark:
    """Of version 0 or 1: then no head was ever written beside it."""
    facts = all_facts(connection) if version else []
    mark = Mark(*facts[-1][:2]) if facts else Mark()
    if head.seq:
        raise behind(path, mark, head, remedy)
    return mark


def last_mark(path: Path, ours: Mark) -> Mark | None:
    """Where another store stands, of which the one that stands at `ours` is a beginning; None where it is none, or where it
    cannot be read. OSError where there is none. Nothing else of it is checked."""
    os.stat(path)
    try:
        with closing(_only_reading(path)) as connection:
            marks = [seal.mark for seal in all_seals(connection)]
    except sqlite3.Error:
        return None
    return marks[-1] if marks and (ours in marks or ours == Mark()) else None
