"""Item 6: the kiosk is killed, unheard, while a ballot is on its way, and out of reach in the middle of the count. Every
surface comes back by itself, without a reload, and shows the truth. How soon is measured in bench/reconnecting.py."""

import re

from playwright.sync_api import expect

from ballots import samples
from tests.browser.surfaces import Surfaces

TWO, FIVE = (contest["nominees"] for contest in samples.cluster_5()["contests"][:2])
PACE = 0.4  # seconds between two totals: the count goes on while nobody hears it, and takes longer than the sign


def test_p7_every_surface_outlives_a_crash_and_a_silence_and_shows_the_truth(room):
    kiosk = room.kiosk()
    surfaces = Surfaces(room, kiosk)
    first, second = surfaces.voters
    second.mark(TWO[0])
    first.mark(TWO[1])
    first.press("Tiếp tục")
    first.mark(FIVE[2])
    first.press("Tiếp tục")
    first.sees("Đồng chí đã chọn")
    with surfaces.silence(kiosk):
        first.cast()
        kiosk.kill()
        kiosk = room.kiosk(port=kiosk.port, pace=PACE)
        surfaces.tablet.scan(surfaces.slips[2])
        surfaces.all_say_that_the_line_is_lost()
    with kiosk:
        after_the_crash(surfaces)
        after_the_silence(surfaces, kiosk)
    assert room.devices.troubles == []


def after_the_crash(surfaces: Surfaces) -> None:
    """The ballot that was on its way is in the box once; nobody's marks are gone, and everybody sees the one ballot."""
    first, second = surfaces.voters
    tracker = first.tracker()
    surfaces.none_says_that_the_line_is_lost()
    expect(second.box(TWO[0])).to_be_checked()
    surfaces.tablet.sees("xếp thứ nhất")
    expect(surfaces.board.locator("#codes li")).to_have_count(1)
    assert "".join(surfaces.board.locator("#codes li").inner_text().split()) == tracker
    expect(surfaces.projector.get_by_role("main")).to_contain_text(
        re.compile(r"\b1\s+phiếu thu về trong 6 phiếu phát ra")
    )
    expect(surfaces.desk.page.get_by_role("main")).to_contain_text(re.compile(r"\b1\s+trong 6 phiếu đã ở trong hòm"))
    for teller in surfaces.tellers:
        teller.comes_to("Khóa đã đóng vào hòm")


def after_the_silence(surfaces: Surfaces, kiosk) -> None:
    """The box was closed and counted; most of the count was told while nobody could hear."""
    desk = surfaces.desk
    desk.send("/desk/close", {"returned": 1})
    for teller in surfaces.tellers:
        teller.release_lock()
    desk.page.goto(f"{kiosk.base}/desk/count")
    desk.send("/desk/count", {})
    with surfaces.silence(kiosk):
        surfaces.all_say_that_the_line_is_lost()
    surfaces.none_says_that_the_line_is_lost()
    expect(surfaces.projector.get_by_text("Kết quả kiểm phiếu.")).to_be_visible()
    expect(desk.page.get_by_text("Đã kiểm xong mọi nội dung bầu.")).to_be_visible()
    expect(surfaces.board.locator("#record")).to_be_visible()
    for voter in (surfaces.voters[1], surfaces.tablet):
        voter.sees("Hòm phiếu đã đóng")
    for teller in surfaces.tellers:
        teller.comes_to("Kiểm phiếu đã xong")
