"""The kiosk dies in the middle of the voting: every open page finds it again by itself, without a reload."""

import re

from playwright.sync_api import expect

from tests.browser.devices import PROJECTOR
from tests.browser.people import Desk, VoterPhone


def test_p7_pages_outlive_a_crash_of_the_kiosk_and_a_ballot_cast_meanwhile_arrives(room):
    kiosk = room.kiosk()
    desk = Desk(room.devices, kiosk.desk, room.folder)
    projector = room.devices.open(PROJECTOR, f"{room.address(kiosk)}/screen")
    voter = VoterPhone(room.devices, desk.open_voting_on_the_sample()[0])
    voter.press("Tiếp tục")
    voter.press("Đúng, để trắng")
    kiosk.kill()
    expect(projector.get_by_text("Mất kết nối với hòm phiếu")).to_be_visible()
    voter.press("Tiếp tục")
    voter.press("Đúng, để trắng")
    voter.cast()
    expect(voter.page.get_by_text("Trang đang tự gửi lại.")).to_be_visible()
    with room.kiosk(port=kiosk.port):
        tracker = voter.tracker()
        expect(projector.get_by_text("Mất kết nối với hòm phiếu")).to_be_hidden()
        codes = projector.evaluate("() => fetch('/board/codes').then((answer) => answer.json())")["codes"]
        assert codes == [tracker]
        expect(projector.get_by_role("main")).to_contain_text(re.compile(r"\b1\s+phiếu thu về trong 6 phiếu phát ra"))
    assert room.devices.troubles == []
