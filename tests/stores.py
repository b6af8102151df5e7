"""Stores for tests: what is left of a killed kiosk, an older store, a damaged one."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from tests.halls import Room, open_hall

FILES = ("kiosk.db", "kiosk.db-wal", "kiosk.head", "kiosk.key", "kiosk-papers.pem")


def left_by_a_kill(running: Path, to: Path) -> Path:
    """The instance in `running`, whose kiosk is in the middle of its work, as a kill would leave it."""
    to.mkdir(exist_ok=True)
    for name in FILES:
        (to / name).unlink(missing_ok=True)
        if (running / name).exists():
            shutil.copy(running / name, to / name)
    return to


def sown(made: Room) -> Room:
    """A meeting to begin many tests from: its instance is closed."""
    made.hall.close()
    return made


def again(seed: Room, folder: Path) -> Room:
    """The meeting of a closed instance once more, in an instance of its own."""
    shutil.copytree(seed.hall.config.instance, folder)
    return Room(open_hall(replace(seed.hall.config, instance=folder)), seed.seeds, seed.slips)


def change(store: Path, *statements: str) -> None:
    """Another program writes into a store that no kiosk has open."""
    with closing(sqlite3.connect(store)) as changed:
        for statement in statements:
            changed.execute(statement)
        changed.commit()


def as_version_1(store: Path) -> None:
    """The store as it was before there were sums."""
    change(store, "DROP TABLE seal", "PRAGMA user_version=1")
    store.with_suffix(".head").unlink(missing_ok=True)
