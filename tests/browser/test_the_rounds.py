"""Rounds in Chromium: two places on one card, a round voided while somebody fills in, the same slips again, a tie and its
run-off, the adoption. The voters and tellers keep their phones, the projector is never touched."""

import re

from playwright.sync_api import Locator, Page, expect

from ballots import samples
from tests.browser.devices import PHONE, PROJECTOR, cut_off
from tests.browser.people import Desk, TellerPhone, VoterPhone, sees

ONE, OTHER, THIRD = samples.cluster_5()["contests"][0]["nominees"][:3]
OUTSTANDING = samples.cluster_5()["contests"][1]
PLACES = "Bầu đơn vị xếp hạng của cụm thi đua"
FIRST = f"{PLACES} – xếp thứ nhất"
REASON = "Mất điện trong lúc bỏ phiếu"


def test_a_round_is_voided_done_again_and_a_tie_is_decided_with_the_same_slips_and_keys(room):
    with room.kiosk() as kiosk:
        base = room.address(kiosk)
        desk = Desk(room.devices, kiosk.desk, room.folder)
        projector = room.devices.open(PROJECTOR, f"{base}/screen")
        tellers = [TellerPhone(room.devices, f"{base}/teller#{seat}") for seat in begin(desk)]
        TellerPhone.all_lock(tellers)
        voters = [VoterPhone(room.devices, slip) for slip in desk.seal_and_mint()[:2]]
        lost = a_voided_round(desk, voters, projector)
        tablet = VoterPhone(room.devices, f"{base}/booth")
        a_tie(desk, voters, tablet, tellers, projector)
        its_runoff(desk, voters, tellers, projector)
        tablet.sees("Xin quét mã trên phiếu")
        an_earlier_code_is_found(room.devices.open(PHONE, f"{base}/board"), lost)
        adoption(desk, tellers, projector)
    assert room.devices.troubles == []


def begin(desk: Desk) -> list[str]:
    """The sample with a pair and a grouped list; what the tellers' invitations say."""
    seats = desk.call_the_sample()
    pair = {"kind": "two_places", "title": PLACES, "seats": 1, "nominees": [ONE, OTHER, THIRD]}
    desk.send("/desk/contests", {"contests": [pair, OUTSTANDING]})
    return [f"{seat['number']}.{seat['invite']}" for seat in seats]


def a_voided_round(desk: Desk, voters: list[VoterPhone], projector: Page) -> str:
    """One has cast, the other is filling in; the code of the ballot that will not count."""
    desk.send("/desk/open", {})
    quick, slow = voters
    the_card_answers(quick)
    fill_in(quick, ONE, OTHER)
    quick.cast()
    tracker = quick.tracker()
    box(slow, ONE, "Nhất").tap()
    desk.send("/desk/void", {"reason": REASON})
    slow.sees("Vòng này đã được hủy")
    expect(slow.page.get_by_text(REASON)).to_be_visible()
    slow.press("Sang vòng sau")
    slow.sees("Vòng mới đang được chuẩn bị")
    expect(quick.page.get_by_text(f"Vòng 1 đã được hủy, lý do: {REASON}.")).to_be_visible()
    shows(projector, "Vòng 1 đã hủy. Chuẩn bị vòng 2.", REASON)
    return tracker


def the_card_answers(voter: VoterPhone) -> None:
    """One mark a column, one column a unit: a mark moves within its column and is never taken from the other."""
    box(voter, ONE, "Nhất").tap()
    tap_although_it_is_out(voter, box(voter, ONE, "Nhì"))
    expect(voter.page.get_by_text(f"{ONE} đã được chọn ở cột Nhất.")).to_be_visible()
    expect(marked(voter, ONE, "Nhì")).not_to_be_checked()
    box(voter, THIRD, "Nhất").tap()
    expect(marked(voter, THIRD, "Nhất")).to_be_checked()
    expect(marked(voter, ONE, "Nhất")).not_to_be_checked()
    voter.press("Tiếp tục")
    expect(voter.page.get_by_text("Cột Nhì chưa đánh dấu")).to_be_visible()
    voter.press("Chọn lại")
    marked(voter, THIRD, "Nhất").focus()
    voter.page.keyboard.press("Space")
    expect(marked(voter, THIRD, "Nhất")).not_to_be_checked()
    small = [size for size in voter.page.locator(".choice").evaluate_all(SIZES) if min(size) < 64]
    assert small == [], "every box is a target for a finger"


SIZES = "(labels) => labels.map((label) => [label.offsetWidth, label.offsetHeight])"


def marked(voter: VoterPhone, unit: str, column: str) -> Locator:
    return voter.page.get_by_role("checkbox", name=f"{unit}: {column}", exact=True)


def box(voter: VoterPhone, unit: str, column: str) -> Locator:
    """Where a finger lands."""
    return voter.page.locator("label").filter(has=marked(voter, unit, column)).locator(".box")


def tap_although_it_is_out(voter: VoterPhone, place: Locator) -> None:
    """A finger knows nothing of what a screen reader calls unavailable."""
    place.scroll_into_view_if_needed()
    at = place.bounding_box()
    assert at
    voter.page.touchscreen.tap(at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)


def fill_in(voter: VoterPhone, first: str, second: str) -> None:
    for unit, column in ((first, "Nhất"), (second, "Nhì")):
        box(voter, unit, column).tap()
        expect(marked(voter, unit, column)).to_be_checked()
    voter.press("Tiếp tục")
    grouped(voter)
    voter.mark(OUTSTANDING["nominees"][0])
    voter.press("Tiếp tục")
    voter.sees("Đồng chí đã chọn")
    expect(voter.page.get_by_role("listitem").filter(has_text=re.compile(f"Nhất\\s*{first}"))).to_be_visible()


def grouped(voter: VoterPhone) -> None:
    """District offices stand under their parent units, and their numbers go through."""
    parents = voter.page.get_by_role("heading", level=2)
    assert parents.count() > 1 and ONE in parents.all_inner_texts()
    numbers = voter.page.get_by_role("listitem").locator(".ordinal").all_inner_texts()
    assert numbers == [str(number + 1) for number in range(len(OUTSTANDING["nominees"]))]


def a_tie(desk: Desk, voters: list[VoterPhone], used: VoterPhone, tellers: list[TellerPhone], projector: Page) -> None:
    """The same slips open the second round: one by waiting, one by scanning again."""
    desk.send("/desk/next-round", {})
    quick, slow = voters
    slow.sees("Phiếu đã sẵn sàng, chưa đến giờ bỏ phiếu")
    expect(quick.page.get_by_text("Xin quét lại mã trên phiếu của đồng chí.")).to_be_visible()
    quick.page.goto(quick.slip)
    desk.send("/desk/open", {})
    for voter, marks in ((quick, (ONE, OTHER)), (slow, (OTHER, ONE))):
        fill_in(voter, *marks)
        voter.cast()
        voter.tracker()
    used.page.goto(quick.slip)
    used.sees("Phiếu này đã được sử dụng")
    count(desk, tellers)
    shows(projector, "còn bằng phiếu, chưa phân định")
    used.sees("Phiếu này đã được sử dụng")
    for teller in tellers:
        sees(teller.page, "Kiểm phiếu đã xong")
        expect(teller.page.get_by_role("button", name="Xóa khóa khỏi máy này")).to_have_count(0)


def count(desk: Desk, tellers: list[TellerPhone]) -> None:
    desk.send("/desk/close", {})
    for teller in tellers:
        teller.release_lock()
    desk.send("/desk/count", {})
    desk.page.wait_for_function("fetch('/live/snapshot').then((a) => a.json()).then((s) => s.stage === 'counted')")


def its_runoff(desk: Desk, voters: list[VoterPhone], tellers: list[TellerPhone], projector: Page) -> None:
    desk.send("/desk/runoff", {})
    shows(projector, "Chuẩn bị vòng 3: bầu lại giữa các đơn vị bằng phiếu.", f"{ONE}, {OTHER}")
    for teller in tellers:
        sees(teller.page, "Khóa đã đóng vào hòm")
    desk.send("/desk/next-round", {})
    desk.send("/desk/open", {})
    for voter in voters:
        voter.press("Mở phiếu cho vòng mới")
        voter.page.get_by_role("textbox").fill(voter.slip.split(".")[-1])
        voter.press("Mở phiếu")
        expect(voter.page.get_by_text("Vòng 3, bầu lại.")).to_be_visible()
        assert len(voter.page.get_by_role("checkbox").all()) == 2
        voter.mark(ONE)
        voter.press("Tiếp tục")
        voter.cast()
        voter.tracker()
    count(desk, tellers)
    shows(projector, "Kết quả kiểm phiếu.")
    projector.clock.set_fixed_time(12)
    expect(projector.get_by_role("main")).to_contain_text("Được bầu · bầu lại: 2")
    assert {row["title"]: elected(row) for row in desk.room()["outcome"]}[FIRST] == [ONE]


def elected(row: dict) -> list[str]:
    return [nominee["name"] for nominee in row["nominees"] if nominee["elected"]]


def an_earlier_code_is_found(board: Page, tracker: str) -> None:
    board.get_by_role("textbox", name="Tìm mã của tôi").fill(tracker)
    expect(board.get_by_text("Hòm của vòng này không có mã nào chứa")).to_be_visible()
    board.get_by_role("button", name="Vòng 1", exact=True).tap()
    expect(board.get_by_text("Đã thấy: phiếu của đồng chí nằm trong hòm.")).to_be_visible()
    expect(board.get_by_text(f"Vòng này đã được hủy, lý do: {REASON}.")).to_be_visible()
    sees(board, "Bảng mã kiểm tra phiếu")


def adoption(desk: Desk, tellers: list[TellerPhone], projector: Page) -> None:
    hands = {"favour": desk.room()["attendance"]["present"], "against": 0, "abstain": 0}
    desk.send("/desk/adopt", {**hands, "flags": [{"unit": ONE, "flag": "government"}]})
    shows(projector, "Hội nghị đã thông qua kết quả.", "đề nghị Cờ thi đua của Chính phủ")
    for teller in tellers:
        teller.press("Xóa khóa khỏi máy này")
        sees(teller.page, "Đã xóa khóa khỏi máy này")


def shows(projector: Page, sentence: str, *more: str) -> None:
    expect(projector.get_by_role("heading", level=1)).to_contain_text(sentence)
    for part in more:
        expect(projector.get_by_role("main")).to_contain_text(part)
    assert cut_off(projector) == ""
