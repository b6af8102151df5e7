"""How phones come to the booth: the desk chooses the address and sets the Wi-Fi, the slips carry both, and a card helps."""

import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Room
from tests.browser.devices import PHONE, barriers, cut_off, read_code
from tests.browser.people import SECRET, Desk
from tests.needs import program

NAME, PASSWORD = 'Hội trường "A"; tầng 2', "p:a,s\\s;1234"
LONGEST = ("Hoi truong tang 2 nha khach tinh", "mat-khau-rat-dai-" * 3 + "0123456789ab")
CODE = 'WIFI:T:WPA;S:Hội trường \\"A\\"\\; tầng 2;P:p\\:a\\,s\\\\s\\;1234;;'
SECOND = "10.78.0.1"
PRINTER = 200  # dots an inch: a poor one
MILLIMETRE = 96 / 25.4  # in the pixels of CSS


def sealed(room: Room, kiosk) -> Desk:
    """A desk that is about to make the slips of the sample."""
    desk = Desk(room.devices, kiosk.desk, room.folder)
    desk.lock(desk.call_the_sample())
    desk.call_everybody()
    desk.agree_on_everything()
    desk.send("/desk/seal", {})
    desk.page.goto(f"{kiosk.base}/desk/slips")
    desk.stands_at("Phát phiếu")
    return desk


def set_network(desk: Desk, name: str = NAME, password: str = PASSWORD) -> None:
    desk.page.get_by_role("textbox", name="Tên mạng").fill(name)
    desk.page.get_by_role("textbox", name="Mật khẩu").fill(password)
    desk.press("Lưu Wi-Fi")
    expect(desk.page.get_by_text("Quét để vào Wi-Fi")).to_be_visible()
    assert cut_off(desk.page) == "" and barriers(desk.page) == []


def read_on_page(sheets: Path, sheet: int) -> list[str]:
    """Every code of one printed page."""
    shown = subprocess.run(
        [program("pdftoppm"), "-r", str(PRINTER), "-png", "-f", str(sheet), "-singlefile", sheets],
        capture_output=True,
        check=True,
    ).stdout
    read = subprocess.run([program("zbarimg"), "-q", "--raw", "-"], input=shown, capture_output=True, check=True)
    return read.stdout.decode().splitlines()


@pytest.mark.parametrize(
    ("typed", "code"),
    [((NAME, PASSWORD), CODE), (LONGEST, "WIFI:T:WPA;S:{};P:{};;".format(*LONGEST))],
    ids=["odd signs", "longest"],
)
def test_the_printed_slips_carry_the_wi_fi_beside_the_ballot_and_a_camera_reads_both(room, typed, code):
    program("pdftoppm")
    with room.kiosk() as kiosk:
        desk = sealed(room, kiosk)
        page, number = desk.page, desk.room()["attendance"]["present"]
        page.evaluate("window.print = () => {}")  # the printer's window would hold the page
        set_network(desk, *typed)
        desk.press(f"Làm {number} phiếu")
        expect(page.get_by_text("mỗi trang 8 phiếu")).to_be_visible()
        desk.press(f"In {number} phiếu")
        page.emulate_media(media="print")
        assert all(36 <= side <= 40 for side in sides(page, "qr")) and all(
            20 <= side <= 22 for side in sides(page, "wifi")
        )
        assert overflowing(page) == []
        page.pdf(path=room.folder / "slips.pdf", prefer_css_page_size=True)
        mark = desk.room()["slips"]["mark"]
    pages = -(-number // 8)
    read = [one for sheet in range(1, pages + 1) for one in read_on_page(room.folder / "slips.pdf", sheet)]
    slips = {one for one in read if one != code}
    assert read.count(code) == number == len(slips) == len(read) / 2
    assert all(SECRET.fullmatch(slip.removeprefix(f"{room.address(kiosk)}/booth#{mark}.")) for slip in slips)
    assert room.devices.troubles == []


def sides(page: Page, slot: str) -> list[float]:
    """How wide the codes of the printed slips are, in millimetres."""
    widths = "(all) => all.map((one) => one.getBoundingClientRect().width)"
    return [side / MILLIMETRE for side in page.locator(f"#printed [data-slot={slot}] svg").evaluate_all(widths)]


def overflowing(page: Page) -> list[str]:
    """The slips on which something does not fit."""
    return page.locator("#printed .slip").evaluate_all(
        "(all) => all.filter((one) => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1)"
        ".map((one) => one.textContent)"
    )


def test_the_wi_fi_stands_beside_every_slip_that_is_shown(room):
    with room.kiosk() as kiosk:
        desk = sealed(room, kiosk)
        set_network(desk)
        number = desk.room()["attendance"]["present"]
        desk.press(f"Làm {number} phiếu")
        desk.press(f"Hiện từng phiếu: còn {number} trong {number}")
        shown = desk.page.get_by_role("dialog")
        assert read_code(shown.locator("[data-slot=wifi]"), room.folder) == CODE
        desk.press("Hiện phiếu này")
        expect(shown.get_by_text(PASSWORD, exact=True)).to_be_visible()
        assert read_code(shown.locator("[data-slot=wifi]"), room.folder) == CODE
        assert read_code(shown.locator("[data-slot=qr]"), room.folder).startswith(f"{room.address(kiosk)}/booth#")
        assert cut_off(desk.page) == "" and barriers(desk.page) == []
    assert room.devices.troubles == []


def test_wi_fi_that_was_typed_and_not_saved_is_not_forgotten_by_making_slips(room):
    with room.kiosk() as kiosk:
        desk = sealed(room, kiosk)
        number = desk.room()["attendance"]["present"]
        desk.page.get_by_role("textbox", name="Tên mạng").fill(NAME)
        desk.press(f"Làm {number} phiếu")
        expect(desk.page.get_by_text("Wi-Fi vừa gõ chưa lưu")).to_be_visible()
        assert desk.room()["slips"] is None
        desk.press("Lưu Wi-Fi")
        expect(desk.page.get_by_text("Mật khẩu Wi-Fi phải có từ 8 đến 63 ký tự")).to_be_visible()
        desk.page.get_by_role("radio", name="Mạng mở").check()
        desk.press("Lưu Wi-Fi")
        expect(desk.page.get_by_text(f"Phiếu in kèm Wi-Fi “{NAME}”.")).to_be_visible()
        code = desk.page.locator(".tried li").first.locator("svg")
        assert read_code(code, room.folder) == 'WIFI:T:nopass;S:Hội trường \\"A\\"\\; tầng 2;;'


def test_the_address_of_the_slips_is_chosen_among_the_laptops_and_tried_from_it(room):
    """Where the machine cannot be given a network of its own, it is not given a second address either: other tests run on
    the same one."""
    if room.network.within:
        add_address(room)
    with room.kiosk() as kiosk:
        desk, first = sealed(room, kiosk), room.network.address
        with desk.page.expect_popup() as tried:
            desk.page.get_by_role("link", name=f"Thử địa chỉ này: {first}:{kiosk.port}").click()
        expect(tried.value).to_have_url(f"http://{first}:{kiosk.port}/booth")
        expect(tried.value.get_by_role("heading", level=1)).to_be_visible()
        if not room.network.within:
            return
        desk.press(f"Dùng địa chỉ này: {SECOND}:{kiosk.port}")
        expect(desk.page.get_by_text(f"Phiếu dẫn điện thoại đến {SECOND}:{kiosk.port}.")).to_be_visible()
        assert read_code(desk.page.locator(".tried svg"), room.folder) == f"http://{SECOND}:{kiosk.port}/booth"
        number = desk.room()["attendance"]["present"]
        desk.press(f"Làm {number} phiếu")
        assert desk.show_slips(number)[0].startswith(f"http://{SECOND}:{kiosk.port}/booth#")


def add_address(room: Room) -> None:
    """The laptop stands in a second network too."""
    command = [*room.network.within, "ip", "addr", "add", f"{SECOND}/24", "dev", "lan0"]
    subprocess.run(command, check=True)


def test_the_help_card_is_found_at_the_door_and_in_the_booth_and_is_one_printed_page(room):
    program("pdftoppm")
    with room.kiosk() as kiosk:
        phone = room.devices.open(PHONE, room.address(kiosk))
        for path in ("/", "/booth"):
            phone.goto(room.address(kiosk) + path)
            phone.get_by_role("link", name="Điện thoại không mở được trang?").tap()
            expect(phone.get_by_role("heading", level=2)).to_have_count(4)
        assert cut_off(phone) == "" and barriers(phone) == []
        expect(phone.get_by_text(room.address(kiosk), exact=True)).to_be_visible()
        phone.pdf(path=room.folder / "card.pdf", prefer_css_page_size=True)
    pages = subprocess.run(["pdfinfo", room.folder / "card.pdf"], capture_output=True, check=True).stdout
    assert b"Pages:           1\n" in pages
    assert room.devices.troubles == []
