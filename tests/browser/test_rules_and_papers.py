"""The meeting's rules and papers in Chromium, as the secretary carries them from the score sheet to the report.

A unit that lacks a point, one that is under investigation, one that is absent; lists agreed on by hand; a tie at the second
place and its run-off with the same slips; cụm trưởng and cụm phó by show of hands; the adoption, the papers and a signature.
Every score and every vote is invented.
"""

import io
import json
import re
import subprocess
import sys
from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests import scripted
from tests.browser.devices import PROJECTOR, Devices
from tests.browser.people import Desk, TellerPhone, VoterPhone
from tests.certificates import PASSWORD, own

ROOT = Path(__file__).resolve().parents[2]
FIRST, SECOND, TIED = scripted.FIRST, scripted.SECOND, scripted.TIED
TOP_TWO, OUTSTANDING, OFFICERS = (contest["title"] for contest in scripted.CLUSTER["contests"])
FIVE = scripted.CLUSTER["contests"][1]["nominees"][:5]
VOTES = ((FIRST, SECOND), (FIRST, TIED), (FIRST, SECOND), (FIRST, TIED), ())
RUNOFF = (SECOND, SECOND, SECOND, TIED, None)
PAPERS = (
    "Biên bản kiểm phiếu",
    "Biên bản bỏ phiếu",
    "Báo cáo kết quả bình chọn",
    "Danh sách điểm danh",
    "Phiếu bầu giấy",
)


def test_from_the_score_sheet_to_the_signed_papers(room):
    with room.kiosk() as kiosk:
        desk = Desk(room.devices, kiosk.desk, room.folder)
        projector = room.devices.open(PROJECTOR, f"{room.address(kiosk)}/screen")
        desk.begin_with_the_sample()
        scores(desk, room.folder)
        roll_call(desk)
        rules(desk)
        lists(desk)
        tellers = committee(desk, room.devices)
        voters = first_round(desk, room.devices)
        count(desk, tellers)
        runoff(desk, voters)
        count(desk, tellers)
        outcome(desk, projector)
        adoption(desk)
        papers(desk, room.folder)
    assert room.devices.troubles == []


def scores(desk: Desk, folder: Path) -> None:
    """The template as it is says nothing new; a wrong cell is named by its address; a change is shown before it is saved."""
    page = desk.page
    expect(page.get_by_text("Đạt 1.259/1.400 điểm (89,92 %), dưới mức 90 %")).to_be_visible()
    expect(page.get_by_text("Chưa xét: Đang chờ cơ quan có thẩm quyền kết luận")).to_be_visible()
    sheet = download(desk, "Tải mẫu Excel để điền", folder / "template.xlsx")
    read(page, sheet)
    expect(page.get_by_text("So với danh sách đang có: không có gì thay đổi.")).to_be_visible()
    book = openpyxl.load_workbook(sheet)
    cell = next(c for row in book.active.iter_rows() for c in row if c.value == 1386.5)
    cell.value = "nhiều"
    book.save(sheet)
    read(page, sheet)
    expect(page.get_by_text(re.compile(f"Ô {cell.coordinate}: "))).to_be_visible()
    cell.value = 1387
    book.save(sheet)
    read(page, sheet)
    expect(page.get_by_text(re.compile(r"BHXH tỉnh Phú Thọ\. .*1\.386,5 → 1\.387"))).to_be_visible()
    desk.stands_at("Danh sách đơn vị")
    desk.press("Lưu danh sách này")
    expect(page.get_by_role("row", name="BHXH tỉnh Phú Thọ").first).to_contain_text("1.387/1.400")
    by_hand(page)


def by_hand(page: Page) -> None:
    """One unit's scores typed into the editor; a score above the maximum is refused and stays there to be corrected."""
    page.get_by_role("button", name="Sửa điểm, điều kiện của BHXH tỉnh Quảng Ninh").click()
    editor = page.get_by_role("dialog", name="BHXH tỉnh Quảng Ninh")
    for score in ("1401", "1.388,5"):
        editor.get_by_label("Điểm thẩm định").fill(score)
        editor.get_by_role("button", name="Lưu đơn vị này").click()
        if score == "1401":
            expect(editor.get_by_text("cao hơn điểm tối đa")).to_be_visible()
    expect(page.get_by_role("row", name="BHXH tỉnh Quảng Ninh").first).to_contain_text("1.388,5/1.400")


def read(page: Page, sheet: Path) -> None:
    page.locator("input[type=file]").set_input_files(sheet)


def download(desk: Desk, link: str, to: Path) -> Path:
    with desk.page.expect_download() as started:
        desk.page.get_by_role("link", name=link).click()
    started.value.save_as(to)
    return to


def roll_call(desk: Desk) -> None:
    desk.onward("Tiếp tục: điểm danh")
    desk.stands_at("Điểm danh")
    desk.call_roll(scripted.ABSENT)
    desk.onward("Đã điểm danh xong, tiếp tục")


def rules(desk: Desk) -> None:
    """A vote on rules that are not saved is not taken; more hands than units are refused; then four of five agree."""
    desk.stands_at("Thể lệ bầu")
    page, threshold = desk.page, desk.page.get_by_label("Mức điểm tối thiểu")
    threshold.fill("95")
    desk.press("Cả 5 đơn vị tán thành")
    expect(page.get_by_text("Xin lưu trước, rồi biểu quyết.")).to_be_visible()
    threshold.fill("90")
    desk.press("Lưu thể lệ")
    count_hands(page, 5, 1)
    expect(page.get_by_text("nhiều hơn 5 đơn vị có mặt")).to_be_visible()
    count_hands(page, 4, 0)
    expect(page.get_by_text("4 tán thành, 0 không tán thành, 1 không có ý kiến")).to_be_visible()
    desk.onward("Tiếp tục: nội dung bầu")


def count_hands(page: Page, favour: int, against: int) -> None:
    page.get_by_label("Tán thành", exact=True).fill(str(favour))
    page.get_by_label("Không tán thành").fill(str(against))
    page.get_by_role("button", name="Ghi biểu quyết").click()


def lists(desk: Desk) -> None:
    """Who may not stand cannot be ticked; an agreed list is frozen until it is reopened with a reason."""
    desk.stands_at("Nội dung bầu")
    expect(desk.page.get_by_role("checkbox", name=scripted.INELIGIBLE).first).to_be_disabled()
    expect(desk.page.get_by_role("checkbox", name=scripted.DEFERRED).first).to_be_disabled()
    desk.card(OFFICERS).get_by_role("button", name="Bỏ nội dung này").click()
    desk.press("Lưu nội dung bầu")
    top = desk.card(TOP_TWO)
    desk.all_agree(5, top)
    top.get_by_text("Cần sửa: mở lại để bàn và biểu quyết lại").click()
    top.get_by_label("Lý do mở lại").fill("Có đơn vị xin rút")
    top.get_by_role("button", name="Mở lại", exact=True).click()
    desk.all_agree(5, top)
    desk.all_agree(5, desk.card(OUTSTANDING))
    desk.stands_at("Nội dung bầu")
    desk.onward("Tiếp tục: ban kiểm phiếu")


def committee(desk: Desk, devices: Devices) -> list[TellerPhone]:
    desk.stands_at("Ban kiểm phiếu và khóa hòm")
    tellers = [TellerPhone(devices, desk.invitation(number)) for number in (1, 2, 3)]
    desk.shows_set(TellerPhone.all_lock(tellers))
    desk.all_agree(5)
    desk.onward("Tiếp tục: niêm phong")
    desk.stands_at("Niêm phong danh sách")
    desk.agree("Niêm phong danh sách", "Niêm phong")
    return tellers


def first_round(desk: Desk, devices: Devices) -> list[VoterPhone]:
    desk.stands_at("Phát phiếu")
    desk.press("Làm 5 phiếu")
    slips = desk.show_slips(5)
    desk.onward("Đã có đủ phiếu, sang bước bỏ phiếu")
    open_voting(desk)
    voters = [VoterPhone(devices, slip) for slip in slips]
    for voter, marks in zip(voters, VOTES, strict=True):
        vote(voter, marks)
        vote(voter, FIVE)
        voter.cast()
        voter.tracker()
    close_voting(desk)
    return voters


def open_voting(desk: Desk) -> None:
    desk.stands_at("Bỏ phiếu kín")
    desk.agree("Bắt đầu bỏ phiếu", "Bắt đầu bỏ phiếu")


def close_voting(desk: Desk) -> None:
    desk.agree("Kết thúc bỏ phiếu", "Kết thúc bỏ phiếu")


def vote(voter: VoterPhone, marks) -> None:
    voter.mark(*marks)
    voter.press("Tiếp tục")
    if not marks:
        voter.press("Đúng, để trắng")


def count(desk: Desk, tellers: list[TellerPhone]) -> None:
    desk.stands_at("Kiểm phiếu")
    for teller in tellers:
        teller.release_lock()
    desk.agree("Bắt đầu kiểm phiếu", "Kiểm phiếu")
    expect(desk.page.get_by_text("Đã kiểm xong mọi nội dung bầu.")).to_be_visible()
    desk.stands_at("Kiểm phiếu")


def runoff(desk: Desk, voters: list[VoterPhone]) -> None:
    """The tie is shown with its rule; the slips in people's hands open the second round; one does not vote again."""
    tie = desk.part("Bằng phiếu, chưa quyết định")
    expect(tie).to_contain_text(f"{SECOND}; {TIED}")
    expect(tie).to_contain_text("Theo thể lệ đã công bố, hội nghị bầu lại giữa các đơn vị này.")
    desk.agree("Bầu lại giữa các đơn vị bằng phiếu", "Bầu lại")
    desk.stands_at("Phát phiếu")
    desk.press("Dùng lại phiếu cho vòng 2")
    open_voting(desk)
    for voter, mark in zip(voters, RUNOFF, strict=True):
        if mark:
            voter.page.goto(voter.slip)  # scanned again
            vote(voter, [mark])
            voter.cast()
            voter.tracker()
    expect(desk.page.get_by_text("Còn 1 phiếu chưa bỏ.")).to_be_visible()
    close_voting(desk)


def outcome(desk: Desk, projector: Page) -> None:
    desk.onward("Tiếp tục: kết quả, thông qua")
    desk.stands_at("Kết quả, thông qua")
    won = desk.part(TOP_TWO).get_by_role("row", name=SECOND)
    expect(won).to_have_text(re.compile(r"2\s*BHXH tỉnh Phú Thọ\s*2\s*3\s*Được bầu · do bầu lại"))
    for place, office in enumerate(("leader", "deputy")):
        form = desk.page.locator(f"#hands-{office}")
        form.get_by_role("combobox").select_option((FIRST, SECOND)[place])
        form.get_by_role("button", name="Cả 5 đơn vị tán thành").click()
        expect(form).to_contain_text("5 tán thành")


def adoption(desk: Desk) -> None:
    """Four for, one against; afterwards nothing can be changed."""
    desk.page.get_by_label(f"Cờ đề nghị tặng {FIRST}").select_option(label="Cờ thi đua của Chính phủ")
    desk.press("Biểu quyết thông qua")
    dialog = desk.page.get_by_role("dialog")
    expect(dialog).to_contain_text("không thay đổi được gì nữa")
    count_hands(dialog, 4, 1)
    desk.stands_at("Giấy tờ, hồ sơ")
    desk.step("Kết quả, thông qua")
    desk.stands_at("Kết quả, thông qua")
    expect(desk.part("Danh sách đề nghị").get_by_role("row", name=FIRST)).to_contain_text("Cờ thi đua của Chính phủ")
    expect(desk.page.get_by_text(f"Cụm trưởng năm sau: {FIRST}.")).to_be_visible()


def papers(desk: Desk, folder: Path) -> None:
    """Each paper says what happened; one is signed with a certificate, after a wrong password; the record verifies."""
    desk.step("Giấy tờ, hồ sơ")
    texts = [text_of(download(desk, f"Tải về (PDF) {paper}", folder / "paper.pdf")) for paper in PAPERS]
    assert all("DỰ THẢO" not in text for text in texts)
    assert all(unit in texts[0] for unit in (FIRST, SECOND, TIED))
    sign(desk, folder)
    desk.stands_at("Giấy tờ, hồ sơ")
    assert openpyxl.load_workbook(download(desk, "Bảng kết quả (Excel)", folder / "results.xlsx")).sheetnames
    record = download(desk, "Tải hồ sơ (record.zip)", folder / "record.zip")
    done = subprocess.run(
        [sys.executable, ROOT / "app.py", "verify", "--json", record], capture_output=True, encoding="utf-8"
    )
    report = json.loads(done.stdout)
    assert done.returncode == 0, report
    assert report["ok"] and report["adopted"]


def sign(desk: Desk, folder: Path) -> None:
    certificate = folder / "giam-doc.p12"
    certificate.write_bytes(own())
    form = desk.page.locator("#sign")
    form.get_by_text("Ký số bằng chứng thư").click()
    for password in ("sai", PASSWORD):
        form.get_by_label("Tệp chứng thư").set_input_files(certificate)
        form.get_by_label("Mật khẩu của tệp").fill(password)
        form.get_by_role("button", name="Ký giấy này").click()
        if password == "sai":
            expect(form.get_by_role("alert")).to_contain_text("ật khẩu")
    expect(desk.page.get_by_text("Nguyễn Văn An (BHXH tỉnh Phú Thọ) (Chủ trì)")).to_be_visible()


def text_of(paper: Path) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(paper.read_bytes())).pages)
