"""P5 on the voter's phone: neither how long a sealed ballot is nor what sealing it costs depends on what is marked.

Decimal numbers are not all equally long, so two ballots of one vote differ in length by chance. `bench/secrecy.py` asks the
same of many more ballots, and of the time that sealing and casting take.
"""

import pytest

from ballots.protocol import election
from tests.chance import by_counts, by_shape, by_shuffling, smallest_found
from tests.javascript.elections import TRUSTEES, question
from tests.javascript.node import run

SIGNIFICANCE = 0.001
EACH = 50
VOTES = {"blank": [[]], "one": [[0]], "full": [[1, 2]]}
UUID, SLIP = "SameEveryTime1", "AAAAA-AAAAAA-AAAAA-AAAAAA"


def work(questions: list[election.Question], ballots: list, **more: object) -> dict[str, object]:
    """The same in every run: all chance in a ballot comes from the driver's seed."""
    raw = election.make(UUID, "Bầu", "", questions, TRUSTEES)
    return {"election": raw.decode(), "credential": SLIP, "ballots": ballots, **more}


@pytest.fixture(scope="module")
def lots() -> dict[str, list[dict]]:
    """EACH ballots of every vote, in turns."""
    sealed = run("lengths", work([question(3, 1, 2, True)], list(VOTES.values()) * EACH, seed="hòm phiếu"))
    return {name: sealed[place :: len(VOTES)] for place, name in enumerate(VOTES)}


def bytes_of(lot: list[dict]) -> list[int]:
    return [one["bytes"] for one in lot]


def short(lot: list[dict]) -> list[list[bool]]:
    """Which numbers have fewer digits than most."""
    return [[digits < 76 for digits in one["scalars"]] for one in lot]


@pytest.mark.parametrize(("one", "other"), [("blank", "one"), ("blank", "full"), ("one", "full")])
def test_p5_the_length_of_a_sealed_ballot_tells_nothing_of_the_vote(lots, one, other):
    mine, others = bytes_of(lots[one]), bytes_of(lots[other])
    assert len(set(mine)) > 3, "lengths do vary"
    assert by_shuffling(mine, others) > SIGNIFICANCE
    assert by_shape(mine, others) > SIGNIFICANCE
    assert by_counts(short(lots[one]), short(lots[other])) > SIGNIFICANCE


def test_a_length_that_told_of_the_vote_would_be_found(lots):
    """Nine times in ten, a vote that made its ballots two bytes longer, or one number in them shorter."""
    mine, others = bytes_of(lots["blank"]), bytes_of(lots["full"])
    assert smallest_found(mine, others, SIGNIFICANCE) < 2
    longer = [length + 2 for length in mine]
    assert by_shuffling(longer, others) <= SIGNIFICANCE
    assert by_shape([length + 4 for length in mine], others) <= SIGNIFICANCE
    shorter = [[True, *row[1:]] for row in short(lots["blank"])]
    assert by_counts(shorter, short(lots["full"])) <= SIGNIFICANCE


def test_p5_sealing_asks_as_much_of_the_phone_whatever_is_marked():
    """Counted, not timed: every operation of the group that depends on the marks, all of them after the voter's last tap."""
    questions = [question(4, 1, 3, True), question(3, 0, 2, False)]
    votes = [[first, second] for first in ([], [0], [1, 2, 3], [1, 3]) for second in ([], [2], [0, 1])]
    counts = run("work", work(questions, votes))
    assert min(counts[0].values()) > 10 and set(counts[0]) == {"add", "negate", "toBytes"}
    assert all(one == counts[0] for one in counts)
