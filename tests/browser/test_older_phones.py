"""Older phones. What came after 2020 is taken from a browser of today: a phone of then still votes and still holds a lock.
A browser that is too old for the page itself says so, instead of showing nothing."""

from playwright.sync_api import BrowserContext, Page, Route

from kiosk.config import ROOT
from tests.browser.devices import PHONE, Devices
from tests.browser.people import Desk, TellerPhone, VoterPhone, sees

WORKERS = "**/built/*/*-worker.js"
TAKEN = """
for (const [holder, ...names] of [
  [Object, "hasOwn", "groupBy"], [Array.prototype, "at", "findLast", "toSorted"], [Uint8Array, "fromHex"],
  [Uint8Array.prototype, "toHex"], [String.prototype, "at", "replaceAll"], [Promise, "any", "withResolvers"],
  [AbortSignal, "any", "timeout"], [Crypto.prototype, "randomUUID"], [self, "structuredClone", "Iterator"],
  [self.Element?.prototype ?? {}, "replaceChildren", "checkVisibility"],
]) for (const name of names) delete holder[name];
"""


class OlderDevices:
    """The devices of the room, each without what a phone of 2020 (Chrome 80, Safari 14) did not have; nor its workers."""

    def __init__(self, devices: Devices) -> None:
        self._devices = devices

    def device(self, kind: dict) -> BrowserContext:
        context = self._devices.device(kind)
        context.add_init_script(TAKEN)
        context.route(WORKERS, _without)
        return context

    def open(self, kind: dict, url: str) -> Page:
        page = self.device(kind).new_page()
        page.goto(url)
        return page


def _without(route: Route) -> None:
    worker = ROOT / "static/dist" / route.request.url.rsplit("/", 1)[1]
    route.fulfill(body=TAKEN + worker.read_text(encoding="utf-8"), content_type="text/javascript")


def test_a_phone_of_2020_casts_a_ballot(room):
    with room.kiosk() as kiosk:
        desk = Desk(room.devices, kiosk.desk, room.folder)
        voter = VoterPhone(OlderDevices(room.devices), desk.open_voting_on_the_sample()[0])
        assert stands_in(voter.page, "Object.hasOwn") and stands_in(voter.page, "document.body.replaceChildren")
        voter.mark("BHXH tỉnh Phú Thọ")
        voter.press("Tiếp tục")
        voter.press("Tiếp tục")
        voter.press("Đúng, để trắng")
        voter.cast()
        assert len(voter.tracker()) == 43
    assert room.devices.troubles == []


def test_a_phone_of_2020_holds_a_lock(room):
    with room.kiosk() as kiosk:
        desk = Desk(room.devices, kiosk.desk, room.folder)
        desk.call_the_sample()
        seat = desk.send("/desk/tellers", {"tellers": [{"name": "Người thứ nhất"}]})["invites"][0]
        teller = TellerPhone(OlderDevices(room.devices), f"{room.address(kiosk)}/teller#1.{seat['invite']}")
        assert stands_in(teller.page, "Object.hasOwn")
        desk.page.goto(f"{kiosk.base}/desk/tellers")
        desk.shows_set(TellerPhone.all_lock([teller]))
    assert room.devices.troubles == []


def test_a_browser_that_cannot_run_the_page_is_told_so(room):
    with room.kiosk() as kiosk:
        phone = room.devices.device(PHONE)
        phone.route("**/built/*/booth.js", lambda route: route.fulfill(body="?", content_type="text/javascript"))
        page = phone.new_page()
        page.goto(f"{room.address(kiosk)}/booth")
        sees(page, "Trang chưa mở được trên máy này")


def stands_in(page: Page, name: str) -> bool:
    """Whether the page brought its own, because the browser has none."""
    return page.evaluate(f"!String({name}).includes('[native code]')")
