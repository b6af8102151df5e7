"""The Wi-Fi of the room, where the slips are to carry it: its name, its password, and the text that a phone's camera joins by.

It is meant for everybody who holds a slip. It is in no record, because that leaves the room; the public state has the name
alone, which every phone in the room sees anyway.
"""

import re
import unicodedata
from dataclasses import dataclass

from ballots.errors import Refused

WPA, OPEN = "WPA", "open"
_LONGEST_NAME = 32
"""Bytes (IEEE 802.11, SSID)."""
_PASSWORD = re.compile(r"[ -~]{8,63}")
"""A pass-phrase of WPA (IEEE 802.11, annex J)."""
_MEANS_SOMETHING = re.compile(r'([\\;,:"])')


@dataclass(frozen=True)
class Network:
    """`kind`: WPA (2 and 3 too) or open; an open one has the password ""."""

    name: str
    password: str = ""
    kind: str = WPA

    @property
    def code(self) -> str:
        """What its square code says, as cameras of iPhones (iOS 11) and Android phones (10) take it: MECARD-like, with a
        backslash before every sign that has a meaning there."""
        if self.kind == OPEN:
            return f"WIFI:T:nopass;S:{_escaped(self.name)};;"
        return f"WIFI:T:WPA;S:{_escaped(self.name)};P:{_escaped(self.password)};;"


def _escaped(text: str) -> str:
    return _MEANS_SOMETHING.sub(r"\\\1", text)


def read_network(name: object, password: object, kind: object) -> Network | None:
    """The network as it was typed, None where its name is left empty. Blanks at both ends are nobody's intention.

    Refused: `malformed`, `network-name-wrong` (over 32 bytes, or not printable), `network-password-wrong`.
    """
    if not (isinstance(name, str) and isinstance(password, str) and kind in (WPA, OPEN)):
        raise Refused("malformed", "Phần Wi-Fi của phòng không đúng dạng; xin tải lại trang.")
    called, secret = unicodedata.normalize("NFC", name.strip()), password.strip()
    if not called:
        return None
    if not called.isprintable() or len(called.encode("utf-8", "replace")) > _LONGEST_NAME:
        raise Refused(
            "network-name-wrong",
            "Tên Wi-Fi dài quá hoặc có ký tự lạ (chữ có dấu tính gấp đôi, gấp ba; tối đa 32). Xin chép đúng tên mà điện thoại "
            "thấy.",
        )
    if kind == OPEN:
        return Network(called, kind=OPEN)
    if not _PASSWORD.fullmatch(secret):
        raise Refused(
            "network-password-wrong",
            "Mật khẩu Wi-Fi phải có từ 8 đến 63 ký tự, là chữ không dấu, chữ số hoặc dấu thường. Mạng không có mật khẩu thì "
            "xin chọn “Mạng mở”.",
        )
    return Network(called, secret)
