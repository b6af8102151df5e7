"""A rehearsal at the desk alone: the secretary presses what the secretary presses, the pretended people do the rest, and what
is left of it is a record like any other's. No phone is in the room."""

import json
import re
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page, expect

from ballots import samples
from kiosk.config import CODE
from tests.browser.devices import LAPTOP
from tests.browser.people import Desk

PACE = 0.02
PRESENT, TELLERS = 5, 3
LISTS = [contest["title"] for contest in samples.cluster_5()["contests"]]
MOST_PRESSES = 60


class Practising(Desk):
    """A secretary with the strip of the pretended people."""

    def __init__(self, page: Page, folder: Path) -> None:
        self.page, self.folder = page, folder
        self.panel = page.get_by_role("region", name="Tập một mình")

    def keeps(self) -> list[str]:
        """The keys and the slips of the pretended people, which this tab alone has."""
        kept = json.loads(self.page.evaluate("sessionStorage.getItem('hom-phieu.practice')"))
        return [*(key["seed"] for key in kept["keys"].values()), *(kept.get("slips") or {"secrets": []})["secrets"]]

    def lets(self, deed: str) -> None:
        """The pretended people do this."""
        self.panel.get_by_role("button", name=deed, exact=True).click()

    def hears(self, said: str) -> None:
        expect(self.panel.get_by_role("status")).to_have_text(said)


class Alone(Practising):
    """The presses are counted, wherever they fall on the page."""

    def __init__(self, room, kiosk) -> None:
        super().__init__(room.devices.open(LAPTOP, kiosk.desk), room.folder)
        self.presses = 0
        self._sent: list[str] = []
        self.page.on("request", lambda request: self._sent.append(f"{request.url} {request.post_data or ''}"))
        self.page.expose_function("pressed", self._pressed)
        self.page.add_init_script("addEventListener('pointerdown', () => window.pressed(), true)")
        self.page.reload()

    def _pressed(self) -> None:
        self.presses += 1

    def sent(self) -> str:
        """All that the page has sent, as one text."""
        return "\n".join(self._sent)

    def counts_hands(self, within=None) -> None:
        """Hands are raised, and the secretary notes how many."""
        self.lets("Cho người tập giơ tay")
        self.hears("Người tập đã giơ tay, số đếm được đã hiện. Xin bấm “Ghi biểu quyết”.")
        (within or self.page).get_by_role("button", name="Ghi biểu quyết", exact=True).click()
        noted = f"{PRESENT - 1} tán thành, 0 không tán thành, 1 không có ý kiến"
        expect((within or self.page).get_by_text(noted)).to_be_visible()


def test_a_secretary_practises_a_whole_meeting_alone_with_a_tie_and_a_run_off(room):
    with room.kiosk(pace=PACE) as kiosk:
        desk = Alone(room, kiosk)
        prepare(desk)
        close_locks(desk)
        make_slips(desk)
        vote(desk, tie=True)
        count(desk)
        run_off(desk)
        secrets = desk.keeps()
        adopt(desk)
        assert desk.page.evaluate("sessionStorage.length") == 0
        report = verified(desk)
        assert report["ok"] and report["rehearsal"]
        assert [(one["number"], one["runoff"]) for one in report["rounds"]] == [(1, False), (2, True)]
        assert desk.presses <= MOST_PRESSES, desk.presses
        assert len(room.devices.browser.contexts) == 1
    assert len(secrets) == TELLERS + PRESENT
    assert not [secret for secret in secrets if secret in desk.sent()]
    assert room.devices.troubles == []


def prepare(desk: Alone) -> None:
    desk.begin_with_the_sample()
    desk.onward("Tiếp tục: điểm danh")
    desk.lets("Cho người tập có mặt, vắng một đơn vị")
    desk.onward("Đã điểm danh xong, tiếp tục")
    desk.counts_hands()
    desk.stands_at("Thể lệ bầu")
    desk.onward("Tiếp tục: nội dung bầu")
    for title in LISTS:
        desk.counts_hands(desk.card(title))
    desk.onward("Tiếp tục: ban kiểm phiếu")


def close_locks(desk: Alone) -> None:
    """The page is loaded again before the pretended people are done; they go on by themselves."""
    desk.lets("Cho người tập đóng khóa")
    expect(desk.page.locator("#room .locks")).to_contain_text(re.compile("đang ghép khóa|đã khóa"))
    desk.page.reload()
    expect(desk.page.locator(".set-code")).to_be_visible()
    desk.counts_hands()
    desk.stands_at("Ban kiểm phiếu và khóa hòm")
    desk.onward("Tiếp tục: niêm phong")
    desk.agree("Niêm phong danh sách", "Niêm phong")


def make_slips(desk: Alone) -> None:
    desk.press(f"Làm {PRESENT} phiếu")
    desk.lets("Cho người tập rút phiếu")
    desk.onward("Đã có đủ phiếu, sang bước bỏ phiếu")


def vote(desk: Alone, tie: bool = False) -> None:
    """In the round that ends with a tie the page is loaded again before the ballots are in."""
    desk.agree("Bắt đầu bỏ phiếu", "Bắt đầu bỏ phiếu")
    desk.panel.get_by_role("checkbox", name="có bằng phiếu, để tập bầu lại").set_checked(tie)
    desk.lets("Cho người tập bỏ phiếu")
    if tie:
        expect(desk.panel.get_by_role("status")).to_have_text(re.compile("trong 4|xong"))
        desk.page.reload()
    desk.hears("Người tập đã bỏ phiếu xong, phiếu còn lại không ai dùng. Xin đồng chí kết thúc bỏ phiếu.")
    expect(desk.page.get_by_text("Còn 1 phiếu chưa bỏ.").first).to_be_visible()
    desk.stands_at("Bỏ phiếu kín")
    desk.agree("Kết thúc bỏ phiếu", "Kết thúc bỏ phiếu")


def count(desk: Alone) -> None:
    desk.lets("Cho người tập mở khóa")
    expect(desk.page.get_by_text("Đã đủ khóa, kiểm phiếu được.")).to_be_visible()
    desk.agree("Bắt đầu kiểm phiếu", "Kiểm phiếu")
    expect(desk.page.get_by_text("Đã kiểm xong mọi nội dung bầu.")).to_be_visible()


def run_off(desk: Alone) -> None:
    """The same slips again, without a new tie."""
    desk.agree("Bầu lại giữa các đơn vị bằng phiếu", "Bầu lại")
    desk.press("Dùng lại phiếu cho vòng 2")
    vote(desk)
    count(desk)


def adopt(desk: Alone) -> None:
    desk.onward("Tiếp tục: kết quả, thông qua")
    desk.lets("Cho người tập giơ tay")
    desk.page.get_by_role("dialog").get_by_role("button", name="Ghi biểu quyết", exact=True).click()
    desk.stands_at("Giấy tờ, hồ sơ")


def verified(desk: Alone) -> dict:
    """What our own program says of the record that the desk hands out."""
    with desk.page.expect_download(timeout=60_000) as download:
        desk.onward("Tải hồ sơ (record.zip)")
    record: Path = desk.folder / "record.zip"
    download.value.save_as(record)
    verify = [sys.executable, CODE / "app.py", "verify", "--json", record]
    done = subprocess.run(verify, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout
    return json.loads(done.stdout)


def test_p12_practice_goes_on_in_another_window_and_ends_where_a_real_meeting_begins(room):
    with room.kiosk(pace=PACE) as kiosk:
        desk = Alone(room, kiosk)
        desk.call_the_sample()
        desk.call_everybody()
        desk.agree_on_everything()
        tellers = f"{kiosk.base}/desk/tellers"
        desk.page.goto(tellers)
        desk.lets("Cho người tập đóng khóa")
        made = desk.page.locator(".set-code").inner_text()
        other = Practising(desk.page.context.new_page(), room.folder)
        other.page.goto(tellers)
        other.lets("Để người tập giữ khóa thay")
        expect(other.page.locator(".set-code")).not_to_have_text(made)
        expect(other.page.locator(".set-code")).to_be_visible()
        assert other.keeps() != desk.keeps()
        desk.send("/desk/meeting", {"title": "Hội nghị", "cluster": "Cụm", "year": 2025, "rehearsal": False})
        for window in (desk, other):
            expect(window.panel).to_be_hidden()
            assert window.page.evaluate("sessionStorage.length") == 0
        other.page.reload()
        expect(other.page.locator("#task")).to_be_visible()
        expect(other.page.locator("#practice")).to_have_count(0)
    assert room.devices.troubles == []
