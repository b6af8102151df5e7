"""What the summary of a sound record says of the locks and of opened ballots, and of what no record can show."""

import pytest

from ballots.committee import set_code
from ballots.record.packing import open_record
from kiosk.verdict import summary
from kiosk.verifying import report_object, verify
from tests.meetings import VOTES, Play, counted
from tests.records import lied

RECORD = counted().record()
BOX = next(content for name, content in open_record(RECORD).items() if name.endswith(".bel"))
OPENED = (((0,), ()), ((1, 2), (0,)))
SECRETLY = "Những người giữ đủ khóa có dùng riêng khóa để đọc phiếu không"


def of_round(**told):
    """The record with something else said of its round: what no box can confirm, and no check refuses."""
    return lied(RECORD, lambda document: document["rounds"][0].update(told))


@pytest.mark.parametrize("raw", [RECORD, BOX], ids=["record", "box"])
def test_the_verdict_tells_which_locks_opened_the_box_and_how_many_were_needed(raw):
    report = verify(raw)
    locks = report_object(report)["rounds"][0]["locks"]
    assert (locks["size"], locks["threshold"], locks["opened"]) == (3, 2, [1, 3])
    text = summary(report)
    assert "hòm mở bằng khóa số 1, 3 (cần 2 trong 3 khóa)" in text
    assert f"Mã bộ khóa: {locks['code']}" in text
    assert SECRETLY in text and "khóa số 2" not in text


def test_the_code_of_the_set_is_the_one_that_the_phones_showed():
    made = counted()
    assert verify(made.record()).rounds[0]["locks"]["code"] == set_code(made.helds[0].trustees.raw)


def test_a_late_lock_and_a_share_that_did_not_fit_are_told_as_what_the_record_only_says():
    late, refused = summary(verify(of_round(late=[2]))), summary(verify(of_round(refused=[2])))
    assert "; khóa số 2 mở sau, không cần đến" in late
    assert "; phần khóa số 2 không khớp nên không dùng" in refused
    only_said = "Khóa mở sau, phần khóa không khớp: hồ sơ chỉ ghi lại, không chứng minh."
    assert only_said in late and only_said in refused and only_said not in summary(verify(RECORD))


def test_opened_ballots_are_told_with_what_their_openings_alone_can_show():
    report = verify(Play().vote(VOTES, audited=OPENED).told().record())
    assert len(report.rounds[0]["audited"]) == 2
    text = summary(report)
    assert "đã mở để kiểm tra 2 phiếu: không nằm trong hòm, không đếm" in text
    assert "--opening" in text and "--opening" not in summary(verify(RECORD))


def test_a_round_on_paper_had_no_locks():
    report = verify(Play().by_hand(3, 3, (0, 2, 2, 1), (1, 1, 1)).told().record())
    assert report.rounds[0]["locks"] is None
    assert "khóa số" not in summary(report) and SECRETLY not in summary(report)


def test_a_box_that_was_not_opened_says_how_many_locks_it_waits_for():
    filled = Play().vote(VOTES, until="Ballot").told().board
    assert "hòm chưa mở (cần 2 trong 3 khóa)" in summary(verify(filled.archive()))
