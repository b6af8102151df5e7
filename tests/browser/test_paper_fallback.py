"""When things go wrong, at the desk: the meeting lets a unit stand after all, a round is voided with its reason, and the vote
goes on with paper ballots that two tellers count and type in, each without the other's figures."""

from playwright.sync_api import Locator, expect

from ballots import samples
from tests import scripted
from tests.browser.people import Desk

TOP_TWO, OUTSTANDING = (contest["title"] for contest in samples.cluster_5()["contests"][:2])
REASON = "Mất điện trong lúc bỏ phiếu"


def test_an_exception_a_voided_round_and_a_count_on_paper(room):
    with room.kiosk() as kiosk:
        desk = Desk(room.devices, kiosk.desk, room.folder)
        desk.lock(desk.call_the_sample())
        desk.call_everybody()
        let_stand(desk)
        desk.seal_and_mint()
        void(desk)
        count_on_paper(desk)
    assert room.devices.troubles == []


def let_stand(desk: Desk) -> None:
    """Only a vote with a reason makes the tick possible; then it is a tick like the others."""
    desk.page.reload()
    desk.step("Nội dung bầu")
    tick = desk.card(TOP_TWO).get_by_role("checkbox", name=scripted.INELIGIBLE)
    expect(tick).to_be_disabled()
    desk.card(TOP_TWO).get_by_role("button", name="Hội nghị cho vào danh sách…").last.click()
    dialog = desk.page.get_by_role("dialog", name=f"Cho {scripted.INELIGIBLE} vào danh sách bầu?")
    expect(dialog).to_contain_text("Đạt 1.259/1.400 điểm (89,92 %)")
    dialog.get_by_role("button", name="Cả 6 đơn vị tán thành").click()
    expect(dialog).to_be_visible()  # there is no reason yet
    dialog.get_by_label("Lý do hội nghị chấp nhận").fill("Sai số khi cộng điểm, đã xác minh")
    dialog.get_by_role("button", name="Cả 6 đơn vị tán thành").click()
    expect(dialog).to_be_hidden()
    tick.check()
    desk.press("Lưu nội dung bầu")
    expect(desk.page.get_by_text("Hội nghị đã biểu quyết cho vào danh sách bầu.").first).to_be_visible()
    expect(tick).to_be_checked()


def void(desk: Desk) -> None:
    desk.step("Bỏ phiếu")
    desk.stands_at("Bỏ phiếu kín")
    desk.agree("Bắt đầu bỏ phiếu", "Bắt đầu bỏ phiếu")
    desk.page.get_by_text("hủy vòng này, bỏ phiếu lại").click()
    desk.page.get_by_label("Lý do hủy vòng bỏ phiếu").fill(REASON)
    desk.press("Hủy vòng này")
    desk.stands_at("Phát phiếu")
    expect(desk.page.get_by_text(f"Vòng 1 đã hủy: {REASON}.")).to_be_visible()


def count_on_paper(desk: Desk) -> None:
    """The second teller finds empty fields; where they differ is said, and no figure; the same figures stand."""
    desk.onward("Bỏ phiếu giấy, kiểm bằng tay")
    desk.page.get_by_text("Bỏ phiếu giấy: nhập kết quả kiểm phiếu bằng tay").click()
    desk.stands_at("Kiểm phiếu")
    enter(desk, "Người thứ nhất", 5)
    expect(desk.page.get_by_text("Người thứ nhất đã nhập xong.")).to_be_visible()
    assert set(desk.page.get_by_role("spinbutton").evaluate_all("(fields) => fields.map((f) => f.value)")) == {""}
    enter(desk, "Người thứ hai", 4)
    trouble = desk.page.get_by_role("alert")
    expect(trouble).to_contain_text(f"Hai người nhập khác nhau ở: BHXH tỉnh Phú Thọ (“{TOP_TWO}”)")
    figures(desk, TOP_TWO).get_by_label("BHXH tỉnh Phú Thọ").fill("5")
    desk.press("Nhập xong")
    expect(desk.page.get_by_text("Phiếu giấy, kiểm bằng tay; hai người nhập số giống nhau.")).to_be_visible()
    desk.onward("Tiếp tục: kết quả, thông qua")
    desk.stands_at("Kết quả, thông qua")
    expect(desk.page.get_by_text(f"Vòng 1 đã hủy: {REASON}")).to_be_visible()
    expect(desk.part(TOP_TWO).get_by_role("row", name="BHXH tỉnh Phú Thọ")).to_contain_text("Được bầu")


def enter(desk: Desk, teller: str, votes: int) -> None:
    """Six ballots out and in; one is blank for the offices, one invalid there."""
    desk.page.get_by_role("radio", name=teller).check()
    for field in desk.page.get_by_role("spinbutton").all():
        field.fill("0")
    desk.page.get_by_label("Số phiếu phát ra").fill("6")
    desk.page.get_by_label("Số phiếu thu về").fill("6")
    figures(desk, TOP_TWO).get_by_label("BHXH tỉnh Phú Thọ").fill(str(votes))
    figures(desk, TOP_TWO).get_by_label(scripted.INELIGIBLE).fill("2")
    offices = figures(desk, OUTSTANDING)
    offices.get_by_label("Phiếu trắng").fill("1")
    offices.get_by_label("Phiếu không hợp lệ").fill("1")
    offices.get_by_label("Lý do không hợp lệ").fill("Chọn quá năm đơn vị")
    desk.press("Nhập xong")


def figures(desk: Desk, title: str) -> Locator:
    return desk.page.get_by_role("group", name=title, exact=True)
