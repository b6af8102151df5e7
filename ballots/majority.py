"""A majority that a winner needs besides a place above the seat line; a meeting may declare one, and none is the default.

A share of a whole number of ballots, compared in integers: "quá nửa số phiếu hợp lệ" is Majority(1, 2, True, "valid").
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ballots.errors import Refused

BASES = ("issued", "returned", "valid")


@dataclass(frozen=True)
class Majority:
    """`part` of `whole` of the `base` (ballots issued, returned or valid); `strict`: more than that, not just as much."""

    part: int
    whole: int
    strict: bool
    base: str

    def reached(self, votes: int, ballots: int) -> bool:
        """Whether `votes` are enough of the `ballots` of the base."""
        ours, needed = votes * self.whole, ballots * self.part
        return ours > needed if self.strict else ours >= needed


def read_majority(value: object, title: str) -> Majority | None:
    """The majority of {"part", "whole", "strict", "base"}; None stays None. Refused `majority-wrong`."""
    if value is None:
        return None
    if isinstance(value, Mapping) and set(value) == {"part", "whole", "strict", "base"}:
        part, whole, strict, base = (value[name] for name in ("part", "whole", "strict", "base"))
        if type(part) is type(whole) is int and 0 < part <= whole <= 100 and type(strict) is bool and base in BASES:
            return Majority(part, whole, strict, base)
    raise Refused("majority-wrong", "Tỷ lệ phải đạt ở “%(title)s” không đúng; xin chọn lại.", title=title)
