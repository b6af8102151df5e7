"""Which picture, contest and page the projector shows, from the public state and the clock alone, as a late joiner sees it."""

import pytest

from ballots.protocol import trustee
from kiosk import agreements, deeds, rounds
from kiosk.config import Config
from kiosk.deeds import call_sample
from tests.halls import Room, all_hands, go_on, make_locks, open_hall, prepare
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


def test_a_page_has_sixteen_nominees_at_most_and_turns_with_the_count():
    assert screen("countingPage", contest(16, counted=16)) == 0
    assert [screen("countingPage", contest(30, counted=counted)) for counted in (0, 15, 16, 30)] == [0, 0, 1, 1]


def test_the_outcome_pages_through_every_nominee_of_every_contest_on_even_pages():
    pages = screen("outcomePages", [contest(8), contest(20), contest(61)])
    shown = [(len(one["contest"]["nominees"]), one["page"]) for one in pages]
    assert shown == [(8, 0), (20, 0), (20, 1), *((61, page) for page in range(4))]
    sizes = [len(screen("pageOf", list(range(number)), page)) for number in (13, 20, 61) for page in range(4)]
    assert sizes == [13, 0, 0, 0, 10, 10, 0, 0, 16, 16, 16, 13]


def test_everybodys_clock_turns_the_pages_every_twelve_seconds():
    assert [screen("pageAt", at, 2) for at in (0, 11_999, 12_000, 24_000)] == [0, 0, 1, 0]


def stands(hall) -> tuple[str, str]:
    """The picture on the wall and its sentence."""
    state = hall.snapshot()
    return tuple(run("projector", [["scene", "sceneOf", state], ["sentence", "sentenceOf", state]]))


def test_each_part_of_the_preparation_has_a_picture_of_its_own(tmp_path):
    hall = open_hall(Config(instance=tmp_path))
    assert stands(hall) == ("waiting", "Hòm phiếu đang chờ hội nghị.")
    call_sample(hall, False)
    assert stands(hall) == ("roll", "Đang chuẩn bị hội nghị.")
    first, *others = hall.meeting.roster
    deeds.mark_unit(hall, first.id, True)
    assert stands(hall) == ("roll", "Đang điểm danh các đơn vị.")
    for unit in others:
        deeds.mark_unit(hall, unit.id, True)
    assert stands(hall) == ("roll", "Đã điểm danh xong.")
    agreements.vote_by_hand(hall, "rules", "", all_hands(hall))
    assert stands(hall) == ("agree", "Hội nghị biểu quyết bằng giơ tay.")
    agreements.vote_by_hand(hall, "committee", "", all_hands(hall))
    for one in hall.meeting.contests:
        agreements.vote_by_hand(hall, "list", one.title, all_hands(hall))
    assert stands(hall) == ("locks", "Ban kiểm phiếu đang khóa hòm phiếu.")
    make_locks(hall, [trustee.new_seed() for _ in hall.meeting.tellers])
    assert stands(hall) == ("locks", "Hòm phiếu đã khóa. Xin so mã bộ khóa.")
    agreements.reopen(hall, "rules", "", "Đổi thể lệ")
    assert stands(hall) == ("agree", "Hội nghị biểu quyết bằng giơ tay.")


def test_each_stage_of_the_vote_has_a_picture_of_its_own(tmp_path):
    made = Room(open_hall(Config(instance=tmp_path, pace=0)))
    prepare(made, 4, 1, 2, [{"title": "Xếp thứ nhất", "seats": 1, "nominees": ["A", "B"]}], False)
    assert stands(made.hall)[0] == "locks", "before anything is agreed on the locks may be there already"
    seen = []
    for before, after in zip(("preparing", "sealed", "issued"), ("sealed", "issued", "open"), strict=True):
        go_on(made, after, since=before)
        seen.append(stands(made.hall)[0])
    made.vote(0, [[0]])
    seen.append(stands(made.hall)[0])
    made.vote(1, [[1]])
    go_on(made, "counted", since="open")
    seen.append(stands(made.hall)[0])
    rounds.call_runoff(made.hall)
    assert [*seen, stands(made.hall)[0]] == ["sealed", "issued", "zero", "voting", "counted", "between"]


@pytest.mark.parametrize(
    ("opened", "here", "said"),
    [
        ("", 0, ""),
        ("2026-03-01T09:05", 0, "Bắt đầu lúc 09:05."),
        ("2026-03-01T09:05", 59, "Bắt đầu lúc 09:05."),
        ("2026-03-01T09:05", 12 * 60, "Bắt đầu lúc 09:05, đã 12 phút."),
    ],
)
def test_the_time_is_that_of_the_laptop_whatever_the_projectors_own_clock_says(opened, here, said):
    """`here`: seconds since the page came, by a clock that has stood still in 1970."""
    steps = [["clock", "setClock", "2026-03-01T09:05:00", 0], ["clock", "openWords", opened, here * 1000]]
    assert run("projector", steps)[1] == said
