"""Five tellers at a desk, in front of a projector: they lock the box with their phones, three of which open it."""

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.devices import PROJECTOR, Devices, cut_off
from tests.browser.people import Desk, TellerPhone

NAMES = [{"name": f"Người giữ khóa {number}"} for number in range(1, 6)]


class Committee:
    """Five tellers at a desk, in front of a projector; what each wrote down, by number."""

    def __init__(self, room, kiosk) -> None:
        self.devices: Devices = room.devices
        self.folder: Path = room.folder
        self.base = room.address(kiosk)
        self.desk = Desk(room.devices, kiosk.desk, room.folder)
        self.desk.call_the_sample()
        self.seats = self.desk.send("/desk/tellers", {"tellers": NAMES, "threshold": 3})["invites"]
        self.desk.call_everybody()
        self.at_the_desk = f"{kiosk.base}/desk"
        self.desk.page.goto(f"{self.at_the_desk}/tellers")
        self.projector = room.devices.open(PROJECTOR, f"{self.base}/screen")
        self.seeds: dict[int, str] = {}

    def phone(self, number: int) -> TellerPhone:
        """A phone that scans the invitation on the desk."""
        seat = self.seats[number - 1]
        return TellerPhone(self.devices, f"{self.base}/teller#{seat['number']}.{seat['invite']}")

    def joins(self, number: int, phone: TellerPhone | None = None) -> TellerPhone:
        phone = phone or self.phone(number)
        self.seeds[number] = phone.join()
        return phone

    def shows(self, sentence: str) -> None:
        """On the wall, with nothing cut off."""
        expect(self.projector.get_by_role("heading", level=1)).to_contain_text(sentence)
        assert cut_off(self.projector) == ""

    def has_one_code(self, phones: list[TellerPhone]) -> str:
        (code,) = {phone.has_locked() for phone in phones}
        expect(self.projector.locator("[data-slot='set']")).to_have_text(code.replace("-", ""))
        self.desk.shows_set(code)
        return code
