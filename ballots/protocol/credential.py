"""Credentials: the secret on a slip, and the public list of what belongs to them (section 4, the "full" style)."""

import re

from ballots.errors import Broken
from ballots.protocol.encoding import BASE58, base58_random, compact, read_canonical, sha_hex
from ballots.protocol.group import NEUTRAL, ORDER, Element, element_of, point_of, power_of_g, read_element

_LETTER = f"[{BASE58}]"
_CREDENTIAL = re.compile(f"{_LETTER}{{5}}-{_LETTER}{{6}}-{_LETTER}{{5}}-{_LETTER}{{6}}")


def new_credential() -> str:
    """A fresh secret, `XXXXX-XXXXXX-XXXXX-XXXXXX` in base58: 128.9 bits, no checksum."""
    letters = base58_random(22)
    return f"{letters[:5]}-{letters[5:11]}-{letters[11:16]}-{letters[16:]}"


def secret_exponent(uuid: str, credential: str) -> int:
    """The signing secret behind a credential in one election. ValueError (without the credential) if mistyped."""
    if not _CREDENTIAL.fullmatch(credential):
        raise ValueError("not a credential")
    halves = (sha_hex(f"derive_credential|{uuid}|{half}|{credential}".encode()) for half in (0, 1))
    return int("".join(halves), 16) % ORDER


def public_part(uuid: str, credential: str) -> Element:
    return element_of(power_of_g(secret_exponent(uuid, credential)))


def public_list(parts: list[Element]) -> bytes:
    """The public credentials as a record, sorted as belenios-tool sorts, so that it tells nothing of the hand-out."""
    return compact(sorted(parts, key=point_of))


def read_list(raw: bytes) -> tuple[Element, ...]:
    """The public credentials of a record in its order: valid, distinct, none neutral, none with a weight."""
    parts = read_canonical(raw, "credential-list-malformed")
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        raise Broken("credential-list-malformed", "Danh sách mã phiếu không đúng định dạng.")
    for part in parts:
        _check(part)
    if len(set(parts)) != len(parts):
        raise Broken("credential-repeated", "Danh sách mã phiếu có một mã bị lặp lại.")
    return tuple(parts)


def _check(part: str) -> None:
    if "," in part:
        raise Broken("credential-weight", "Danh sách mã phiếu có phiếu mang trọng số; mỗi phiếu chỉ được tính là một.")
    read_element(part, "credential-invalid")
    if part == NEUTRAL:
        raise Broken("credential-neutral", "Danh sách mã phiếu có một mã mà ai cũng ký thay được.")
