"""A phone that kept the head of the box asks later, in Chromium, whether today's box still extends it."""

from playwright.sync_api import Page, expect

from ballots.protocol.board import Board
from tests.browser.people import Desk, VoterPhone
from tests.browser.test_cast_or_audit import FIVE, TWO, fetched, fill_in, main_text, second_phone, without_gaps
from tests.builders import chained


def test_a_phone_keeps_the_head_and_asks_later(room):
    with room.kiosk() as kiosk:
        desk = Desk(room.devices, kiosk.desk, room.folder)
        slips = desk.open_voting_on_the_sample()
        third = second_phone(room, f"{room.address(kiosk)}/board")
        expect(third.get_by_role("heading", name="0 phiếu trong hòm")).to_be_visible()
        first, second = (cast(room, slip, nominee) for slip, nominee in zip(slips, TWO[:2], strict=False))
        ask_kept(third, "Có. Hòm vòng 1 nối tiếp mọi mã máy này đã giữ: khi giữ mã mới nhất hòm có 2 phiếu")
        ask_typed(third, first[:20], "Có. Hòm vòng 1 nối tiếp mã này: lúc ấy hòm có 1 phiếu, từ đó thêm 1 phiếu.")
        ask_typed(third, "0" * 16, "Không hòm nào của hội nghị này nối tiếp mã đã gõ.")
        cast(room, slips[2], TWO[2])
        third.reload()
        expect(third.get_by_role("heading", name="3 phiếu trong hòm")).to_be_visible()
        bel = fetched(third, "/archive/box.bel")
        for forked, lacking in ((reordered(bel), first), (cut_short(bel), second)):
            serve(third, forked)
            ask_kept(third, "Không. Hòm vòng 1 hiện nay không nối tiếp mã máy này đã giữ.")
            shown = main_text(third)
            assert Board.read(None, forked).head in shown and lacking in shown, "both heads, for a photograph"
        serve(third, bel[:-600] + bytes(600))
        ask_kept(third, "chuỗi các lá phiếu bị đứt hoặc bị xếp lại")
    assert room.devices.troubles == []


def cast(room, slip: str, nominee: str) -> str:
    """The head on the receipt."""
    voter = VoterPhone(room.devices, slip)
    fill_in(voter, [nominee], FIVE[:1])
    voter.cast()
    voter.tracker()
    return without_gaps(voter.page.locator("[data-code='head']").inner_text())


def serve(third: Page, bel: bytes) -> None:
    """From now on the laptop gives this box to the phone."""
    third.unroute("**/archive/*.bel")
    third.route("**/archive/*.bel", lambda route: route.fulfill(body=bel))


def ask_kept(third: Page, answer: str) -> None:
    third.get_by_role("button", name="Hỏi các mã máy này đã giữ").tap()
    expect(third.get_by_text(answer)).to_be_visible()


def ask_typed(third: Page, head: str, answer: str) -> None:
    third.get_by_role("textbox", name="Hoặc gõ mã từ ảnh chụp").fill(head)
    third.get_by_role("button", name="Hỏi mã này").tap()
    expect(third.get_by_text(answer)).to_be_visible()


def reordered(bel: bytes) -> bytes:
    """The same ballots in another order, chained anew by whoever holds the laptop."""
    return rewritten(bel, lambda ballots: [ballots[1], ballots[0], *ballots[2:]])


def cut_short(bel: bytes) -> bytes:
    return rewritten(bel, lambda ballots: ballots[:1])


def rewritten(bel: bytes, change) -> bytes:
    board = Board.read(None, bel)
    setup = [entry.body for entry in board.entries[:4]]
    events = [("Setup", *setup), *(("Ballot", raw) for raw in change(list(board.payloads("Ballot"))))]
    return chained(events, board.uuid).archive()
