"""A phone that cheats while the locks are made, and a share that does not hold at the count: each is named, and costs
nothing but its own lock. Three of five open the box; a fourth comes late and is taken."""

import json

from playwright.sync_api import Route, expect

from ballots.protocol import ballot, ceremony, channel, trustee
from ballots.protocol.election import Election
from tests.browser.committee import Committee
from tests.browser.devices import cut_off
from tests.browser.people import Desk, TellerPhone


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
    phones[1] = another_phone(committee, phones[1], 2)
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


def another_phone(committee: Committee, lost: TellerPhone, number: int) -> TellerPhone:
    """A phone breaks when the box is closed: another one scans the invitation, shown again by the desk, and takes the code."""
    lost.dies()
    desk = committee.desk
    desk.onward("Hiện lại mã để quét")
    desk.stands_at("Ban kiểm phiếu và khóa hòm")
    desk.page.locator(f"#again-{number} summary").click()
    phone = TellerPhone(committee.devices, desk.invitation(number))
    phone.type_seed(committee.seeds[number])
    phone.sees("Hòm đã đóng, mời đồng chí mở khóa")
    desk.page.goto(f"{committee.at_the_desk}/count")
    return phone


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
    expect(committee.desk.page.locator("#room .locks li").nth(3)).to_contain_text("đã mở khóa")
