"""Cast or audit in Chromium: one phone has its sealed ballot opened, another one checks it; a booth that lies is caught."""

import json
import re
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

from ballots import samples
from ballots.auditing import MOST_AUDITS
from ballots.protocol.board import Board
from ballots.protocol.election import Election
from ballots.protocol.encoding import sha_hex
from ballots.protocol.opening import check_opening, read_opening
from tests.browser.devices import PHONE, LostReply, read_code
from tests.browser.people import SECRET, Desk, VoterPhone, sees
from tests.builders import filled

TWO, FIVE = (contest["nominees"] for contest in samples.cluster_5()["contests"][:2])
OPENED = "Lá phiếu đã mở để kiểm tra, không được đếm"
OPENING = re.compile(r"/board#kiem\.([\w-]{43}\.[\w-]{43}\.[0-9_-]*)$")

LIES = """
  const marked = [];
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (call) {
    if (call.name !== "seal") return post.call(this, call);
    marked.splice(0, 1, call.args[2]);
    return post.call(this, { ...call, args: [call.args[0], call.args[1], [[2], []]] });
  };
"""
"""A booth that seals the third nominee whatever is marked."""
HIDES = """
  const told = Object.getOwnPropertyDescriptor(Worker.prototype, "onmessage");
  const honest = (value) => typeof value === "string"
    ? value.replace(/[^.]*$/, marked[0].map((chosen) => chosen.join("-")).join("_")) : value;
  Object.defineProperty(Worker.prototype, "onmessage", {
    set(hear) { told.set.call(this, ({ data }) => hear({ data: { ...data, value: honest(data.value) } })); },
  });
"""
"""And that says, when it is asked to open, what was marked."""

TURNS = """
  const asked = window.fetch;
  window.fetch = async (url, options) => {
    const answer = await asked(url, options);
    if (url !== "/booth/election" || window.isHonest || !answer.ok) return answer;
    const told = await answer.json();
    const election = JSON.parse(told.election);
    election.questions.forEach(({ answers }) => answers.reverse());
    return new Response(JSON.stringify({ ...told, election: JSON.stringify(election), stage: "open" }));
  };
"""
"""A laptop that tells of the same election with the nominees in the other order, and open already."""


def fill_in(voter: VoterPhone, two: list[str], five: list[str]) -> None:
    """From the first card to the review."""
    voter.sees("xếp thứ nhất")
    for nominees in (two, five):
        voter.mark(*nominees)
        voter.press("Tiếp tục")
    expect(voter.page.get_by_role("button", name="Kiểm tra phiếu này", exact=True)).to_be_enabled()


def sealed_code(voter: VoterPhone) -> str:
    """The code on the review, before anything was chosen."""
    return without_gaps(voter.page.locator("[data-code='sealed']").inner_text())


def without_gaps(text: str) -> str:
    return re.sub(r"\s", "", text)


def have_opened(voter: VoterPhone) -> None:
    voter.press("Kiểm tra phiếu này")
    voter.sees("Mở lá phiếu này cho máy khác kiểm tra?")
    voter.press("Mở lá này để kiểm tra")


def scanned(voter: VoterPhone, folder: Path) -> str:
    """The address in the square code, as another phone's camera sees it."""
    voter.sees(OPENED)
    return read_code(voter.page.get_by_role("img", name="Mã vuông để máy khác kiểm tra lá phiếu này"), folder)


def second_phone(room, address: str) -> Page:
    page = room.devices.open(PHONE, address)
    sees(page, "Bảng mã kiểm tra phiếu")
    return page


def main_text(page: Page) -> str:
    return without_gaps(page.get_by_role("main").inner_text())


def kept_in(page: Page) -> str:
    return page.evaluate("() => JSON.stringify([{...sessionStorage}, {...localStorage}, location.href, history.state])")


def test_one_phone_has_its_ballot_opened_and_another_sees_what_it_holds(room):
    with room.kiosk() as kiosk:
        desk = Desk(room.devices, kiosk.desk, room.folder)
        slips = desk.open_voting_on_the_sample()
        voter = VoterPhone(room.devices, slips[0])
        fill_in(voter, TWO[:2], FIVE[3:6])
        code = sealed_code(voter)
        have_opened(voter)
        address = scanned(voter, room.folder)
        assert address.startswith(f"{room.address(kiosk)}/board#kiem.")
        assert code in main_text(voter.page)
        second = second_phone(room, address)
        the_ballot_fits(second, code)
        assert "#" not in second.url and OPENING.search(address).group(1) not in kept_in(second)
        opening = read_opening(OPENING.search(address).group(1))
        raw = audited_ballot(second, code)
        board = Board.read(None, fetched(second, "/archive/box.bel"))
        check_opening(Election.read(board.setup.election), raw, opening)
        cast_the_opened_one(second, raw)
        cast_another(voter, second, code)
    assert room.devices.troubles == []


def the_ballot_fits(second: Page, code: str) -> None:
    expect(second.get_by_text("Khớp: lá phiếu đã niêm phong chứa đúng những dấu dưới đây.")).to_be_visible()
    shown = second.get_by_role("status").filter(has_text="Khớp")
    assert code in without_gaps(shown.inner_text())
    assert shown.get_by_role("listitem").all_inner_texts() == [*TWO[:2], *FIVE[3:6]]
    sees(second, "Bảng mã kiểm tra phiếu")


def audited_ballot(second: Page, code: str) -> bytes:
    """The sealed ballot as the kiosk gives it out, by its code on the board."""
    digest = second.evaluate(
        "(code) => [...atob(code)].map((one) => one.charCodeAt(0).toString(16).padStart(2, '0')).join('')", code
    )
    raw = fetched(second, f"/archive/audited/{digest}.json")
    assert sha_hex(raw) == digest
    return raw


def fetched(page: Page, path: str) -> bytes:
    """What a phone of the room gets there."""
    reading = (
        "(path) => fetch(path).then((answer) => answer.arrayBuffer()).then((all) => Array.from(new Uint8Array(all)))"
    )
    return bytes(page.evaluate(reading, path))


def cast_the_opened_one(second: Page, raw: bytes) -> None:
    sending = "(body) => fetch('/booth/ballot', {method: 'POST', body}).then((answer) => answer.json())"
    assert second.evaluate(sending, raw.decode())["error"]["code"] == "ballot-audited"


def cast_another(voter: VoterPhone, second: Page, opened: str) -> None:
    """The slip is as good as before; the marks of the try are gone."""
    voter.press("Đánh dấu lại")
    voter.sees("xếp thứ nhất")
    expect(voter.box(TWO[0])).not_to_be_checked()
    fill_in(voter, TWO[2:3], FIVE[:1])
    code = sealed_code(voter)
    voter.cast()
    assert voter.tracker() == code != opened
    second.get_by_role("textbox", name="Tìm mã của tôi").fill(opened)
    expect(second.get_by_text("không nằm trong hòm và không được đếm.", exact=False).first).to_be_visible()
    second.get_by_role("textbox", name="Tìm mã của tôi").fill(code)
    expect(second.get_by_text("Đã thấy: phiếu của đồng chí nằm trong hòm.")).to_be_visible()
    expect(second.get_by_role("heading", name="Phiếu đã mở để kiểm tra (không đếm)")).to_be_visible()
    voter.press("Xong, mời đồng chí tiếp theo")
    voter.sees("Xin quét mã trên phiếu")
    left = kept_in(voter.page)
    assert json.loads(left)[0] == {} and code not in left and opened not in left


def lying(room, slip: str, script: str) -> VoterPhone:
    context: BrowserContext = room.devices.device(PHONE)
    context.add_init_script(f"(() => {{ {script} }})();")
    voter = VoterPhone.__new__(VoterPhone)
    voter.context, voter.slip = context, slip
    voter.page = voter.tab()
    return voter


def test_a_booth_that_seals_something_else_is_caught_by_another_phone(room):
    with room.kiosk() as kiosk:
        desk = Desk(room.devices, kiosk.desk, room.folder)
        slips = desk.open_voting_on_the_sample()
        for slip, script in zip(slips, (LIES, LIES + HIDES), strict=False):
            voter = lying(room, slip, script)
            fill_in(voter, TWO[:2], FIVE[:1])
            have_opened(voter)
            second = second_phone(room, scanned(voter, room.folder))
            if script == LIES:
                shown = second.get_by_role("status").filter(has_text="Khớp")
                assert shown.get_by_role("listitem").all_inner_texts() == TWO[2:3], (
                    "not what was marked, for all to see"
                )
            else:
                expect(second.get_by_text("Máy ấy niêm phong sai.")).to_be_visible()
    assert room.devices.troubles == []


def test_a_list_that_the_laptop_changes_under_the_voters_hand_is_laid_afresh(room):
    """Marks are numbers of places on a list: kept for a list in another order they would be for another nominee."""
    with room.kiosk() as kiosk:
        desk = Desk(room.devices, kiosk.desk, room.folder)
        desk.lock(desk.call_the_sample())
        slips = desk.seal_and_mint()
        voter = lying(room, slips[0], TURNS)
        voter.sees("xếp thứ nhất")
        first = voter.page.get_by_role("checkbox").first
        first.check(force=True)
        expect(first).to_have_accessible_name(re.compile(re.escape(TWO[-1])))
        voter.page.evaluate("() => { window.isHonest = true; }")
        desk.send("/desk/open", {})
        expect(first).to_have_accessible_name(re.compile(re.escape(TWO[0])), timeout=10_000)
        expect(first).not_to_be_checked()
    assert room.devices.troubles == []


def test_a_lost_line_or_a_reload_never_costs_the_slip(room):
    with room.kiosk() as kiosk:
        desk = Desk(room.devices, kiosk.desk, room.folder)
        slips = desk.open_voting_on_the_sample()
        voter = VoterPhone(room.devices, slips[0])
        fill_in(voter, TWO[:1], FIVE[:2])
        code = sealed_code(voter)
        voter.press("Kiểm tra phiếu này")
        voter.press("Quay lại, chưa mở")
        assert sealed_code(voter) == code, "nothing has happened"
        voter.page.route("**/booth/audit", lambda route: route.abort())
        have_opened(voter)
        voter.press("Thôi kiểm tra, quay lại phiếu")
        voter.sees("Đồng chí đã chọn")
        voter.page.unroute("**/booth/audit")
        expect(voter.page.get_by_role("button", name="Kiểm tra phiếu này", exact=True)).to_be_enabled()
        assert sealed_code(voter) != code, "whether the kiosk heard of that one is not known"
        lost = LostReply(voter.page, "/booth/audit")
        have_opened(voter)
        expect(
            voter.page.get_by_text("Phiếu của đồng chí vẫn còn nguyên giá trị; trang đang tự gửi lại.")
        ).to_be_visible()
        assert lost.happened
        address = scanned(voter, room.folder)
        voter.page.reload()
        assert scanned(voter, room.folder) == address, "another phone may still be looking"
        voter.press("Đánh dấu lại")
        fill_in(voter, TWO[:1], FIVE[:2])
        before = sealed_code(voter)
        voter.page.go_back()
        expect(voter.box(FIVE[0])).to_be_checked()
        voter.press("Tiếp tục")
        expect(voter.page.get_by_role("button", name="Kiểm tra phiếu này", exact=True)).to_be_enabled()
        after = sealed_code(voter)
        assert after != before, "going back drops the sealed ballot"
        voter.cast()
        assert voter.tracker() == after
        assert desk.room()["box"] | {"head": ""} == {"returned": 1, "audited": 1, "head": ""}
    assert room.devices.troubles == []


def test_a_slip_that_has_audited_enough_is_cast_as_it_is(room):
    with room.kiosk() as kiosk:
        desk = Desk(room.devices, kiosk.desk, room.folder)
        slips = desk.open_voting_on_the_sample()
        voter = VoterPhone(room.devices, slips[0])
        voter.sees("xếp thứ nhất")
        election = Election.read(Board.read(None, fetched(voter.page, "/archive/box.bel")).setup.election)
        sending = "(body) => fetch('/booth/audit', {method: 'POST', body}).then((answer) => answer.status)"
        for _ in range(MOST_AUDITS):
            ballot = filled(election, SECRET.search(slips[0]).group(), [[0], []])
            assert voter.page.evaluate(sending, ballot.decode()) == 200
        fill_in(voter, TWO[:2], FIVE[:1])
        code = sealed_code(voter)
        have_opened(voter)
        expect(voter.page.get_by_text("Phiếu này đã kiểm tra 5 lần, là số lần tối đa của một vòng.")).to_be_visible()
        voter.sees("Đồng chí đã chọn")
        assert sealed_code(voter) == code, "it was not opened, so it can be cast"
        voter.cast()
        assert voter.tracker() == code
    assert room.devices.troubles == []
