"""Two whole meetings for the browser's half of verifying: between them every kind of contest, round and rule is there."""

from ballots.assessment import Assessment
from ballots.contest import Contest, make_contests
from ballots.majority import Majority
from ballots.roster import Unit, make_roster
from tests.meetings import Counted, Play
from tests.scripted import CLUSTER, votes_file

_UNITS = (("Phú Thọ", 28000), ("Quảng Ninh", 29000), ("Bắc Ninh", 27000), ("Hưng Yên", 29000))
_NAMES = tuple(name for name, _ in _UNITS)
_LISTS = (
    Contest("Xếp thứ nhất", 1, _NAMES[:3], "first_place", Majority(1, 2, False, "valid")),
    Contest("Xếp thứ nhì", 1, _NAMES[:3], "second_place"),
    Contest("Tiêu biểu", 2, _NAMES, "other", Majority(1, 3, True, "issued")),
)


def scripted() -> Counted:
    """The meeting of tests/scripted.py: a unit that may not stand and a deferred one, a run-off, both offices by ballot."""
    votes = votes_file()
    play = Play(make_contests(CLUSTER["contests"]), present=5, units=make_roster(CLUSTER["units"]))
    return play.vote(votes["ballots"]).runoff(votes["rounds"][0]["ballots"]).adopt("government").told()


def on_paper() -> Counted:
    """A round cut off, and voted again on paper, with invalid ballots; two places as a pair, with a majority; the score decides
    between equals; not adopted."""
    sheets = [Assessment(score=score, maximum=30000, standard=True, organisation=True) for _, score in _UNITS]
    units = [Unit(n, name, "Ông", assessment=sheet) for n, (name, sheet) in enumerate(zip(_NAMES, sheets), 1)]
    play = Play(_LISTS, present=3, absent=1, units=units, rules={"tie": "score", "threshold": 90})
    play.vote([((0,), (1,), (0, 1))] * 2 + [None], until="Ballot").void("Mất điện")
    return play.by_hand(3, 3, (0, 2, 0, 0), (0, 0, 1, 1), (0, 1, 1, 1, 0), invalid=1).told()
