"""The tests' own network: once it is handed over, nothing changes in it that a browser would notice."""

import subprocess
import time

import pytest

from tests.browser.network import room_network

# A card's own address is tried out for a random second, then for one more.
AN_ADDRESS_WOULD_HAVE_COME = 3.0


def test_no_address_comes_once_the_pages_are_opening():
    with room_network() as network:
        if not network.within:
            pytest.skip("the machine's own network is not ours to keep still")
        addresses = [*network.within, "ip", "-o", "address"]
        first = subprocess.check_output(addresses, text=True)
        time.sleep(AN_ADDRESS_WOULD_HAVE_COME)
        assert subprocess.check_output(addresses, text=True) == first
        assert network.address in first
