"""One meeting from the empty kiosk to the adoption, looked at from every place: each surface at each of its stages, from an
old phone to a projector, in both languages. Nothing scrolls sideways, nothing is cut off, nothing lies on anything else,
everything that is touched is large enough, nobody is kept out. With HOMPHIEU_PICTURES=1 every look is kept as a picture, in
.artefacts/pictures; otherwise those with a fault."""

from playwright.sync_api import expect

from ballots import samples
from tests.browser.layout import CHOICE, LANGUAGES, Album, Reader, Surface
from tests.browser.people import Desk

LONG = "Bảo hiểm xã hội thành phố Thừa Thiên Huế và các huyện miền núi phía Tây"
TITLE = "Hội nghị tổng kết công tác thi đua, khen thưởng năm 2025 và triển khai nhiệm vụ năm 2026 của Cụm thi đua"
CLUSTER = "Cụm thi đua số 5, các tỉnh Trung du và miền núi phía Bắc"
RENAMED = "BHXH tỉnh Bắc Ninh"
REASON = "Mất điện trong lúc bỏ phiếu"
SECOND = {"name": f"Trần Thị Thanh Hương, Phó Giám đốc {LONG}", "code": "49170358", "again": "49170358"}
CODE = {"code": SECOND["code"]}
STILL = {"/vi-sao": "why", "/tro-giup": "help", "/no-such-page": "error", "/": "door"}
ROOM = {"/booth": "booth", "/kiosk": "tablet", "/teller": "teller", "/board": "board", "/screen": "screen"}
PREPARING = ("meeting", "roster", "roll-call", "rules", "contests", "tellers", "seal", "copies")
CHOICES = {"label.row": CHOICE, "label.choice": CHOICE}


def renamed(text: str) -> str:
    return text.replace(RENAMED, LONG)


def units() -> list[dict]:
    named = ("name", "parent")
    return [row | {key: renamed(row[key]) for key in named if key in row} for row in samples.cluster_5()["units"]]


def contests() -> list[dict]:
    """Two places on one card, and a long list of district offices under their units."""
    top, outstanding, _ = samples.cluster_5()["contests"]
    places = {"kind": "two_places", "title": "Bầu đơn vị xếp hạng của cụm thi đua", "seats": 1}
    return [places | {"nominees": [*map(renamed, top["nominees"][:3])]}, outstanding]


class Walk:
    """The meeting, its desk, and for each language somebody who has all the other pages open."""

    def __init__(self, room, kiosk) -> None:
        self.base, self.own = room.address(kiosk), kiosk.base
        self.desk = Desk(room.devices, kiosk.desk, room.folder)
        self.readers = [Reader(room.devices, language, (self.base, self.own)) for language in LANGUAGES]
        self.album = Album()
        self.slips: list[str] = []
        self.at = {name: self.opened(self.base + path) for path, name in ROOM.items()}
        self.at["desk"] = self.opened(kiosk.desk)

    def opened(self, *addresses: str) -> list[Surface]:
        """For each reader one page; where there are several addresses, each has their own."""
        several = addresses if len(addresses) > 1 else addresses * len(self.readers)
        return [reader.open(address) for reader, address in zip(self.readers, several, strict=True)]

    def look(self, stage: str, name: str, sees: str = "", **targets: int) -> None:
        """At the pages of this surface, once each has come to this heading."""
        for surface in self.at[name]:
            surface.sees(sees)
            self.album.look(f"{name}-{stage}", surface, **targets)

    def each(self, name: str, *deeds: str) -> None:
        """Both press these buttons of this surface one after the other."""
        for surface in self.at[name]:
            for deed in deeds:
                surface.press(deed)

    def steps(self, stage: str, *steps: str) -> None:
        for surface in self.at["desk"]:
            for step in steps:
                surface.page.goto(f"{self.own}/desk/{step}")
                self.album.look(f"desk-{step}-{stage}", surface.sees())

    def dialog(self, stage: str, button: str) -> None:
        """What the desk asks before it does what cannot be undone."""
        for surface in self.at["desk"]:
            surface.press(button)
            expect(surface.page.get_by_role("dialog")).to_be_visible()
            self.album.look(f"desk-dialog-{stage}", surface)
            surface.page.keyboard.press("Escape")


def waiting(walk: Walk) -> None:
    """Before any meeting; and the pages that are the same at every stage."""
    still = walk.opened(walk.base)
    for surface in still:
        for path, name in STILL.items():
            surface.page.goto(walk.base + path)
            walk.album.look(name, surface.sees())
    for name in (*ROOM.values(), "desk"):
        walk.look("waiting", name)


def prepared(walk: Walk) -> None:
    """The units, the lists and the tellers are there, some hands are counted, most units are called."""
    walk.desk.send("/desk/meeting", {"title": TITLE, "cluster": CLUSTER, "year": 2025, "place": "", "rehearsal": True})
    walk.desk.send("/desk/roster", {"units": units()})
    walk.desk.send("/desk/contests", {"contests": contests()})
    names = [{"name": "Người giữ khóa thứ nhất", "unit": LONG}, {"name": "Người giữ khóa thứ hai", "unit": ""}]
    seats = walk.desk.send("/desk/tellers", {"tellers": names})["invites"]
    walk.desk.send("/desk/second-officer", SECOND)
    for unit in walk.desk.room()["units"][:-1]:
        walk.desk.send("/desk/roll-call", {"unit": unit["id"], "present": True})
    walk.steps("preparing", *PREPARING)
    walk.dialog("keys", "Phím tắt")
    walk.look("preparing", "screen")
    walk.look("preparing", "booth")
    walk.look("preparing", "board")
    walk.at["teller"] = walk.opened(*[f"{walk.base}/teller#{seat['number']}.{seat['invite']}" for seat in seats])


def locks(walk: Walk) -> None:
    """Each reader holds one lock."""
    walk.look("greeting", "teller")
    walk.each("teller", "Tạo khóa")
    walk.look("noting", "teller", "Xin ghi lại mã bí mật ra giấy")
    walk.at["teller"][0].press("Tôi đã ghi lại mã")
    walk.at["teller"][0].sees("Các điện thoại đang cùng khóa hòm")
    walk.album.look("teller-gathering", walk.at["teller"][0])
    walk.at["teller"][1].press("Tôi đã ghi lại mã")
    walk.look("locked", "teller", "Khóa đã đóng vào hòm")
    walk.look("locked", "screen")


def sealed(walk: Walk) -> None:
    walk.desk.call_everybody()
    walk.desk.agree_on_everything()
    walk.steps("agreed", "rules", "contests", "tellers", "seal")
    walk.dialog("seal", "Niêm phong danh sách")
    walk.desk.send("/desk/seal", CODE)
    walk.look("sealed", "screen")
    walk.steps("sealed", "seal", "slips")


def issued(walk: Walk) -> None:
    walk.slips = walk.desk.mint()
    walk.steps("issued", "slips", "voting")
    walk.dialog("open", "Bắt đầu bỏ phiếu")
    walk.look("issued", "screen")
    walk.look("issued", "tablet", "Mời đồng chí tiếp theo")
    walk.look("entry", "booth", "Xin quét mã trên phiếu")
    walk.at["voter"] = walk.opened(*walk.slips[:2])
    walk.look("issued", "voter", "Phiếu đã sẵn sàng, chưa đến giờ bỏ phiếu")


def voting(walk: Walk) -> None:
    walk.desk.send("/desk/open", {})
    wrong_slips(walk)
    fill_in(walk, "voter")
    walk.each("voter", "Kiểm tra phiếu này")
    walk.look("audit", "voter", "Mở lá phiếu này cho máy khác kiểm tra?")
    walk.each("voter", "Mở lá này để kiểm tra")
    walk.look("opened", "voter", "Lá phiếu đã mở để kiểm tra, không được đếm")
    walk.at["second"] = walk.opened(*[opening(walk, surface) for surface in walk.at["voter"]])
    for surface in walk.at["second"]:
        surface.reads("Khớp: lá phiếu đã niêm phong chứa đúng những dấu dưới đây.")
    walk.look("opened", "second")
    walk.each("voter", "Đánh dấu lại")
    cast(walk)
    walk.look("spent", "voter", "Phiếu của đồng chí đã nằm trong hòm.")
    walk.look("open", "screen")
    walk.look("open", "board")
    walk.steps("open", "voting")
    walk.dialog("close", "Kết thúc bỏ phiếu")
    for surface in walk.at["desk"]:
        surface.page.locator("summary").filter(visible=True).last.click()
    walk.look("voiding", "desk")


def opening(walk: Walk, surface: Surface) -> str:
    """The address in the square code, as it can be typed."""
    return f"{walk.base}/board#kiem.{surface.page.locator('[data-slot=opening]').text_content().strip()}"


def wrong_slips(walk: Walk) -> None:
    for surface in walk.at["booth"]:
        surface.page.get_by_role("textbox").fill("aaaaa-bbbbbb-ccccc-dddddd")
        surface.press("Mở phiếu")
    walk.look("unknown", "booth", "Hòm phiếu không có phiếu này")


def fill_in(walk: Walk, name: str) -> None:
    """From the first card to the review, with everything that is said on the way."""
    for surface in walk.at[name]:
        boxes = surface.page.locator("label.choice")
        expect(boxes).to_have_count(6)
        boxes.first.click()
        boxes.nth(1).click(force=True)
    walk.look("pair", name, "", **CHOICES)
    walk.each(name, "Tiếp tục")
    walk.look("pair-blank", name, "", **CHOICES)
    for surface in walk.at[name]:
        surface.press("Đúng, để trắng")
        rows = surface.page.locator("label.row")
        for row in range(6):
            rows.nth(row).click(force=True)
    walk.look("list-full", name, "", **CHOICES)
    walk.each(name, "Tiếp tục")
    for surface in walk.at[name]:
        expect(surface.button("Kiểm tra phiếu này")).to_be_enabled()
    walk.look("review", name, "Đồng chí đã chọn")


def cast(walk: Walk) -> None:
    """Both vote alike, so that nothing is tied but what is left blank."""
    for surface in walk.at["voter"]:
        boxes = surface.page.locator("label.choice")
        expect(boxes).to_have_count(6)
        boxes.first.click()
        boxes.nth(3).click()
        surface.press("Tiếp tục")
        for row in range(5):
            surface.page.locator("label.row").nth(row).click()
        surface.press("Tiếp tục")
        surface.press("Bỏ phiếu vào hòm")
        surface.sees("Phiếu của đồng chí đã nằm trong hòm.")


def voided(walk: Walk) -> None:
    walk.desk.send("/desk/void", {"reason": REASON, **CODE})
    walk.look("voided", "screen")
    walk.look("voided", "voter")
    walk.look("voided", "teller")
    walk.steps("voided", "slips", "record")


def again(walk: Walk) -> None:
    """The second round, on the shared tablet too; its box is closed and its locks are released."""
    walk.desk.send("/desk/next-round", {})
    walk.desk.send("/desk/open", {})
    for surface, slip in zip(walk.at["voter"], walk.slips, strict=False):
        surface.page.goto(slip)
    cast(walk)
    for surface, slip in zip(walk.at["tablet"], walk.slips[2:], strict=False):
        surface.page.get_by_role("textbox").click()
        surface.page.get_by_role("textbox").fill(slip.split(".")[-1])
        surface.press("Mở phiếu")
        expect(surface.page.locator("label.choice")).to_have_count(6)
        surface.page.locator("label.choice").first.click()
        surface.page.evaluate("Object.assign(document.getElementById('stage').dataset, { quiet: 1, warning: 600 })")
        expect(
            surface.page.get_by_role("alertdialog", name=surface.reader.says("Đồng chí còn ở đây không?"))
        ).to_be_visible()
    walk.look("warning", "tablet")
    walk.desk.send("/desk/close", CODE)
    walk.look("closed", "screen")
    walk.steps("closed", "voting", "count")
    walk.look("closed", "booth")
    walk.look("releasing", "teller", "Hòm đã đóng, mời đồng chí mở khóa")
    walk.each("teller", "Mở khóa của tôi")
    walk.look("released", "teller", "Khóa của đồng chí đã mở")


def counted(walk: Walk) -> None:
    walk.desk.send("/desk/count", {})
    walk.look("counted", "teller", "Kiểm phiếu đã xong")
    for seconds in (0, 12):
        for surface in walk.at["screen"]:
            surface.page.clock.set_fixed_time(seconds)
        walk.look(f"counted-{seconds}", "screen", "Kết quả kiểm phiếu.")
    walk.steps("counted", "count", "record", "papers")
    for surface in walk.at["board"]:
        surface.press("Kiểm tra toàn bộ")
        expect(surface.page.locator("#verdict-sheet")).to_be_visible()
    walk.look("verdict", "board")


def adopted(walk: Walk) -> None:
    hands = {"favour": walk.desk.room()["attendance"]["present"], "against": 0, "abstain": 0}
    flags = [{"unit": unit["name"], "flag": "government"} for unit in walk.desk.room()["units"][:1]]
    walk.desk.send("/desk/adopt", {**hands, "flags": flags})
    walk.look("adopted", "screen")
    walk.look("adopted", "teller")
    walk.look("adopted", "board")
    walk.steps("adopted", "record", "papers", "timeline")


def test_every_surface_fits_every_width_in_both_languages_at_every_stage(room):
    with room.kiosk() as kiosk:
        walk = Walk(room, kiosk)
        for part in (waiting, prepared, locks, sealed, issued, voting, voided, again, counted, adopted):
            part(walk)
    assert walk.album.found == []
    assert room.devices.troubles == []
