"""P2 with the real pages: two tellers' phones, the desk and two voters' phones play a meeting; what they sent, and the memory
and the files of the kiosk, are searched for everything that was theirs alone.
"""

import sys
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request, expect

from ballots.protocol import credential
from ballots.protocol.election import Election
from tests.browser.people import Desk, TellerPhone, VoterPhone
from tests.browser.test_cast_or_audit import FIVE, OPENING, TWO, fill_in, have_opened, scanned, sealed_code
from tests.searching import Haystack
from tests.secrecy import Forms, Traced, hash_of, none_of, of_a_teller, of_a_vote, of_an_opening, of_slips

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows the memory of another process")

OPENED, FIRST, SECOND, FEW = ([[0, 1], [3, 4, 5]], [[2], [0, 2, 6, 8, 10]], [[0, 2], [1, 4, 7, 9, 11]], [[1], [4]])


class Overheard:
    """All that the devices send."""

    def __init__(self) -> None:
        self._sent: list[str] = []
        self._asked: dict[Page, list[tuple[str, str]]] = {}

    def by(self, page: Page) -> Page:
        page.on("request", lambda request: self._heard(page, request))
        return page

    def _heard(self, page: Page, request: Request) -> None:
        self._sent.append(f"{request.url} {request.post_data or ''}")
        self._asked.setdefault(page, []).append((request.method, urlsplit(request.url).path))

    def all(self) -> Haystack:
        return Haystack("\n".join(self._sent).encode())

    def asked_by(self, page: Page) -> list[str]:
        """What it asked the kiosk's booth for, whatever it sent with it. (Files and the line come as they come.)"""
        return [f"{method} {path}" for method, path in self._asked[page] if path.startswith("/booth")]


def names(marks: list[list[int]]) -> list[list[str]]:
    return [[contest[mark] for mark in chosen] for contest, chosen in zip((TWO, FIVE), marks, strict=True)]


def make_locks(desk: Desk, room, base: str, overheard: Overheard) -> tuple[list[TellerPhone], Forms]:
    seats = desk.call_the_sample()
    phones = [TellerPhone(room.devices, f"{base}/teller#{seat['number']}.{seat['invite']}") for seat in seats]
    for phone in phones:
        overheard.by(phone.page)
    seeds = [phone.join() for phone in phones]
    for phone in phones:
        phone.has_locked()
    known = [of_a_teller(seed, desk.send("/teller/seat", seat)) for seed, seat in zip(seeds, seats, strict=True)]
    return phones, known[0] | known[1]


def make_slips(desk: Desk) -> list[str]:
    """The addresses on them, each shown once by the desk's page."""
    desk.call_everybody()
    desk.agree_on_everything()
    desk.send("/desk/seal", {})
    desk.page.goto(desk.page.url.replace("/desk/meeting", "/desk/slips"))
    number = desk.room()["attendance"]["present"]
    desk.press(f"Làm {number} phiếu")
    slips = desk.show_slips(number)
    desk.send("/desk/open", {})
    return slips


def one_opened(voter: VoterPhone, room) -> str:
    """The opening of a first sealed ballot; the phone is ready for the next."""
    fill_in(voter, *names(OPENED))
    have_opened(voter)
    opening = OPENING.search(scanned(voter, room.folder)).group(1)
    voter.press("Đánh dấu lại")
    return opening


def one_cast(voter: VoterPhone, marks: list[list[int]]) -> str:
    """The tracking code."""
    fill_in(voter, *names(marks))
    code = sealed_code(voter)
    voter.cast()
    assert voter.tracker() == code
    return code


def count(desk: Desk, tellers: list[TellerPhone]) -> None:
    desk.send("/desk/close", {})
    for teller in tellers:
        teller.release_lock()
    desk.send("/desk/count", {})
    desk.page.goto(desk.page.url.replace("/desk/slips", "/desk/count"))
    expect(desk.page.locator("#room").get_by_text("Đã có kết quả")).to_be_visible()


def test_p2_no_page_sends_a_secret_and_the_kiosk_has_none(room, monkeypatch):
    kiosk, overheard = Traced(room.folder / "kiosk", monkeypatch, room.network.within, "0.0.0.0"), Overheard()
    with kiosk.server as server:
        base = room.address(server)
        desk = Desk(room.devices, server.desk, room.folder)
        overheard.by(desk.page)
        tellers, secrets = make_locks(desk, room, base, overheard)
        slips = make_slips(desk)
        told = desk.page.evaluate("() => fetch('/booth/election').then((answer) => answer.json())")
        election = Election.read(told["election"].encode())
        voters = [VoterPhone(room.devices, slip) for slip in slips[:3]]
        for voter in voters:
            overheard.by(voter.page)
        opening = one_opened(voters[0], room)
        codes = [one_cast(voter, marks) for voter, marks in zip(voters, (FIRST, SECOND, FEW), strict=True)]
        full, few = (overheard.asked_by(voter.page) for voter in voters[1:])
        assert full == few and len([line for line in full if line.startswith("POST")]) == 1, (
            "how many are marked shows in nothing that is asked for"
        )
        count(desk, tellers)
        drawn = [slip.split(".")[-1] for slip in slips]
        secrets |= of_slips(drawn, [election.uuid]) | of_an_opening(opening)
        for name, marks in {"the opened ballot": OPENED, "the first": FIRST, "the second": SECOND}.items():
            secrets |= of_a_vote(name, election, marks)
        there = {"a public part": credential.public_part(election.uuid, drawn[0]).encode()}
        none_of(secrets, {"what was sent": overheard.all()}, there)
        none_of(secrets, kiosk.traces(), there | {code: hash_of(code) for code in codes})
    assert room.devices.troubles == []
