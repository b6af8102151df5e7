"""Emulation points as people write them, kept as integers: hundredths of a point, never floats (guidance B.1.1, C.4.a).

1 386,5 points are 138650. Written the Vietnamese way: a comma before the decimals, dots or blanks between thousands.
"""

import re

from ballots.errors import Refused

MOST_POINTS = 1_000_000
MAXIMA = (300_00, 1_400_00)
"""The two score sheets of the guidance: units under BHXH Việt Nam (B.1.1.a), provinces (B.1.1.b). Others are allowed."""
_WRITTEN = (
    re.compile(
        r"(?P<whole>[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+)(?:,(?P<part>[0-9]{1,2}))?"
    ),
    re.compile(r"(?P<whole>[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+)\.(?P<part>[0-9]{1,2})"),
)
_ROUNDING = 1e-6
"""How far from a whole hundredth a spreadsheet's sum may be and still be that hundredth."""


def read_points(value: object, what: str = "Điểm") -> int | None:
    """Hundredths of a point of a number or a text; None for an empty one.

    "1 386,5", "1386.5", "1.386,5", "1,386.5" and 1386.5 are the same. "1,386" could be two numbers, and is neither.
    Refused: `points-wrong` (no number, negative, more than two decimals, more than MOST_POINTS).
    """
    if value is None or isinstance(value, str) and not value.strip():
        return None
    hundredths = _of_text(value) if isinstance(value, str) else _of_number(value)
    if hundredths is None or hundredths > MOST_POINTS * 100:
        raise Refused(
            "points-wrong",
            "%(what)s phải là số điểm, như 1386,5: không âm, nhiều nhất hai chữ số sau dấu phẩy.",
            what=what,
        )
    return hundredths


def show_points(hundredths: int) -> str:
    """138650 is "1.386,5"; 140000 is "1.400". `read_points` reads it back."""
    whole, part = divmod(hundredths, 100)
    decimals = f",{part:02}".rstrip("0").rstrip(",")
    return f"{whole:,}".replace(",", ".") + decimals


def _of_text(text: str) -> int | None:
    plain = " ".join(text.split())  # str.split knows the no-break spaces, too
    written = next(filter(None, (form.fullmatch(plain) for form in _WRITTEN)), None)
    if written is None or len(plain) > 20:
        return None
    whole = re.sub("[^0-9]", "", written["whole"])
    return int(whole) * 100 + int((written["part"] or "").ljust(2, "0"))


def _of_number(value: object) -> int | None:
    if type(value) is int:
        return value * 100 if value >= 0 else None
    if type(value) is not float or not 0 <= value <= MOST_POINTS:
        return None
    hundredths = round(value * 100)
    return hundredths if abs(value * 100 - hundredths) < _ROUNDING else None
