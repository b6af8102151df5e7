"""P6: whoever has a browser checks a whole record: on the board's page, and with the one page that goes with every record, from
a disk and without any network."""

import base64
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

from ballots.record.contents import VERIFIER
from ballots.record.packing import open_record, write_zip
from ballots.record.shape import MEETING
from kiosk.verifier_page import verifier_page
from tests.browser.devices import ARGUMENTS, LAPTOP, PHONE, barriers, cut_off
from tests.halls import contest
from tests.halls import room as hall_room
from tests.needs import chromium
from tests.records import whole

RECORD = whole().record()
VOTES = [[[0, 1]], [[0]], [[2]]]


def lie(record: bytes) -> bytes:
    """The record with one vote more for somebody, by whoever cannot sign."""
    files = open_record(record)
    return write_zip({**files, MEETING: files[MEETING].replace(b'"favour": 3', b'"favour": 2', 1)})


def counted(folder: Path) -> None:
    """A meeting counted in the instance that the kiosk of this room will have."""
    made = hall_room(folder / "instance", "counted", units=4, absent=1, contests=[contest(4, 2)], votes=VOTES)
    made.hall.close()


def part(page: Page):
    return page.get_by_role("region", name="Kiểm tra toàn bộ trên máy này")


def begin(page: Page) -> None:
    part(page).get_by_role("button", name="Kiểm tra toàn bộ").click()


def result(page: Page):
    return page.get_by_role("region", name="Kết quả kiểm tra")


def says(page: Page, words: str) -> None:
    expect(result(page).get_by_text(re.compile(words)).first).to_be_visible()


def well(page: Page) -> None:
    """Nothing is cut off and nobody is kept out."""
    assert cut_off(page) == ""
    assert not (found := barriers(page)), found


def test_p6_the_board_checks_the_whole_record_on_the_machine_that_reads_it(room):
    counted(room.folder)
    with room.kiosk() as kiosk:
        phone = room.devices.open(PHONE, f"{room.address(kiosk)}/board")
        begin(phone)
        says(phone, "^Hồ sơ hợp lệ")
        expect(result(phone).get_by_role("heading", name="Kết quả kiểm tra")).to_be_focused()
        says(phone, "phát ra 3, thu về 3")
        row = result(phone).get_by_role("row", name=re.compile("Đơn vị dự bầu 1"))
        expect(row.get_by_role("cell")).to_have_text("2")
        says(phone, "Bảng results.xlsx đúng với kết quả")
        head = phone.evaluate("() => fetch('/board/codes').then((a) => a.json()).then(({ head }) => head)")
        assert head in re.sub(r"\s", "", result(phone).inner_text())
        well(phone)
    assert room.devices.troubles == []


def test_before_the_count_the_box_is_checked(room):
    made = hall_room(room.folder / "instance", "open", units=4, absent=1, contests=[contest(4, 2)], votes=VOTES[:2])
    made.hall.close()
    with room.kiosk() as kiosk:
        phone = room.devices.open(PHONE, f"{room.address(kiosk)}/board")
        begin(phone)
        for words in ("^Hòm phiếu hợp lệ", "2 lá phiếu, của 3 phiếu đã phát", "Hòm chưa kiểm, nên chưa có kết quả"):
            says(phone, words)
        well(phone)
    assert room.devices.troubles == []


# Somebody stops the first check when one ballot is done: a hand is too slow for three.
STOPPING = """() => {
  window.told = [];
  const stop = [...document.querySelectorAll("button")].find((one) => one.textContent.trim() === "Dừng kiểm tra");
  const step = document.getElementById("verdict-step");
  new MutationObserver(() => {
    window.told.push(step.textContent);
    const isFirst = !window.hasStopped && step.textContent.includes(": 1 trong 3");
    window.hasStopped ||= isFirst;
    if (isFirst && step.closest("section").querySelector("[role='progressbar'], progress").checkVisibility()) stop.click();
  }).observe(step, { childList: true });
}"""


@pytest.mark.parametrize("has_worker", [True, False])
def test_a_check_tells_how_far_it_is_and_can_be_given_up(room, has_worker):
    counted(room.folder)
    with room.kiosk() as kiosk:
        context = room.devices.device(LAPTOP)
        if not has_worker:
            context.add_init_script("delete window.Worker")
        page = context.new_page()
        page.goto(f"{room.address(kiosk)}/board")
        page.evaluate(STOPPING)
        begin(page)
        expect(part(page).get_by_role("status")).to_have_text(re.compile("Đã dừng kiểm tra"))
        expect(part(page).get_by_role("button", name="Kiểm tra toàn bộ")).to_be_focused()
        page.wait_for_timeout(1500)
        expect(result(page)).to_be_hidden()
        begin(page)
        says(page, "^Hồ sơ hợp lệ")
        told = page.evaluate("() => window.told")
        for done in (1, 2):
            assert f"Đang kiểm tra từng lá phiếu: {done} trong 3" in told
    assert room.devices.troubles == []


def test_a_record_that_does_not_arrive_is_no_verdict(room):
    counted(room.folder)
    with room.kiosk() as kiosk:
        phone = room.devices.open(PHONE, f"{room.address(kiosk)}/board")
        expect(part(phone)).to_be_visible()
        phone.route("**/archive/record.zip", lambda route: route.abort())
        begin(phone)
        says(phone, "Chưa tải được tệp.*chưa có kết luận gì")
        phone.unroute("**/archive/record.zip")
        phone.route(
            "**/archive/record.zip", lambda route: route.fulfill(body=lie(RECORD), content_type="application/zip")
        )
        begin(phone)
        says(phone, "^Không hợp lệ")
        well(phone)
    assert room.devices.troubles == []


def test_the_page_to_keep_is_downloaded_and_never_runs_under_the_kiosks_own_address(room):
    counted(room.folder)
    with room.kiosk() as kiosk:
        laptop = room.devices.open(LAPTOP, f"{room.address(kiosk)}/board")
        with laptop.expect_download() as download:
            part(laptop).get_by_role("link", name="Tải trang kiểm tra để dùng sau này").click()
        assert download.value.suggested_filename == VERIFIER
        assert download.value.path().read_bytes() == verifier_page()
        headers = laptop.evaluate(f"() => fetch('/archive/{VERIFIER}').then((answer) => [...answer.headers])")
        assert dict(headers)["content-security-policy"].startswith("sandbox; default-src 'none';")
        assert dict(headers)["content-disposition"].startswith("attachment;")
    assert room.devices.troubles == []


class Disk:
    """A machine without any network, with the page and some files on its disk. `asked`: whatever it asked for elsewhere."""

    def __init__(self, context: BrowserContext, folder: Path) -> None:
        self.folder, self.page = folder, context.new_page()
        self.asked: list[str] = []
        self.troubles: list[str] = []
        context.set_offline(True)
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("console", lambda said: self.troubles.append(said.text))
        (folder / VERIFIER).write_bytes(verifier_page())
        self.page.goto(f"file://{folder / VERIFIER}")

    def file(self, name: str, content: bytes) -> Path:
        (self.folder / name).write_bytes(content)
        return self.folder / name

    def choose(self, name: str, content: bytes) -> None:
        self.page.get_by_label("Chọn tệp").set_input_files(self.file(name, content))

    def drop(self, name: str, content: bytes) -> None:
        """As from the desktop: the page gets the file's content with the drop."""
        given = self.page.evaluate_handle(
            """([name, content]) => {
              const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
              const given = new DataTransfer();
              given.items.add(new File([bytes], name));
              return given;
            }""",
            [name, base64.b64encode(content).decode()],
        )
        self.page.dispatch_event("#drop", "dragover", {"dataTransfer": given})
        self.page.dispatch_event("#drop", "drop", {"dataTransfer": given})

    def is_alone(self) -> None:
        """Nothing but itself, and the worker made of itself, was ever asked for."""
        own = f"file://{self.folder / VERIFIER}"
        assert [url for url in self.asked if url != own and not url.startswith("blob:null/")] == []
        assert self.troubles == []


@pytest.fixture(params=["desk", "phone", "no worker"])
def disk(request, tmp_path) -> Iterator[Disk]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        context = browser.new_context(**(PHONE if request.param == "phone" else LAPTOP), locale="vi-VN")
        if request.param == "no worker":
            context.add_init_script("delete window.Worker")
        yield Disk(context, tmp_path)
        browser.close()


def test_p6_the_page_of_a_record_checks_it_from_a_disk_without_a_network(disk):
    well(disk.page)
    disk.choose("record.zip", RECORD)
    says(disk.page, "Hồ sơ hợp lệ")
    says(disk.page, "Giấy tờ PDF: chữ ký số")
    says(disk.page, "bầu lại, bỏ phiếu kín")
    expect(disk.page.get_by_role("heading", name="Kết quả kiểm tra")).to_be_focused()
    well(disk.page)
    disk.page.get_by_role("button", name="English").click()
    told = disk.page.get_by_role("region", name="Result of the check")
    expect(told.get_by_text("The record is valid in what this page checks")).to_be_visible()
    expect(told.get_by_text("PDF papers: signatures, attached figures, content")).to_be_visible()
    assert re.findall("[ăđơưĂĐƠƯẠ-ỹ]", disk.page.get_by_role("heading", level=1).inner_text()) == []
    well(disk.page)
    disk.page.get_by_role("button", name="Tiếng Việt").click()
    disk.drop("lie.zip", lie(RECORD))
    says(disk.page, "^Không hợp lệ")
    says(disk.page, r"Mã băm của từng tệp \[manifest-sum\]")
    expect(disk.page.get_by_text("phát ra 4")).to_have_count(0)
    well(disk.page)
    box = next(content for name, content in open_record(RECORD).items() if name.endswith(".bel"))
    disk.drop("box.bel", box)
    says(disk.page, "Hòm phiếu hợp lệ")
    disk.choose("hello.zip", b"hello")
    says(disk.page, "không phải hồ sơ bỏ phiếu")
    well(disk.page)
    disk.is_alone()
