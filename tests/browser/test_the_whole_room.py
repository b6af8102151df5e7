"""A whole meeting in Chromium: twelve voters' phones, a shared tablet, three tellers' phones, a projector and the desk, over a
real network; the kiosk is killed in the middle of the voting and again in the middle of the count.

Everything goes through the pages, slips and invitations through their QR codes. In the middle: a reload, a lost reply,
the back button, a double tap, a second tab, a used slip, a slip of a dead set, a contest left empty, one mark too many.
"""

import json
import random
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect

from ballots import samples
from kiosk.config import CODE
from tests import tool
from tests.browser.devices import PHONE, PROJECTOR, cut_off
from tests.browser.people import SECRET, Desk, TellerPhone, VoterPhone
from tests.browser.tablet import LYING, NEXT, Tablet
from tests.browser.ways_to_vote import FIVE, TWO, WAYS, fill_in, straight_on

TITLES = [contest["title"] for contest in samples.cluster_5()["contests"]]
MORE = [f"BHXH tỉnh Miền Gần {number}" for number in range(1, 8)]
ABSENT = "BHXH tỉnh Miền Xa"
PRESENT = 13
PACE = 0.6  # seconds between two totals: the kiosk is killed before the last of 18
CHANCE = random.Random(2001)  # with these votes no seat is tied
SOME_ARE_COUNTED = """() => fetch("/live/snapshot").then((answer) => answer.json()).then(({ count }) => {
  const totals = (count?.contests ?? []).flatMap(({ blank, nominees }) => [blank, ...nominees.map(({ votes }) => votes)]);
  return totals.filter((votes) => votes !== null).length >= 3;
})"""


def some(nominees: list[str], number: int) -> list[str]:
    return sorted(CHANCE.sample(nominees, number), key=nominees.index)


# Of the first six as many as the way in which they vote needs, and never the last; of the others any.
SIZES = [(2, 5), (1, 3), (0, 1), (2, 5), (2, 0), (1, 1)]
SIZES += [(CHANCE.randint(0, 2), CHANCE.randint(0, 5)) for _ in range(PRESENT - len(SIZES))]
VOTES = [(some(TWO[:3], two), some(FIVE[:11], five)) for two, five in SIZES]


def test_a_whole_meeting(room):
    meeting = WholeRoom(room)
    with meeting.served():
        prepare(meeting.desk)
        meeting.tellers = close_locks(meeting)
        seal(meeting.desk)
        dead, slips = mint(meeting)
        trackers = vote(meeting, slips)
        other_slips(meeting, slips[0], dead, trackers[0])
        close_voting(meeting)
        count(meeting)
        expect(meeting.projector.get_by_text("Kết quả kiểm phiếu.")).to_be_visible()
        assert figures(meeting.projector) == totals()
        assert cut_off(meeting.projector) == ""
        find_on_the_board(meeting, trackers)
        verify(meeting)
    assert room.devices.troubles == []


class WholeRoom:
    """Who is there from the beginning to the end, while kiosks come and go at one address."""

    def __init__(self, room) -> None:
        self.devices, self.folder = room.devices, room.folder
        self.start = room.kiosk
        self.kiosk = self.start(pace=PACE)
        self.base = room.address(self.kiosk)
        self.desk = Desk(self.devices, self.kiosk.desk, self.folder)
        self.projector = self.devices.open(PROJECTOR, f"{self.base}/screen")
        self.tellers: list[TellerPhone] = []

    @contextmanager
    def served(self) -> Iterator[None]:
        try:
            yield
        finally:
            self.kiosk.kill()

    def killed(self, meanwhile: Callable[[], None] = lambda: None) -> None:
        """As by a power cut; nobody touches a page to bring it back."""
        self.kiosk.kill()
        meanwhile()
        self.kiosk = self.start(port=self.kiosk.port, pace=PACE)


def prepare(desk: Desk) -> None:
    """From the sample to the lists; cụm trưởng and cụm phó are not elected by ballot here."""
    desk.begin_with_the_sample()
    desk.add_units(*MORE, ABSENT)
    expect(desk.page.get_by_text("Đạt 1.259/1.400 điểm (89,92 %)")).to_be_visible()  # the scores stay with their rows
    desk.onward("Tiếp tục: điểm danh")
    desk.stands_at("Điểm danh")
    desk.call_roll(ABSENT)
    desk.onward("Đã điểm danh xong, tiếp tục")
    desk.stands_at("Thể lệ bầu")
    desk.all_agree(PRESENT)
    desk.onward("Tiếp tục: nội dung bầu")
    desk.stands_at("Nội dung bầu")
    desk.card(TITLES[2]).get_by_role("button", name="Bỏ nội dung này").click()
    desk.press("Lưu nội dung bầu")
    for title in TITLES[:2]:
        desk.all_agree(PRESENT, desk.card(title))
    desk.onward("Tiếp tục: ban kiểm phiếu")
    desk.stands_at("Ban kiểm phiếu và khóa hòm")
    desk.all_agree(PRESENT)


def close_locks(meeting: WholeRoom) -> list[TellerPhone]:
    tellers = [TellerPhone(meeting.devices, meeting.desk.invitation(number)) for number in (1, 2, 3)]
    assert not any(teller.page.evaluate("window.isSecureContext") for teller in tellers)
    code = TellerPhone.all_lock(tellers)
    expect(meeting.projector.locator("[data-slot='set']")).to_have_text(code.replace("-", ""))
    meeting.desk.shows_set(code)
    return tellers


def seal(desk: Desk) -> None:
    desk.onward("Tiếp tục: niêm phong")
    desk.agree("Niêm phong danh sách", "Niêm phong")
    desk.stands_at("Phát phiếu")


def mint(meeting: WholeRoom) -> tuple[str, list[str]]:
    """A slip of a first set, which a second set makes invalid, and the slips of the second."""
    desk = meeting.desk
    dead = desk.mint()[0]
    desk.press("Làm bộ phiếu mới")
    desk.page.get_by_role("dialog").get_by_role("button", name=f"Làm {PRESENT} phiếu mới").click()
    slips = desk.show_slips(PRESENT)
    assert len(set(slips)) == PRESENT and dead not in slips
    assert all(slip.startswith(f"{meeting.base}/booth#") and SECRET.search(slip) for slip in slips)
    return dead, slips


def vote(meeting: WholeRoom, slips: list[str]) -> list[str]:
    """Twelve on their phones, the last on the tablet; the tracking codes in that order."""
    phones = [VoterPhone(meeting.devices, slip) for slip in slips[:-1]]
    tablet = Tablet(meeting.devices, meeting.base, LYING)
    phones[0].sees("Phiếu đã sẵn sàng, chưa đến giờ bỏ phiếu")
    open_voting(meeting)
    ways = zip(WAYS, phones, VOTES)
    trackers = [way(phone, *votes) for way, phone, votes in ways]
    on_their_way, half_filled, *others = list(zip(phones, VOTES))[len(WAYS) :]
    fill_in(on_their_way[0], *on_their_way[1])
    half_filled[0].mark(TWO[0])
    meeting.killed(meanwhile=lambda: cast_unheard(on_their_way[0]))
    trackers.append(on_their_way[0].tracker())
    half_filled[0].tap(TWO[0])
    expect(half_filled[0].box(TWO[0])).not_to_be_checked()
    trackers += [straight_on(phone, *votes) for phone, votes in (half_filled, *others)]
    trackers.append(on_the_tablet(tablet, slips[-1], VOTES[-1]))
    assert len(set(trackers)) == PRESENT
    return trackers


def cast_unheard(voter: VoterPhone) -> None:
    voter.cast()
    expect(voter.page.get_by_text("Trang đang tự gửi lại.")).to_be_visible()


def on_the_tablet(tablet: Tablet, slip: str, votes: tuple[list[str], list[str]]) -> str:
    """The slip is read by a scanner that is a keyboard; nothing is left of the voter."""
    tablet.scan(slip)
    tracker = straight_on(tablet, *votes)
    tablet.press("Xong, mời đồng chí tiếp theo")
    tablet.sees(NEXT)
    tablet.holds_nothing_of(slip, tracker)
    return tracker


def open_voting(meeting: WholeRoom) -> None:
    desk, projector = meeting.desk, meeting.projector
    desk.onward("Đã có đủ phiếu, sang bước bỏ phiếu")
    expect(projector.get_by_text("Hòm phiếu đang rỗng")).to_be_visible()
    desk.agree("Bắt đầu bỏ phiếu", "Bắt đầu bỏ phiếu")
    expect(projector.get_by_text("Đã bắt đầu bỏ phiếu. Hòm phiếu đang rỗng: 0 phiếu.")).to_be_visible()


def other_slips(meeting: WholeRoom, used: str, dead: str, tracker: str) -> None:
    """A used slip, a slip of a dead set, and a slip that is none: each has its own answer."""
    again = VoterPhone(meeting.devices, used)
    again.sees("Phiếu này đã được sử dụng")
    assert tracker in "".join(again.page.get_by_role("main").inner_text().split())
    VoterPhone(meeting.devices, dead).sees("Phiếu này thuộc bộ phiếu khác")
    mistyped = VoterPhone(meeting.devices, used.split("#")[0])
    mistyped.page.get_by_role("textbox").fill("aaaaa-bbbbbb-ccccc-dddddd")
    mistyped.press("Mở phiếu")
    mistyped.sees("Hòm phiếu không có phiếu này")


def close_voting(meeting: WholeRoom) -> None:
    desk, projector = meeting.desk, meeting.projector
    expect(projector.get_by_text(f"Đã thu đủ {PRESENT} phiếu.")).to_be_visible()
    desk.agree("Kết thúc bỏ phiếu", "Kết thúc bỏ phiếu")
    desk.stands_at("Kiểm phiếu")
    late = "() => fetch('/booth/ballot', {method: 'POST', body: '{}'}).then((r) => r.json())"
    assert projector.evaluate(late)["error"]["code"] == "voting-closed"


def count(meeting: WholeRoom) -> None:
    """The kiosk dies when some of the totals stand on the projector, and none of the others is known to anybody."""
    desk = meeting.desk
    for teller in meeting.tellers:
        teller.release_lock()
    expect(desk.page.get_by_role("button", name="Bắt đầu kiểm phiếu", exact=True)).to_be_enabled()
    desk.agree("Bắt đầu kiểm phiếu", "Kiểm phiếu")
    meeting.projector.wait_for_function(SOME_ARE_COUNTED)
    meeting.killed()
    expect(desk.page.get_by_text("Đã kiểm xong mọi nội dung bầu.")).to_be_visible(timeout=90_000)
    desk.onward("Tiếp tục: kết quả, thông qua")
    desk.stands_at("Kết quả, thông qua")
    for teller in meeting.tellers:
        teller.comes_to("Kiểm phiếu đã xong")


def totals() -> list[dict[str, int]]:
    counted = [Counter(name for ballot in VOTES for name in ballot[contest]) for contest in (0, 1)]
    return [{name: counter[name] for name in nominees} for counter, nominees in zip(counted, (TWO, FIVE), strict=True)]


def figures(projector: Page) -> list[dict[str, int]]:
    """What the projector shows of each contest; its clock is set to turn the page."""
    shown = []
    for seconds, title, names in ((0, "thứ nhất", TWO), (12, "tiêu biểu", FIVE)):
        projector.clock.set_fixed_time(seconds)
        expect(projector.get_by_role("main").get_by_text(title)).to_be_visible()
        rows = [row.split("\n") for row in projector.get_by_role("main").get_by_role("listitem").all_inner_texts()]
        shown.append({named(name, names): int(votes) for _, name, votes, *_ in rows})
    return shown


def named(shown: str, names: list[str]) -> str:
    """The nominee whose name stands there; a district office has its member unit beside it."""
    return next(name for name in names if shown.startswith(name))


def find_on_the_board(meeting: WholeRoom, trackers: list[str]) -> None:
    board = meeting.devices.open(PHONE, f"{meeting.base}/board")
    for tracker in trackers:
        board.get_by_role("textbox", name="Tìm mã của tôi").fill(tracker)
        expect(board.get_by_text("Đã thấy: phiếu của đồng chí nằm trong hòm.")).to_be_visible()
    board.get_by_role("textbox", name="Tìm mã của tôi").fill("0" * 43)
    expect(board.get_by_text("Không có mã nào chứa")).to_be_visible()


def verify(meeting: WholeRoom) -> None:
    """The record as the desk hands it out, by our own program; its box, by one that is not ours."""
    desk = meeting.desk
    desk.step("Giấy tờ, hồ sơ")
    desk.stands_at("Giấy tờ, hồ sơ")
    with desk.page.expect_download() as download:
        desk.onward("Tải hồ sơ (record.zip)")
    record = meeting.folder / "record.zip"
    download.value.save_as(record)
    done = subprocess.run(
        [sys.executable, CODE / "app.py", "verify", "--json", record], capture_output=True, encoding="utf-8"
    )
    report = json.loads(done.stdout)
    assert (done.returncode, report["ok"], report["ballots"]) == (0, True, PRESENT)
    blank = [sum(not ballot[contest] for ballot in VOTES) for contest in (0, 1)]
    assert report["result"] == [[b, *c.values()] for b, c in zip(blank, totals(), strict=True)]
    with zipfile.ZipFile(record) as files:
        (bel,) = (name for name in files.namelist() if name.endswith(".bel"))
        assert tool.strict_verify(Path(bel).stem, files.read(bel)) == PRESENT
