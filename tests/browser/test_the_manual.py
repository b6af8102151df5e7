"""The manual: its pictures are taken of a meeting that is rehearsed here, and shows no other.

`HOMPHIEU_PICTURES=1` writes the pictures where the manual has them (docs/manual/README.md).
"""

import base64
import gettext
import re
import shutil
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from ballots import samples
from ballots.protocol import ballot
from ballots.protocol.election import Election
from kiosk.config import ROOT
from kiosk.language import CATALOGUES
from kiosk.manual import MANUAL
from kiosk.rehearsal.server import Server
from tests.browser.devices import LAPTOP, PHONE
from tests.browser.people import SECRET, Desk
from tests.browser.pictures import WANTED, Pictures

LANGUAGES = ("vi", "en")
WALL = {"viewport": {"width": 1280, "height": 720}}
TALL = {**PHONE, "viewport": {"width": 360, "height": 850}}
"""The most A4 pages that each text may be."""
TELLERS = [
    {"name": "Nguyễn Văn An (mẫu)", "unit": "BHXH tỉnh Phú Thọ"},
    {"name": "Trần Thị Bình (mẫu)", "unit": "BHXH tỉnh Quảng Ninh"},
    {"name": "Lê Văn Cường (mẫu)", "unit": "BHXH tỉnh Bắc Ninh"},
]
CONTESTS = samples.cluster_5()["contests"][:2]
TWO, FIVE = (contest["nominees"] for contest in CONTESTS)
OTHERS = ([[1, 2], [0, 1, 4]], [[1], [0, 4, 6, 7]], [[0, 1], [0, 1, 2, 4, 7]])
"""What those mark who are not photographed; no tie."""
PACE = 1.5
NAMED = re.compile(r"!\[[^\]]+\]\(\.\./pictures/([\w/-]+)\.png \"[^\"]+\"\)")


def says(language: str, sentence: str) -> str:
    catalogue = gettext.translation("messages", CATALOGUES, [language], fallback=language == "vi")
    return catalogue.gettext(sentence)


def opened(room, kind: dict, language: str, address: str) -> Page:
    """A device whose owner reads `language`."""
    context = room.devices.device({**kind, "color_scheme": "light", "reduced_motion": "reduce"})
    if language != "vi":
        base = address.split("/", 3)[:3]
        cookies = [{"name": name, "value": language, "url": "/".join(base)} for name in ("language", "screen-language")]
        context.add_cookies(cookies)
    page = context.new_page()
    page.goto(address)
    return page


class Photographed:
    """One meeting, with every page open once in each language."""

    def __init__(self, room, kiosk: Server, pictures: Pictures) -> None:
        self.room, self.base, self.pictures = room, room.address(kiosk), pictures
        self.desk = Desk(room.devices, kiosk.desk, room.folder)
        self.at_the_desk = f"{kiosk.base}/desk"
        self.desks = {language: opened(room, LAPTOP, language, kiosk.desk) for language in LANGUAGES}
        self.walls = self.everywhere(WALL, "/screen")

    def everywhere(self, kind: dict, place: str) -> dict[str, Page]:
        return {language: opened(self.room, kind, language, self.base + place) for language in LANGUAGES}

    def at_step(self, name: str, step: str, heading: str) -> None:
        for language, page in self.desks.items():
            page.goto(f"{self.at_the_desk}/{step}")
            page.evaluate("document.getElementById('practice').remove()")  # a real meeting has nobody to pretend
            self.shown(language, name, page, heading)

    def on_the_wall(self, name: str, *headings: str) -> None:
        """One of these stands there: how far a count is when it is photographed is the machine's affair."""
        for language, page in self.walls.items():
            now = re.compile("|".join(any_number(says(language, heading)) for heading in headings))
            expect(page.get_by_role("heading", level=1, name=now)).to_be_visible()
            self.pictures.take(language, name, page)

    def shown(self, language: str, name: str, page: Page, heading: str, covered: tuple[str, ...] = ()) -> None:
        comes_to(page, language, heading)
        self.pictures.take(language, name, page, [page.locator(selector) for selector in covered])

    def cast_by_program(self, secret: str, marks: list[list[int]]) -> None:
        told = self.desk.page.evaluate("() => fetch('/booth/election').then((answer) => answer.json())")
        election = Election.read(told["election"].encode())
        votes = [ballot.marks_to_vote(*asked) for asked in zip(election.questions, marks, strict=True)]
        raw = ballot.make(election, secret, votes).decode()
        sending = "(body) => fetch('/booth/ballot', {method: 'POST', body}).then((answer) => answer.json())"
        assert "tracker" in self.desk.page.evaluate(sending, raw)


def any_number(sentence: str) -> str:
    """The pattern of a sentence in which numbers are filled in."""
    return re.sub(r"\\{\w+\\}", r"\\d+", re.escape(sentence))


def comes_to(page: Page, language: str, heading: str) -> None:
    expect(page.get_by_role("heading", level=1, name=says(language, heading))).to_be_visible()


def press(page: Page, deed: str) -> None:
    page.locator(f"[data-deed='{deed}']").locator("visible=true").first.tap()


def mark(page: Page, *nominees: str) -> None:
    for nominee in nominees:
        box = page.get_by_role("checkbox", name=nominee)
        page.get_by_role("listitem").filter(has=box).tap()
        expect(box).to_be_checked()


def prepare(meeting: Photographed) -> list[Page]:
    """Up to the locks; the phones of the tellers."""
    desk, show = meeting.desk, meeting.shown
    desk.send("/desk/meeting", {"sample": True, "rehearsal": True})
    desk.send("/desk/contests", {"contests": CONTESTS})
    desk.send("/desk/network", {"name": "Phong hop", "kind": "WPA", "password": "hoi-nghi-2025"})
    seats = desk.send("/desk/tellers", {"tellers": TELLERS})["invites"]
    desk.call_everybody()
    desk.agree_on_everything()
    meeting.at_step("desk-tellers", "tellers", "Ban kiểm phiếu và khóa hòm")
    languages = (*LANGUAGES, "vi")
    invited = [f"{meeting.base}/teller#{seat['number']}.{seat['invite']}" for seat in seats]
    phones = [opened(meeting.room, TALL, *of) for of in zip(languages, invited, strict=True)]
    for number, (language, phone) in enumerate(zip(languages, phones, strict=True)):
        if number < 2:
            expect(phone.get_by_role("heading", level=1, name=TELLERS[number]["name"])).to_be_visible()
            meeting.pictures.take(language, "phone-lock-make", phone)
        press(phone, "make")
        if number < 2:
            hidden = ("[data-code='seed']", "[data-square='seed']")
            show(language, "phone-lock-note", phone, "Xin ghi lại mã bí mật ra giấy", hidden)
        press(phone, "noted")
    for language, phone in zip(LANGUAGES, phones, strict=False):
        show(language, "phone-lock-set", phone, "Khóa đã đóng vào hòm")
    meeting.on_the_wall("screen-locks", "Hòm phiếu đã khóa. Xin so mã bộ khóa.")
    return phones


def vote(meeting: Photographed) -> None:
    """Two vote on their phones, a program for three more; one slip stays out."""
    meeting.desk.send("/desk/seal", {})
    slips = meeting.desk.mint()
    secrets = [SECRET.search(slip).group() for slip in slips]
    meeting.desk.send("/desk/open", {})
    meeting.on_the_wall("screen-empty", "Đã bắt đầu bỏ phiếu. Hòm phiếu đang rỗng: 0 phiếu.")
    for secret, marks in zip(secrets[2:], OTHERS, strict=False):
        meeting.cast_by_program(secret, marks)
    for language, slip in zip(LANGUAGES, slips, strict=False):
        on_a_phone(meeting, language, opened(meeting.room, PHONE, language, slip))
    meeting.on_the_wall("screen-voting", "Đang bỏ phiếu kín.")
    meeting.at_step("desk-voting", "voting", "Bỏ phiếu kín")


def on_a_phone(meeting: Photographed, language: str, phone: Page) -> None:
    mark(phone, TWO[0], TWO[1])
    phone.evaluate("scrollTo(0, 0)")
    meeting.shown(language, "phone-choose", phone, CONTESTS[0]["title"])
    press(phone, "next")
    mark(phone, FIVE[0], FIVE[3], FIVE[4])
    press(phone, "next")
    expect(phone.locator("[data-deed='audit']")).to_be_enabled()
    expect(phone.locator("[data-deed='cast']")).not_to_have_attribute("aria-disabled", "true")
    meeting.shown(language, "phone-review", phone, "Đồng chí đã chọn")
    press(phone, "cast")
    meeting.shown(language, "phone-receipt", phone, "Phiếu của đồng chí đã nằm trong hòm.")
    code = phone.locator("[data-code='tracker']").inner_text()
    phone.goto(f"{meeting.base}/board")
    phone.get_by_role("textbox", name=says(language, "Tìm mã của tôi")).fill(re.sub(r"\s", "", code)[:8])
    expect(phone.locator("#found")).to_have_class("found-one")
    phone.evaluate("scrollTo(0, 0)")
    meeting.shown(language, "phone-board", phone, "Bảng mã kiểm tra phiếu")
    phone.context.close()


def count(meeting: Photographed, tellers: list[Page]) -> None:
    meeting.desk.send("/desk/close", {})
    for language, phone in zip(LANGUAGES, tellers, strict=False):
        meeting.shown(language, "phone-lock-open", phone, "Hòm đã đóng, mời đồng chí mở khóa")
        press(phone, "release")
        meeting.shown(language, "phone-lock-done", phone, "Khóa của đồng chí đã mở")
    meeting.desk.send("/desk/count", {})
    for page in meeting.walls.values():
        row = page.get_by_role("main").get_by_role("listitem").filter(has_text=TWO[1])
        expect(row).to_contain_text(re.compile(r"\d"))
    during = ("Đang kiểm phiếu, nội dung {number} trong {total}.", "Đã kiểm xong nội dung {number} trong {total}.")
    meeting.on_the_wall("screen-count", *during, "Kết quả kiểm phiếu.")
    meeting.desk.send("/desk/count/hurry", {})
    for page in meeting.walls.values():
        page.clock.set_fixed_time(0)  # by which the outcome's pages turn: the first
        expect(page.get_by_role("main").get_by_text(CONTESTS[0]["title"])).to_be_visible()
    meeting.on_the_wall("screen-outcome", "Kết quả kiểm phiếu.")


def file(meeting: Photographed) -> None:
    """The record is checked with the page that is in it, from the disk and by nobody's network."""
    hands = {"favour": meeting.desk.room()["attendance"]["present"], "against": 0, "abstain": 0}
    meeting.desk.send("/desk/adopt", {**hands, "flags": []})
    record, checker = (fetched(meeting, name) for name in ("record.zip", "kiem-tra.html"))
    browser: Browser = meeting.room.devices.browser
    for language in LANGUAGES:
        page = browser.new_context(viewport=LAPTOP["viewport"], locale="vi-VN").new_page()
        page.goto(checker.as_uri())
        if language == "en":
            page.get_by_role("button", name="English").click()
        page.locator("#file").set_input_files(record)
        expect(page.locator("#verdict-title")).to_be_visible()
        page.locator("#result").scroll_into_view_if_needed()
        meeting.pictures.take(language, "desk-check", page)


def fetched(meeting: Photographed, name: str) -> Path:
    reading = """(place) => fetch(place).then((answer) => answer.blob()).then((blob) => new Promise((done) => {
      const reader = new FileReader();
      reader.onload = () => done(reader.result.split(",")[1]);
      reader.readAsDataURL(blob);
    }))"""
    path = meeting.room.folder / name
    path.write_bytes(base64.b64decode(meeting.desk.page.evaluate(reading, f"/archive/{name}")))
    return path


def named_in(language: str) -> set[str]:
    texts = (path.read_text() for path in (MANUAL / language).glob("*.md"))
    return {name for text in texts for name in NAMED.findall(text)}


def test_every_picture_of_the_manual_is_taken_of_a_rehearsal(room, tmp_path):
    pictures = Pictures(MANUAL / "pictures" if WANTED else tmp_path / "pictures")
    with Server(tmp_path / "instance", pace=PACE, host="0.0.0.0", within=room.network.within) as kiosk:
        meeting = Photographed(room, kiosk, pictures)
        tellers = prepare(meeting)
        vote(meeting)
        count(meeting, tellers)
        file(meeting)
    assert set(pictures.taken) == named_in("vi") | named_in("en")
    for name, (size, (_, height)) in pictures.taken.items():
        assert 4_000 < size <= 60_000 and height > 300, f"{name}: {size}"
    if WANTED:
        for name, shown in (("booth", "phone-choose"), ("screen", "screen-count")):
            shutil.copy(pictures.folder / "vi" / f"{shown}.png", ROOT / "docs" / "pictures" / f"{name}.png")
    assert room.devices.troubles == []


def test_every_committed_picture_is_named_and_small():
    there = {
        path.relative_to(MANUAL / "pictures").with_suffix("").as_posix(): path for path in MANUAL.glob("pictures/*/*")
    }
    assert set(there) == named_in("vi") | named_in("en")
    assert max(path.stat().st_size for path in there.values()) <= 60_000
    assert sum(path.stat().st_size for path in there.values()) < 2_000_000
