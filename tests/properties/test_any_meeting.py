"""P6: whatever a secretary does in whatever order, as far as the kiosk lets her, the record of it verifies.

The deeds are the real ones; one that is refused changes nothing, and she goes on with the next.
"""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from ballots.contest import Contest
from ballots.errors import Refused
from ballots.record.checking import verify_record
from ballots.record.contents import CERTIFICATE, PAPERS, SHEET, VERIFIER
from ballots.record.filing import pack_document
from kiosk import agreements, counting, deeds, rounds
from kiosk.paperwork import meeting_json
from tests.halls import Room, agree_and_seal, all_hands, mint, release, room

UNITS = [f"BHXH tỉnh {i}" for i in range(1, 5)]
OFFICES = [f"BHXH huyện {i}" for i in range(1, 4)]
SHEETS = (
    [{"name": name, "leader": "Ông"} for name in UNITS],
    [
        *({"name": name, "score": score, "maximum": 300, "standard": True, "organisation": True}
          for name, score in zip(UNITS, (280, 270, 269.99, 300))),
        *({"name": name, "parent": UNITS[0], "deferred": "Đang thanh tra" * (i == 2)} for i, name in enumerate(OFFICES)),
    ],
)  # fmt: skip
LISTS = (
    [{"title": "Nhất, nhì", "seats": 2, "nominees": UNITS[:3], "kind": "top_two"}],
    [
        {"title": "Hai bậc", "nominees": UNITS[:3], "kind": "two_places"},
        {"title": "Tiêu biểu", "seats": 2, "nominees": OFFICES[:2], "kind": "outstanding"},
    ],
    [
        {"title": "Nhất, nhì", "seats": 1, "nominees": UNITS,
         "majority": {"part": 1, "whole": 2, "strict": True, "base": "valid"}},
        {"title": "Cụm trưởng, cụm phó", "nominees": UNITS[1:], "kind": "officers"},
    ],
)  # fmt: skip


def issue(made: Room) -> None:
    made.slips = mint(made.hall)


def vote(made: Room, draw: Callable) -> None:
    contests = made.hall.meeting.contests
    if made.hall.meeting.stage == "open":
        for slip in range(len(made.slips)):
            chosen = [draw(st.integers(0, 11)) for _ in contests]
            made.vote(slip, [_marks(one, contest) for one, contest in zip(chosen, contests)])
        rounds.close_voting(made.hall)


def _marks(chosen: int, contest: Contest) -> list[int]:
    """One mark, as a rule: ties are what rounds are about."""
    return [] if chosen == 11 else [chosen % len(contest.nominees)]


def count_by_hand(made: Room, draw: Callable) -> None:
    present = len(made.hall.meeting.attendance.present)
    columns = [_column(present, draw(st.booleans()), contest) for contest in made.hall.meeting.contests]
    body = {"issued": present, "returned": present, "contests": columns}
    rounds.enter_hand_count(made.hall, 1, body)
    rounds.enter_hand_count(made.hall, 2, body)


def _column(present: int, tied: bool, contest: Contest) -> dict[str, object]:
    nominees, seats = len(contest.nominees), contest.seats
    votes = [present * seats // nominees] * nominees if tied else [present] * seats + [0] * (nominees - seats)
    return {"invalid": 0, "blank": 0, "votes": votes}


def count(made: Room) -> None:
    if made.hall.meeting.stage == "closed":
        release(made)
        counting.count(made.hall)


def by_hand(made: Room, draw: Callable) -> None:
    subject = draw(st.sampled_from(("exception", "leader", "deputy", "rules", "committee")))
    about = draw(st.sampled_from([*UNITS, *OFFICES])) if subject not in ("rules", "committee") else ""
    hands = all_hands(made.hall)
    lost = {"favour": 0, "against": hands["favour"], "abstain": 0}
    agreements.vote_by_hand(made.hall, subject, about, {**draw(st.sampled_from((hands, lost))), "reason": "Thiên tai"})


def go_back(made: Room, draw: Callable) -> None:
    titles = [("list", contest.title) for contest in made.hall.meeting.contests]
    subject, about = draw(st.sampled_from([("rules", ""), ("committee", ""), ("leader", UNITS[1]), *titles]))
    agreements.reopen(made.hall, subject, about, "Bàn lại")


DEEDS: dict[str, Callable[[Room, Callable], object]] = {
    "scores": lambda made, draw: deeds.set_roster(made.hall, draw(st.sampled_from(SHEETS))),
    "lists": lambda made, draw: deeds.set_contests(made.hall, draw(st.sampled_from(LISTS))),
    "rules": lambda made, draw: agreements.set_rules(
        made.hall, {"tie": draw(st.sampled_from(("runoff", "score"))), "threshold": draw(st.sampled_from((80, 90)))}
    ),
    "roll call": lambda made, draw: deeds.mark_unit(made.hall, draw(st.integers(1, 4)), draw(st.booleans())),
    "hands": by_hand,
    "go back": go_back,
    "seal": lambda made, draw: agree_and_seal(made.hall),
    "unseal": lambda made, draw: deeds.unseal(made.hall, "Đến muộn"),
    "mint": lambda made, draw: issue(made) if made.hall.meeting.stage == "sealed" else None,
    "next": lambda made, draw: rounds.prepare_next_round(made.hall),
    "open": lambda made, draw: rounds.open_voting(made.hall),
    "vote": vote,
    "count": lambda made, draw: count(made),
    "paper": count_by_hand,
    "void": lambda made, draw: rounds.void_round(made.hall, "Mất điện"),
    "run-off": lambda made, draw: rounds.call_runoff(made.hall),
}
WAYS = {
    "secret": ("seal", "next", "mint", "open", "vote", "count"),
    "paper": ("seal", "paper"),
    "a new roll call": ("seal", "unseal", "roll call", "seal", "mint", "open", "vote", "count"),
    "voided before it opens": ("seal", "next", "mint", "void"),
    "voided while it is open": ("seal", "next", "mint", "open", "void"),
    "voided once it is closed": ("seal", "next", "mint", "open", "vote", "void"),
    "voided after the count": ("seal", "next", "mint", "open", "vote", "count", "void"),
}


def attempt(deed: str, made: Room, draw: Callable) -> None:
    try:
        DEEDS[deed](made, draw)
    except Refused:
        pass


@st.composite
def meetings(draw) -> Room:
    """Rounds of every kind, and between them deeds in any order; at the end there is a count."""
    made = room(Path(tempfile.mkdtemp()), "preparing", units=4, absent=1)
    ways = draw(st.lists(st.sampled_from(sorted(WAYS)), min_size=1, max_size=4))
    for way in (*ways, "secret"):
        for deed in draw(st.lists(st.sampled_from(sorted(DEEDS)), max_size=4)):
            attempt(deed, made, draw)
        for deed in WAYS[way]:
            attempt(deed, made, draw)
        attempt("run-off", made, draw)
    for deed in ("scores", "lists", *WAYS["secret"]):
        attempt(deed, made, draw)
    return made


def record(made: Room) -> bytes:
    """The boxes and meeting.json as the kiosk files them; what it makes beside them has tests of its own."""
    names = (SHEET, VERIFIER, *((CERTIFICATE, *PAPERS.values()) if made.hall.meeting.adoption else ()))
    key, more = made.hall.key, {name: b"-" for name in names}
    return pack_document(meeting_json(made.hall), made.hall.boards(), key.public_pem, key.sign, more)


@settings(max_examples=12, deadline=None)
@given(meetings())
def test_p6_whatever_the_kiosk_lets_a_room_do_makes_a_record_that_verifies(made):
    try:
        if made.hall.meeting.stage != "counted":
            return  # a list that nobody can stand on
        report = verify_record(record(made))
        assert report.ok, report.failed
        assert [one["number"] for one in report.rounds] == [one.number for one in made.hall.meeting.finished]
        if not made.hall.meeting.runoff:
            agreements.adopt(made.hall, {**all_hands(made.hall), "flags": []})
            adopted = verify_record(record(made))
            assert adopted.ok and adopted.adopted, adopted.failed
    finally:
        made.hall.close()
        shutil.rmtree(made.hall.config.instance)
