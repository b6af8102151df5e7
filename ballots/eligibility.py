"""Which units may stand, and why the others may not (guidance C.4, D.2). Integers throughout.

A condition that nobody has spoken of does not stand against a unit that has no score sheet: a meeting without one
keeps working. Only the meeting can let a unit stand against an objection, by a hand vote that is recorded.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ballots.points import show_points
from ballots.roster import Unit

THRESHOLD = 90
"""Per cent of the maximum, inclusive (C.4.a); the meeting's rules may say another."""

ELIGIBLE, EXCLUDED, DEFERRED, BELOW, UNASSESSED = "eligible", "excluded", "deferred", "below", "unassessed"
VERDICTS = {
    ELIGIBLE: "đủ điều kiện",
    EXCLUDED: "không xét",
    DEFERRED: "chưa xét",
    BELOW: "chưa đủ điều kiện",
    UNASSESSED: "chưa nhập điểm",
}
"""Each verdict in words."""
_EXCLUDING = ("excluded", "not-registered", "covenant-missing")


@dataclass(frozen=True)
class Objection:
    """Why a unit may not stand: a stable code, the clause of the guidance ("C.4.a"), a Vietnamese sentence. The sentence's
    `pattern` is kept apart from its values, so that it can be translated; a record has the Vietnamese one."""

    code: str
    clause: str
    pattern: str
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        return self.pattern % self.values if self.values else self.pattern

    def __str__(self) -> str:
        return self.sentence


def objections(unit: Unit, threshold: int = THRESHOLD) -> tuple[Objection, ...]:
    """Everything that stands against the unit, in the order of the clauses; nothing: it may stand."""
    return (*_of_score(unit, threshold), *_of_marks(unit), *_of_conduct(unit))


def verdict(unit: Unit, threshold: int = THRESHOLD) -> str:
    """One of VERDICTS. A unit without a maximum and without an objection is `unassessed`."""
    codes = [objection.code for objection in objections(unit, threshold)]
    if any(code in _EXCLUDING for code in codes):
        return EXCLUDED
    if "deferred" in codes:
        return DEFERRED
    if codes:
        return BELOW
    return UNASSESSED if unit.assessment.maximum is None else ELIGIBLE


def percent(score: int, maximum: int) -> str:
    """ "89,99" for 1 259,99 of 1 400: cut after two decimals, not rounded, so that below 90 never reads as 90."""
    return show_points(score * 100 * 100 // maximum)


def _of_score(unit: Unit, threshold: int) -> Iterator[Objection]:
    score, maximum = unit.assessment.score, unit.assessment.maximum
    if maximum is None:
        return
    if score is None:
        yield Objection("score-missing", "C.4.a", "Chưa có điểm thẩm định.")
    elif score * 100 < maximum * threshold:
        yield Objection(
            "score-below",
            "C.4.a",
            "Đạt %(score)s/%(maximum)s điểm (%(percent)s %%), dưới mức %(threshold)s %% tổng số điểm thi đua.",
            {
                "score": show_points(score),
                "maximum": show_points(maximum),
                "percent": percent(score, maximum),
                "threshold": threshold,
            },
        )


def _of_marks(unit: Unit) -> Iterator[Objection]:
    """Silence counts against a unit only where the rest of its score sheet is there."""
    standard, organisation = unit.assessment.standard, unit.assessment.organisation
    assessed = unit.assessment.maximum is not None
    if standard is False:
        yield Objection("standard-denied", "C.4.b", "Không đạt các tiêu chuẩn của Quy chế Thi đua, Khen thưởng.")
    elif standard is None and assessed:
        yield Objection(
            "standard-unattested", "C.4.b", "Chưa xác nhận việc đạt các tiêu chuẩn của Quy chế Thi đua, Khen thưởng."
        )
    if organisation is False:
        yield Objection(
            "organisation-denied", "C.4.c", "Tổ chức Đảng, chính quyền, đoàn thể không đạt trong sạch, vững mạnh."
        )
    elif organisation is None and assessed:
        yield Objection(
            "organisation-unattested",
            "C.4.c",
            "Chưa xác nhận tổ chức Đảng, chính quyền, đoàn thể trong sạch, vững mạnh.",
        )


def _of_conduct(unit: Unit) -> Iterator[Objection]:
    assessment = unit.assessment
    if assessment.registered is False:
        yield Objection("not-registered", "D.2", "Không đăng ký thi đua, nên không xét.")
    if assessment.covenant is False:
        yield Objection("covenant-missing", "D.2", "Không ký kết giao ước thi đua, nên không xét.")
    if assessment.excluded:
        yield Objection("excluded", "D.2", "Không xét: %(reason)s", {"reason": assessment.excluded})
    if assessment.deferred:
        yield Objection("deferred", "D.2", "Chưa xét: %(reason)s", {"reason": assessment.deferred})
