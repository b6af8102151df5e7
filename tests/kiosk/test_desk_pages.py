"""What the desk's pages say of the meeting's rules: who may stand, what is frozen, the two entries of a count on paper, a late
report. How they behave under a hand is in tests/browser."""

import re
from datetime import date, datetime

import pytest

from ballots.contest import PRESETS
from ballots.meeting import Meeting
from kiosk import agreements, deeds, rounds
from kiosk.config import ROOT
from kiosk.desk_path import STEPS
from kiosk.desk_view import cards_shown, is_late, papers_shown, preset_rows, units_shown
from tests.halls import STAGES, all_hands, contest, room

TITLE = contest()["title"]


def page(made, step: str) -> str:
    answer = made.desk().get(f"/desk/{step}")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.text)


def sample(folder):
    made = room(folder, "preparing")
    deeds.call_sample(made.hall, rehearsal=True)
    for unit in made.hall.meeting.roster:
        deeds.mark_unit(made.hall, unit.id, True)
    return made


@pytest.mark.parametrize("stage", [*STAGES[:-3], "counted", "adopted"])
def test_every_page_is_there_in_every_stage(tmp_path, stage):
    made = room(tmp_path, "counted" if stage == "adopted" else stage, votes=[[[0]], [[0]], [[]]], contests=[contest()])
    if stage == "adopted":
        agreements.adopt(made.hall, {**all_hands(made.hall), "flags": []})
    for step in STEPS:
        page(made, step)


def test_each_key_has_one_deed_and_no_way_of_typing_vietnamese_makes_another_letter_of_it(tmp_path):
    listed = re.findall(r'data-shortcut="(\w+)"><td><kbd>(.)</kbd>', page(room(tmp_path, "preparing"), "meeting"))
    deeds_of = (ROOT / "static/js/desk/shortcuts.js").read_text().partition("const DEEDS = {")[2].partition("};")[0]
    assert [name for name, _ in listed] == re.findall(r"^  (\w+):", deeds_of, re.MULTILINE)
    keys = {key for _, key in listed}
    assert len(keys) == len(listed)
    assert not keys & set("sfrxjz aeowd []{} 0123456789"), "Telex and VNI"


def test_a_unit_that_may_not_stand_is_struck_through_with_clause_and_reason(tmp_path):
    made = sample(tmp_path)
    said = page(made, "contests")
    line = said[said.index("<s>BHXH tỉnh Ninh Bình</s>") - 200 :]
    assert "disabled" in line[:220] and "C.4.a" in line and "Đạt 1.259/1.400 điểm (89,92 %), dưới mức 90 %" in line
    assert "Chưa xét: Đang chờ cơ quan có thẩm quyền kết luận" in page(made, "roster")


def test_a_i_2_who_may_not_be_proposed_for_a_flag_may_be_elected_to_lead(tmp_path):
    cards = re.split(r'data-kind="', page(sample(tmp_path), "contests"))
    officers = next(card for card in cards if card.startswith("officers"))
    assert "<s>" not in officers and 'value="BHXH tỉnh Ninh Bình"' in officers
    assert any("<s>BHXH tỉnh Ninh Bình</s>" in card for card in cards if card.startswith("top_two"))


def test_an_exception_of_the_meeting_makes_it_a_nominee_like_the_others(tmp_path):
    made = sample(tmp_path)
    hands = {**all_hands(made.hall), "reason": "Sai số khi cộng điểm"}
    agreements.vote_by_hand(made.hall, "exception", "BHXH tỉnh Ninh Bình", hands)
    assert "<s>BHXH tỉnh Ninh Bình</s>" not in page(made, "contests")
    found = {one["row"]["name"]: one["found"] for one in units_shown(made.hall.meeting)}["BHXH tỉnh Ninh Bình"]
    assert found["verdict"] == "below" and found["exception"]


def test_an_exception_that_is_voted_down_is_said(tmp_path):
    made = sample(tmp_path)
    hands = {"favour": 3, "against": 2, "abstain": 1, "reason": "Sai số khi cộng điểm"}
    agreements.vote_by_hand(made.hall, "exception", "BHXH tỉnh Ninh Bình", hands)
    said = page(made, "contests")
    assert "Hội nghị không chấp nhận ngoại lệ: 3 tán thành, 2 không tán thành, 1 không có ý kiến." in said
    assert "<s>BHXH tỉnh Ninh Bình</s>" in said


def test_a_tie_says_whether_a_seat_or_only_the_order_is_open(tmp_path):
    pair = {**contest(seats=2), "kind": "top_two"}
    order = room(tmp_path / "order", "counted", votes=[[[0, 1]], [[0, 1]], [[]]], contests=[pair])
    assert "Các đơn vị này đều được bầu; còn phải quyết định thứ tự." in page(order, "count")
    seat = room(tmp_path / "seat", "counted", votes=[[[0, 1]], [[0, 2]], [[]]], contests=[pair])
    assert "Còn 1 vị trí cho 2 đơn vị." in page(seat, "count")


def test_seats_that_nobody_reached_are_said(tmp_path):
    votes = [[[0]], [[0]], [[1]]]
    half = {"part": 1, "whole": 2, "strict": True, "base": "valid"}
    made = room(tmp_path, "counted", votes=votes, contests=[{**contest(seats=2), "majority": half}])
    assert "Được bầu 1 trong 2 vị trí." in page(made, "record")


def test_offices_stand_below_their_member_unit(tmp_path):
    shown = [one["row"] for one in units_shown(sample(tmp_path).hall.meeting)]
    assert [row["parent"] for row in shown[:3]] == ["", shown[0]["name"], shown[0]["name"]]


def test_a_pair_is_one_card_whose_two_lists_are_agreed_on_together(tmp_path):
    made = room(tmp_path, "preparing", contests=[{**contest(seats=1), "kind": "two_places"}])
    (card,) = cards_shown(made.hall.meeting)
    assert card["row"]["title"] == TITLE and not card["agreed"]
    assert card["titles"] == [f"{TITLE} – xếp thứ nhất", f"{TITLE} – xếp thứ nhì"]
    agreements.vote_by_hand(made.hall, "list", card["titles"][0], all_hands(made.hall))
    assert cards_shown(made.hall.meeting)[0]["titles"] == card["titles"][1:]
    agreements.vote_by_hand(made.hall, "list", card["titles"][1], all_hands(made.hall))
    (agreed,) = cards_shown(made.hall.meeting)
    assert agreed["agreed"] and agreed["titles"] == card["titles"]


def test_an_agreed_list_is_frozen_on_the_page_and_goes_back_as_it_came(tmp_path):
    made = room(tmp_path, "preparing")
    assert 'name="title"' in page(made, "contests").split('id="contest-')[0]
    agreements.vote_by_hand(made.hall, "list", TITLE, all_hands(made.hall))
    said = page(made, "contests").split('id="contest-')[0]
    assert 'name="title"' not in said and "Mở lại" in said
    deeds.set_contests(made.hall, [cards_shown(made.hall.meeting)[0]["row"]])


def test_there_is_an_empty_card_for_every_way_of_adding_a_contest(tmp_path):
    assert [row["kind"] for row in preset_rows()] == [*(one.kind for one in PRESETS), "other"]


def test_the_second_teller_does_not_see_what_the_first_has_counted(tmp_path):
    made = room(tmp_path, "sealed")
    column = {"invalid": 0, "blank": 1, "votes": [2, 0, 0]}
    rounds.enter_hand_count(made.hall, 1, {"issued": 3, "returned": 3, "contests": [column]})
    said = page(made, "count")
    assert "Người kiểm phiếu 1 đã nhập xong" in said
    assert not re.search(r'data-figure="[^"]*"[^>]*value=|name="(issued|returned)"[^>]*value=', said)


def test_what_is_used_in_the_room_is_no_draft(tmp_path):
    made = room(tmp_path, "preparing")

    def drafts() -> list[str]:
        return [one["name"] for one in papers_shown(made.hall.meeting) if one["draft"]]

    assert drafts() == ["count-minutes", "vote-minutes", "report", "ballot"]
    agreements.vote_by_hand(made.hall, "list", TITLE, all_hands(made.hall))
    assert drafts() == ["count-minutes", "vote-minutes", "report"]


LATE = [((2026, 1, 10), False), ((2026, 1, 11), True), ((2025, 12, 31), False), ((2027, 1, 1), True)]


@pytest.mark.parametrize(("day", "late"), LATE)
def test_after_10_january_of_the_following_year_the_report_is_late(day, late):
    assert is_late(Meeting(seq=1, year=2025), date(*day)) is late
    assert not is_late(Meeting(), date(*day))


@pytest.mark.parametrize("step", ["record", "papers"])
def test_the_pages_say_so_and_block_nothing(tmp_path, step):
    made = room(tmp_path, "counted")
    made.hall.now = lambda: datetime(2026, 1, 10, 9)
    assert "Đã quá hạn gửi báo cáo" not in page(made, step)
    made.hall.now = lambda: datetime(2026, 1, 11, 9)
    assert "Đã quá hạn gửi báo cáo (trước ngày 10/01, theo III.2.c)" in page(made, step)
    agreements.adopt(made.hall, {**all_hands(made.hall), "flags": []})
    assert made.hall.meeting.adoption is not None and "Đã quá hạn gửi báo cáo" in page(made, step)
