"""What each paper says (shared/domain.md, Documents): everything that the minutes must carry, and nothing decided silently."""

import pytest

from ballots.contest import Contest
from ballots.majority import Majority
from ballots.record.document import TIMED_DEEDS
from kiosk.papers import PAPERS
from kiosk.papers.vote_minutes import DEEDS
from tests.papers import samples
from tests.papers.meetings import PRESENT, eventful_meeting, full_meeting, plain_meeting, tied_meeting
from tests.papers.reading import between, paper, text
from tests.papers.samples import NAMES, TOP_TWO, a_round, document, uncounted

HANDS = "tán thành {}, không tán thành {}, không có ý kiến {}, trên tổng số 5 đơn vị có mặt"


@pytest.fixture(scope="module")
def minutes() -> str:
    return text(paper("count-minutes", eventful_meeting()))


@pytest.fixture(scope="module")
def meeting() -> str:
    return text(paper("vote-minutes", eventful_meeting()))


@pytest.fixture(scope="module")
def report() -> str:
    return text(paper("report", eventful_meeting()))


def test_the_counting_minutes_say_when_where_and_on_what_basis(minutes):
    assert "Thời gian bắt đầu: 09 giờ 05 phút, ngày 23 tháng 01 năm 2026." in minutes
    assert "kết thúc vào 11 giờ 30 phút, ngày 23 tháng 01 năm 2026" in minutes
    assert "Địa điểm: Hội trường tầng 2 (mẫu)." in minutes
    assert "Căn cứ Công văn số 33/BHXH-TĐKT ngày 05/01/2012" in minutes


def test_they_name_the_committee_and_the_hand_vote_that_chose_it(minutes):
    assert f"do hội nghị bầu bằng biểu quyết giơ tay ({HANDS.format(4, 0, 1)}), gồm 3 người:" in minutes
    assert "Đồng chí Ngô Thị Oanh (mẫu) – BHXH tỉnh Phú Thọ – Trưởng ban." in minutes
    assert minutes.count("– Ủy viên.") == 2


def test_they_name_who_was_summoned_present_and_absent(minutes):
    assert "triệu tập 6, có mặt 5, vắng 1. Đơn vị vắng, mất quyền bỏ phiếu: BHXH tỉnh Ninh Bình." in minutes
    assert minutes.count("- Vắng, mất quyền bỏ phiếu: BHXH tỉnh Ninh Bình.") == 3, "once for every round"


def test_they_show_the_score_sheet_and_each_refusal_with_its_clause(minutes):
    assert "1 BHXH tỉnh Phú Thọ 1.401,5 1.386,5 1.400 đủ điều kiện" in minutes
    assert (
        "- BHXH tỉnh Hưng Yên: Đạt 1.259,99/1.400 điểm (89,99 %), dưới mức 90 % tổng số điểm thi đua (điểm C.4.a)."
        in minutes
    )
    assert "- BHXH tỉnh Ninh Bình: Không ký kết giao ước thi đua, nên không xét (điểm D.2)." in minutes


def test_an_exception_is_told_with_the_decision_that_made_it(minutes):
    decided = f"Hội nghị quyết định cho đơn vị này dự bầu: {HANDS.format(4, 1, 0)}. Lý do: đã khắc phục trước hội nghị."
    assert decided in minutes


def test_they_show_the_list_the_number_to_elect_and_the_hand_vote_on_it(minutes):
    names = "; ".join(NAMES[:4])
    assert f"Số lượng được bầu: 2. Danh sách bầu có 4 đơn vị: {names}. Hội nghị thống nhất" in minutes
    assert f"bằng biểu quyết giơ tay: {HANDS.format(4, 0, 1)}." in minutes
    assert "Trường hợp bằng phiếu: bầu lại giữa các đơn vị bằng phiếu." in minutes


def test_every_round_is_told_the_voided_one_with_its_reason(minutes):
    rounds = [
        "Vòng 1: bỏ phiếu kín (đã hủy)",
        "Vòng 2: bỏ phiếu thay vòng đã hủy, bỏ phiếu kín",
        "Vòng 3: bầu lại giữa các đơn vị bằng phiếu, kiểm phiếu giấy bằng tay",
    ]
    assert [minutes.index(title) for title in rounds] == sorted(minutes.index(title) for title in rounds)
    assert "Vòng này đã bị hủy, kết quả không được sử dụng. Lý do: mất điện khi đang kiểm phiếu." in minutes


@pytest.mark.parametrize("name", ["count-minutes", "vote-minutes", "report"])
def test_a_hand_count_is_marked_as_one_everywhere(name):
    assert "kiểm phiếu giấy bằng tay" in text(paper(name, eventful_meeting()))
    assert "kiểm phiếu giấy bằng tay" not in text(paper(name, plain_meeting()))


def test_invalid_ballots_have_their_reasons_and_blank_ones_are_counted(minutes):
    assert (
        "phiếu hợp lệ: 4 (trong đó phiếu trắng: 0); số phiếu không hợp lệ: 1 (lý do: gạch xóa, không rõ ý chọn)."
        in minutes
    )
    assert "phiếu hợp lệ: 5 (trong đó phiếu trắng: 1); số phiếu không hợp lệ: 0." in minutes


def test_a_tie_is_told_and_so_is_what_decided_it(minutes):
    assert (
        "BHXH tỉnh Quảng Ninh và BHXH tỉnh Thái Nguyên cùng được 2 phiếu ở vị trí được bầu cuối cùng; còn 1 chỗ"
        in minutes
    )
    assert "hội nghị bầu lại giữa các đơn vị bằng phiếu (vòng 3)." in minutes
    assert "2 BHXH tỉnh Quảng Ninh 2 3 2 Được bầu qua bầu lại" in minutes


def test_a_tie_that_nothing_has_decided_stays_open():
    said = text(paper("count-minutes", tied_meeting(), draft=True))
    assert "Việc bằng phiếu này chưa được quyết định." in said
    assert "BHXH tỉnh Quảng Ninh và BHXH tỉnh Thái Nguyên bằng phiếu; còn 1 chỗ chưa quyết định." in said
    assert said.count("Bằng phiếu, chưa quyết định") == 2


def test_a_tie_that_the_score_decided_says_so():
    said = text(paper("count-minutes", tied_meeting("score")))
    assert "Trường hợp bằng phiếu: đơn vị có điểm thi đua cao hơn được xếp trên." in said
    assert "Theo quy chế đã thông qua, đơn vị có điểm thi đua cao hơn được xếp trên." in said
    assert "2 BHXH tỉnh Quảng Ninh 2 2 Được bầu do điểm thi đua cao hơn" in said


def test_two_elected_with_equal_votes_leave_their_order_open():
    equal = document([TOP_TWO], [a_round([TOP_TWO], [[4, 4, 1, 1]], PRESENT)])
    said = text(paper("count-minutes", equal))
    assert "cùng được 4 phiếu và cùng được bầu; thứ tự giữa các đơn vị này chưa xác định." in said
    assert "(xếp thứ nhất)" not in said


def test_the_conclusion_ranks_the_two_of_a_top_two(minutes):
    assert "Được bầu: BHXH tỉnh Phú Thọ (xếp thứ nhất); BHXH tỉnh Quảng Ninh (xếp thứ nhì)." in minutes


def test_the_base_of_the_per_cent_is_that_of_the_majority_else_the_valid_ballots(minutes):
    assert "Tỷ lệ phần trăm tính trên số phiếu hợp lệ." in minutes
    contest = Contest("Bầu", 1, NAMES[:2], majority=Majority(2, 3, False, "issued"))
    said = text(paper("count-minutes", document([contest], [a_round([contest], [[2, 1]], PRESENT, returned=3)])))
    assert (
        "Tỷ lệ phần trăm tính trên số phiếu phát ra; đơn vị được bầu phải đạt từ 2/3 số phiếu phát ra trở lên." in said
    )
    assert "1 BHXH tỉnh Phú Thọ 1.386,5 2 40,0 1" in said
    half = Contest("Bầu", 1, NAMES[:2], majority=Majority(1, 2, True, "returned"))
    said = text(paper("count-minutes", document([half], [a_round([half], [[2, 1]], PRESENT, returned=3)])))
    assert "phải đạt quá nửa số phiếu thu về." in said and "66,7 1" in said and "33,3 2" in said


def test_the_tellers_the_secretary_and_the_chair_sign(minutes):
    signing = minutes[minutes.index("TRƯỞNG BAN KIỂM PHIẾU") :]
    for name in ("Ngô Thị Oanh", "Dương Văn Phúc", "Lý Thị Quỳnh", "Bùi Thị Yến", "Nguyễn Văn An"):
        assert f"{name} (mẫu)" in signing
    assert signing.count("(Ký, ghi rõ họ tên)") == 4


def test_a_round_voided_before_its_count_has_no_numbers():
    lost = uncounted(a_round([TOP_TWO], [[3, 2, 1, 2]], PRESENT), voided="danh sách bầu ghi sai")
    again = a_round([TOP_TWO], [[4, 3, 1, 2]], PRESENT, number=2)
    said = text(paper("count-minutes", document([TOP_TWO], [lost, again])))
    first = between(said, "Vòng 1:", "Vòng 2:")
    assert "Lý do: danh sách bầu ghi sai." in first and "Chưa có kết quả kiểm phiếu." in first and "hợp lệ" not in first


def test_the_minutes_of_the_vote_list_every_hand_vote_also_those_gone_back_on(meeting):
    assert "1 Quy chế bầu 5 0 0 5 đồng ý" in meeting
    title = TOP_TWO.title
    assert f"3 Danh sách bầu: {title} (lý do: danh sách thiếu một đơn vị) 4 1 0 5 đã rút lại" in meeting
    assert f"4 Danh sách bầu: {title} 4 0 1 5 đồng ý" in meeting
    assert "6 Bầu cụm trưởng: BHXH tỉnh Quảng Ninh 5 0 0 5 đồng ý" in meeting


def test_a_hand_vote_that_was_lost_is_told():
    lost = samples.hands("rules", against=3)
    assert "1 Quy chế bầu 2 3 0 5 không đồng ý" in text(paper("vote-minutes", plain_meeting(hand_votes=[lost])))


def test_they_tell_the_adoption_the_officers_and_the_order_of_things(meeting):
    adopted = f"hội nghị thông qua kết quả bằng biểu quyết giơ tay: {HANDS.format(4, 0, 1)}."
    assert f"Lúc 11 giờ 20 phút, ngày 23 tháng 01 năm 2026, {adopted}" in meeting
    assert "- Cụm trưởng năm 2026: BHXH tỉnh Quảng Ninh" in meeting
    assert "- Cụm phó năm 2026: BHXH tỉnh Bắc Ninh" in meeting
    assert "08 giờ 45 phút, ngày 23 tháng 01 năm 2026 Niêm phong điểm danh" in meeting


def test_every_deed_that_a_record_times_has_words():
    assert set(TIMED_DEEDS) <= set(DEEDS)


def test_the_report_proposes_units_for_each_flag_and_awards_nothing(report):
    proposed = between(report, "IV. ĐỀ NGHỊ KHEN THƯỞNG", "V. CỤM TRƯỞNG")
    ours = between(proposed, "“Cờ thi đua của BHXH Việt Nam”: 1 đơn vị:", "Đề nghị tặng")
    assert f"1 BHXH tỉnh Quảng Ninh {TOP_TWO.title}" in ours
    assert f"1 BHXH tỉnh Phú Thọ {TOP_TWO.title}" in proposed.split("“Cờ thi đua của Chính phủ”: 1 đơn vị:")[1]
    assert "Đề nghị" in proposed and "được tặng" not in report and "kính đề nghị xem xét, quyết định" in report


def test_the_report_says_who_was_not_considered_and_why(report):
    refused = between(report, "III. ĐƠN VỊ KHÔNG THAM GIA BÌNH XÉT", "IV. ĐỀ NGHỊ")
    assert "BHXH tỉnh Ninh Bình: không xét. Không ký kết giao ước thi đua" in refused
    assert (
        f"BHXH tỉnh Hưng Yên: dự bầu theo quyết định của hội nghị ({HANDS.format(4, 1, 0)}; lý do: đã khắc phục"
        in refused
    )


def test_no_flag_and_no_adoption_are_said():
    unflagged = samples.adopted([(NAMES[0], TOP_TWO.title, "none")])
    said = text(paper("report", plain_meeting(adoption=unflagged)))
    assert said.count("không có.") == 2
    assert "Hội nghị chưa thông qua danh sách đề nghị." in text(paper("report", plain_meeting(), draft=True))


def test_offices_stand_with_their_member_unit():
    said = text(paper("count-minutes", full_meeting(12, long=False)))
    assert "1 BHXH cơ sở 0 (mẫu) (BHXH tỉnh Phú Thọ) 1.300 5 100,0 1" in said
    assert "Được bầu: BHXH tỉnh Phú Thọ." in said


def test_a_meeting_without_a_score_sheet_says_so():
    bare = [samples.unit(number, name) for number, name in enumerate(NAMES, 1)]
    verdicts = [samples.eligibility([one])[0] | {"verdict": "unassessed"} for one in bare]
    one = a_round([TOP_TWO], [[4, 3, 1, 2]], range(1, 7))
    said = text(paper("count-minutes", document([TOP_TWO], [one], roster=bare, eligibility=verdicts)))
    assert "Hội nghị không nhập bảng điểm thi đua vào máy kiểm phiếu." in said
    assert "1 BHXH tỉnh Phú Thọ – 4 66,7 1" in said


@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_can_be_made_before_the_vote(name):
    one = uncounted(a_round([TOP_TWO], [[0, 0, 0, 0]], []), opened="", closed="", election=None, mark="", returned=0)
    before = document([TOP_TWO], [one | {"mode": "hand"}], roster=samples.roster(absent=range(1, 7)))
    assert TOP_TWO.title in text(paper(name, before, draft=True)) or name in ("attendance", "report")


def test_the_attendance_list_has_every_member_a_mark_and_room_to_sign():
    said = text(paper("attendance", eventful_meeting()))
    assert "TT Đơn vị Họ và tên Chức vụ Có mặt Ký tên" in said
    assert "1 BHXH tỉnh Phú Thọ Nguyễn Văn An (mẫu) Giám đốc Có" in said
    assert "6 BHXH tỉnh Ninh Bình Vũ Thị Hạnh (mẫu) Giám đốc Vắng" in said
    assert "triệu tập: 6; có mặt: 5; vắng: 1." in said


def test_before_the_roll_call_the_attendance_list_is_empty():
    said = text(paper("attendance", document([TOP_TWO], [], roster=samples.roster(absent=range(1, 7)))))
    assert "Vắng Ký" not in said and "Giám đốc Vắng" not in said and "có mặt: …………; vắng: …………." in said


def test_district_offices_do_not_attend():
    assert "cơ sở" not in text(paper("attendance", full_meeting()))


def test_the_counting_minutes_say_whose_locks_opened_the_box_and_how_many_ballots_were_opened_for_checking():
    one = a_round([TOP_TWO], [[4, 3, 2, 1]], PRESENT, late=[2], refused=[], audited=["mã 1", "mã 2"])
    said = text(paper("count-minutes", document(rounds=[one])))
    assert (
        "Hòm phiếu có 3 khóa, cần 2 khóa để mở; đã mở bằng khóa số 1, số 3; khóa số 2 mở sau khi kiểm phiếu xong."
        in said
    )
    assert "Số phiếu được mở để kiểm tra, không bỏ vào hòm và không đếm: 2." in said
    assert "Mã bộ khóa của ban kiểm phiếu: M7QK-3DHP-XR2A-9WTN" in said
