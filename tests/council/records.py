"""Real records of small meetings, each made once."""

from functools import cache
from unittest import mock

from tests import meetings


@cache
def record(cluster: str = "Cụm thi đua số 5", rehearsal: bool = False, year: int = 2025, again: bool = False) -> bytes:
    """`again`: of another meeting."""
    with mock.patch.dict(meetings.DETAILS, cluster=cluster, year=year):
        return meetings.counted(rehearsal=rehearsal).record()


def damaged(raw: bytes) -> bytes:
    """One bit of a file inside is another."""
    at = raw.index(b'"cluster"') + 14
    return raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]
