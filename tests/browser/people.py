"""The people of a meeting at their devices. They read what stands on the page and press what is written there."""

import re
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.devices import LAPTOP, PHONE, Devices, LostReply, read_code

SECRET = re.compile(r"[1-9A-HJ-NP-Za-km-z]{5}-[1-9A-HJ-NP-Za-km-z]{6}-[1-9A-HJ-NP-Za-km-z]{5}-[1-9A-HJ-NP-Za-km-z]{6}")


class Desk:
    """The secretary at the laptop's own window."""

    def __init__(self, devices: Devices, address: str, folder: Path) -> None:
        self.page = devices.open(LAPTOP, address)
        self.folder = folder

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def onward(self, name: str) -> None:
        self.page.get_by_role("link", name=name, exact=True).click()

    def stands_at(self, heading: str) -> None:
        expect(self.page.get_by_role("heading", name=heading, level=1)).to_be_visible()

    def agree(self, button: str, answer: str) -> None:
        """Press, read what will happen, and agree."""
        self.press(button)
        self.page.get_by_role("dialog").get_by_role("button", name=answer, exact=True).click()

    def begin_with_the_sample(self) -> None:
        self.page.get_by_role("radio", name="Diễn tập").check()
        self.press("Dùng cụm mẫu")
        self.stands_at("Danh sách đơn vị")

    def add_unit(self, name: str) -> None:
        self.press("Thêm dòng")
        self.page.get_by_role("textbox", name="Đơn vị").last.fill(name)

    def invitation(self, number: int) -> str:
        """The address that teller `number` scans."""
        card = self.page.get_by_role("listitem").filter(has=self.page.get_by_role("heading", name=f"Khóa {number}:"))
        return read_code(card.locator("svg").first, self.folder)

    def call_roll(self, absent: str) -> None:
        """Every unit but `absent` is here. The marks are read by their words, whatever sign stands before them."""
        here, away = re.compile("Có mặt$"), re.compile("Vắng$")
        rows = self.page.get_by_role("listitem").filter(has=self.page.get_by_role("button", name=here))
        for place in range(rows.count()):
            row = rows.nth(place)
            mark = row.get_by_role("button", name=away if row.get_by_text(absent).count() else here)
            mark.click()
            expect(mark).to_have_attribute("aria-pressed", "true")

    def show_slips(self, number: int) -> list[str]:
        """Every slip shown once on the screen, as addresses that a phone scans."""
        self.press(f"Hiện từng phiếu: còn {number} trong {number}")
        slips = []
        for _ in range(number):
            self.press("Hiện phiếu này")
            slips.append(read_code(self.page.get_by_role("dialog").locator("svg"), self.folder))
            self.press("Đại biểu đã quét xong: cất phiếu này")
        return slips


class TellerPhone:
    def __init__(self, devices: Devices, invitation: str) -> None:
        self.page = devices.open(PHONE, invitation)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).tap()

    def close_lock(self) -> str:
        """Make the key, note it, and return the lock's short code."""
        self.press("Tạo khóa")
        expect(self.page.get_by_role("heading", name="Xin ghi lại mã khóa ra giấy")).to_be_visible()
        self.press("Tôi đã ghi lại mã")
        expect(self.page.get_by_role("heading", name="Khóa đã đóng vào hòm")).to_be_visible()
        code = self.page.get_by_text(re.compile(r"^[A-Z2-7]{4}-[A-Z2-7]{4}$"))
        expect(code).to_be_visible()
        return code.inner_text()

    def release_lock(self) -> None:
        self.press("Mở khóa của tôi")
        expect(self.page.get_by_role("heading", name="Khóa của đồng chí đã mở")).to_be_visible()


class VoterPhone:
    """One device with one slip; `tabs` may be opened beside the first page."""

    def __init__(self, devices: Devices, slip: str) -> None:
        self.context: BrowserContext = devices.device(PHONE)
        self.slip = slip
        self.page = self.tab()

    def tab(self) -> Page:
        page = self.context.new_page()
        page.goto(self.slip)
        return page

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).tap()

    def sees(self, heading: str) -> None:
        expect(self.page.get_by_role("heading", name=heading, level=1)).to_be_visible()

    def box(self, nominee: str):
        return self.page.get_by_role("checkbox", name=nominee)

    def tap(self, nominee: str) -> None:
        self.page.get_by_role("listitem").filter(has=self.box(nominee)).tap()

    def mark(self, *nominees: str) -> None:
        for nominee in nominees:
            self.tap(nominee)
            expect(self.box(nominee)).to_be_checked()

    def cast(self) -> None:
        self.press("Bỏ phiếu")

    def tracker(self) -> str:
        """The code on the receipt."""
        self.sees("Phiếu của đồng chí đã nằm trong hòm.")
        shown = self.page.locator("section").filter(has=self.page.get_by_role("heading", name="Mã kiểm tra phiếu"))
        return re.sub(r"\s", "", shown.get_by_role("paragraph").inner_text())

    def loses_the_reply(self) -> LostReply:
        return LostReply(self.page, "/booth/ballot")
