"""What is printed on the ballot: how a meeting is named and asked in the election that its slips belong to.

The kiosk writes the election from it, and the verifier of a record writes it again and compares.
"""

import base64
import hashlib

from ballots.contest import Contest
from ballots.protocol.election import Question

REHEARSAL_MARK = "DIỄN TẬP"


def election_name(title: str, rehearsal: bool) -> str:
    """A rehearsal carries its mark under the election's fingerprint, so it can never pass for the real thing (P12)."""
    return f"{REHEARSAL_MARK} · {title}" if rehearsal else title


def election_description(cluster: str, year: int, place: str) -> str:
    return ", ".join(part for part in (cluster, str(year), place) if part)


def question_of(contest: Contest) -> Question:
    """Every contest is a question with a blank answer, so that an empty ballot is a vote too (guidance C.6.c)."""
    return Question(contest.title, contest.nominees, 1, contest.seats, blank=True)


def set_mark(fingerprint: str) -> str:
    """Four characters that tell this set of slips from any other, from the election's fingerprint.

    The same on all slips of the set, and no part of a secret.
    """
    return base64.b32encode(hashlib.sha256(fingerprint.encode()).digest()).decode()[:4]
