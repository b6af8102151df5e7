"""How values become bytes, hashes and random text (section 1).

Records are hashed exactly as stored; what is read here is therefore parsed once and never written back for hashing.
"""

import base64
import hashlib
import json
import re
import secrets
from collections.abc import Sequence
from typing import Any

from ballots.errors import Broken

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
HASH = re.compile(r"[0-9a-f]{64}")
_LARGEST = 2**53 - 1


def compact(value: object) -> bytes:
    """JSON as the format writes it: no space, fields in their order, no escapes but the necessary.

    ValueError for what such JSON cannot carry: NaN, infinities, lone surrogates, structures nested without end.
    """
    try:
        text = json.dumps(value, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    except RecursionError as deep:
        raise ValueError("nested too deeply") from deep
    return text.replace("\x7f", "\\u007f").encode()


def read_json(raw: bytes, code: str) -> Any:
    """The value of JSON from outside, in any spacing; Broken(code) for all that is not plain JSON.

    What readers in other languages would take for something else is refused here: a repeated field, of which one or the
    other counts; a number that is not whole or has more digits than JavaScript keeps (the format has none).
    """
    return _read_and_written(raw, code)[0]


def read_canonical(raw: bytes, code: str, not_canonical: str | None = None) -> Any:
    """The value of JSON from outside that was written as `compact` writes; Broken(`not_canonical` or `code`) if not."""
    value, written = _read_and_written(raw, code)
    if written != raw:
        raise Broken(not_canonical or code, "Dữ liệu không được ghi đúng dạng chuẩn.")
    return value


def read_text(text: object, code: str) -> Any:
    """The value of such JSON where it stands as a string inside other JSON; Broken(code) also if there is no string."""
    if not isinstance(text, str):
        raise Broken(code, "Dữ liệu không được ghi đúng dạng chuẩn.")
    return read_canonical(text.encode(errors="surrogatepass"), code)


def has_fields(value: object, required: Sequence[str], optional: Sequence[str] = ()) -> bool:
    """Whether `value` is an object with exactly these fields in this order, `optional` ones (in order too) last."""
    if not isinstance(value, dict):
        return False
    return list(value) == [*required, *(name for name in optional if name in value)]


def is_list(value: object, length: int) -> bool:
    return isinstance(value, list) and len(value) == length


def is_number(value: object) -> bool:
    """Whether a JSON value is a whole number; Python counts booleans as integers, the format does not."""
    return type(value) is int


def sha_hex(raw: bytes) -> str:
    """64 lower-case digits: names of records, references between them."""
    return hashlib.sha256(raw).hexdigest()


def sha_b64(raw: bytes) -> str:
    """43 characters, no padding: election fingerprint, signature hash, tracker."""
    return base64.b64encode(hashlib.sha256(raw).digest()).decode().rstrip("=")


def sha_bytes(text: str) -> bytes:
    """The 32 bytes of a text's digest."""
    return hashlib.sha256(text.encode()).digest()


def sha_number(text: str) -> int:
    """The digest of a text read as one big-endian number (2.3); reduced by the caller."""
    return int.from_bytes(sha_bytes(text), "big")


def base58_random(length: int) -> str:
    return "".join(secrets.choice(BASE58) for _ in range(length))


def is_base58(text: object, at_least: int) -> bool:
    return isinstance(text, str) and len(text) >= at_least and all(letter in BASE58 for letter in text)


def _read_and_written(raw: bytes, code: str) -> tuple[Any, bytes]:
    """A value, and how `compact` writes it."""
    try:
        value = json.loads(
            raw.decode(), object_pairs_hook=_fields_once, parse_int=_whole_number, parse_float=_whole_number
        )
        return value, compact(value)
    except (ValueError, RecursionError):
        raise Broken(code, "Dữ liệu không đọc được: không đúng định dạng JSON.") from None


def _whole_number(text: str) -> int:
    number = int(text)
    if str(number) != text or abs(number) > _LARGEST:
        raise ValueError("not a plain number")
    return number


def _fields_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError("repeated field")
    return fields
