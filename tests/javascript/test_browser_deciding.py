"""P11: the browser decides as Python does who is elected, who is tied and what is open, whatever the rounds and the scores."""

from dataclasses import asdict
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from ballots.contest import Contest
from ballots.majority import BASES, Majority
from ballots.outcome import RUNOFF, TIE_RULES, Counted, Outcome, outcome
from ballots.round import outcomes, runoff_contests
from tests.javascript.node import run

PAIRED = ("first_place", "second_place", "leader", "deputy")
few = st.integers(0, 3)
majorities = st.none() | st.builds(
    Majority, st.integers(1, 2), st.integers(2, 3), strict=st.booleans(), base=st.sampled_from(BASES)
)
big = st.sampled_from([1, 7, 30000, 140000, 10**8 - 1, 10**8])


@st.composite
def questions(draw) -> dict[str, object]:
    """A contest, its first round, and what may have come after it, whether or not anything was tied."""
    names = [f"đơn vị {number}" for number in range(draw(st.integers(1, 5)))]
    kind = draw(st.sampled_from(("top_two", "other")))
    contest = Contest("Bầu", draw(st.integers(1, len(names))), tuple(names), kind, draw(majorities))
    rounds = [_counted(draw, contest, names)]
    for _ in range(draw(st.integers(0, 2))):
        standing = draw(st.lists(st.sampled_from(names), unique=True, min_size=1))
        rounds.append(draw(st.none()) if draw(st.booleans()) else _counted(draw, contest, standing))
    scored = draw(st.lists(st.sampled_from(names), unique=True))
    return {
        "contest": contest,
        "rounds": rounds,
        "tie_rule": draw(st.sampled_from(TIE_RULES)),
        "scores": {name: (draw(big), draw(big)) for name in scored},
        "left_out": draw(st.lists(st.sampled_from(names), unique=True, max_size=1)),
        "waits": draw(st.booleans()) and draw(st.booleans()),
    }


def _counted(draw, contest: Contest, names: list[str]) -> Counted:
    votes = {name: draw(few) for name in names}
    return Counted(contest, votes, {base: draw(st.integers(1, 6)) for base in BASES})


def in_python(asked: dict[str, object]) -> dict[str, object]:
    scores = {name: Fraction(score, maximum) for name, (score, maximum) in asked["scores"].items()}
    made: Outcome = outcome(asked["contest"], asked["rounds"], **{**_rules(asked), "scores": scores})
    places = [{**asdict(place), "votes": list(place.votes)} for place in made.places]
    for place in places:
        place["decidedBy"] = place.pop("decided_by")
    return {"seats": made.seats, "places": places, "undecided": made.undecided}


def _rules(asked: dict[str, object]) -> dict[str, object]:
    return {name: asked[name] for name in ("tie_rule", "left_out", "waits")}


def for_browser(asked: dict[str, object]) -> dict[str, object]:
    contest = asdict(asked["contest"])
    rounds = [
        one and {"contest": contest, "votes": list(one.votes.items()), "bases": one.bases} for one in asked["rounds"]
    ]
    scores = [(name, {"score": score, "maximum": most}) for name, (score, most) in asked["scores"].items()]
    rules = {"tieRule": asked["tie_rule"], "leftOut": asked["left_out"], "waits": asked["waits"], "scores": scores}
    return {"contest": asdict(asked["contest"]), "rounds": rounds, **rules}


@settings(max_examples=8, deadline=None)
@given(st.lists(questions(), min_size=25, max_size=60))
def test_p11_every_contest_is_decided_alike(asked):
    assert run("meetings", {"contests": list(map(for_browser, asked))}) == list(map(in_python, asked))


@st.composite
def lists(draw) -> dict[str, object]:
    """A meeting's contests, a pair among them, all of them in the first round and some again in the second."""
    names = [f"đơn vị {number}" for number in range(draw(st.integers(2, 5)))]
    kinds = draw(
        st.sampled_from((["top_two"], ["other", "top_two"], ["first_place", "second_place"], ["leader", "deputy"]))
    )
    contests = [
        Contest(f"Bầu {kind}", 1 if kind in PAIRED else draw(st.integers(1, len(names))), tuple(names), kind)
        for kind in kinds
    ]
    again = draw(st.lists(st.sampled_from(range(len(kinds))), unique=True))
    rounds = [[(place, _counted(draw, contest, names)) for place, contest in enumerate(contests)]]
    rounds += [[(place, _counted(draw, contests[place], names[:2])) for place in again]] * bool(again)
    return {"contests": contests, "rounds": rounds, "tieRule": "runoff", "scores": []}


@settings(max_examples=8, deadline=None)
@given(st.lists(lists(), min_size=25, max_size=60))
def test_p11_the_same_run_off_is_due(asked):
    """Between the tied, or the first whose order is open; the second of a pair waits for the first."""
    assert run("meetings", {"lists": list(map(_list_for_browser, asked))}) == list(map(_due_in_python, asked))


def _list_for_browser(asked: dict[str, object]) -> dict[str, object]:
    rounds = [[(place, _tally(counted)) for place, counted in one] for one in asked["rounds"]]
    return {**asked, "contests": list(map(asdict, asked["contests"])), "rounds": rounds}


def _due_in_python(asked: dict[str, object]) -> list[dict[str, object]]:
    made = outcomes(asked["contests"], list(map(dict, asked["rounds"])), RUNOFF, {})
    due = runoff_contests(asked["contests"], made)
    return [{**asdict(contest), "nominees": list(contest.nominees)} for contest in due]


def _tally(counted: Counted) -> dict[str, object]:
    return {"contest": asdict(counted.contest), "votes": list(counted.votes.items()), "bases": counted.bases}


def test_p11_scores_are_compared_as_exact_fractions():
    """99 999 999 of 100 000 000 is more than 99 999 998 of 99 999 999; their floats are the same."""
    contest = Contest("Bầu", 1, ("A", "B"))
    rounds = [Counted(contest, {"A": 1, "B": 1})]
    shares = {"A": (10**8 - 2, 10**8 - 1), "B": (10**8 - 1, 10**8)}
    asked = {
        "contest": contest,
        "rounds": rounds,
        "tie_rule": "score",
        "scores": shares,
        "left_out": (),
        "waits": False,
    }
    (told,) = run("meetings", {"contests": [for_browser(asked)]})
    assert told == in_python(asked) and [place["rank"] for place in told["places"]] == [2, 1]
