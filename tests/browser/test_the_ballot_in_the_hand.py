"""A ballot in hurried hands: how many taps it takes, what a second tap does, what is found by typing, and what a turned phone
or a lost line leaves as it was."""

import pytest
from playwright.sync_api import Page, expect

from ballots import samples
from tests.browser.devices import cut_off
from tests.browser.long_ballot import EIGHT, THIRTY, TITLES, open_voting_on_the_long_ballot
from tests.browser.people import Desk, VoterPhone
from tests.browser.tablet import LYING, Tablet

TWO, FIVE, OFFICERS = (contest["nominees"] for contest in samples.cluster_5()["contests"])
REVIEW = "Đồng chí đã chọn"
RECEIPT = "Phiếu của đồng chí đã nằm trong hòm."
COUNT_TAPS = "window.taps = 0; window.addEventListener('pointerup', () => { window.taps += 1; }, true);"
WIDE = {"viewport": {"width": 1180, "height": 820}, "has_touch": True}
IN_SIGHT = """(button) => {
  const { left, top, width, height } = button.getBoundingClientRect();
  const over = document.elementFromPoint(left + width / 2, top + height - 2);
  return top >= 0 && top + height <= innerHeight && button.contains(over);
}"""


def lock_and_open(desk: Desk) -> list[str]:
    """The whole sample: three cards, the last of them a pair."""
    desk.send("/desk/meeting", {"sample": True, "rehearsal": True})
    desk.lock(desk.send("/desk/tellers", {"tellers": [{"name": "Người thứ nhất"}]})["invites"])
    slips = desk.seal_and_mint()
    desk.send("/desk/open", {})
    return slips


def pick(page: Page, nominee: str, column: int) -> None:
    page.get_by_role("listitem").filter(has_text=nominee).locator("label.choice").nth(column).tap()


def test_the_sample_ballot_takes_its_marks_and_three_taps_and_no_second_tap_casts_it(room):
    with room.kiosk() as kiosk:
        desk = Desk(room.devices, kiosk.desk, room.folder)
        slips = lock_and_open(desk)
        voter = VoterPhone(room.devices, slips[0])
        page = voter.page
        page.add_init_script(COUNT_TAPS)
        page.reload()
        voter.mark(*TWO[:2])
        voter.press("Tiếp tục")
        voter.mark(*FIVE[:5])
        voter.press("Tiếp tục")
        expect(page.get_by_text("Đánh dấu đủ thì trang tự sang phần xem lại.")).to_be_visible()
        pick(page, OFFICERS[0], 0)
        pick(page, OFFICERS[1], 1)
        voter.sees(REVIEW)
        voter.cast()
        voter.sees(RECEIPT)
        marks = 2 + 5 + 2
        assert page.evaluate("window.taps") <= marks + 3
        assert not [name for name in (*TWO, *FIVE) if name in page.get_by_role("main").inner_text()]
        the_last_card_waits_where_it_is_not_full(VoterPhone(room.devices, slips[1]))
        assert desk.room()["box"]["returned"] == 1
    assert room.devices.troubles == []


def the_last_card_waits_where_it_is_not_full(voter: VoterPhone) -> None:
    """And where it was filled once, it is only left by its button; the second tap of a double tap casts nothing."""
    for nominees in (TWO[:1], FIVE[:1]):
        voter.mark(*nominees)
        voter.press("Tiếp tục")
    pick(voter.page, OFFICERS[0], 0)
    pick(voter.page, OFFICERS[1], 1)
    pick(voter.page, OFFICERS[1], 1)
    voter.press("Tiếp tục")
    voter.press("Đúng, để trắng")
    voter.sees(REVIEW)
    voter.press(f"Sửa: {samples.cluster_5()['contests'][2]['title']}")
    expect(voter.page.get_by_role("button", name="Xong, xem lại phiếu")).to_be_visible()
    second_tap = """() => {
      document.querySelector("[data-deed='next']").click();
      document.querySelector("[data-deed='cast']").click();
    }"""
    voter.page.evaluate(second_tap)
    voter.sees(REVIEW)
    expect(voter.page.get_by_role("button", name="Bỏ phiếu vào hòm")).to_be_enabled()


def found(page: Page) -> list[str]:
    return page.locator(".rows li:visible .name > span:first-child").all_inner_texts()


def test_a_name_is_found_without_its_marks_and_whoever_is_chosen_stays_in_sight(room):
    with room.kiosk() as kiosk:
        desk = Desk(room.devices, kiosk.desk, room.folder)
        voter = VoterPhone(room.devices, open_voting_on_the_long_ballot(desk)[0])
        page = voter.page
        sent: list[str] = []
        page.on("request", lambda request: sent.append(request.post_data or request.url))
        expect(page.get_by_role("heading", level=1)).to_have_text(TITLES[0])
        expect(page.get_by_role("textbox")).to_have_count(0)
        voter.mark(EIGHT[0])
        voter.press("Tiếp tục")
        whole = found(page)
        field, said = page.get_by_role("textbox", name="Tìm đơn vị"), page.locator(".finding output")
        voter.mark(THIRTY[0], THIRTY[7])
        field.fill("ĐẮK  lăk")
        expect(said).to_have_text("Tìm thấy 4 đơn vị. 2 đơn vị đã chọn vẫn hiện trong danh sách.")
        expected = [name for name in whole if "Đắk Lắk" in name or name in (THIRTY[0], THIRTY[7])]
        assert found(page) == expected and len(expected) == 6
        assert page.get_by_role("heading", level=2).all_inner_texts() == EIGHT[:3]
        voter.mark(THIRTY[9])
        field.fill("dak lak 99")
        expect(said).to_have_text(
            "Không thấy đơn vị nào; xin xem lại chữ đã gõ. 3 đơn vị đã chọn vẫn hiện trong danh sách."
        )
        page.get_by_role("button", name="Xóa").tap()
        assert found(page) == whole and said.inner_text() == ""
        expect(field).to_be_focused()
        field.fill("huyen so 29")
        expect(said).to_contain_text("Tìm thấy 1 đơn vị.")
        kept = page.evaluate(
            "() => JSON.stringify([{...sessionStorage}, {...localStorage}, history.state, location.href])"
        )
        assert "huyen" not in kept and not [text for text in sent if "huyen" in text or "lak" in text]
        field.press("Enter")
        expect(page.get_by_role("checkbox", name=THIRTY[29])).to_be_focused()
        nothing_is_lost(voter)
    assert room.devices.troubles == []


def nothing_is_lost(voter: VoterPhone) -> None:
    """A phone that is turned, a line that breaks and one mark too many leave every mark as it was."""
    page = voter.page
    page.get_by_role("button", name="Xóa").tap()
    voter.mark(THIRTY[4], THIRTY[5])
    expect(page.get_by_text("Đã chọn đủ 5 trong 5")).to_be_visible()
    voter.tap(THIRTY[12])
    expect(page.get_by_role("alert").get_by_text("Đồng chí được chọn tối đa 5 đơn vị.")).to_be_visible()
    page.context.set_offline(True)
    page.set_viewport_size({"width": 740, "height": 360})
    assert cut_off(page) == ""
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(5)
    page.set_viewport_size({"width": 360, "height": 740})
    page.context.set_offline(False)
    voter.tap(THIRTY[5])
    expect(page.get_by_text("Còn chọn được 1 trong 5")).to_be_visible()
    voter.press("Tiếp tục")
    voter.sees(REVIEW)
    assert page.locator(".reviewed .name").all_inner_texts() == [EIGHT[0], *(THIRTY[at] for at in (0, 4, 7, 9))]


@pytest.mark.parametrize("kind", [LYING, WIDE], ids=["1024x768", "1180x820"])
def test_on_a_tablet_that_lies_every_sheets_button_is_in_sight(room, kind):
    with room.kiosk() as kiosk:
        desk = Desk(room.devices, kiosk.desk, room.folder)
        slips = lock_and_open(desk)
        tablet = Tablet(room.devices, room.address(kiosk), kind)
        in_sight(tablet, "Mở phiếu")
        tablet.scan(slips[0])
        tablet.sees(samples.cluster_5()["contests"][0]["title"])
        for nominees in (TWO[:1], FIVE[:1]):
            tablet.mark(*nominees)
            in_sight(tablet, "Tiếp tục")
            tablet.press("Tiếp tục")
        pick(tablet.page, OFFICERS[0], 0)
        in_sight(tablet, "Tiếp tục")
        pick(tablet.page, OFFICERS[1], 1)
        tablet.sees(REVIEW)
        in_sight(tablet, "Bỏ phiếu vào hòm")
        tablet.press("Kiểm tra phiếu này")
        in_sight(tablet, "Mở lá này để kiểm tra")
        tablet.press("Quay lại, chưa mở")
        tablet.cast()
        tablet.sees(RECEIPT)
        in_sight(tablet, "Xong, mời đồng chí tiếp theo")
    assert room.devices.troubles == []


def in_sight(tablet: Tablet, button: str) -> None:
    assert tablet.page.get_by_role("button", name=button, exact=True).evaluate(IN_SIGHT), button
