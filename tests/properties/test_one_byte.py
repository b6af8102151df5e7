"""P8: nothing is altered unseen."""

from hypothesis import given, settings
from hypothesis import strategies as st

from ballots.errors import Broken
from ballots.protocol.audit import audit
from ballots.protocol.board import Board
from tests.builders import archive, election

WHOLE = archive([(2, 1)], [[[0]], [[]]], trustees=1)
OPEN = archive([(1, 1)], [], trustees=1, until="Setup")
HELD = election([(2, 1)], 1, 1)
BALLOT = HELD.vote(0, [[1]])


def changed(raw: bytes, at: int, by: int) -> bytes:
    """The same bytes, one of them different (`by` from 1 to 255)."""
    return raw[:at] + bytes([raw[at] ^ by]) + raw[at + 1 :]


def refused(raw: bytes) -> bool:
    try:
        Board.read(None, raw)
    except Broken:
        return True
    return False


def test_the_archives_hold_as_they_are():
    assert audit(WHOLE).ok and audit(OPEN).ok and HELD.check(BALLOT)


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
def test_a_byte_changed_anywhere_in_an_archive_is_noticed(at, by):
    assert not audit(changed(WHOLE, at, by)).ok


def test_every_single_byte_of_an_archive_counts():
    assert [at for at in range(len(OPEN)) if not refused(changed(OPEN, at, 1))] == []


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(WHOLE) - 2))
def test_an_archive_cut_anywhere_is_refused_or_says_where_it_ends(at):
    found = audit(WHOLE[:at])
    assert not found.ok or found.head != audit(WHOLE).head


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(BALLOT) - 1), st.integers(1, 255))
def test_a_byte_changed_anywhere_in_a_ballot_is_noticed(at, by):
    try:
        HELD.check(changed(BALLOT, at, by))
    except Broken:
        return
    raise AssertionError(f"byte {at} of a ballot does not count")
