"""The tellers of a rehearsal are as careful as the phones are: they open the total of a box that holds, or nothing (P2)."""

import pytest

from ballots.protocol.tally import check_partial
from kiosk.rehearsal.people import Teller
from kiosk.rehearsal.server import WentWrong
from tests.builders import Held, altered, board, election, resigned, shared, tally_records
from tests.ceremony import Shared, shared_key
from tests.javascript.elections import chained


class Playing(Teller):
    """A teller whose kiosk is the test: it hands out `bel` and keeps what is sent."""

    def __init__(self, locks: Shared, bel: bytes) -> None:
        super().__init__("http://kiosk.invalid", 1, "invitation")
        self._seed = locks.seeds[0]
        trustees, private_key = shared(locks)[1].decode(), locks.voutputs[0]["private_key"]
        self.told = {"trustees": trustees, "private_key": private_key}
        self.bel, self.sent = bel, []

    def fetch(self, path: str) -> bytes:
        assert path == "/archive/box.bel"
        return self.bel

    def send(self, path: str, body: object) -> dict:
        if path == "/teller/seat":
            return self.told
        self.sent.append((path, body))
        return {"lock": "released"}


LOCKS, OTHERS = shared_key(2, 3), shared_key(2, 3)
HELD = election([(3, 2)], LOCKS, voters=2)
RAWS = [HELD.vote(0, [[0, 2]]), HELD.vote(1, [[]])]
CLOSED = board(HELD, RAWS, "EncryptedTally").archive()
FORGED = resigned(HELD, 1, altered(RAWS[1], ("answers", 0, "overall_proof", 0, "response"), "7"))


def with_a_forged_ballot(held: Held) -> bytes:
    return chained(
        (held.election.raw, held.trustees.raw, held.credentials_raw), [RAWS[0], FORGED], *tally_records(held, RAWS)
    )


def test_a_share_is_given_in_the_total_of_the_box():
    teller = Playing(LOCKS, CLOSED)
    assert teller.release_lock() == {"lock": "released"}
    ((path, body),) = teller.sent
    assert (path, body["number"]) == ("/teller/share", 1)
    key = HELD.trustees.verification_keys[0]
    assert check_partial(HELD.election, key, tally_records(HELD, RAWS)[0], body["share"].encode())


@pytest.mark.parametrize(
    ("locks", "bel", "words"),
    [
        (LOCKS, CLOSED[:-1], "archive-malformed"),
        (LOCKS, with_a_forged_ballot(HELD), "overall-proof"),
        (LOCKS, board(HELD, RAWS, "Ballot").archive(), "hòm chưa đóng"),
        (OTHERS, CLOSED, "không có trong cuộc bỏ phiếu"),
    ],
    ids=["damaged", "a forged ballot", "still open", "locked with other keys"],
)
def test_p2_nothing_is_given_for_a_box_that_does_not_hold(locks, bel, words):
    teller = Playing(locks, bel)
    with pytest.raises(WentWrong, match=words):
        teller.release_lock()
    assert teller.sent == []
