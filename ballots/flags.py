"""Which units a flag (Cờ thi đua) can be proposed for: those elected, but not to an office (guidance C.6)."""

from ballots.hand_vote import OFFICES
from ballots.meeting import Meeting

FLAGS = {"bhxh": "Cờ thi đua của BHXH Việt Nam", "government": "Cờ thi đua của Chính phủ", "none": ""}
"""What can be proposed for a unit, in words."""


def proposed(meeting: Meeting) -> list[tuple[str, str]]:
    """Unit and title of its contest, in the order of the outcome. A unit elected twice is there twice."""
    return [
        (place.name, contest.title)
        for contest, result in zip(meeting.lists, meeting.outcomes)
        if contest.kind not in OFFICES
        for place in result.elected
    ]
