"""What a check has found: how good it is, one sentence that says what is there, and one that says what to do."""

from enum import StrEnum
from typing import NamedTuple

from ballots.errors import Trouble


class Grade(StrEnum):
    """`value` is stable: scripts read it. LOOK is a hint and keeps nobody from a meeting; MEND does."""

    GOOD = "good"
    LOOK = "look"
    MEND = "mend"


class Finding(NamedTuple):
    """`todo` is "" where there is nothing to do; a good finding may still leave a person something to try."""

    grade: Grade
    found: str
    todo: str = ""


def good(found: str, todo: str = "") -> Finding:
    return Finding(Grade.GOOD, found, todo)


def look(found: str, todo: str) -> Finding:
    return Finding(Grade.LOOK, found, todo)


def mend(found: str, todo: str) -> Finding:
    return Finding(Grade.MEND, found, todo)


def refused(trouble: Trouble) -> Finding:
    """The kiosk would not start for this: its sentence says what happened first, and what to do from its first “Xin” on."""
    said = str(trouble)
    found, asks, todo = said.partition(" Xin ")
    return mend(f"{found} [{trouble.code}]", f"Xin {todo}" if asks else "Xin sửa điều ấy rồi chạy lại.")
