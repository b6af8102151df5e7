import pytest

from ballots.errors import Broken
from ballots.protocol.archive import Entry, write
from ballots.protocol.board import Board, setup_companion
from ballots.protocol.encoding import sha_hex
from ballots.protocol.tally import result_record
from tests.builders import TIMESTAMP, board, election

HELD = election(voters=2)
RAWS = [HELD.vote(0, [[0]]), HELD.vote(1, [[]])]
BOARD = board(HELD, RAWS)
UUID = HELD.election.uuid


def test_an_empty_board_has_no_head():
    empty = Board(UUID, TIMESTAMP)
    assert empty.head is None and empty.events == () and empty.payloads("Ballot") == ()


def test_the_head_is_the_hash_of_the_last_event():
    assert BOARD.entries[-1].kind == "event"
    assert BOARD.head == BOARD.events[-1].hash == sha_hex(BOARD.entries[-1].body)


def test_a_board_tells_what_happened_in_order():
    assert [event.type for event in BOARD.events] == [
        "Setup", "Ballot", "Ballot", "EndBallots", "EncryptedTally", "PartialDecryption", "PartialDecryption", "Result",
    ]  # fmt: skip
    assert [event.height for event in BOARD.events] == list(range(8))
    assert BOARD.payloads("Ballot") == tuple(RAWS)
    assert BOARD.payloads("Result") == (result_record([[1, 1, 0, 0]]),)
    assert BOARD.setup == (HELD.election.raw, HELD.trustees.raw, HELD.credentials_raw)
    assert BOARD.record(sha_hex(RAWS[0])) == RAWS[0]


def test_an_event_does_not_change_the_board_it_comes_after():
    before = board(HELD, RAWS, until="Setup")
    after = before.with_entries(before.next_event("Ballot", RAWS[0]))
    assert len(before.entries) == 5 and after.entries[:5] == before.entries and len(after.entries) == 7


def test_an_event_out_of_order_is_the_callers_mistake():
    for until, event in (("Setup", "Result"), ("EndBallots", "Ballot"), ("Result", "Setup")):
        with pytest.raises(ValueError):
            board(HELD, RAWS, until).next_event(event, b"x")


def test_entries_that_do_not_follow_are_not_taken():
    before = board(HELD, [], until="Setup")
    first, second = before.next_event("Ballot", RAWS[0]), before.next_event("Ballot", RAWS[1])
    for wrong in ((*first, *second), first[:1], (*first, *first), (Entry.of("event", b"{}"),)):
        with pytest.raises(Broken):
            before.with_entries(wrong)


def test_an_archive_is_read_back_to_the_same_board_byte_for_byte():
    for until in ("Setup", "Ballot", "EndBallots", "EncryptedTally", "PartialDecryption", "Result"):
        cut = board(HELD, RAWS, until)
        assert Board.read(UUID, cut.archive()) == Board.read(None, cut.archive()) == cut
        assert Board.read(None, cut.archive()).archive() == cut.archive()


def test_an_archive_of_another_election_is_refused():
    with pytest.raises(Broken) as refusal:
        Board.read("A" * 14, BOARD.archive())
    assert refusal.value.code == "archive-other-election"


@pytest.mark.parametrize("record", [b"", b"[]", b"{}", b'{"uuid":5}', b"\xff"])
def test_an_archive_that_does_not_say_which_election_it_is_of_is_refused(record):
    setup = (record, b"t", b"c")
    nameless = Board("", 0)
    nameless = nameless.with_entries(nameless.next_event("Setup", *setup, setup_companion(*setup)))
    with pytest.raises(Broken) as refusal:
        Board.read(None, nameless.archive())
    assert refusal.value.code == "election-malformed"


def test_an_archive_without_a_beginning_is_refused():
    with pytest.raises(Broken) as refusal:
        Board.read(None, write(0, ()))
    assert refusal.value.code == "archive-order"
