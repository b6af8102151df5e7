"""Which contest and which page the projector shows, from the public state and the clock alone: a late joiner sees the same."""

from tests.javascript.node import run


def contest(nominees: int, counted: int = 0, blank: int | None = None) -> dict:
    return {"blank": blank, "nominees": [{"votes": 1 if place < counted else None} for place in range(nominees)]}


def screen(function: str, *arguments: object) -> object:
    return run("surface", [["screen/pages", function, *arguments]])[0]


def test_the_contest_whose_totals_arrive_is_shown():
    begun, waiting = contest(3, counted=3, blank=0), contest(3)
    assert screen("shownContest", [waiting, waiting]) == 0
    assert screen("shownContest", [begun, waiting]) == 0
    assert screen("shownContest", [begun, contest(3, blank=2)]) == 1


def test_a_list_of_thirty_fits_one_page_and_a_longer_one_turns_with_the_count():
    assert screen("countingPage", contest(30, counted=30)) == 0
    assert [screen("countingPage", contest(31, counted=counted)) for counted in (0, 30, 31)] == [0, 0, 1]


def test_the_outcome_pages_through_every_nominee_of_every_contest():
    pages = screen("outcomePages", [contest(8), contest(61)])
    assert [(len(shown["contest"]["nominees"]), shown["page"]) for shown in pages] == [(8, 0), (61, 0), (61, 1), (61, 2)]
    assert len(screen("pageOf", list(range(61)), 2)) == 1


def test_everybodys_clock_turns_the_pages_every_twelve_seconds():
    assert [screen("pageAt", at, 2) for at in (0, 11_999, 12_000, 24_000)] == [0, 0, 1, 0]
