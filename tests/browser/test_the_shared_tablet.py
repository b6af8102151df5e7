"""One tablet for many voters: each finds it as if nobody had been there, and no ballot on its way is lost."""

from time import monotonic

import pytest
from playwright.sync_api import expect

from ballots import samples
from tests.browser.devices import LostReply
from tests.browser.people import SECRET, Desk
from tests.browser.tablet import LYING, NEXT, UPRIGHT, Tablet

TWO, FIVE = (contest["nominees"] for contest in samples.cluster_5()["contests"][:2])
FIRST = "xếp thứ nhất"
RECEIPT = "Phiếu của đồng chí đã nằm trong hòm."
SENDING = "Đang niêm phong và bỏ phiếu vào hòm"


def ready(room, kiosk, kind: dict = UPRIGHT) -> tuple[Desk, list[str], Tablet]:
    desk = Desk(room.devices, kiosk.desk, room.folder)
    slips = desk.open_voting_on_the_sample()
    return desk, slips, Tablet(room.devices, room.address(kiosk), kind)


@pytest.mark.parametrize("kind", [UPRIGHT, LYING], ids=["upright", "lying"])
def test_voters_one_after_the_other_by_scanner_and_by_hand(room, kind):
    with room.kiosk() as kiosk:
        desk, slips, tablet = ready(room, kiosk, kind)
        assert tablet.page.get_by_role("button", name="Quét bằng máy ảnh của máy này").count() == 0, (
            "not secure: no camera"
        )
        tablet.scan(slips[0])
        tablet.sees(FIRST)
        tablet.fill_in(TWO[:2], FIVE[:3])
        tablet.cast()
        first = tablet.tracker()
        tablet.scan(slips[1].split("#")[1])  # The next one does not wait for the wiping.
        tablet.sees(FIRST)
        expect(tablet.page.get_by_role("checkbox", checked=True)).to_have_count(0)
        vote_blank_first(tablet)
        tablet.cast()
        second = tablet.tracker()
        tablet.press("Xong, mời đồng chí tiếp theo")
        tablet.sees(NEXT)
        tablet.holds_nothing_of(slips[1], first, second, *TWO, *FIVE)
        secret = SECRET.search(slips[2]).group()
        tablet.type_slip(f"  {slips[2].replace(secret, secret.replace('-', ' – '))} ")
        tablet.sees(FIRST)
        tablet.fill_in(TWO[2:3], FIVE[:1])
        tablet.cast()
        third = tablet.tracker()
        tablet.comes_back()
        tablet.holds_nothing_of(slips[2], third, *TWO, *FIVE)
        tablet.scan(slips[0])
        tablet.sees("Phiếu này đã được sử dụng")
        tablet.comes_back()
        tablet.holds_nothing_of(slips[0], first)
        assert len({first, second, third}) == 3
        assert desk.room()["box"]["returned"] == 3
    assert room.devices.troubles == []


def vote_blank_first(tablet: Tablet) -> None:
    tablet.press("Tiếp tục")
    tablet.press("Đúng, để trắng")
    tablet.mark(FIVE[3])
    tablet.press("Tiếp tục")
    tablet.sees("Đồng chí đã chọn")


def test_who_walks_away_leaves_nothing_and_has_lost_nothing(room):
    with room.kiosk() as kiosk:
        desk, slips, tablet = ready(room, kiosk)
        tablet.scan(slips[0])
        tablet.mark(*TWO[:2])
        tablet.wait(quiet=1, warning=600)
        tablet.is_asked("Đồng chí còn ở đây không?")
        tablet.press("Tôi đang bỏ phiếu")
        tablet.wait()
        expect(tablet.box(TWO[0])).to_be_checked()
        tablet.reload()
        expect(tablet.box(TWO[0])).to_be_checked()
        tablet.comes_back()
        tablet.holds_nothing_of(slips[0], *TWO)
        tablet.page.go_back()
        tablet.page.go_forward()
        tablet.wait()
        tablet.sees(NEXT)
        tablet.holds_nothing_of(slips[0], *TWO)
        tablet.reload()
        tablet.sees(NEXT)
        tablet.type_slip("0OIl")
        expect(
            tablet.page.get_by_text("Trên phiếu không có số 0, chữ O hoa, chữ I hoa và chữ l thường.")
        ).to_be_visible()
        tablet.sees(NEXT)
        tablet.comes_back()
        tablet.scan("http://192.168.1.1:8000/booth#7QX4.abc")
        expect(tablet.page.get_by_text("Mã trên phiếu có 22 ký tự; xin xem lại còn thiếu hay thừa.")).to_be_visible()
        tablet.scan(slips[0])
        tablet.sees(FIRST)
        expect(tablet.page.get_by_role("checkbox", checked=True)).to_have_count(0)
        tablet.fill_in(TWO[:1], FIVE[:1])
        tablet.cast()
        tablet.tracker()
        assert desk.room()["box"]["returned"] == 1, "the slip was as good as before"
    assert room.devices.troubles == []


def test_another_slip_is_asked_about_while_somebody_votes(room):
    with room.kiosk() as kiosk:
        desk, slips, tablet = ready(room, kiosk)
        tablet.scan(slips[0])
        tablet.fill_in(TWO[:1], FIVE[:1])
        tablet.page.get_by_role("button", name="Bỏ phiếu vào hòm").focus()
        tablet.scan(slips[0])
        tablet.sees("Đồng chí đã chọn")  # The same slip again; and the scanner's Enter has cast nothing.
        tablet.scan("893850400012345")
        tablet.sees("Đồng chí đã chọn")
        tablet.page.get_by_role("button", name="Bỏ phiếu vào hòm").focus()
        tablet.scan(slips[1])
        tablet.is_asked("Máy đang mở phiếu của đồng chí trước")
        tablet.press("Điền tiếp lá đang mở")
        tablet.sees("Đồng chí đã chọn")
        tablet.scan(slips[1])
        tablet.press("Xóa lá đang điền, mở phiếu vừa quét")
        tablet.sees(FIRST)
        assert SECRET.search(slips[0]).group() not in tablet.page.evaluate("() => JSON.stringify({...sessionStorage})")
        expect(tablet.page.get_by_role("checkbox", checked=True)).to_have_count(0)
        tablet.page.go_back()  # There is one entry of the history: nothing of anybody lies behind it.
        tablet.page.go_forward()
        tablet.wait()
        tablet.sees(FIRST)
        assert desk.room()["box"]["returned"] == 0
    assert room.devices.troubles == []


def test_a_sealed_ballot_goes_on_until_it_is_answered_and_the_next_slip_waits(room):
    with room.kiosk() as kiosk:
        desk, slips, tablet = ready(room, kiosk)
        tablet.scan(slips[0])
        tablet.fill_in(TWO[:2], FIVE[:2])
        tablet.page.route("**/booth/ballot", lambda route: route.abort())
        tablet.cast()
        expect(tablet.page.get_by_text("Trang đang tự gửi lại.")).to_be_visible()
        tablet.wait(quiet=0.5, warning=0.5)
        tablet.page.wait_for_timeout(3_000)
        tablet.sees(SENDING)
        expect(
            tablet.page.get_by_text("Máy gửi đến khi hòm phiếu trả lời, rồi mới nhận phiếu tiếp theo.")
        ).to_be_visible()
        tablet.scan(slips[1])
        tablet.is_asked("Lá phiếu trước chưa có trả lời")
        tablet.press("Đã hiểu")
        tablet.reload()
        tablet.sees(SENDING)
        expect(tablet.page.get_by_text("Trang đang tự gửi lại.")).to_be_visible()
        tablet.wait(receipt=60)
        tablet.page.unroute("**/booth/ballot")
        lost = LostReply(tablet.page, "/booth/ballot")
        tracker = tablet.tracker()
        assert lost.happened and desk.room()["box"]["returned"] == 1
        tablet.reload()
        assert tablet.tracker() == tracker
        assert TWO[0] not in tablet.page.get_by_role("main").inner_text()
        tablet.comes_back()
        tablet.holds_nothing_of(slips[0], tracker, *TWO, *FIVE)
    assert room.devices.troubles == []


def test_an_opened_ballot_is_wiped_too_and_one_that_nobody_waits_for_is_given_up(room):
    with room.kiosk() as kiosk:
        desk, slips, tablet = ready(room, kiosk, LYING)
        tablet.scan(slips[0])
        tablet.fill_in(TWO[:1], FIVE[4:6])
        tablet.press("Kiểm tra phiếu này")
        tablet.press("Mở lá này để kiểm tra")
        tablet.sees("Lá phiếu đã mở để kiểm tra, không được đếm")
        tablet.reload()
        tablet.sees("Lá phiếu đã mở để kiểm tra, không được đếm")
        tablet.comes_back()
        tablet.holds_nothing_of(slips[0], *TWO, *FIVE)
        tablet.scan(slips[1])
        tablet.fill_in(TWO[1:2], FIVE[:1])
        tablet.page.route("**/booth/audit", lambda route: route.abort())
        tablet.press("Kiểm tra phiếu này")
        tablet.press("Mở lá này để kiểm tra")
        expect(tablet.page.get_by_text("trang đang tự gửi lại.", exact=False)).to_be_visible()
        tablet.wait(quiet=1, warning=2)
        tablet.sees(NEXT)
        tablet.holds_nothing_of(slips[1], *TWO, *FIVE)
        assert desk.room()["box"]["audited"] == 1
    assert room.devices.troubles == []


def test_the_tablet_and_a_phones_booth_in_one_browser_do_not_mix(room):
    with room.kiosk() as kiosk:
        _, slips, tablet = ready(room, kiosk)
        tablet.page.goto(slips[0])
        tablet.mark(TWO[0])
        tablet.page.goto(f"{room.address(kiosk)}/kiosk")
        tablet.wait()
        tablet.sees(NEXT)
        tablet.scan(slips[1])
        tablet.sees(FIRST)
        expect(tablet.page.get_by_role("checkbox", checked=True)).to_have_count(0)
    assert room.devices.troubles == []


def test_the_tablet_finds_a_kiosk_that_was_started_anew(room):
    kiosk = room.kiosk()
    desk, slips, tablet = ready(room, kiosk)
    waiting = Tablet(room.devices, room.address(kiosk), LYING)
    tablet.scan(slips[0])
    tablet.fill_in(TWO[:2], FIVE[:2])
    kiosk.kill()
    waiting.scan(slips[1])
    waiting.sees("Đang mở phiếu")
    tablet.cast()
    expect(tablet.page.get_by_text("Trang đang tự gửi lại.")).to_be_visible()
    with room.kiosk(port=kiosk.port):
        started = monotonic()
        tracker = tablet.tracker()
        assert monotonic() - started < 6, "two seconds between two attempts; the rest is this machine's"
        waiting.sees(FIRST)
        assert desk.room()["box"]["returned"] == 1
        tablet.comes_back()
        tablet.holds_nothing_of(slips[0], tracker, *TWO, *FIVE)
    assert room.devices.troubles == []


CAMERA = """
  window.BarcodeDetector = class {
    static getSupportedFormats() { return Promise.resolve(["qr_code"]); }
    detect(video) { return Promise.resolve(video.srcObject ? [{ rawValue: "SLIP" }] : []); }
  };
  navigator.mediaDevices.getUserMedia = () =>
    Promise.resolve(window.stream = document.createElement("canvas").captureStream());
  HTMLMediaElement.prototype.play = () => Promise.resolve();
"""
"""A browser that reads square codes: the one of the tests cannot."""


def test_where_the_page_is_secure_the_camera_is_offered_and_off_again_once_it_has_read(room):
    with room.kiosk() as kiosk:
        desk, slips, tablet = ready(room, kiosk, {**UPRIGHT, "ignore_https_errors": True})
        desk.page.goto(f"{kiosk.base}/desk")
        page, lines = tablet.page, []
        page.on("websocket", lambda line: lines.append(line.url))
        page.add_init_script(f"if (window.isSecureContext) {{ {CAMERA.replace('SLIP', slips[0])} }}")
        tablet.reload()
        assert not page.evaluate("window.isSecureContext")
        expect(page.get_by_role("button", name="Quét bằng máy ảnh của máy này")).to_be_hidden()
        page.goto(desk.page.locator("#secure-kiosk").text_content())
        assert page.url.startswith(f"https://{room.network.address}:")
        tablet.wait()
        tablet.sees(NEXT)
        tablet.press("Quét bằng máy ảnh của máy này")
        tablet.sees(FIRST)
        assert page.evaluate("window.stream.getTracks().every((track) => track.readyState === 'ended')")
        tablet.fill_in(TWO[:2], FIVE[:3])
        tablet.cast()
        assert tablet.tracker() and desk.room()["box"]["returned"] == 1
        assert [line for line in lines if line.startswith("wss:")]
    assert room.devices.troubles == []


def test_the_next_voter_finds_the_page_in_vietnamese(room):
    with room.kiosk() as kiosk:
        _, slips, tablet = ready(room, kiosk)
        tablet.scan(slips[0])
        tablet.mark(TWO[0])
        tablet.page.get_by_role("link", name="English").tap()
        expect(tablet.box(TWO[0])).to_be_checked()
        expect(tablet.page.locator("html")).to_have_attribute("lang", "en")
        tablet.wait(quiet=1, warning=1)
        tablet.sees(NEXT)
        expect(tablet.page.locator("html")).to_have_attribute("lang", "vi")
        tablet.wait()
        tablet.holds_nothing_of(slips[0], *TWO)
    assert room.devices.troubles == []
