"""P5 and P2: one meeting is played twice with every secret the same and other votes, and nothing that is seen differs."""

import pytest

from kiosk import rounds
from tests.halls import contest, room
from tests.observing import Observer, again, alike

VOTES = ([[0, 1], [0]], [[0], []], [[2, 3], [1]], [[0, 3], [1]])
OTHERS = ([[], []], [[2, 3], [2]], [[1], [0]], [[0, 1, 2], []])
AUDITED = 3
"""The last ballot of each is opened instead of being cast."""


@pytest.fixture(scope="module")
def plays(tmp_path_factory):
    """A meeting whose slips are given out, twice, and ballots of both votes that are equally long in pairs."""
    folder = tmp_path_factory.mktemp("once")
    made = room(folder / "made", "issued", units=5, absent=1, contests=[contest(4, 3), contest(3, 1, "Tiêu biểu")])
    election = made.hall.box.election
    pairs = [alike(election, slip, *votes) for slip, *votes in zip(made.slips, VOTES, OTHERS, strict=True)]
    made.hall.close()
    return [(again(made, folder / name), raws) for name, raws in zip(("one", "other"), zip(*pairs), strict=True)]


def played(made, ballots, capfd):
    """Everything that was seen, from the opening of the vote until one of the two locks is released."""
    observer = Observer(made, capfd)
    rounds.open_voting(made.hall)
    observer.look("opened")
    observer.send("/booth/audit", ballots[AUDITED])
    observer.look("one is opened")
    for number, raw in enumerate(ballots[:AUDITED], 1):
        observer.send("/booth/ballot", raw)
        observer.look(f"{number} in the box")
    observer.send("/booth/ballot", ballots[0])
    observer.send("/booth/ballot", ballots[AUDITED])
    observer.send("/booth/ballot", b"{}")
    rounds.close_voting(made.hall)
    observer.look("closed")
    made.give_share(1)
    observer.look("one lock released")
    return observer.seen


def test_p5_two_votes_and_nothing_that_anybody_sees_before_the_count_differs(plays, capfd):
    one, other = (played(made, ballots, capfd) for made, ballots in plays)
    assert [what for what, _ in one] == [what for what, _ in other] and len(one) > 200
    assert [what for (what, mine), (_, others) in zip(one, other) if mine != others] == []
    frames = [seen for what, seen in one if what.endswith("the socket")]
    assert sum(map(len, frames)) == 7, "one frame a fact, and they were heard"
    answers = [seen[1] for what, seen in one if what.startswith("sent")]
    assert answers == [200, 200, 200, 200, 200, 409, 422], "taken, taken again, opened before, and no ballot at all"
    assert one[-1] == ("one lock released: terminal and log", ("", ""))
    tallies = {made.hall.box.tally for made, _ in plays}
    assert len(tallies) == 2


def test_a_kiosk_that_showed_who_leads_would_be_found(plays, capfd, monkeypatch):
    seen = []
    for (made, _), leads in zip(plays, ("A", "B"), strict=True):
        told = made.hall.public_view
        monkeypatch.setattr(made.hall, "public_view", lambda told=told, leads=leads: {**told(), "leads": leads})
        observer = Observer(made, capfd)
        observer.look("while it leads")
        seen.append(observer.seen)
    differing = {what for (what, mine), (_, others) in zip(*seen, strict=True) if mine != others}
    assert "while it leads: /live/snapshot" in differing
