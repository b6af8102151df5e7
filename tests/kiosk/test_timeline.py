"""What the desk tells of the meeting so far: every deed in words and by the clock; of ballots never more than a total."""

import re
from datetime import datetime

import pytest

from ballots.errors import Refused
from ballots.facts import _AFTER
from kiosk import agreements, deeds, rounds, second_officer
from kiosk.config import Config
from kiosk.timeline import _TOLD, UNTOLD, days
from tests.halls import Room, all_hands, contest, go_on, open_hall, room

NINE = datetime(2026, 1, 23, 9, 14)


def page(made: Room, language: str = "vi") -> str:
    desk = made.desk()
    desk.get(f"/ngon-ngu/{language}?back=/desk/timeline")
    answer = desk.get("/desk/timeline")
    assert answer.status_code == 200
    return answer.text


def told(made: Room) -> list[str]:
    """The lines, newest first: "09:14 Niêm phong …"."""
    rows = re.findall(r"<tr>\s*<td.*?</tr>", page(made), re.DOTALL)
    return [" ".join(re.sub(r"<[^>]*>", " ", row).split()) for row in rows]


def still(text: str) -> str:
    """The page without what tells everybody how far the meeting is: the number of the last fact, and the ballots in the box."""
    text = re.sub(r'data-seq="\d+"', "", text)
    return re.sub(r"(<dt>Phiếu trong hòm</dt><dd>)\d+", r"\1", text)


def at_nine(folder, until: str = "counted", **more) -> Room:
    made = room(folder, "preparing", **more)
    made.hall.now = lambda: NINE
    go_on(made, until, [[[0]], [[0]], [[1]]])
    return made


def test_every_fact_is_told_or_left_out_on_purpose():
    assert set(_TOLD) | set(UNTOLD) == set(_AFTER)
    assert not set(_TOLD) & set(UNTOLD)


def test_p10_a_ballot_that_comes_changes_not_one_byte_of_the_page(tmp_path):
    made = room(tmp_path, "open")
    empty = page(made)
    assert 'data-seq="' in empty and "<dt>Phiếu trong hòm</dt><dd>0" in empty
    for slip in range(3):
        made.vote(slip, [[0]])
        assert still(page(made)) == still(empty)
    made.hall.record("ballot_audited", {"tracker": "a code", "ballot": "a sealed ballot"}, timed=False)
    assert still(page(made)) == still(empty)


def test_p10_a_ballot_is_told_by_neither_a_line_nor_a_time_nor_an_order(tmp_path):
    made = at_nine(tmp_path, "open")
    assert told(made)[0] == "09:14 Bắt đầu bỏ phiếu vòng 1."
    rounds.close_voting(made.hall)
    assert told(made)[:2] == [
        "09:14 Kết thúc bỏ phiếu vòng 1: 3 trong 3 phiếu đã ở trong hòm.",
        "09:14 Bắt đầu bỏ phiếu vòng 1.",
    ]


def test_a_whole_meeting_newest_first(tmp_path):
    made = at_nine(tmp_path)
    agreements.adopt(made.hall, {**all_hands(made.hall), "flags": []})
    assert told(made)[:11] == [
        "09:14 Biểu quyết thông qua kết quả: 3 tán thành, 0 không tán thành, 0 không có ý kiến.",
        "09:14 Kiểm phiếu xong vòng 1.",
        "09:14 Bắt đầu kiểm phiếu vòng 1.",
        "Khóa 2 đã mở.",
        "Khóa 1 đã mở.",
        "09:14 Kết thúc bỏ phiếu vòng 1: 3 trong 3 phiếu đã ở trong hòm.",
        "09:14 Bắt đầu bỏ phiếu vòng 1.",
        f"09:14 Làm 3 phiếu mang dấu {made.hall.meeting.slips.mark}.",
        "09:14 Niêm phong danh sách: 3 đơn vị có mặt, 1 vắng.",
        "09:14 Biểu quyết danh sách bầu “Xếp thứ nhất, thứ nhì”: 3 tán thành, 0 không tán thành, 0 không có ý kiến.",
        "09:14 Biểu quyết ban kiểm phiếu: 3 tán thành, 0 không tán thành, 0 không có ý kiến.",
    ]
    assert told(made)[-1].endswith("Bắt đầu hội nghị “Hội nghị tổng kết”.")


def test_reasons_runoffs_paper_and_whatever_was_lost_are_told(tmp_path):
    made = at_nine(tmp_path, "open", contests=[contest(seats=2)])
    rounds.void_round(made.hall, "Mất điện <giữa chừng>")
    assert told(made)[0] == "09:14 Hủy vòng 1. Lý do: Mất điện &lt;giữa chừng&gt;"
    column = {"invalid": 0, "blank": 1, "votes": [1, 1, 0]}
    for teller in (1, 2):
        rounds.enter_hand_count(made.hall, teller, {"issued": 3, "returned": 3, "contests": [column]})
    assert told(made)[:2] == [
        "09:14 Hai người nhập số liệu kiểm phiếu giấy giống nhau: vòng 2 có kết quả.",
        "09:14 Người giữ khóa 1 nhập xong số liệu kiểm phiếu giấy.",
    ]
    agreements.adopt(made.hall, {"favour": 1, "against": 2, "abstain": 0, "flags": []})
    assert told(made)[0].startswith("09:14 Biểu quyết thông qua kết quả, không quá nửa tán thành: 1 tán thành, 2")


def test_a_second_officers_code_right_or_wrong_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("ballots.second_officer.COST", 2)
    made = room(tmp_path, "preparing")
    second_officer.name_second_officer(made.hall, "Bà Hai, chủ trì", "49170358", "49170358")
    made.hall.now = lambda: NINE
    pytest.raises(Refused, go_on, made, "sealed")
    pytest.raises(Refused, deeds.seal, made.hall, "1793")
    deeds.seal(made.hall, "49170358")
    sealed, wrong = told(made)[:2]
    assert sealed.endswith("1 vắng. Người xác nhận thứ hai đã nhập mã.") and wrong == "09:14 Mã xác nhận nhập sai."


def test_the_roll_call_is_told_when_it_is_complete_and_when_it_is_changed_after_that(tmp_path):
    made = room(tmp_path, "preparing")
    deeds.mark_unit(made.hall, 1, None)
    before = told(made)
    deeds.mark_unit(made.hall, 1, False)
    assert told(made) != before and told(made)[0].endswith("Điểm danh đủ: 2 có mặt, 2 vắng.")


def test_days_are_told_apart_and_what_has_no_time_is_of_the_day_before_it(tmp_path):
    made = at_nine(tmp_path, "closed")
    made.give_share(1)
    made.hall.now = lambda: datetime(2026, 1, 24, 8, 0)
    made.give_share(2)
    rounds.begin_count(made.hall)
    with made.client().application.test_request_context():
        (newest, counted), (older, voted), *_ = days(made.hall.facts)
    assert (newest, [event.at for event in counted]) == ("2026-01-24", ["08:00"])
    assert (older, [event.at for event in voted][:3]) == ("2026-01-23", ["", "", "09:14"])
    assert page(made).index("Ngày 24/01/2026") < page(made).index("Ngày 23/01/2026")


def test_no_person_is_named_whom_the_minutes_do_not_name(tmp_path):
    """Leaders have a name in the attendance list; here nobody has one."""
    made = at_nine(tmp_path)
    assert not re.search("Lãnh đạo|Người kiểm phiếu", " ".join(told(made)))


def test_it_is_there_before_a_meeting_and_in_english(tmp_path):
    nothing = Room(open_hall(Config(instance=tmp_path / "nothing")))
    assert told(nothing) == [] and "Chưa có hội nghị, nên chưa có diễn biến nào." in page(nothing)
    made = room(tmp_path / "sealed", "sealed")
    assert "Lists sealed: 3 units present, 1 absent." in page(made, "en")
