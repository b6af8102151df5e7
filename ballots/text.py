"""Names and titles as people type or paste them, made into one clean form.

Texts end up in hashed JSON and on printed papers, so they hold no control characters (protocol, section 1) and are
always NFC: the same Vietnamese name typed on two keyboards is the same name.
"""

import unicodedata
from functools import lru_cache

from ballots.errors import Refused

NAME_LIMIT = 120
TITLE_LIMIT = 300
_LONGEST = 100_000
"""No text of ours is a hundredth of it; what is longer is not looked at letter by letter (nor in the browser)."""


def clean(value: object, limit: int = NAME_LIMIT, what: str = "Ô này") -> str:
    """`value` as NFC text with every run of blanks folded to one space and invisible marks dropped. Idempotent.

    Refused: `text-wrong-type`, `text-too-long` (more than `limit` characters), `text-unprintable`.
    """
    if not isinstance(value, str):
        raise Refused("text-wrong-type", "%(what)s phải là chữ.", what=what)
    visible = "".join(letter for letter in value[: _LONGEST + 1] if unicodedata.category(letter) != "Cf")
    text = " ".join(unicodedata.normalize("NFC", visible).split())
    if len(value) > _LONGEST or len(text) > limit:
        raise Refused("text-too-long", "%(what)s dài quá %(limit)d ký tự; xin viết gọn lại.", what=what, limit=limit)
    if any(unicodedata.category(letter) in ("Cc", "Cs", "Co", "Cn") for letter in text):
        raise Refused("text-unprintable", "%(what)s có ký tự không in được; xin gõ lại.", what=what)
    return text


def required(value: object, limit: int = NAME_LIMIT, what: str = "Ô này") -> str:
    """As `clean`, and not empty (`text-missing`)."""
    text = clean(value, limit, what)
    if not text:
        raise Refused("text-missing", "%(what)s đang để trống; xin điền vào.", what=what)
    return text


@lru_cache(maxsize=10_000)  # the room's state asks it of every nominee with every fact
def same_name(text: str) -> str:
    """The form under which two spellings count as one name: case, blanks and the keyboard do not matter. Idempotent.

    Refused: `text-unprintable`.
    """
    return clean(text, len(text) + 1).casefold()
