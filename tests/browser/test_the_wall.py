"""One meeting from the empty kiosk to its adoption on two walls, a dark one in Vietnamese and a light one in English, each at
the sizes of projectors and of a phone: the longest names there are, up to thirty on a list, and nothing is cut off, lies on
anything else, or is too small to be read from ten metres. The count is begun, the kiosk dies, the desk hurries what is left."""

import gettext
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from ballots.box import Box
from ballots.protocol import ceremony, tally, trustee
from ballots.protocol.board import Board
from ballots.protocol.election import Election
from kiosk.config import ROOT
from kiosk.language import CATALOGUES
from tests.browser.people import Desk, made_by_a_phone
from tests.browser.pictures import WANTED
from tests.builders import filled

SIZES = ((1920, 1080), (1366, 768), (1280, 720), (1024, 768), (360, 740))
KEPT = (1920, 1024)
PICTURES = ROOT / ".artefacts/wall"
UNREADABLE = (Path(__file__).parent / "wall.js").read_text(encoding="utf-8")
NEVER = 3000.0
"""A pace at which nothing is counted while somebody looks."""
CITY = "BHXH thành phố Hồ Chí Minh"
UNITS = (
    CITY,
    "Bảo hiểm xã hội tỉnh Thừa Thiên Huế",
    "BHXH tỉnh Bà Rịa – Vũng Tàu",
    "BHXH thành phố Hải Phòng",
    "BHXH tỉnh Quảng Ninh",
    "BHXH tỉnh Thái Nguyên",
    "BHXH tỉnh Tuyên Quang",
    "BHXH tỉnh Phú Thọ",
)
OFFICES = (
    *("Thủ Đức", "Bình Chánh", "Hóc Môn", "Tân Bình", "Củ Chi", "Thuận An", "Dĩ An", "Bến Cát", "Tân Uyên", "Cần Giờ"),
    *("Nhà Bè", "Gò Vấp", "Bình Thạnh", "Phú Nhuận", "Tân Phú", "Bình Tân", "Phan Rang – Tháp Chàm", "Châu Thành A"),
    *("Mang Thít", "Krông Pa", "Ia Grai", "Đak Đoa", "Chư Prông", "Buôn Đôn", "Cư M'gar", "Ea H'leo", "Sông Hinh"),
    *("Đơn Dương", "Lạc Dương", "Bảo Lâm"),
)
NAMES = [f"BHXH cơ sở {office}" for office in OFFICES]
TITLES = {
    8: "Bầu đơn vị xếp hạng của cụm thi đua",
    13: "Bầu đơn vị tiêu biểu xuất sắc nhóm A",
    20: "Bầu đơn vị tiêu biểu xuất sắc nhóm B",
    30: "Bầu tập thể BHXH cơ sở tiêu biểu xuất sắc trong năm của toàn cụm thi đua",
}
CONTESTS = [
    {"title": title, "seats": 2 if number == 8 else 5, "nominees": list(UNITS if number == 8 else NAMES[:number])}
    for number, title in TITLES.items()
]
MEETING = {
    "title": "Hội nghị tổng kết công tác thi đua, khen thưởng năm 2025 và triển khai nhiệm vụ năm 2026 của Cụm thi đua",
    "cluster": "Cụm thi đua số 5, các tỉnh Trung du và miền núi phía Bắc",
    "year": 2025,
    "place": "",
}
TELLERS = [{"name": f"Người giữ khóa {number}", "unit": UNITS[number - 1]} for number in range(1, 8)]
FIRST = [[[0, 1], *[[0, 1, 2, 3, 4]] * 3], [[0, 2], *[[0, 1, 2, 3, 4]] * 3], [[0, 3], *[[1, 2, 3, 4]] * 3]]


class Wall:
    """One of the two, in its language; sentences are given in Vietnamese."""

    def __init__(self, room, base: str, language: str, ground: str) -> None:
        self.language = language
        self._words = gettext.translation("messages", CATALOGUES, [language], fallback=language == "vi")
        context = room.devices.device({})
        context.add_cookies([{"name": "screen-language", "value": language, "url": base}])
        self.page: Page = context.new_page()
        self.page.goto(f"{base}/screen{ground}")

    def says(self, vietnamese: str, **values: object) -> str:
        return re.sub(r"\{(\w+)\}", lambda found: str(values[found[1]]), self._words.gettext(vietnamese))


class Walls:
    """Both walls and the desk. `found`: everything that is wrong, with where; all of it is told at the end."""

    def __init__(self, room, kiosk) -> None:
        self.room, self.found = room, []
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.enter(kiosk)
        base = room.address(kiosk)
        self.walls = [Wall(room, base, *one) for one in (("vi", ""), ("en", "/nen/sang"))]

    def enter(self, kiosk) -> None:
        """The secretary comes to the desk, also of a kiosk that was started anew."""
        self.desk = Desk(self.room.devices, kiosk.desk, self.room.folder)
        self.own = kiosk.base

    def look(self, name: str, sentence: str, text: str = "", **values: object) -> None:
        """At every size, once the walls say this sentence and show `text`, the same in every language."""
        for wall in self.walls:
            expect(wall.page.get_by_role("heading", level=1)).to_have_text(wall.says(sentence, **values))
            expect(wall.page.get_by_role("main")).to_contain_text(text)
            for width, height in SIZES:
                wall.page.set_viewport_size({"width": width, "height": height})
                wrong = wall.page.evaluate(UNREADABLE)
                where = f"{name}-{width}-{wall.language}"
                self.found += [f"{where}: {one}" for one in wrong]
                if wrong or WANTED and width in KEPT:
                    wall.page.screenshot(path=PICTURES / f"{where}.jpg", type="jpeg", quality=60)

    def turn(self, page: int) -> None:
        """By the clock, to the page of this number."""
        for wall in self.walls:
            wall.page.clock.set_fixed_time(page * 12)

    def hands(self, subject: str, about: str = "") -> None:
        hands = {"favour": len(UNITS) - 1, "against": 1, "abstain": 0}
        self.desk.send("/desk/hand-vote", {"subject": subject, "about": about, **hands})

    def ask(self, path: str) -> Any:
        return self.desk.page.evaluate("(path) => fetch(path).then((answer) => answer.json())", path)


def test_each_stage_is_read_on_every_wall_in_both_languages(room):
    with room.kiosk(pace=NEVER) as kiosk:
        walls = Walls(room, kiosk)
        seats = calling(walls)
        agreeing(walls)
        seeds = locking(walls, seats)
        slips = joining(walls)
        voting(walls, slips)
        unlocking(walls, seats, seeds)
        walls.desk.send("/desk/count", {})
        walls.look("counting", "Đang kiểm phiếu, nội dung {number} trong {total}.", UNITS[7], number=1, total=4)
        kiosk.kill()
    with room.kiosk(port=kiosk.port, pace=NEVER) as kiosk:
        walls.enter(kiosk)
        hurrying(walls)
        deciding(walls, slips, seats, seeds)
    assert walls.found == [], "\n".join(walls.found)
    assert room.devices.troubles == []


def calling(walls: Walls) -> list[dict]:
    walls.look("waiting", "Hòm phiếu đang chờ hội nghị.")
    offices = [{"name": name, "parent": UNITS[0 if place < 17 else place % 8]} for place, name in enumerate(NAMES)]
    desk = walls.desk
    desk.send("/desk/meeting", MEETING)
    rows = [{"name": unit, "leader": "", "office": ""} for unit in UNITS]
    desk.send("/desk/roster", {"units": [*rows, *({**row, "leader": "", "office": ""} for row in offices)]})
    desk.send("/desk/contests", {"contests": CONTESTS})
    desk.send("/desk/network", {"name": "HoiTruong-Tang2-BHXH", "password": "bi-mat-123", "kind": "WPA"})
    seats = desk.send("/desk/tellers", {"tellers": TELLERS})["invites"]
    walls.look("preparing", "Đang chuẩn bị hội nghị.", UNITS[1])
    first, *others = walls.ask("/live/snapshot")["units"]
    desk.send("/desk/roll-call", {"unit": first["id"], "present": True})
    walls.look("calling", "Đang điểm danh các đơn vị.", UNITS[1])
    for unit in others:
        desk.send("/desk/roll-call", {"unit": unit["id"], "present": True})
    walls.look("called", "Đã điểm danh xong.", UNITS[1])
    return seats


def agreeing(walls: Walls) -> None:
    sentence = "Hội nghị biểu quyết bằng giơ tay."
    walls.turn(0)
    walls.hands("rules")
    walls.look("agree-rules", sentence, "90")
    for number, title in TITLES.items():
        walls.hands("list", title)
        walls.look(f"agree-{number}", sentence, title)
    walls.hands("committee")


def locking(walls: Walls, seats: list[dict]) -> list[str]:
    """The phones of the tellers, played by a program, with a look at the wall in each of their rounds."""
    seeds = [trustee.new_seed() for _ in seats]
    told = {
        "certificate": "Ban kiểm phiếu đang khóa hòm phiếu.",
        "polynomial": "Điện thoại của ban kiểm phiếu đang ghép khóa với nhau.",
        "voutput": "Điện thoại của ban kiểm phiếu đang ghép khóa với nhau.",
    }
    for part, sentence in told.items():
        walls.look(f"locks-{part}", sentence, UNITS[6])
        for seat, seed in zip(seats, seeds, strict=True):
            at = walls.desk.send("/teller/seat", seat)
            walls.desk.send(f"/teller/{part}", {**seat, "certs": at["certs_hash"], **made_by_a_phone(part, seed, at)})
    code = walls.ask("/live/snapshot")["committee"]["code"].replace("-", "")
    walls.look("locked", "Hòm phiếu đã khóa. Xin so mã bộ khóa.", code)
    return seeds


def joining(walls: Walls) -> list[str]:
    walls.desk.send("/desk/seal", {})
    walls.look("sealed", "Danh sách đã niêm phong. Đang làm phiếu.", "8")
    slips = walls.desk.mint()
    walls.look("issued", "Mỗi đơn vị có mặt rút một phiếu. Hòm phiếu đang rỗng.", "HoiTruong-Tang2-BHXH")
    for wall in walls.walls:
        assert "bi-mat-123" not in wall.page.content(), "the password is on the slips, and on no wall"
    return slips


def cast(walls: Walls, slip: str, marks: list[list[int]]) -> None:
    election = Election.read(walls.ask("/booth/election")["election"].encode())
    raw = filled(election, slip.split(".")[-1], marks).decode()
    send = "(body) => fetch('/booth/ballot', {method: 'POST', body}).then((answer) => answer.ok)"
    assert walls.desk.page.evaluate(send, raw)


def voting(walls: Walls, slips: list[str]) -> None:
    walls.desk.send("/desk/open", {})
    head = walls.ask("/live/snapshot")["box"]["head"]
    walls.look("zero", "Đã bắt đầu bỏ phiếu. Hòm phiếu đang rỗng: 0 phiếu.", head)
    opened = walls.ask("/live/snapshot")["round"]["opened"][11:]
    for slip, marks in zip(slips, FIRST, strict=False):
        cast(walls, slip, marks)
    walls.look("voting", "Đang bỏ phiếu kín.", opened)


def unlocking(walls: Walls, seats: list[dict], seeds: list[str]) -> None:
    """With four of the seven locks."""
    walls.desk.send("/desk/close", {})
    walls.look("closed", "Đã kết thúc bỏ phiếu. Ban kiểm phiếu đang mở khóa.", UNITS[6])
    bel = walls.desk.page.evaluate("() => fetch('/archive/box.bel').then((answer) => answer.arrayBuffer())"
                                   ".then((bytes) => [...new Uint8Array(bytes)])")  # fmt: skip
    board = Board.read(None, bytes(bel))
    box = Box.read(board.uuid, board.timestamp, board.entries)
    for seat, seed in list(zip(seats, seeds, strict=True))[:4]:
        sealed = walls.desk.send("/teller/seat", seat)["private_key"]
        private = ceremony.opening_key(seed, sealed, box.trustees.verification_keys[seat["number"] - 1])
        share = tally.partial_decryption(box.election, private, box.tally).decode()
        walls.desk.send("/teller/share", {**seat, "share": share})
    walls.look("unlocked", "Hòm phiếu đã mở khóa. Chuẩn bị kiểm phiếu.", UNITS[6])


def hurrying(walls: Walls) -> None:
    """By the button of the desk, after a restart in the middle of the count; nothing is skipped but the waiting."""
    walls.look("counting-again", "Đang kiểm phiếu, nội dung {number} trong {total}.", UNITS[7], number=1, total=4)
    walls.desk.page.goto(f"{walls.own}/desk/count")
    walls.desk.press("Hiện hết kết quả ngay")
    expect(walls.desk.page.get_by_text("Đã kiểm xong mọi nội dung bầu.")).to_be_visible(timeout=90_000)
    pages = [(8, 1), (13, 1), (20, 1), (20, 2), (30, 1), (30, 2)]
    for place, (number, part) in enumerate(pages):
        walls.turn(place)
        for wall in walls.walls:
            shown = wall.says("Trang {page} trong {pages}", page=place + 1, pages=len(pages))
            expect(wall.page.get_by_role("main")).to_contain_text(shown)
        walls.look(f"outcome-{number}-{part}", "Kết quả kiểm phiếu: còn bằng phiếu, chưa phân định.", TITLES[number])


def deciding(walls: Walls, slips: list[str], seats: list[dict], seeds: list[str]) -> None:
    """Three have one vote each for the second place: a run-off with the same slips, and the adoption."""
    walls.turn(0)
    walls.desk.send("/desk/runoff", {})
    walls.look("between", "Chuẩn bị vòng {number}: bầu lại giữa các đơn vị bằng phiếu.", UNITS[2], number=2)
    walls.desk.send("/desk/next-round", {})
    walls.look("issued-again", "Vòng {number}: xin quét lại mã trên phiếu. Hòm phiếu đang rỗng.", UNITS[2], number=2)
    walls.desk.send("/desk/open", {})
    cast(walls, slips[0], [[1]])
    walls.look("runoff", "Đang bỏ phiếu kín.", UNITS[2])
    unlocking(walls, seats, seeds)
    walls.desk.send("/desk/count", {})
    walls.desk.send("/desk/count/hurry", {})
    walls.look("outcome-runoff", "Kết quả kiểm phiếu.", UNITS[2])
    walls.desk.send("/desk/adopt", {"favour": len(UNITS), "against": 0, "abstain": 0, "flags": []})
    walls.look("adopted", "Hội nghị đã thông qua kết quả.", CITY)
