"""A tablet that many people use one after the other, with a scanner that is a keyboard."""

import json

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.devices import Devices
from tests.browser.people import SECRET, VoterPhone, sees

UPRIGHT = {"viewport": {"width": 768, "height": 1024}, "has_touch": True}
LYING = {"viewport": {"width": 1024, "height": 768}, "has_touch": True}
NEXT = "Mời đồng chí tiếp theo"
LONG = {"quiet": 600, "receipt": 600, "warning": 600}


class Tablet(VoterPhone):
    """One page for everybody; the seconds that the page waits are set as `wait` says, at once and after each reload."""

    def __init__(self, devices: Devices, base: str, kind: dict) -> None:
        self.context: BrowserContext = devices.device(kind)
        self.times = dict(LONG)
        self.page = self.context.new_page()
        self.page.goto(f"{base}/kiosk")
        self.wait()
        self.sees(NEXT)

    def wait(self, **seconds: float) -> None:
        self.times = {**LONG, **seconds}
        self.page.evaluate("(times) => Object.assign(document.getElementById('stage').dataset, times)", self.times)

    def reload(self) -> None:
        self.page.reload()
        self.wait(**self.times)

    def scan(self, slip: str, pause: float = 5) -> None:
        """The scanner writes, wherever the focus is."""
        self.page.keyboard.type(slip, delay=pause)
        self.page.keyboard.press("Enter")

    def type_slip(self, text: str) -> None:
        self.page.get_by_role("textbox", name="Hoặc gõ 22 ký tự in trên phiếu").fill(text)
        self.press("Mở phiếu")

    def fill_in(self, two: list[str], five: list[str]) -> None:
        """From the first card to the review."""
        for nominees in (two, five):
            self.mark(*nominees)
            self.press("Tiếp tục")
        self.sees("Đồng chí đã chọn")

    def is_asked(self, title: str) -> None:
        expect(self.page.get_by_role("alertdialog", name=title)).to_be_visible()
        sees(self.page, self.page.get_by_role("main").get_by_role("heading", level=1).first.inner_text())

    def comes_back(self) -> None:
        """The tablet warns, wipes itself and waits for the next voter."""
        self.wait(quiet=1, receipt=1, warning=3)
        self.is_asked("Đồng chí còn ở đây không?")
        self.sees(NEXT)
        self.wait()

    def holds_nothing_of(self, slip: str, *words: str) -> None:
        """Whatever a page of this browser could still find of the voter before."""
        kept = remains(self.page)
        secret = SECRET.search(slip).group().replace("-", "")
        found = [word for word in words if word in kept]
        assert not found and secret not in kept.replace("-", ""), found
        stores = json.loads(kept)
        assert stores["session"] == {} and stores["state"] is None and stores["values"] == [""]
        assert not [name for name in stores["local"] if name.startswith("hom-phieu.kiosk")]


def remains(page: Page) -> str:
    return page.evaluate("""() => JSON.stringify({
      session: {...sessionStorage}, local: {...localStorage}, state: history.state, address: location.href,
      values: [...document.querySelectorAll("input")].map((input) => input.value),
      checked: document.querySelectorAll(":checked").length, selected: String(getSelection()),
      text: document.body.innerText, page: document.documentElement.outerHTML,
    })""")
