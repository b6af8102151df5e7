"""Where the room finds the laptop: in every network that it joins, and through every gap between two."""

from kiosk import addresses
from kiosk.addresses import room_bases
from kiosk.config import Config


def test_alone_it_has_only_itself(monkeypatch):
    monkeypatch.setattr(addresses, "lan_addresses", list)
    assert room_bases(Config(), 8000) == ["http://127.0.0.1:8000"]


def test_a_gap_in_the_network_does_not_take_the_address_off_the_projector(monkeypatch):
    monkeypatch.setattr(addresses, "lan_addresses", lambda: ["192.168.1.5", "10.0.0.5"])
    before = room_bases(Config(), 8000)
    assert before == ["http://192.168.1.5:8000", "http://10.0.0.5:8000"]
    monkeypatch.setattr(addresses, "lan_addresses", list)
    assert room_bases(Config(), 8000, before) == before
    monkeypatch.setattr(addresses, "lan_addresses", lambda: ["192.168.43.7"])
    assert room_bases(Config(), 8000, before) == ["http://192.168.43.7:8000"]


def test_an_address_of_its_own_is_kept_and_one_of_ipv6_stands_in_brackets():
    assert room_bases(Config(host="192.168.1.5"), 80) == ["http://192.168.1.5:80"]
    assert room_bases(Config(host="fd00::2"), 80) == ["http://[fd00::2]:80"]
