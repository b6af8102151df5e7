"""The booth for weak eyes, large fingers and keys alone: four sizes, high contrast and dark rooms on every sheet of a long
ballot, and the whole way from the typed slip to the receipt by Tab, Space and Enter."""

from itertools import product

from playwright.sync_api import Locator, Page, expect

from tests.browser.devices import PHONE, barriers, cut_off, read_code
from tests.browser.long_ballot import EIGHT, THIRTY, TITLES, open_voting_on_the_long_ballot
from tests.browser.people import SECRET, Desk, VoterPhone
from tests.browser.tablet import LYING, NEXT, Tablet

SMALL = {**PHONE, "viewport": {"width": 320, "height": 640}}
SIZES, CONTRASTS, ROOMS = ("1", "2", "3", "4"), ("usual", "high"), ("light", "dark")
LOOKED_AT = {("1", "usual", "dark"), ("2", "high", "light"), ("4", "usual", "light"), ("4", "high", "dark")}
"""What axe looks at, every theme and the outer sizes; what sticks out is looked for in all sixteen."""
DRESS = "([size, contrast]) => Object.assign(document.documentElement.dataset, { size, contrast })"
TWICE = "(size) => document.documentElement.style.setProperty('--pico-font-size', size)"
TARGETS = "(all) => all.map((one) => one.getBoundingClientRect()).map(({ width, height }) => Math.min(width, height))"

FOCUS = """() => {
  const at = document.activeElement;
  const shown = at.matches(".row input, .choice input") ? at.closest("label").querySelector(".box") : at;
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(shown);
  const { left, top, width, height } = shown.getBoundingClientRect();
  const over = document.elementFromPoint(left + width / 2, top + height / 2);
  return {
    words: at.getAttribute("aria-label") ?? (at.labels?.[0] ?? at).innerText.replace(/\\s+/g, " ").trim(),
    isLost: at === document.body || !at.isConnected,
    isCovered: !over || !(shown.contains(over) || over.contains(shown)),
    isRinged: (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) || boxShadow !== "none",
  };
}"""


def fits_everybody(page: Page) -> None:
    """The sheet that lies there, in every size, contrast and room, and with the browser's own letters twice as large."""
    sheet = page.get_by_role("main").inner_text()[:60]
    for size, contrast, light in product(SIZES, CONTRASTS, ROOMS):
        page.emulate_media(color_scheme=light, reduced_motion="reduce")
        page.evaluate(DRESS, [size, contrast])
        assert cut_off(page) == "", (sheet, size, contrast, light)
        if (size, contrast, light) in LOOKED_AT:
            assert barriers(page) == [], (sheet, size, contrast, light)
    page.evaluate(DRESS, ["1", "usual"])
    page.evaluate(TWICE, "225%")
    assert cut_off(page) == "", (sheet, "letters twice as large")
    page.evaluate(TWICE, "")


def large_enough(targets: Locator) -> None:
    sizes = targets.evaluate_all(TARGETS)
    assert sizes and min(sizes) >= 64, sizes


def test_every_sheet_of_a_long_ballot_fits_every_size_contrast_and_room(room):
    with room.kiosk() as kiosk:
        desk = Desk(room.devices, kiosk.desk, room.folder)
        slip = open_voting_on_the_long_ballot(desk)[0]
        page = room.devices.open(SMALL, f"{room.address(kiosk)}/booth")
        fits_everybody(page)
        page.get_by_role("textbox").fill(SECRET.search(slip).group())
        page.get_by_role("button", name="Mở phiếu").tap()
        expect(page.get_by_role("heading", level=1)).to_have_text(TITLES[0])
        page.get_by_role("button", name="Tiếp tục").tap()
        expect(page.get_by_role("alertdialog")).to_be_visible()
        fits_everybody(page)
        page.get_by_role("button", name="Chọn lại").tap()
        large_enough(page.locator(".row, .thumb button:visible"))
        for nominee in (*EIGHT[:2], EIGHT[3]):
            page.get_by_role("listitem").filter(has=page.get_by_role("checkbox", name=nominee)).tap()
        expect(page.get_by_text("Đã chọn đủ; muốn chọn đơn vị khác, xin bỏ bớt một đơn vị.")).to_be_visible()
        fits_everybody(page)
        page.get_by_role("button", name="Tiếp tục").tap()
        page.get_by_role("textbox", name="Tìm đơn vị").fill("dak lak")
        fits_everybody(page)
        page.locator(".row:visible").first.tap()
        page.get_by_role("button", name="Tiếp tục").tap()
        expect(page.get_by_role("button", name="Kiểm tra phiếu này")).to_be_enabled()
        large_enough(page.locator(".thumb button"))
        fits_everybody(page)
        page.get_by_role("button", name="Kiểm tra phiếu này").tap()
        fits_everybody(page)
        page.get_by_role("button", name="Mở lá này để kiểm tra").tap()
        square = page.get_by_role("img", name="Mã vuông để máy khác kiểm tra lá phiếu này")
        page.emulate_media(color_scheme="dark")
        assert "/board#kiem." in read_code(square, room.folder), "a camera reads it in a dark room too"
        fits_everybody(page)
        page.get_by_role("button", name="Đánh dấu lại").tap()
        for title in TITLES:
            expect(page.get_by_role("heading", level=1)).to_have_text(title)
            page.locator(".row").first.tap()
            page.get_by_role("button", name="Tiếp tục").tap()
        page.get_by_role("button", name="Bỏ phiếu vào hòm").tap()
        expect(page.get_by_role("heading", level=1)).to_have_text("Phiếu của đồng chí đã nằm trong hòm.")
        fits_everybody(page)
    assert room.devices.troubles == []


def go_to(page: Page, words: str) -> None:
    """Press Tab until the focus stands on this; on the way it is never lost, never covered, and always seen."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        assert not (focus["isLost"] or focus["isCovered"]) and focus["isRinged"], focus
        if words in focus["words"]:
            return
    raise AssertionError(f"no {words} by keys")


def reads(page: Page, heading: str) -> None:
    """The sheet has come, and its heading has the focus, so that it is read aloud."""
    expect(page.get_by_role("heading", name=heading, level=1)).to_be_focused()


def test_from_the_typed_slip_to_the_receipt_by_keys_alone(room):
    with room.kiosk() as kiosk:
        desk = Desk(room.devices, kiosk.desk, room.folder)
        slip = open_voting_on_the_long_ballot(desk)[0]
        page = room.devices.open({**LYING, "reduced_motion": "reduce"}, f"{room.address(kiosk)}/booth")
        reads(page, "Xin quét mã trên phiếu")
        go_to(page, "Hoặc gõ 22 ký tự")
        page.keyboard.type(SECRET.search(slip).group())
        page.keyboard.press("Enter")
        reads(page, TITLES[0])
        for nominee in EIGHT[1:3]:
            go_to(page, nominee)
            page.keyboard.press("Space")
        go_to(page, "Tiếp tục")
        page.keyboard.press("Enter")
        reads(page, TITLES[1])
        page.keyboard.press("Shift+Tab")  # Above the sheet lie the size of the letters and the language.
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Enter")
        go_to(page, "Lớn")
        page.keyboard.press("Space")
        expect(page.locator("html")).to_have_attribute("data-size", "2")
        page.keyboard.press("Escape")
        assert page.evaluate(FOCUS)["words"].startswith("Cỡ chữ")
        go_to(page, "Tìm đơn vị")
        page.keyboard.type("dien bien")
        page.keyboard.press("Enter")
        expect(page.get_by_role("checkbox", name=THIRTY[28])).to_be_focused()
        page.keyboard.press("Space")
        go_to(page, "Quay lại")
        page.keyboard.press("Enter")
        reads(page, TITLES[0])
        go_to(page, "Tiếp tục")
        page.keyboard.press("Enter")
        reads(page, TITLES[1])
        expect(page.get_by_role("checkbox", name=THIRTY[28])).to_be_checked()
        assert page.locator(".box svg").first.evaluate("(cross) => getComputedStyle(cross).transitionDuration") == "0s"
        go_to(page, THIRTY[8])
        go_to(page, "Tiếp tục")
        page.keyboard.press("Space")
        reads(page, "Đồng chí đã chọn")
        go_to(page, f"Sửa: {TITLES[1]}")
        page.keyboard.press("Enter")
        reads(page, TITLES[1])
        go_to(page, "Xong, xem lại phiếu")
        page.keyboard.press("Enter")
        reads(page, "Đồng chí đã chọn")
        go_to(page, "Bỏ phiếu vào hòm")
        expect(page.get_by_role("button", name="Bỏ phiếu vào hòm")).to_be_enabled()
        page.keyboard.press("Enter")
        reads(page, "Phiếu của đồng chí đã nằm trong hòm.")
        go_to(page, "Xong, mời đồng chí tiếp theo")
        assert desk.room()["box"]["returned"] == 1
    assert room.devices.troubles == []


def choose(page: Page, name: str) -> None:
    page.locator(".appearance summary").tap()
    page.get_by_role("button", name=name, exact=True).tap()


def test_what_somebody_chose_is_there_at_once_on_the_next_page_too_and_gone_for_the_next_voter(room):
    with room.kiosk() as kiosk:
        desk = Desk(room.devices, kiosk.desk, room.folder)
        slips = open_voting_on_the_long_ballot(desk)
        voter = VoterPhone(room.devices, slips[0])
        asked: list[str] = []
        voter.mark(EIGHT[0])
        voter.page.on("request", lambda request: asked.append(request.url))
        before = voter.page.locator(".name").first.evaluate("(name) => parseFloat(getComputedStyle(name).fontSize)")
        choose(voter.page, "Lớn nhất")
        voter.press("Tương phản cao")
        after = voter.page.locator(".name").first.evaluate("(name) => parseFloat(getComputedStyle(name).fontSize)")
        assert after == before * 1.75 and asked == []
        assert voter.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        expect(voter.box(EIGHT[0])).to_be_checked()
        for path in ("/vi-sao", "/board", "/"):
            voter.page.goto(room.address(kiosk) + path)
            expect(voter.page.locator("html")).to_have_attribute("data-size", "4")
        voter.page.goto(f"{room.address(kiosk)}/vi-sao")  # It has no script: the kiosk does it.
        choose(voter.page, "Thường")
        expect(voter.page.locator("html")).to_have_attribute("data-size", "1")
        expect(voter.page.locator("html")).to_have_attribute("data-contrast", "high")
        the_tablet_forgets(Tablet(room.devices, room.address(kiosk), LYING), slips)
    assert room.devices.troubles == []


def the_tablet_forgets(tablet: Tablet, slips: list[str]) -> None:
    """Who chooses before the slip is scanned keeps it; whoever comes next finds the usual, also where nobody had a slip."""
    page = tablet.page
    choose(page, "Lớn")
    tablet.scan(slips[1])
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLES[0])
    expect(page.locator("html")).to_have_attribute("data-size", "2")
    tablet.wait(quiet=1, warning=1)
    expect(page.get_by_role("heading", level=1)).to_have_text(NEXT)
    expect(page.locator("html")).to_have_attribute("data-size", "1")
    assert page.context.cookies() == []
    tablet.wait()
    choose(page, "Tương phản cao")
    tablet.wait(quiet=1, warning=1)
    expect(page.locator("html")).to_have_attribute("data-contrast", "usual")
    expect(page.locator(".appearance[open]")).to_have_count(0)
    assert page.context.cookies() == []
