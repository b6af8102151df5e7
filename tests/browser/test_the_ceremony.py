"""The key ceremony in Chromium: five phones, three of which open the box. In every round one dies, one is reloaded, one has
two at once; a teller leaves. Nobody starts again but the phones, and they do it by themselves."""

from playwright.sync_api import expect

from tests.browser.committee import NAMES, Committee
from tests.browser.devices import LostReply, read_code
from tests.browser.people import Desk, TellerPhone

GATHERING, CHANGED = "Các điện thoại đang cùng khóa hòm", "Mã bộ khóa đã đổi"


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


def test_the_desk_says_how_many_locks_open_the_box_and_what_that_means(room):
    """The number follows the rows, more than half, until it is changed by hand; a committee of one to seven."""
    with room.kiosk() as kiosk:
        desk = Desk(room.devices, kiosk.desk, room.folder)
        desk.call_the_sample()
        desk.page.goto(f"{kiosk.base}/desk/tellers")
        desk.page.get_by_text("Sửa ban kiểm phiếu").click()
        needed, words = (
            desk.page.get_by_role("combobox", name="Cần ít nhất"),
            desk.page.locator("[data-slot='meaning']"),
        )
        expect(needed).to_have_value("2")
        expect(words).to_contain_text("mất một khóa là không mở được hòm nữa")
        for number in range(3, 8):
            desk.press("Thêm người")
            desk.page.get_by_role("textbox", name="Họ và tên").last.fill(f"Người thứ {number}")
            expect(needed).to_have_value(str(number // 2 + 1))
        expect(words).to_have_text("Ít hơn 4 người cùng nhau không mở được gì; dù mất 3 khóa, hòm vẫn mở được.")
        needed.select_option("5")
        expect(words).to_contain_text("dù mất 2 khóa")
        desk.page.get_by_role("button", name="Bỏ dòng này").last.click()
        expect(needed).to_have_value("5")
        desk.press("Lưu ban kiểm phiếu")
        expect(desk.page.get_by_text("và 5 trong 6 khóa mở được hòm không?")).to_be_visible()
        desk.stands_at("Ban kiểm phiếu và khóa hòm")
        expect(needed).to_have_value("5")
    assert room.devices.troubles == []
