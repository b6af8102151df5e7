"""The paper ballot: its columns, its limits, and nothing on it that could tell one copy from another."""

import hashlib

import pytest

from tests.papers import samples
from tests.papers.meetings import PRESENT, eventful_meeting, full_meeting, plain_meeting
from tests.papers.reading import between, pages, paper, pieces, text
from tests.papers.samples import NAMES, TOP_TWO, a_round, document, roster, runoff_of, uncounted


def ballot(value: samples.Value) -> str:
    return text(paper("ballot", value))


@pytest.fixture(scope="module")
def full() -> str:
    return ballot(full_meeting(12, long=False))


def test_one_column_and_the_number_that_may_be_chosen():
    said = ballot(plain_meeting())
    assert "Chọn tối đa 2 đơn vị, đánh dấu X vào ô của đơn vị được chọn." in said
    assert "TT Đơn vị dự bầu Chọn 1 BHXH tỉnh Phú Thọ 2 BHXH tỉnh Quảng Ninh" in said
    assert "Không ký tên, không ghi gì khác lên phiếu." in said


def test_two_places_are_two_columns_of_one_table(full):
    said = between(full, "Bầu đơn vị dẫn đầu của cụm", "Bầu đơn vị tiêu biểu xuất sắc")
    assert "TT Đơn vị dự bầu Nhất Nhì 1 BHXH tỉnh Phú Thọ 2 BHXH tỉnh Quảng Ninh" in said
    assert "Mỗi cột chọn tối đa 1 đơn vị" in said and "Không chọn một đơn vị ở cả hai cột." in said


def test_offices_are_grouped_under_their_member_unit(full):
    said = between(full, "Bầu đơn vị tiêu biểu xuất sắc", "Bầu cụm trưởng")
    assert "Chọn tối đa 5 đơn vị" in said
    assert "Chọn BHXH tỉnh Phú Thọ 1 BHXH cơ sở 0 (mẫu)" in said
    assert "10 BHXH cơ sở 9 (mẫu) BHXH tỉnh Quảng Ninh 11 BHXH cơ sở 10 (mẫu)" in said


def test_officers_show_who_has_held_the_office(full):
    said = full[full.index("Bầu cụm trưởng") :]
    assert "TT Đơn vị dự bầu Đã đảm nhiệm Cụm trưởng Cụm phó" in said
    assert "2 BHXH tỉnh Quảng Ninh Cụm trưởng 2019, 2023 3 BHXH tỉnh Bắc Ninh Cụm phó 2024" in said


def test_two_fit_on_a_page_where_they_are_short_and_are_alike():
    said = pages(paper("ballot", plain_meeting()))
    assert len(said) == 1
    copies = said[0].split("BẢO HIỂM XÃ HỘI VIỆT NAM")[1:]
    assert len(copies) == 2 and copies[0].strip() == copies[1].strip()


def test_a_long_one_is_alone_and_goes_on_over_the_page(full):
    assert full.count("PHIẾU BẦU") == 1
    assert len(pages(paper("ballot", full_meeting(30)))) > 1


@pytest.mark.parametrize("nominees", [1, 4, 12, 30])
def test_every_nominee_is_on_it_once_with_a_box(nominees):
    document = full_meeting(nominees, long=False)
    said = between(ballot(document), "Bầu đơn vị tiêu biểu xuất sắc", "Bầu cụm trưởng")
    assert [said.count(f"{at + 1} BHXH cơ sở {at} (mẫu)") for at in range(nominees)] == [1] * nominees


def test_nothing_tells_it_from_another():
    value = eventful_meeting()
    said = ballot(value)
    fingerprint = hashlib.sha256(samples.raw(value)).hexdigest()
    marks = [one["mark"] for one in value["rounds"] if one["mark"]]
    heads = [one["election"]["head"] for one in value["rounds"] if one["election"]]
    for code in (fingerprint[:8], *marks, *heads, "Số:"):
        assert code not in said


def test_a_run_off_that_is_still_to_come_is_what_the_ballot_is_about():
    counted = a_round([TOP_TWO], [[4, 2, 1, 2]], PRESENT)
    deciding = runoff_of([TOP_TWO], [counted], roster())
    to_come = uncounted(a_round(deciding, [[0, 0]], PRESENT, number=2))
    said = ballot(document([TOP_TWO], [counted, to_come]))
    assert "Chọn tối đa 1 đơn vị" in said and NAMES[1] in said and NAMES[3] in said and NAMES[0] not in said
    assert "DỰ THẢO" not in text(paper("ballot", document([TOP_TWO], [counted, to_come]), draft=True))


def test_boxes_are_large_enough_for_a_cross():
    written = pieces(paper("ballot", plain_meeting()))
    rows = sorted({round(piece.y, 1) for piece in written if piece.text.startswith("BHXH tỉnh")})
    assert all(later - earlier > 7 for earlier, later in zip(rows, rows[1:]))
