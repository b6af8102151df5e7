"""Votes by show of hands (biểu quyết giơ tay): what the room agrees on in the open (guidance C.6.b, C.6 last part).

Every unit present has one hand, and each is for, against or abstaining, so the three numbers add up to the number present:
a hand too many is noticed, and so is one that was not counted. More than half of those present carries.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ballots.errors import Refused
from ballots.text import TITLE_LIMIT, clean, required, same_name

RULES, COMMITTEE, LIST, EXCEPTION, ADOPTION = "rules", "committee", "list", "exception", "adoption"
OFFICES = ("leader", "deputy")
SUBJECTS = (RULES, COMMITTEE, LIST, EXCEPTION, *OFFICES, ADOPTION)


@dataclass(frozen=True)
class HandVote:
    """`about`: the contest's title, or the unit, that the subject asks for; `present`: units present when it was taken.
    `withdrawn`: the meeting went back on it, with a reason of its own."""

    subject: str
    about: str
    favour: int
    against: int
    abstain: int
    present: int
    reason: str = ""
    at: str = ""
    withdrawn: bool = False

    @property
    def carried(self) -> bool:
        return self.favour * 2 > self.present

    @property
    def stands(self) -> bool:
        """Whether it was carried and not gone back on."""
        return self.carried and not self.withdrawn

    def concerns(self, subject: str, about: str) -> bool:
        return self.subject == subject and same_name(self.about) == same_name(about)


def standing(votes: Iterable[HandVote], subject: str, about: str = "") -> HandVote | None:
    """The newest vote on this that stands; None where the meeting has not agreed."""
    return next((vote for vote in reversed(tuple(votes)) if vote.concerns(subject, about) and vote.stands), None)


def count_hands(subject: str, about: object, body: Mapping[str, object], present: int) -> dict[str, object]:
    """The body of the fact `hand_voted`, from the numbers of {"favour", "against", "abstain", "reason"}.

    Refused: `hands-wrong`, `hands-too-many`, `hands-too-few`, `text-missing` (an exception needs its reason).
    """
    numbers = [body.get(name) for name in ("favour", "against", "abstain")]
    if not all(type(number) is int and number >= 0 for number in numbers):
        raise Refused("hands-wrong", "Số tay giơ phải là số nguyên từ 0; xin ghi lại.")
    if sum(numbers) > present:
        raise Refused(
            "hands-too-many",
            "Cộng lại có %(hands)d lượt giơ tay, nhiều hơn %(present)d đơn vị có mặt; xin đếm lại.",
            hands=sum(numbers),
            present=present,
        )
    if sum(numbers) < present:
        raise Refused(
            "hands-too-few",
            "Cộng lại mới có %(hands)d trong %(present)d đơn vị có mặt; đơn vị không giơ tay ghi vào “không có ý kiến”.",
            hands=sum(numbers),
            present=present,
        )
    favour, against, abstain = numbers
    read = required if subject == EXCEPTION else clean
    reason = read(body.get("reason") or "", limit=TITLE_LIMIT, what="Lý do")
    return {
        "subject": subject,
        "about": clean(about or "", TITLE_LIMIT, "Nội dung biểu quyết"),
        "favour": favour,
        "against": against,
        "abstain": abstain,
        "present": present,
        "reason": reason,
    }
