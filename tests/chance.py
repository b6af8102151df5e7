"""Whether two lots of measurements differ by more than chance. Seeded, so that the same figures get the same answer."""

import math
import random
from collections.abc import Sequence
from statistics import NormalDist, fmean, pstdev

SHUFFLES = 2_000


def by_shuffling(one: Sequence[float], other: Sequence[float], seed: int = 1) -> float:
    """The p-value of the difference of their means: how often a shuffle of all differs as much. At least 1 / SHUFFLES."""
    drawn, both = random.Random(seed), [*one, *other]
    whole, found = sum(both), abs(fmean(one) - fmean(other))

    def differs() -> bool:
        part = sum(drawn.sample(both, len(one)))
        return abs(part / len(one) - (whole - part) / len(other)) >= found - 1e-9

    return (1 + sum(differs() for _ in range(SHUFFLES - 1))) / SHUFFLES


def by_shape(one: Sequence[float], other: Sequence[float]) -> float:
    """The p-value of Kolmogorov and Smirnov, which any difference of the distributions moves. With ties it is too large."""
    places = sorted({*one, *other})
    farthest = max(abs(_below(one, place) - _below(other, place)) for place in places)
    n = len(one) * len(other) / (len(one) + len(other))
    scaled = (math.sqrt(n) + 0.12 + 0.11 / math.sqrt(n)) * farthest
    if scaled < 0.2:
        return 1.0
    return min(1.0, max(0.0, 2 * sum((-1) ** (k - 1) * math.exp(-2 * (k * scaled) ** 2) for k in range(1, 101))))


def _below(lot: Sequence[float], place: float) -> float:
    return sum(value <= place for value in lot) / len(lot)


def by_counts(one: Sequence[Sequence[bool]], other: Sequence[Sequence[bool]]) -> float:
    """The p-value of chi-square over every place of the rows: whether what is true there is as often so in both lots."""
    pairs = [(sum(a), sum(b)) for a, b in zip(zip(*one, strict=True), zip(*other, strict=True), strict=True)]
    terms = [_chi(a, len(one), b, len(other)) for a, b in pairs]
    counted = [term for term in terms if term is not None]
    return _chi_tail(sum(counted), len(counted))


def _chi(a: int, of: int, b: int, of_other: int) -> float | None:
    """Of a table of two by two, None where it says nothing."""
    share = (a + b) / (of + of_other)
    if share in (0, 1):
        return None
    return (a / of - b / of_other) ** 2 / (share * (1 - share) * (1 / of + 1 / of_other))


def _chi_tail(value: float, freedom: int) -> float:
    """By the cube root of Wilson and Hilferty, which is right to the third digit for ten degrees of freedom and more."""
    spread = 2 / (9 * freedom)
    return 1 - NormalDist().cdf(((value / freedom) ** (1 / 3) - (1 - spread)) / math.sqrt(spread))


def smallest_found(one: Sequence[float], other: Sequence[float], significance: float, power: float = 0.9) -> float:
    """The smallest difference of the means that would have been found with this power: by the normal approximation."""
    normal = NormalDist()
    reach = normal.inv_cdf(1 - significance / 2) + normal.inv_cdf(power)
    return reach * math.sqrt(pstdev(one) ** 2 / len(one) + pstdev(other) ** 2 / len(other))
