"""The room's network, made on one machine: phones reach the kiosk by an address that is not loopback.

Only so is the page an insecure context, as in a real room (no crypto.subtle). Where the machine allows it, the network is
a namespace of its own, in which nothing else can be reached at all; otherwise the machine's own address is used.
"""

import os
import shutil
import stat
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.addresses import lan_addresses

ADDRESS = "10.77.0.1"


@dataclass(frozen=True)
class Network:
    """`address`: the kiosk's in the room; `within`: the command that starts the rest of its line in this network."""

    address: str
    within: tuple[str, ...] = ()

    def wrapper(self, program: str, folder: Path) -> str:
        """A program that starts `program` in this network."""
        if not self.within:
            return program
        script = folder / "in-the-room"
        script.write_text(f'#!/bin/sh\nexec {" ".join(self.within)} {program} "$@"\n')
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
        return str(script)

    @property
    def can_fall_silent(self) -> bool:
        """Whether `silence` works: only a network of our own is ours to break."""
        return bool(self.within)

    @contextmanager
    def silence(self) -> Iterator[None]:
        """No packet arrives and nobody is told so: what both ends hold for a connection stays, as out of a Wi-Fi's reach."""
        link = ["ip", "-n", self.within[-1], "link", "set", "lo"]
        subprocess.run([*link, "down"], check=True)
        try:
            yield
        finally:
            subprocess.run([*link, "up"], check=True)


@contextmanager
def room_network() -> Iterator[Network]:
    """Skips the test where the machine has no address but loopback and may not make a network."""
    name = f"hom-phieu-{os.getpid()}"
    if _made(name):
        try:
            yield Network(ADDRESS, ("ip", "netns", "exec", name))
        finally:
            subprocess.run(["ip", "netns", "del", name], check=True)
        return
    addresses = lan_addresses()
    if not addresses:
        pytest.skip("this machine has no address but loopback, and may not make a network of its own")
    yield Network(addresses[0])


def _without_ipv6() -> bool:
    return not Path("/proc/net/if_inet6").exists()


def _made(name: str) -> bool:
    """Whether a namespace with loopback and one address of a room could be made.

    No card gives itself a link-local address: it would come a second or two later, when the pages are opening, and
    Chromium breaks off what it is fetching when an address comes (net::ERR_NETWORK_CHANGED).
    """
    if shutil.which("ip") is None or subprocess.run(["ip", "netns", "add", name], capture_output=True).returncode:
        return False
    steps = (
        "link add lan0 type veth peer name lan1",
        *(() if _without_ipv6() else ("link set lan0 addrgenmode none", "link set lan1 addrgenmode none")),
        f"addr add {ADDRESS}/24 dev lan0",
        "link set lan0 up",
        "link set lan1 up",
        "link set lo up",
    )
    inside = ["ip", "-n", name]
    works = all(subprocess.run([*inside, *step.split()], capture_output=True).returncode == 0 for step in steps)
    works = works and subprocess.run(["ip", "netns", "exec", name, "true"], capture_output=True).returncode == 0
    if not works:
        subprocess.run(["ip", "netns", "del", name], check=True)
    return works
