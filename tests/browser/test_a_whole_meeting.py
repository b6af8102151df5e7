"""A whole meeting in Chromium: three tellers' phones, six voters' phones, a projector and the desk, over a real network.

Everything goes through the pages, slips and invitations through their QR codes. In the middle: a reload, a lost reply,
the back button, a double tap, a second tab, a used slip, a slip of a dead set, a contest left empty, one mark too many.
"""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

from playwright.sync_api import Page, expect

from ballots import samples
from tests.browser.devices import PHONE, PROJECTOR, Devices, cut_off
from tests.browser.people import SECRET, Desk, TellerPhone, VoterPhone

ROOT = Path(__file__).resolve().parents[2]
CONTESTS = samples.cluster_5()["contests"]
TWO, FIVE = (contest["nominees"] for contest in CONTESTS[:2])
ABSENT = "BHXH tỉnh Miền Xa"
VOTES = (  # of the six voters, in both contests
    (TWO[0:2], FIVE[0:5]),
    (TWO[0:1], FIVE[3:6]),
    ((), FIVE[0:1]),
    (TWO[1:3], FIVE[0:5]),
    (TWO[0:2], ()),
    (TWO[0:1], FIVE[11:12]),
)


def test_a_whole_meeting(room):
    with room.kiosk() as kiosk:
        play(room.devices, kiosk.desk, room.address(kiosk), room.folder)
    assert room.devices.troubles == []


def play(devices: Devices, launch: str, base: str, folder: Path) -> None:
    desk = Desk(devices, launch, folder)
    projector = devices.open(PROJECTOR, f"{base}/screen")
    prepare(desk)
    tellers = close_locks(desk, devices, projector)
    seal(desk, projector)
    dead, slips = mint(desk, base)
    voters = [VoterPhone(devices, slip) for slip in slips]
    voters[0].sees("Phiếu đã sẵn sàng, chưa đến giờ bỏ phiếu")
    open_voting(desk, projector)
    trackers = [vote(voter) for vote, voter in zip(WAYS, voters, strict=True)]
    assert len(set(trackers)) == 6
    other_slips(devices, voters[0].slip, dead, trackers[0])
    close_voting(desk, projector)
    for teller in tellers:
        teller.release_lock()
    count(desk)
    expect(projector.get_by_text("Kết quả kiểm phiếu.")).to_be_visible()
    assert figures(projector) == totals()
    assert cut_off(projector) == ""
    find_on_the_board(devices, base, trackers)
    verify(desk, folder)


def prepare(desk: Desk) -> None:
    """From the sample to the lists; cụm trưởng and cụm phó are not elected by ballot here."""
    desk.begin_with_the_sample()
    desk.add_unit(ABSENT)
    expect(desk.page.get_by_text("Đạt 1.259/1.400 điểm (89,92 %)")).to_be_visible()  # the scores stay with their rows
    desk.onward("Tiếp tục: điểm danh")
    desk.stands_at("Điểm danh")
    desk.call_roll(ABSENT)
    desk.onward("Đã điểm danh xong, tiếp tục")
    desk.stands_at("Thể lệ bầu")
    desk.all_agree(6)
    desk.onward("Tiếp tục: nội dung bầu")
    desk.stands_at("Nội dung bầu")
    desk.card(CONTESTS[2]["title"]).get_by_role("button", name="Bỏ nội dung này").click()
    desk.press("Lưu nội dung bầu")
    for contest in CONTESTS[:2]:
        desk.all_agree(6, desk.card(contest["title"]))
    desk.onward("Tiếp tục: ban kiểm phiếu")
    desk.stands_at("Ban kiểm phiếu và khóa hòm")
    desk.all_agree(6)


def close_locks(desk: Desk, devices: Devices, projector: Page) -> list[TellerPhone]:
    tellers = [TellerPhone(devices, desk.invitation(number)) for number in (1, 2, 3)]
    assert not any(teller.page.evaluate("window.isSecureContext") for teller in tellers)
    code = TellerPhone.all_lock(tellers)
    expect(projector.locator("[data-slot='set']")).to_have_text(code.replace("-", ""))
    desk.shows_set(code)
    return tellers


def seal(desk: Desk, projector: Page) -> None:
    desk.onward("Tiếp tục: niêm phong")
    desk.agree("Niêm phong danh sách", "Niêm phong")
    desk.stands_at("Phát phiếu")


def mint(desk: Desk, base: str) -> tuple[str, list[str]]:
    """A slip of a first set, which a second set makes invalid, and the slips of the second."""
    desk.press("Làm 6 phiếu")
    dead = desk.show_slips(6)[0]
    desk.press("Làm bộ phiếu mới")
    desk.page.get_by_role("dialog").get_by_role("button", name="Làm 6 phiếu mới").click()
    slips = desk.show_slips(6)
    assert len(set(slips)) == 6 and dead not in slips
    assert all(slip.startswith(f"{base}/booth#") and SECRET.search(slip) for slip in slips)
    return dead, slips


def open_voting(desk: Desk, projector: Page) -> None:
    desk.onward("Đã có đủ phiếu, sang bước bỏ phiếu")
    expect(projector.get_by_text("Hòm phiếu đang rỗng")).to_be_visible()
    desk.agree("Bắt đầu bỏ phiếu", "Bắt đầu bỏ phiếu")
    expect(projector.get_by_text("Đã bắt đầu bỏ phiếu. Hòm phiếu đang rỗng: 0 phiếu.")).to_be_visible()


def first_and_back(voter: VoterPhone) -> str:
    """Waited at the booth before it opened; goes back with the browser's button, and on again."""
    two, five = VOTES[0]
    voter.sees("xếp thứ nhất")
    assert voter.page.evaluate("window.isSecureContext") is False
    assert "#" not in voter.page.url
    voter.mark(*two)
    voter.press("Tiếp tục")
    voter.mark(*five)
    voter.page.go_back()
    expect(voter.box(two[0])).to_be_checked()
    voter.page.go_forward()
    expect(voter.box(five[0])).to_be_checked()
    voter.press("Tiếp tục")
    voter.cast()
    tracker = voter.tracker()
    voter.page.go_back()
    assert voter.tracker() == tracker, "there is no way back into a ballot that is in the box"
    return tracker


def reload_and_a_lost_reply(voter: VoterPhone) -> str:
    """Reloads with a half-filled ballot, and the answer to the cast ballot never arrives; reloads again."""
    two, five = VOTES[1]
    voter.mark(*two)
    voter.press("Tiếp tục")
    voter.mark(five[0])
    voter.page.reload()
    expect(voter.box(five[0])).to_be_checked()
    voter.mark(*five[1:])
    voter.press("Tiếp tục")
    lost = voter.loses_the_reply()
    voter.cast()
    expect(voter.page.get_by_text("Trang đang tự gửi lại.")).to_be_visible()
    assert lost.happened
    voter.page.reload()
    return voter.tracker()


def one_contest_left_empty(voter: VoterPhone) -> str:
    """Is asked once, thinks again, and leaves it empty."""
    _, five = VOTES[2]
    voter.press("Tiếp tục")
    expect(voter.page.get_by_text("phiếu trắng cho nội dung này?")).to_be_visible()
    voter.press("Chọn lại")
    voter.press("Tiếp tục")
    voter.press("Đúng, để trắng")
    voter.mark(*five)
    voter.press("Tiếp tục")
    expect(voter.page.get_by_text("Phiếu trắng: không chọn đơn vị nào.").filter(visible=True)).to_be_visible()
    voter.cast()
    return voter.tracker()


def one_mark_too_many(voter: VoterPhone) -> str:
    """Tries to mark more than the number set, in both contests."""
    for nominees, more in zip(VOTES[3], (TWO[3], FIVE[11]), strict=True):
        voter.mark(*nominees)
        voter.tap(more)
        expect(voter.box(more)).not_to_be_checked()
        expect(voter.page.get_by_text("Đã chọn đủ; muốn chọn đơn vị khác")).to_be_visible()
        voter.press("Tiếp tục")
    voter.cast()
    return voter.tracker()


def double_tap(voter: VoterPhone) -> str:
    two, _ = VOTES[4]
    voter.mark(*two)
    voter.press("Tiếp tục")
    voter.press("Tiếp tục")
    voter.press("Đúng, để trắng")
    voter.page.get_by_role("button", name="Bỏ phiếu vào hòm", exact=True).evaluate(
        "(button) => { button.click(); button.click(); }"
    )
    return voter.tracker()


def second_tab(voter: VoterPhone) -> str:
    """The slip is open in two tabs; what the first has cast stands, and the second says so."""
    voter.tab()
    first, second = voter.context.pages
    for voter.page in (first, second):
        voter.page.bring_to_front()
        for nominees in VOTES[5]:
            voter.mark(*nominees)
            voter.press("Tiếp tục")
    voter.page = first
    first.bring_to_front()
    voter.cast()
    tracker = voter.tracker()
    voter.page = second
    second.bring_to_front()
    voter.cast()
    voter.sees("Lá phiếu bỏ trước đã nằm trong hòm")
    assert tracker in "".join(second.get_by_role("main").inner_text().split())
    return tracker


WAYS = (first_and_back, reload_and_a_lost_reply, one_contest_left_empty, one_mark_too_many, double_tap, second_tab)


def other_slips(devices: Devices, used: str, dead: str, tracker: str) -> None:
    """A used slip, a slip of a dead set, and a slip that is none: each has its own answer."""
    again = VoterPhone(devices, used)
    again.sees("Phiếu này đã được sử dụng")
    assert tracker in "".join(again.page.get_by_role("main").inner_text().split())
    VoterPhone(devices, dead).sees("Phiếu này thuộc bộ phiếu khác")
    mistyped = VoterPhone(devices, used.split("#")[0])
    mistyped.page.get_by_role("textbox").fill("aaaaa-bbbbbb-ccccc-dddddd")
    mistyped.press("Mở phiếu")
    mistyped.sees("Hòm phiếu không có phiếu này")


def close_voting(desk: Desk, projector: Page) -> None:
    expect(projector.get_by_text("Đã thu đủ 6 phiếu.")).to_be_visible()
    desk.agree("Kết thúc bỏ phiếu", "Kết thúc bỏ phiếu")
    desk.stands_at("Kiểm phiếu")
    late = "() => fetch('/booth/ballot', {method: 'POST', body: '{}'}).then((r) => r.json())"
    assert projector.evaluate(late)["error"]["code"] == "voting-closed"


def count(desk: Desk) -> None:
    expect(desk.page.get_by_role("button", name="Bắt đầu kiểm phiếu", exact=True)).to_be_enabled()
    desk.agree("Bắt đầu kiểm phiếu", "Kiểm phiếu")
    expect(desk.page.get_by_text("Đã kiểm xong mọi nội dung bầu.")).to_be_visible()
    desk.onward("Tiếp tục: kết quả, thông qua")
    desk.stands_at("Kết quả, thông qua")


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


def find_on_the_board(devices: Devices, base: str, trackers: list[str]) -> None:
    board = devices.open(PHONE, f"{base}/board")
    for tracker in trackers:
        board.get_by_role("textbox", name="Tìm mã của tôi").fill(tracker)
        expect(board.get_by_text("Đã thấy: phiếu của đồng chí nằm trong hòm.")).to_be_visible()
    board.get_by_role("textbox", name="Tìm mã của tôi").fill("0" * 43)
    expect(board.get_by_text("Không có mã nào chứa")).to_be_visible()


def verify(desk: Desk, folder: Path) -> None:
    """The record as the desk hands it out."""
    desk.step("Giấy tờ, hồ sơ")
    desk.stands_at("Giấy tờ, hồ sơ")
    with desk.page.expect_download() as download:
        desk.onward("Tải hồ sơ (record.zip)")
    record = folder / "record.zip"
    download.value.save_as(record)
    done = subprocess.run(
        [sys.executable, ROOT / "app.py", "verify", "--json", record], capture_output=True, encoding="utf-8"
    )
    report = json.loads(done.stdout)
    assert (done.returncode, report["ok"], report["ballots"]) == (0, True, 6)
    blank = [sum(not ballot[contest] for ballot in VOTES) for contest in (0, 1)]
    assert report["result"] == [[b, *c.values()] for b, c in zip(blank, totals(), strict=True)]
