"""The papers are laid out by Nghị định 30/2020/NĐ-CP (shared/domain.md, Documents), measured on the finished pages."""

import re

import pytest

from kiosk.papers import PAPERS
from tests.papers.meetings import eventful_meeting, full_meeting, plain_meeting
from tests.papers.reading import ink, pages, paper, pieces, rules, text
from tests.papers.samples import NO_PAPERS

MINUTES = ("count-minutes", "vote-minutes")
STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return {name: paper(name, eventful_meeting()) for name in PAPERS}


@pytest.mark.parametrize("name", PAPERS)
def test_margins_are_20_to_25_above_and_below_30_to_35_left_15_to_20_right(made, name):
    shown = ink(made[name], top=16)
    assert 30 <= min(page.left for page in shown) <= 35
    assert 15 <= 210 - max(page.right for page in shown) <= 20
    assert 20 <= min(page.top for page in shown) <= 25
    assert 20 <= 297 - max(page.bottom for page in shown)
    assert 20 <= ink(made[name])[0].top <= 25, "nothing stands in the top margin of page 1"


@pytest.mark.parametrize("name", PAPERS)
def test_pages_are_numbered_in_the_middle_of_the_top_margin_from_the_second_on(made, name):
    above = [piece for piece in pieces(made[name]) if piece.y < 19]
    assert [(piece.page, piece.text) for piece in above] == [(n, str(n)) for n in range(2, len(pages(made[name])) + 1)]
    for number in above:
        assert abs(number.x - (31 + 210 - 17) / 2) < 3 and number.size == 13


def test_there_are_papers_of_several_pages(made):
    assert len(pages(made["count-minutes"])) > 2


@pytest.mark.parametrize("name", PAPERS)
def test_tinos_alone_in_the_decrees_sizes(made, name):
    written = pieces(made[name])
    assert {piece.font.split("-")[0] for piece in written} == {"Tinos"}
    body = [piece for piece in written if piece.y > 45 and piece.size not in (11, 12)]
    assert {piece.size for piece in body} <= {13, 14}
    small = {plain.text for plain in written if plain.size < 12}
    assert all(re.match("- ", said) for said in small), "only the recipients are smaller"


@pytest.mark.parametrize("name", PAPERS)
def test_the_header_names_the_bodies_at_the_left_and_the_state_at_the_right(made, name):
    said = {piece.text: piece for piece in reversed(pieces(made[name]))}
    superior, issuer = said["BẢO HIỂM XÃ HỘI VIỆT NAM"], said["CỤM THI ĐUA SỐ 5"]
    state, motto = said[STATE], said[MOTTO]
    assert (superior.font, superior.size) == ("Tinos-Regular", 12)
    assert (issuer.font, issuer.size) == ("Tinos-Bold", 12)
    assert (state.font, state.size) == ("Tinos-Bold", 12)
    assert (motto.font, motto.size) == ("Tinos-Bold", 13)
    assert superior.x < issuer.x < 100 < state.x < motto.x
    assert abs(superior.y - state.y) < 0.5


@pytest.mark.parametrize("name", PAPERS)
def test_the_rule_below_the_motto_is_as_long_and_that_below_the_body_a_third_to_a_half(made, name):
    said = {piece.text: piece for piece in reversed(pieces(made[name]))}
    drawn = [rule for rule in rules(made[name]) if rule[1] < 40]
    (left,), (right,) = [r for r in drawn if r[0] < 100], [r for r in drawn if r[0] > 100]
    motto, state, issuer = said[MOTTO], said[STATE], said["CỤM THI ĐUA SỐ 5"]
    middle = (state.x + 193) / 2
    assert abs(right[0] - motto.x) < 0.6, "it begins under the first letter"
    assert abs(right[2] - 2 * (middle - motto.x)) < 1.5, "and ends under the last"
    width = 2 * (31 + 71 / 2 - issuer.x)
    assert 1 / 3 <= left[2] / width <= 1 / 2
    assert motto.y < right[1] < motto.y + 3 and issuer.y < left[1] < issuer.y + 3


@pytest.mark.parametrize("name", MINUTES)
def test_minutes_have_a_number_but_no_place_and_date_in_the_header(made, name):
    head = [piece.text for piece in pieces(made[name]) if piece.page == 1 and piece.y < 44]
    assert len(head) == 5 and re.fullmatch(r"Số: 0[12]/BB-CTĐ5", head[4])


@pytest.mark.parametrize("name", [*MINUTES, "attendance"])
def test_the_secretary_signs_at_the_left_and_the_chair_at_the_right(made, name):
    signing = {piece.text: piece for piece in pieces(made[name]) if piece.text in ("THƯ KÝ", "CHỦ TRÌ")}
    assert signing["THƯ KÝ"].x < 105 < signing["CHỦ TRÌ"].x
    assert signing["THƯ KÝ"].y == pytest.approx(signing["CHỦ TRÌ"].y)


def test_a_report_has_place_and_date_in_italics_the_addressee_and_the_recipients(made):
    written = pieces(made["report"])
    (dated,) = [piece for piece in written if piece.text == "Phú Thọ, ngày 23 tháng 01 năm 2026"]
    assert (dated.font, dated.size) == ("Tinos-Italic", 13) and dated.x > 100 and dated.page == 1
    assert "Kính gửi: Thường trực Hội đồng Thi đua - Khen thưởng" in text(made["report"])
    (recipients,) = [piece for piece in written if piece.text == "Nơi nhận:"]
    assert (recipients.font, recipients.size) == ("Tinos-BoldItalic", 12) and recipients.x < 40
    assert {piece.size for piece in written if piece.text in ("- Như trên;", "- Lưu: Hồ sơ hội nghị.")} == {11}
    (capacity,) = [piece for piece in written if piece.text == "TM. CỤM THI ĐUA SỐ 5"]
    assert capacity.x > 105 and capacity.font == "Tinos-Bold"


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_that_nobody_worded_has_dots_to_write_on(name):
    said = text(paper(name, plain_meeting(papers=NO_PAPERS)))
    assert "…………" in said and "None" not in said
    if name in MINUTES:
        assert "Số: ……/BB-……" in said and "Căn cứ …………" in said


@pytest.mark.parametrize("name", PAPERS)
def test_long_names_and_thirty_nominees_stay_within_the_margins(name):
    made = paper(name, full_meeting())
    for page in ink(made, top=16):
        assert 30 <= page.left and page.right <= 195 and page.bottom <= 277


@pytest.mark.parametrize("name", PAPERS)
def test_a_name_without_a_blank_is_broken_inside_its_cell(name):
    document = plain_meeting()
    wide = "W" * 120
    for unit in document["roster"]:
        unit["name"] = wide if unit["id"] == 1 else unit["name"]
        unit["leader"] = wide
    made = paper(name, document)
    assert all(30 <= page.left and page.right <= 195 for page in ink(made, top=16))


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("nominees", [3, 8, 12, 17, 23, 30])
def test_no_heading_stands_alone_at_the_foot_of_a_page(name, nominees):
    made = pieces(paper(name, full_meeting(nominees)))
    for page in range(1, made[-1].page):
        lowest = max((piece for piece in made if piece.page == page), key=lambda piece: piece.y)
        assert not lowest.font.startswith("Tinos-Bold"), lowest.text


@pytest.mark.parametrize("name", [*MINUTES, "report", "attendance"])
@pytest.mark.parametrize("nominees", [3, 6, 10, 14, 19, 25])
def test_nobody_signs_on_a_page_without_the_words_that_are_signed(name, nominees):
    made = paper(name, full_meeting(nominees))
    closing = {
        "count-minutes": "đã được đọc lại",
        "vote-minutes": "đã được đọc lại",
        "report": "Trên đây",
        "attendance": "mất",
    }
    assert closing[name] in pages(made)[-1] and "Nguyễn Văn An (mẫu)" in pages(made)[-1]
