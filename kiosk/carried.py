"""What a piece of work gave, or what it raised, as one value: so it comes back from another thread or another process, where an
exception that escapes would be written to a log, with its data and the time (P10)."""

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
Carried = tuple[T | None, Exception | None]


def carried(work: Callable[..., T], given: tuple[object, ...]) -> Carried[T]:
    """Never raises what `work(*given)` raises, but gives it back."""
    try:
        return work(*given), None
    except Exception as failure:
        return None, failure


def taken_back(back: Carried[T]) -> T:
    """What the work gave; raises what it raised."""
    value, failure = back
    if failure is not None:
        raise failure
    return value
