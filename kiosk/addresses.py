"""Where the room's phones find this laptop: its own addresses, most likely first. Works without internet or a router."""

import ipaddress
from collections.abc import Sequence
from urllib.parse import urlsplit

import ifaddr

from kiosk.config import Config

_UNLIKELY = ("docker", "br-", "veth", "virbr", "vmnet", "vbox", "tun", "tap", "wsl", "hyper-v", "virtual")


def lan_addresses() -> list[str]:
    """IPv4 addresses of this machine other than loopback, private ones of real adapters first; empty without a network."""
    found = []
    for adapter in ifaddr.get_adapters():
        unlikely = adapter.nice_name.lower().startswith(_UNLIKELY)
        for ip in adapter.ips:
            if ip.is_IPv4 and not ipaddress.ip_address(ip.ip).is_loopback:
                address = ipaddress.ip_address(ip.ip)
                found.append((unlikely, address.is_link_local, not address.is_private, str(address)))
    return [address for *_, address in sorted(found)]


def adapters() -> dict[str, str]:
    """What the machine calls the adapter of each of its IPv4 addresses: "wlan0", "Intel(R) Wi-Fi 6 AX201"."""
    return {str(ip.ip): adapter.nice_name for adapter in ifaddr.get_adapters() for ip in adapter.ips if ip.is_IPv4}


def room_bases(config: Config, port: int, before: Sequence[str] = ()) -> list[str]:
    """Base addresses to print on slips, best first; without a network those of `before`, else the loopback one."""
    hosts = lan_addresses() if config.host in ("0.0.0.0", "::", "") else [config.host]
    if not hosts and before:
        return list(before)
    return [f"{config.scheme}://{_in_address(host)}:{port}" for host in hosts or ["127.0.0.1"]]


def chosen_first(bases: Sequence[str], host: str) -> list[str]:
    """The same bases, that of `host` before all others; as they are where it is not among them."""
    return sorted(bases, key=lambda base: host_of(base) != host)


def host_of(base: str) -> str:
    """The address in a base, without scheme, port and brackets."""
    return urlsplit(base).hostname or ""


def number_in_the_room(config: Config) -> int:
    """How many addresses a phone can try now; 0 where the laptop is in no network."""
    return sum(not host_of(base).startswith("127.") for base in room_bases(config, 0))


def over_https(base: str, port: int) -> str:
    """The same place over https, at another port."""
    return f"https://{_in_address(host_of(base))}:{port}"


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def surfaces(base: str) -> dict[str, str]:
    """The pages that people in the room open, by name."""
    return {name: f"{base}/{name}" for name in ("booth", "kiosk", "teller", "board", "screen")}
