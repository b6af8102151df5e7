"""The key ceremony in Chromium: five phones, three of which open the box. In every round one dies, one is reloaded, one has
two at once; one cheats; a teller leaves. Nobody starts again but the phones, and they do it by themselves."""

import json
from pathlib import Path

from playwright.sync_api import Page, Route, expect

from ballots.protocol import ballot, ceremony, channel, trustee
from ballots.protocol.election import Election
from tests.browser.devices import PROJECTOR, Devices, LostReply, cut_off, read_code
from tests.browser.people import Desk, TellerPhone

NAMES = [{"name": f"Người giữ khóa {number}"} for number in range(1, 6)]
GATHERING, CHANGED = "Các điện thoại đang cùng khóa hòm", "Mã bộ khóa đã đổi"


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


def test_a_phone_dies_in_each_round_and_its_teller_goes_on_with_another(room):
    with room.kiosk() as kiosk:
        committee = Committee(room, kiosk)
        phones = certificates(committee)
        polynomials(committee, phones)
        voutputs(committee, phones)
        code = complete(committee, phones)
        changed = a_code_is_lost(committee, phones, code)
        a_teller_leaves(committee, phones, changed)
    assert room.devices.troubles == []


def certificates(committee: Committee) -> dict[int, TellerPhone]:
    """The first phone dies before its code was noted, the second after; the third shows its code to another phone."""
    first = committee.phone(1)
    unused = first.make_key()
    first.dies()
    phones = {1: committee.joins(1), 2: committee.joins(2)}
    assert committee.seeds[1] != unused
    phones[2].sees(GATHERING)
    expect(phones[2].page.get_by_text("Đang chờ người giữ khóa số 3, 4, 5 tạo khóa trên điện thoại.")).to_be_visible()
    phones[2].dies()
    phones[2] = committee.phone(2)
    phones[2].type_seed(committee.seeds[2])
    phones[2].sees(GATHERING)
    phones[3] = committee.phone(3)
    committee.seeds[3] = phones[3].make_key()
    shown = read_code(phones[3].page.locator("[data-square='seed'] svg"), committee.folder)
    phones[3].stalls_at("polynomial")
    phones[3].press("Tôi đã ghi lại mã")
    phones[3].comes_to(GATHERING)
    phones["another of 3"] = TellerPhone(committee.devices, shown)
    phones["another of 3"].comes_to(GATHERING)
    assert committee.seeds[3] not in phones["another of 3"].page.url
    phones[4] = committee.joins(4)
    reloaded(phones[1])
    committee.shows("Ban kiểm phiếu đang khóa hòm phiếu.")
    return phones


def polynomials(committee: Committee, phones: dict) -> None:
    """One of the two phones of the third teller dies at its part, and the other has done it; the fifth loses a reply."""
    phones["another of 3"].stalls_at("voutput")
    fifth = committee.phone(5)
    lost = LostReply(fifth.page, "/teller/polynomial")
    phones[4].stalls_at("voutput")
    phones[5] = committee.joins(5, fifth)
    expect(phones[1].page.get_by_text("Đang chờ điện thoại của khóa số 3, 4.")).to_be_visible()
    assert lost.happened
    phones[3].dies()
    phones[3] = phones.pop("another of 3")


def voutputs(committee: Committee, phones: dict) -> None:
    """The third and the fourth phone die at their parts; the one teller has the wrong paper at first."""
    committee.shows("Điện thoại của ban kiểm phiếu đang ghép khóa với nhau.")
    reloaded(phones[1])
    for number in (3, 4):
        phones[number].dies()
        phones[number] = committee.phone(number)
    phones[4].type_seed(committee.seeds[3])
    expect(phones[4].page.get_by_text("Có thể là mã của hội nghị khác")).to_be_visible()
    phones[4].page.get_by_role("textbox").fill(committee.seeds[4])
    phones[4].press("Dùng mã này")
    phones[4].comes_to(GATHERING)
    expect(phones[4].page.get_by_text("Đang chờ điện thoại của khóa số 3.")).to_be_visible()
    phones[3].type_seed(committee.seeds[3])


def complete(committee: Committee, phones: dict) -> str:
    """Also on a phone that is reloaded, and on one that comes only now."""
    committee.has_one_code(list(phones.values()))
    phones[1].page.reload()
    phones[5].dies()
    phones[5] = committee.phone(5)
    phones[5].type_seed(committee.seeds[5])
    return committee.has_one_code(list(phones.values()))


def a_code_is_lost(committee: Committee, phones: dict, code: str) -> str:
    """The fifth phone and its paper are gone: a new key in its place, and all phones make the locks again by themselves."""
    phones[5].dies()
    phones[5] = committee.phone(5)
    phones[5].sees("Khóa này đã tạo trên máy khác")
    phones[5].press("Tạo khóa mới trên máy này")
    phones[5].sees("Xin ghi lại mã bí mật ra giấy")
    phones[5].press("Tôi đã ghi lại mã")
    return compared_again(committee, phones, code)


def a_teller_leaves(committee: Committee, phones: dict, code: str) -> None:
    """The fifth: the invitation is good for nothing, and the others lock the box for four without a word."""
    committee.desk.send("/desk/tellers", {"tellers": NAMES[:4], "threshold": 3})
    left = phones.pop(5)
    left.sees("Chưa nhận ra người giữ khóa")
    expect(left.page.get_by_text("Mã mời này không còn dùng được")).to_be_visible()
    compared_again(committee, phones, code)


def compared_again(committee: Committee, phones: dict, code: str) -> str:
    """Every phone that knew the set of before says that there is another."""
    phones[1].sees(CHANGED)
    for number in (1, 2, 3, 4):
        phones[number].comes_to(CHANGED)
        expect(phones[number].page.locator("[data-code='earlier']")).to_have_text(code.replace("-", ""))
        phones[number].press("Đã đối chiếu, đúng mã")
    again = committee.has_one_code(list(phones.values()))
    assert again != code
    return again


def reloaded(phone: TellerPhone) -> None:
    phone.page.reload()
    phone.comes_to(GATHERING)


def test_a_cheating_phone_is_named_and_three_of_five_open_the_box(room):
    with room.kiosk() as kiosk:
        committee = Committee(room, kiosk)
        phones = a_phone_cheats(committee)
        before = committee.desk.room()["attendance"]
        made_again(committee, phones)
        assert committee.desk.room()["attendance"] == before
        a_closed_box(committee.desk)
        three_open(committee, phones)
        one_comes_late(committee, phones[3])
    assert room.devices.troubles == []


def a_phone_cheats(committee: Committee) -> list[TellerPhone]:
    """The second phone deals a share to the first that does not match what it told everybody; all is signed as it should be."""
    phones = [committee.joins(1)]
    second = committee.phone(2)
    second.page.route("**/teller/polynomial", lambda route: cheat(route, committee.seeds[2]))
    phones += [committee.joins(2, second), *(committee.joins(number) for number in (3, 4, 5))]
    phones[0].sees("Các khóa chưa khớp với nhau")
    for phone in phones:
        phone.comes_to("Các khóa chưa khớp với nhau")
        expect(phone.page.get_by_text("do máy của khóa số 2 gửi không khớp")).to_be_visible()
    committee.shows("phần khóa 2 gửi không khớp")
    expect(committee.desk.page.get_by_text("do máy của khóa 2 (Người giữ khóa 2) gửi không khớp")).to_be_visible()
    second.page.unroute("**/teller/polynomial")
    return phones


def cheat(route: Route, seed: str) -> None:
    sent = json.loads(route.request.post_data)
    certs = route.request.frame.page.evaluate(
        "(seat) => fetch('/teller/seat', {method: 'POST', body: seat}).then((a) => a.json())", json.dumps(sent)
    )["certs"]
    polynomial = ceremony.make_polynomial(seed, certs)
    recipient = json.loads(certs[0]["message"])["encryption"]
    polynomial["secrets"][0] = channel.send(trustee.private_key(seed), recipient, {"secret": "1"})
    route.continue_(post_data=json.dumps({**sent, "polynomial": polynomial}))


def made_again(committee: Committee, phones: list[TellerPhone]) -> None:
    committee.desk.press("Làm lại các khóa")
    committee.has_one_code(phones)


def a_closed_box(desk: Desk) -> None:
    """Three ballots, cast by a program."""
    slips = [url.split(".")[-1] for url in desk.seal_and_mint()]
    desk.send("/desk/open", {})
    answer = desk.page.evaluate("() => fetch('/booth/election').then((answer) => answer.json())")
    election = Election.read(answer["election"].encode())
    votes = [ballot.marks_to_vote(question, [0]) for question in election.questions]
    for slip in slips[:3]:
        desk.send("/booth/ballot", json.loads(ballot.make(election, slip, votes)))
    desk.send("/desk/close", {})


def three_open(committee: Committee, phones: list[TellerPhone]) -> None:
    """The third phone sends a share that does not hold, which is named; its own is good."""
    desk = committee.desk
    desk.page.goto(f"{committee.at_the_desk}/count")
    for phone in phones[:2]:
        phone.release_lock()
    expect(desk.page.get_by_text("Hòm còn khóa: cần thêm 1 khóa.")).to_be_visible()
    expect(committee.projector.get_by_text("Cần thêm 1 khóa nữa để mở hòm.")).to_be_visible()
    third = phones[2]
    third.page.route("**/teller/share", damaged)
    third.press("Mở khóa của tôi")
    expect(third.page.get_by_text("không khớp với hòm, nên chưa được nhận")).to_be_visible()
    expect(committee.projector.get_by_text("✕ khóa chưa khớp")).to_be_visible()
    assert cut_off(committee.projector) == ""
    third.page.unroute("**/teller/share")
    third.release_lock()
    committee.shows("Hòm phiếu đã mở khóa.")
    expect(desk.page.get_by_text("Đã đủ khóa, kiểm phiếu được.")).to_be_visible()
    desk.agree("Bắt đầu kiểm phiếu", "Kiểm phiếu")
    committee.shows("Kết quả kiểm phiếu")


def damaged(route: Route) -> None:
    sent = json.loads(route.request.post_data)
    share = json.loads(sent["share"])
    share["decryption_proofs"][0][0]["response"] = "1"
    route.continue_(post_data=json.dumps({**sent, "share": json.dumps(share, separators=(",", ":"))}))


def one_comes_late(committee: Committee, phone: TellerPhone) -> None:
    """After the count: the phone audits the whole box as before, and the lock is noted."""
    phone.sees("Hòm đã đóng, mời đồng chí mở khóa")
    expect(phone.page.get_by_text("Khóa của đồng chí vẫn được ghi nhận vào hồ sơ.")).to_be_visible()
    phone.press("Mở khóa của tôi")
    phone.sees("Kiểm phiếu đã xong")
    locks = [teller["lock"] for teller in committee.desk.room()["tellers"]]
    assert locks == ["released"] * 4 + ["closed"]
    room_side: Page = committee.desk.page
    expect(room_side.locator("#room .locks li").nth(3)).to_contain_text("đã mở khóa")
