"""The arithmetic of the minutes (shared/domain.md): each contradiction has its code, and no paper is made of one."""

import copy

import pytest

from ballots.arithmetic import check
from ballots.errors import Broken
from kiosk.papers import PAPERS, make_paper
from tests.papers import samples
from tests.papers.meetings import eventful_meeting, full_meeting, plain_meeting, tied_meeting

ROUND = ("rounds", 1)
COUNT = (*ROUND, "contests", 0, "count")
CONTRADICTIONS = [
    ((*ROUND, "present"), [1, 2, 3, 4, 4], "arith-present", "triệu tập 6 đơn vị, nhưng có mặt 5 và vắng 2"),
    ((*ROUND, "present"), [1, 2, 3, 4, 99], "arith-present", "triệu tập 6 đơn vị, nhưng có mặt 5 và vắng 2"),
    ((*ROUND, "issued"), 6, "arith-issued", "phát ra 6 phiếu cho 5 đơn vị có mặt"),
    ((*ROUND, "returned"), 6, "arith-returned", "thu về 6 phiếu, nhiều hơn 5 phiếu phát ra"),
    ((*COUNT, "invalid"), 1, "arith-valid", "5 phiếu hợp lệ và 1 phiếu không hợp lệ cộng lại là 6"),
    ((*COUNT, "valid"), 4, "arith-valid", "thu về 5 phiếu"),
    ((*COUNT, "blank"), 6, "arith-blank", "6 phiếu trắng, nhiều hơn 5 phiếu hợp lệ"),
    ((*COUNT, "votes", 0), 6, "arith-nominee", "BHXH tỉnh Phú Thọ được 6 phiếu, nhiều hơn 5 phiếu hợp lệ"),
    ((*COUNT, "votes"), [5, 5, 1, 0], "arith-sum", "có 11 lượt chọn, nhiều hơn 5 phiếu hợp lệ nhân 2 chỗ là 10"),
    ((*COUNT, "votes", 2), -1, "arith-negative", "có số phiếu âm"),
    ((*ROUND, "returned"), -1, "arith-negative", "thu về -1 phiếu"),
    (("rounds", 0, "contests", 0, "count", "blank"), 9, "arith-blank", "Vòng 1"),
    (("hand_votes", 0, "favour"), 4, "arith-hands", "Biểu quyết quy chế bầu: 4 tán thành"),
    (("hand_votes", 2, "present"), 6, "arith-hands", f"danh sách bầu “{samples.TOP_TWO.title}”"),
    (("adoption", "against"), 1, "arith-hands", "thông qua kết quả"),
    (("roster", 5, "present"), True, "arith-roll-call", "ghi 6 đơn vị có mặt, nhưng vòng 3 ghi 5"),
]


def broken(place: tuple, value: object) -> samples.Value:
    document = copy.deepcopy(eventful_meeting())
    part = document
    for step in place[:-1]:
        part = part[step]
    part[place[-1]] = value
    return document


@pytest.mark.parametrize("document", [plain_meeting(), tied_meeting(), eventful_meeting(), full_meeting()])
def test_consistent_minutes_pass(document):
    assert list(check(document)) == []


@pytest.mark.parametrize(("place", "value", "code", "said"), CONTRADICTIONS)
def test_each_contradiction_is_found_and_names_its_numbers(place, value, code, said):
    failures = list(check(broken(place, value)))
    assert code in [failure.code for failure in failures]
    assert any(said in failure.message for failure in failures if failure.code == code)


@pytest.mark.parametrize(("place", "value", "code", "said"), CONTRADICTIONS)
def test_no_paper_is_made_of_a_contradiction(place, value, code, said):
    document = broken(place, value)
    for name in PAPERS:
        with pytest.raises(Broken) as refusal:
            make_paper(name, samples.raw(document), draft=True)
        assert refusal.value.code == next(check(document)).code
        assert "Không lập được văn bản" in str(refusal.value)


@pytest.mark.parametrize(
    ("place", "value"), [((*COUNT, "votes"), [5, 5, 0, 0]), ((*COUNT, "blank"), 5), ((*ROUND, "returned"), 5)]
)
def test_the_largest_numbers_that_are_still_possible_pass(place, value):
    assert list(check(broken(place, value))) == []


def test_every_failure_is_told_not_only_the_first():
    document = broken((*ROUND, "issued"), 7)
    document["rounds"][1]["contests"][0]["count"]["blank"] = 8
    assert {"arith-issued", "arith-blank"} <= {failure.code for failure in check(document)}
