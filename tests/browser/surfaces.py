"""Every surface of a room at once, each on a device of its own, while a meeting votes on the sample."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, expect

from kiosk.rehearsal.server import Server
from tests.browser.devices import PHONE, PROJECTOR
from tests.browser.people import Desk, TellerPhone, VoterPhone
from tests.browser.tablet import LYING, Tablet

SIGN = "#connection"


class Surfaces:
    """Two voters' phones, the shared tablet, two tellers' phones, the board, the desk and the projector; voting is open."""

    def __init__(self, room, kiosk: Server) -> None:
        self.room = room
        base = room.address(kiosk)
        self.desk = Desk(room.devices, kiosk.desk, room.folder)
        seats = self.desk.call_the_sample()
        seeds = self.desk.lock(seats)
        self.slips = self.desk.seal_and_mint()
        self.desk.send("/desk/open", {})
        self.desk.page.goto(f"{kiosk.base}/desk/voting")
        self.tellers = [self._teller(base, seat, seed) for seat, seed in zip(seats, seeds, strict=True)]
        self.voters = [VoterPhone(room.devices, slip) for slip in self.slips[:2]]
        self.tablet = Tablet(room.devices, base, LYING)
        self.board = room.devices.open(PHONE, f"{base}/board")
        self.projector = room.devices.open(PROJECTOR, f"{base}/screen")

    def _teller(self, base: str, seat: dict, seed: str) -> TellerPhone:
        phone = TellerPhone(self.room.devices, f"{base}/teller#{seat['number']}.{seat['invite']}")
        phone.type_seed(seed)
        phone.has_locked()
        return phone

    def pages(self) -> dict[str, Page]:
        return {
            "booth": self.voters[0].page,
            "another booth": self.voters[1].page,
            "tablet": self.tablet.page,
            "teller": self.tellers[0].page,
            "another teller": self.tellers[1].page,
            "board": self.board,
            "desk": self.desk.page,
            "projector": self.projector,
        }

    def all_say_that_the_line_is_lost(self) -> None:
        for page in self.pages().values():
            expect(page.locator(SIGN)).to_be_visible()

    def none_says_that_the_line_is_lost(self) -> None:
        for page in self.pages().values():
            expect(page.locator(SIGN)).to_be_hidden()

    @contextmanager
    def silence(self, kiosk: Server) -> Iterator[None]:
        """Nothing is heard of the kiosk, and no connection ends: out of reach; where this machine has no network of its own
        to break, the laptop sleeps."""
        if self.room.network.can_fall_silent:
            with self.room.network.silence():
                yield
            return
        kiosk.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            kiosk.process.send_signal(signal.SIGCONT)
