"""The slips in Chromium: made in the desk's page, printed so that a phone reads them from paper, and sent to nobody."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from kiosk.rehearsal.people import Secretary
from kiosk.rehearsal.server import Server
from tests.browser.devices import Devices, LostReply
from tests.browser.network import Network
from tests.browser.people import SECRET, Desk
from tests.needs import program
from tests.served import seal

NUMBER = 12
MILLIMETRE = 96 / 25.4  # in the pixels of CSS
PRINTER = 200  # dots an inch: a poor one
SQUARE = [round(42 * PRINTER / 25.4)] * 2  # the part of a slip where its square code is


@contextmanager
def sealed(folder: Path, number: int = NUMBER) -> Iterator[tuple[Desk, Secretary]]:
    """A desk at which everything is sealed and no slip is made yet, on the laptop's own address."""
    with Server(folder / "instance") as kiosk, sync_playwright() as playwright:
        secretary = Secretary(kiosk.base)
        secretary.enter(kiosk.desk)
        seal(secretary, number, [{"title": "Nhất, nhì", "seats": 2, "nominees": ["A", "B", "C"]}])
        devices = Devices(playwright, Network("127.0.0.1"), folder)
        desk = Desk(devices, kiosk.desk, folder)
        desk.stands_at("Phát phiếu")
        yield desk, secretary
        devices.browser.close()
        assert devices.troubles == []


def sent_by(page: Page) -> list[str]:
    """Everything that the page sends from now on: addresses and bodies."""
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.url} {request.post_data or ''}"))
    return sent


def printed(page: Page, folder: Path) -> Path:
    """The sheets that come out of a printer."""
    page.pdf(path=folder / "slips.pdf", prefer_css_page_size=True)
    return folder / "slips.pdf"


def scanned(sheets: Path, place: int) -> str:
    """What a phone reads on the slip at `place` (from 0), which it sees alone."""
    sheet, row, column = place // 10 + 1, place % 10 // 2, place % 2
    corner = [round((10 + step) * PRINTER / 25.4) for step in (95 * column, 55 * row)]
    window = [*zip("xyWH", [*corner, *SQUARE], strict=True)]
    shown = subprocess.run(
        [program("pdftoppm"), "-r", str(PRINTER), "-png", "-f", str(sheet), "-singlefile"]
        + [word for name, size in window for word in (f"-{name}", str(size))]
        + [sheets],
        capture_output=True,
        check=True,
    ).stdout
    read = subprocess.run([program("zbarimg"), "-q", "--raw", "-"], input=shown, capture_output=True, check=True)
    return read.stdout.decode().strip()


def test_p2_the_printed_slips_are_read_by_a_camera_and_no_secret_was_sent(tmp_path):
    program("zbarimg"), program("pdftoppm")
    with sealed(tmp_path) as (desk, secretary):
        sent = sent_by(desk.page)
        desk.page.evaluate("window.print = () => {}")  # the printer's window would hold the page
        desk.press(f"Làm {NUMBER} phiếu")
        desk.press(f"In {NUMBER} phiếu")
        sheets = printed(desk.page, tmp_path)
        read = [scanned(sheets, place) for place in range(NUMBER)]
        room = secretary.ask("/live/snapshot")
    assert len(set(read)) == NUMBER
    before = f"{room['addresses']['booth']}#{room['slips']['mark']}."
    secrets = [address.removeprefix(before) for address in read]
    assert all(SECRET.fullmatch(secret) for secret in secrets)
    assert any("credentials" in one for one in sent)
    assert not any(secret in one or secret.replace("-", "") in one for one in sent for secret in secrets)


def test_the_square_code_on_paper_is_as_large_as_a_thumb(tmp_path):
    with sealed(tmp_path, 3) as (desk, _):
        desk.page.evaluate("window.print = () => {}")
        desk.press("Làm 3 phiếu")
        desk.press("In 3 phiếu")
        desk.page.emulate_media(media="print")
        sides = desk.page.locator("#printed .square svg").evaluate_all(
            "(all) => all.map((one) => one.getBoundingClientRect().width)"
        )
    assert len(sides) == 3 and all(36 <= side / MILLIMETRE <= 40 for side in sides)


def test_p4_after_a_lost_reply_the_same_slips_are_sent_again_and_taken_once(tmp_path):
    with sealed(tmp_path, 3) as (desk, secretary):
        sent, lost = sent_by(desk.page), LostReply(desk.page, "/desk/slips")
        desk.press("Làm 3 phiếu")
        expect(desk.page.get_by_text("Bộ phiếu vừa làm vẫn còn nguyên")).to_be_visible()
        mark = secretary.ask("/live/snapshot")["slips"]["mark"]
        desk.press("Làm 3 phiếu")
        slips = desk.show_slips(3)
        again = secretary.ask("/live/snapshot")["slips"]["mark"]
    assert lost.happened and mark == again and all(f"#{mark}." in slip for slip in slips)
    first, second = (json.loads(one.split(" ", 1)[1])["sets"] for one in sent if "/desk/slips {" in one)
    assert first == second


@pytest.mark.parametrize("other", ["unseal", "mint"])
def test_a_set_that_another_desk_has_overtaken_is_made_anew(tmp_path, other):
    """The reply is lost, and before the secretary tries again another desk has gone on without it."""
    with sealed(tmp_path, 3) as (desk, secretary):
        LostReply(desk.page, "/desk/slips")
        desk.press("Làm 3 phiếu")
        expect(desk.page.get_by_text("Bộ phiếu vừa làm vẫn còn nguyên")).to_be_visible()
        if other == "mint":
            secretary.mint()
        else:
            secretary.do("unseal", {"reason": "Đến muộn"})
            secretary.do("seal")
        desk.press("Làm 3 phiếu")
        expect(desk.page.get_by_text("Xin bấm lần nữa để làm bộ phiếu mới")).to_be_visible()
        desk.press("Làm 3 phiếu")
        assert len(set(desk.show_slips(3))) == 3
