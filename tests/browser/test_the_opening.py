"""What a teller's phone shows before it releases its lock, and what it will not open whatever the laptop says (P2)."""

import base64
import json

from playwright.sync_api import Page, expect

from ballots.protocol import ballot, tally
from ballots.protocol.board import Board, setup_companion
from ballots.protocol.credential import read_list
from ballots.protocol.election import Election
from tests.browser.devices import PROJECTOR, cut_off
from tests.browser.people import Desk, TellerPhone

BOX = "**/archive/box.bel"


def test_p2_a_phone_opens_what_the_room_sees_and_nothing_else(room):
    with room.kiosk() as kiosk:
        base = room.address(kiosk)
        projector = room.devices.open(PROJECTOR, f"{base}/screen")
        first, second = a_closed_box(Desk(room.devices, kiosk.desk, room.folder), room, base)
        for teller in (first, second):
            shows_what_the_projector_shows(teller, projector)
        first.release_lock()
        shows_what_the_projector_shows(second, projector)
        opens_nothing_with_another_set_than_was_compared(second)
        opens_nothing_of_a_board_that_does_not_hold(second)
        shows_what_the_projector_shows(second, projector)
        second.release_lock()
        opens_no_single_ballot_with_a_key_that_was_used(first)
    assert room.devices.troubles == []


def a_closed_box(desk: Desk, room, base: str) -> list[TellerPhone]:
    """Two tellers' phones at a box that was closed with three ballots in it."""
    seats = desk.call_the_sample()
    tellers = [TellerPhone(room.devices, f"{base}/teller#{seat['number']}.{seat['invite']}") for seat in seats]
    TellerPhone.all_lock(tellers)
    slips = [url.split(".")[-1] for url in desk.seal_and_mint()]
    desk.send("/desk/open", {})
    election = Election.read(json.loads(fetched(desk.page, "/booth/election"))["election"].encode())
    votes = [ballot.marks_to_vote(question, [0]) for question in election.questions]
    for slip in slips[:3]:
        desk.send("/booth/ballot", json.loads(ballot.make(election, slip, votes)))
    for teller in tellers:
        has_checked_what_has_been_cast(teller)
    desk.send("/desk/close", {})
    return tellers


def has_checked_what_has_been_cast(teller: TellerPhone) -> None:
    """While voting is still open; a phone looks again after a pause."""
    said = teller.page.get_by_text("Máy này đã tự kiểm tra 3 phiếu trong hòm; phiếu nào cũng hợp lệ.")
    expect(said).to_be_visible(timeout=30_000)
    assert cut_off(teller.page) == ""


def shows_what_the_projector_shows(teller: TellerPhone, projector: Page) -> None:
    """The number of ballots, and the first four groups of the seal; also after another lock has been released."""
    expect(teller.page.get_by_role("heading", name="Hòm có 3 phiếu")).to_be_visible()
    groups = [projector.locator("[data-slot='head'] .group").nth(place).inner_text() for place in range(4)]
    expect(teller.page.locator("[data-code='head'] .group")).to_have_text(groups)
    assert cut_off(teller.page) == ""


def opens_nothing_with_another_set_than_was_compared(teller: TellerPhone) -> None:
    """As if the laptop had changed the locks after the phone showed its teller their code."""
    teller.page.evaluate("""() => {
      const name = Object.keys(localStorage).find((one) => one.startsWith("hom-phieu.teller.key."));
      localStorage.setItem(name, JSON.stringify({ ...JSON.parse(localStorage.getItem(name)), code: "AAAA-AAAA-AAAA-AAAA" }));
    }""")
    teller.page.reload()
    teller.sees("Mã bộ khóa đã đổi")
    expect(teller.page.get_by_text("bộ khóa khác với bộ mà máy này đã giữ")).to_be_visible()
    teller.press("Đã đối chiếu, đúng mã")
    teller.comes_to("Hòm đã đóng, mời đồng chí mở khóa")


def opens_nothing_of_a_board_that_does_not_hold(teller: TellerPhone) -> None:
    damaged = fetched(teller.page, "/archive/box.bel")[:-1]
    teller.page.route(BOX, lambda route: route.fulfill(body=damaged))
    teller.page.reload()
    expect(teller.page.get_by_text("nên máy chưa mở gì cả")).to_be_visible()
    teller.page.unroute(BOX)
    teller.press("Thử lại")


def opens_no_single_ballot_with_a_key_that_was_used(teller: TellerPhone) -> None:
    """The laptop asks for the share again, and hands out a sound board of the same election with one ballot in it."""
    page = teller.page
    bel, seat = alone(fetched(page, "/archive/box.bel")), json.loads(fetched(page, "/teller/seat", kept_seat(page)))
    page.route(BOX, lambda route: route.fulfill(body=bel))
    page.route("**/teller/seat", lambda route: route.fulfill(json={**seat, "stage": "closed", "share_given": False}))
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.reload()
    expect(page.get_by_role("heading", name="Hòm có 1 phiếu")).to_be_visible()
    teller.press("Mở khóa của tôi")
    expect(page.get_by_text("máy không mở thêm gì")).to_be_visible()
    assert [url for url in sent if url.endswith("/archive/box.bel")], "the requests were heard"
    assert [url for url in sent if url.endswith("/teller/share")] == []


def alone(bel: bytes) -> bytes:
    """The first ballot of a board on a board of its own, closed and tallied as it should be."""
    board = Board.read(None, bel)
    election, raw = Election.read(board.setup.election), board.payloads("Ballot")[0]
    sealed = tally.encrypted_tally(election, [ballot.check(election, read_list(board.setup.credentials), raw)])
    lonely = Board(board.uuid, board.timestamp)
    for event, *records in [
        ("Setup", *board.setup, setup_companion(*board.setup)),
        ("Ballot", raw),
        ("EndBallots",),
        ("EncryptedTally", sealed, tally.tally_companion(1, sealed)),
    ]:
        lonely = lonely.with_entries(lonely.next_event(event, *records))
    return lonely.archive()


def kept_seat(page: Page) -> str:
    return page.evaluate("() => localStorage.getItem('hom-phieu.teller.seat')")


def fetched(page: Page, path: str, body: str | None = None) -> bytes:
    """What the page gets at `path`; only what is inside the room's network can ask the kiosk."""
    asking = """async ([path, body]) => {
      const answer = await fetch(path, body === null ? {} : { method: "POST", body });
      const bytes = new Uint8Array(await answer.arrayBuffer());
      return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
    }"""
    return base64.b64decode(page.evaluate(asking, [path, body]))
