"""The people of a meeting at their devices. They read what stands on the page and press what is written there."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, expect

from ballots import samples
from ballots.protocol import ceremony, trustee
from ballots.slip_set import new_slips
from tests.browser.devices import LAPTOP, PHONE, Devices, LostReply, barriers, cut_off, read_code

SECRET = re.compile(r"[1-9A-HJ-NP-Za-km-z]{5}-[1-9A-HJ-NP-Za-km-z]{6}-[1-9A-HJ-NP-Za-km-z]{5}-[1-9A-HJ-NP-Za-km-z]{6}")


def sees(page: Page, heading: str) -> None:
    """The page has come to this heading, nothing on it is cut off, and nobody is kept out."""
    expect(page.get_by_role("heading", name=heading, level=1)).to_be_visible()
    assert cut_off(page) == "", heading
    assert not (found := barriers(page)), f"{heading}: {found}"


class Desk:
    """The secretary at the laptop's own window."""

    def __init__(self, devices: Devices, address: str, folder: Path) -> None:
        self.page = devices.open(LAPTOP, address)
        self.folder = folder

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def onward(self, name: str) -> None:
        self.page.get_by_role("link", name=name, exact=True).click()

    def step(self, name: str) -> None:
        """Go to a step of the path."""
        self.page.get_by_role("navigation").get_by_role("link", name=name).click()

    def stands_at(self, heading: str) -> None:
        sees(self.page, heading)

    def agree(self, button: str, answer: str) -> None:
        """Press, read what will happen, and agree."""
        self.press(button)
        self.page.get_by_role("dialog").get_by_role("button", name=answer, exact=True).click()

    def send(self, path: str, body: object) -> dict[str, Any]:
        """A deed without its buttons, where a test is about something else; sent by the page, as its buttons would."""
        sending = "([path, body]) => fetch(path, {method: 'POST', body: JSON.stringify(body)}).then((a) => a.json())"
        answer = self.page.evaluate(sending, [path, body])
        assert "error" not in answer, answer
        return answer

    def room(self) -> dict[str, Any]:
        """What the whole room may see."""
        return self.page.evaluate("() => fetch('/live/snapshot').then((answer) => answer.json())")

    def call_everybody(self) -> None:
        for unit in self.room()["units"]:
            self.send("/desk/roll-call", {"unit": unit["id"], "present": True})

    def shows_set(self, code: str) -> None:
        """The code of the set of locks stands on the step of the tellers."""
        expect(self.page.locator(".set-code")).to_have_text(code.replace("-", ""))

    def agree_on_everything(self) -> None:
        """All hands for the rules, the committee and every list."""
        room = self.room()
        hands = {"favour": room["attendance"]["present"], "against": 0, "abstain": 0}
        lists = [("list", contest["title"]) for contest in room["contests"]]
        for subject, about in (("rules", ""), ("committee", ""), *lists):
            self.send("/desk/hand-vote", {"subject": subject, "about": about, **hands})

    def call_the_sample(self) -> list[dict[str, Any]]:
        """The sample with its first two contests and two tellers, whose seats are returned."""
        self.send("/desk/meeting", {"sample": True, "rehearsal": True})
        self.send("/desk/contests", {"contests": samples.cluster_5()["contests"][:2]})
        names = [{"name": "Người thứ nhất"}, {"name": "Người thứ hai"}]
        return self.send("/desk/tellers", {"tellers": names})["invites"]

    def seal_and_mint(self) -> list[str]:
        """All units are present and agree on everything; the addresses on the slips."""
        self.call_everybody()
        self.agree_on_everything()
        self.send("/desk/seal", {})
        return self.mint()

    def mint(self) -> list[str]:
        """The addresses on new slips, which a program makes as the page would."""
        room = self.room()
        secrets, sets = new_slips(room["attendance"]["present"])
        mark = self.send("/desk/slips", {"sets": sets})["mark"]
        return [f"{room['addresses']['booth']}#{mark}.{secret}" for secret in secrets]

    def open_voting_on_the_sample(self) -> list[str]:
        """Everything up to the opening; the addresses on the slips."""
        self.lock(self.call_the_sample())
        slips = self.seal_and_mint()
        self.send("/desk/open", {})
        return slips

    def lock(self, seats: list[dict[str, Any]]) -> list[str]:
        """The tellers' phones make the locks together, played by a program; their seeds."""
        seeds = [trustee.new_seed() for _ in seats]
        for part in ("certificate", "polynomial", "voutput"):
            for seat, seed in zip(seats, seeds, strict=True):
                told = self.send("/teller/seat", seat)
                self.send(f"/teller/{part}", {**seat, "certs": told["certs_hash"], **made_by_a_phone(part, seed, told)})
        return seeds

    def begin_with_the_sample(self) -> None:
        self.page.get_by_role("radio", name="Diễn tập").check()
        self.press("Dùng cụm mẫu")
        self.stands_at("Danh sách đơn vị")

    def add_units(self, *names: str) -> None:
        self.page.get_by_text("Gõ, dán hoặc sửa tên đơn vị, lãnh đạo").click()
        for name in names:
            self.press("Thêm dòng")
            self.page.get_by_role("textbox", name="Đơn vị", exact=True).last.fill(name)
        self.press("Lưu danh sách")
        for name in names:
            expect(self.page.get_by_role("button", name=f"Sửa điểm, điều kiện của {name}")).to_be_visible()

    def part(self, heading: str) -> Locator:
        """The section of the page under this heading."""
        return self.page.locator("section").filter(has=self.page.get_by_role("heading", name=heading, exact=True))

    def card(self, title: str) -> Locator:
        """The contest of this title on the page of contests."""
        return self.page.get_by_role("region", name=title, exact=True)

    def all_agree(self, number: int, within: Locator | None = None) -> None:
        """The one button for a vote in which every hand is for."""
        place = (within or self.page).locator(".hand-vote")
        place.get_by_role("button", name=f"Cả {number} đơn vị tán thành", exact=True).click()
        expect(place.get_by_text("Đã biểu quyết thống nhất:")).to_be_visible()

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


def made_by_a_phone(part: str, seed: str, told: dict[str, Any]) -> dict[str, Any]:
    """What the phone with this seed sends in this round, of what it was told of its seat."""
    if part == "certificate":
        return {
            "cert": ceremony.make_certificate(seed, told["size"], told["threshold"], told["number"]),
            "replaces": None,
        }
    if part == "polynomial":
        return {"polynomial": ceremony.make_polynomial(seed, told["certs"])}
    return {"voutput": ceremony.make_voutput(seed, told["certs"], told["vinput"])}


class TellerPhone:
    def __init__(self, devices: Devices, invitation: str) -> None:
        self.page = devices.open(PHONE, invitation)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).tap()

    def sees(self, heading: str) -> None:
        sees(self.page, heading)

    def comes_to(self, heading: str) -> None:
        """As `sees`, for a sheet that is looked at closely elsewhere."""
        expect(self.page.get_by_role("heading", name=heading, level=1)).to_be_visible()

    def make_key(self) -> str:
        """Make a key and read the code that is to be written down; the phone takes no part before it is."""
        self.press("Tạo khóa")
        self.comes_to("Xin ghi lại mã bí mật ra giấy")
        return "".join(self.page.locator("[data-code='seed'] .group").all_inner_texts())

    def join(self) -> str:
        """Make a key and note it; from here on the phone makes the locks with the others by itself."""
        seed = self.make_key()
        self.press("Tôi đã ghi lại mã")
        return seed

    def type_seed(self, seed: str) -> None:
        """Go on with the code that was written down, on a phone that has no key."""
        self.comes_to("Khóa này đã tạo trên máy khác")
        self.press("Tôi có mã bí mật")
        self.page.get_by_role("textbox").fill(seed)
        self.press("Dùng mã này")

    def stalls_at(self, part: str) -> None:
        """What this phone sends in this round goes nowhere, and no answer comes."""
        self.page.route(f"**/teller/{part}", lambda route: None)

    def dies(self) -> None:
        self.page.context.close()

    @staticmethod
    def all_lock(phones: "list[TellerPhone]") -> str:
        """Every phone makes its key, and together they make the locks; the one code that stands on all of them."""
        first, *others = phones
        seed = first.make_key()
        first.sees("Xin ghi lại mã bí mật ra giấy")
        first.press("Tôi đã ghi lại mã")
        for phone in others:
            assert phone.join() != seed
        (code,) = {phone.has_locked() for phone in phones}
        first.sees("Khóa đã đóng vào hòm")
        return code

    def has_locked(self) -> str:
        """The locks are made; the code of the set that stands on this phone."""
        self.comes_to("Khóa đã đóng vào hòm")
        code = "-".join(self.page.locator("[data-code='set'] .group").all_inner_texts())
        assert re.fullmatch(r"[A-Z2-7]{4}(-[A-Z2-7]{4}){3}", code), code
        return code

    def release_lock(self) -> None:
        self.press("Mở khóa của tôi")
        sees(self.page, "Khóa của đồng chí đã mở")


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
        sees(self.page, heading)

    def comes_to(self, heading: str) -> None:
        """As `sees`, for a sheet that is looked at closely elsewhere."""
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
        self.press("Bỏ phiếu vào hòm")

    def tracker(self) -> str:
        """The code on the receipt."""
        self.sees("Phiếu của đồng chí đã nằm trong hòm.")
        shown = self.page.locator("section").filter(has=self.page.get_by_role("heading", name="Mã kiểm tra phiếu"))
        return re.sub(r"\s", "", shown.get_by_role("paragraph").inner_text())

    def loses_the_reply(self) -> LostReply:
        return LostReply(self.page, "/booth/ballot")
