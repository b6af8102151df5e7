"""How the room's phones come to the booth: the address that the slips carry, and the Wi-Fi printed beside it. What the desk
shows of both, and its two deeds. Each writes one fact, and none where nothing changes.
"""

from dataclasses import asdict
from urllib.parse import urlsplit

from ballots.errors import Refused
from ballots.network import read_network
from kiosk.addresses import adapters, host_of, over_https, surfaces
from kiosk.deeds import require_meeting
from kiosk.hall import Hall


def set_network(hall: Hall, name: object, password: object, kind: object) -> None:
    """The Wi-Fi that slips carry; none where `name` is empty. Possible until the adoption. Refused as `read_network` says."""
    require_meeting(hall, "set_network")
    network = read_network(name, password, kind)
    if network != hall.meeting.network:
        hall.record("network_set", {"network": asdict(network) if network else None})


def choose_address(hall: Hall, address: object) -> None:
    """Which of the laptop's addresses (without scheme and port) slips lead to. Possible until voting opens; slips that are
    printed keep the one that they have. Refused `address-unknown` for one that the laptop does not have now."""
    require_meeting(hall, "choose_address")
    hall.look_around()
    if address not in map(host_of, hall.bases):
        raise Refused(
            "address-unknown",
            "Máy này không còn địa chỉ ấy. Xin xem lại mạng của máy, rồi chọn một địa chỉ trong danh sách.",
        )
    if address != hall.meeting.address:
        hall.record("address_chosen", {"address": address})


def joining_shown(hall: Hall) -> dict[str, object]:
    """{"choices", "lost", "reached"}. `choices`: every address, that of the slips first, as {"base", "host", "short",
    "adapter"}; `lost`: the chosen one where the laptop does not have it any more, else ""; `reached`: whether the first is one
    that a phone can try."""
    called = adapters()
    choices = [
        {"base": base, "host": host_of(base), "short": urlsplit(base).netloc, "adapter": called.get(host_of(base), "")}
        for base in hall.addresses
    ]
    hosts = [choice["host"] for choice in choices]
    return {
        "choices": choices,
        "lost": hall.meeting.address if hall.meeting.address not in hosts else "",
        "reached": bool(hosts) and not hosts[0].startswith("127."),
    }


def secure_shown(hall: Hall) -> dict[str, str] | None:
    """{"kiosk", "fingerprint"}: where the shared tablet's browser lets the page use the camera, and what its certificate has to
    show there; None where there is no such door beside http."""
    if not hall.secure or not hall.addresses:
        return None
    base = over_https(hall.addresses[0], hall.secure.port)
    return {"kiosk": surfaces(base)["kiosk"], "fingerprint": hall.secure.fingerprint}
