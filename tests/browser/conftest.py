"""A room for each test: its network, its devices, and the kiosk that the test starts in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from kiosk.rehearsal.server import Server
from tests.browser.devices import Devices
from tests.browser.network import Network, room_network
from tests.needs import chromium, program


@dataclass(frozen=True)
class Room:
    network: Network
    devices: Devices
    folder: Path

    def kiosk(self, port: int = 0, pace: float = 0.02, options: Sequence[object] = ()) -> Server:
        """A kiosk as the secretary starts it, on all addresses of the room; the same instance every time."""
        instance = self.folder / "instance"
        return Server(instance, port=port, pace=pace, host="0.0.0.0", within=self.network.within, options=options)

    def address(self, kiosk: Server) -> str:
        """Where phones find it: never a loopback address."""
        return f"http://{self.network.address}:{kiosk.port}"


@pytest.fixture
def room(tmp_path) -> Iterator[Room]:
    chromium(), program("zbarimg")
    with room_network() as network, sync_playwright() as playwright:
        devices = Devices(playwright, network, tmp_path)
        yield Room(network, devices, tmp_path)
        devices.browser.close()
