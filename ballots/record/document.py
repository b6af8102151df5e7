"""Making meeting.json of a meeting; `shape` is its format. Each part is a function of the meeting, so that the verifier can
make it again from what the record tells, and compare.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict

from ballots.committee import set_code
from ballots.eligibility import Objection, objections, verdict
from ballots.meeting import Fact, Meeting
from ballots.outcome_rows import outcome_rows
from ballots.protocol.board import Board
from ballots.protocol.encoding import sha_b64
from ballots.record.packing import write_json
from ballots.record.shape import FORMAT, VERSION, Document
from ballots.roster import Unit
from ballots.round import Round

TIMED_DEEDS = (
    "meeting_called",
    "agreement_withdrawn",
    "ceremony_restarted",
    "second_officer_named",
    "second_officer_dismissed",
    "deed_confirmed",
    "roll_call_sealed",
    "roll_call_unsealed",
    "slips_minted",
    "round_prepared",
    "voting_opened",
    "voting_closed",
    "count_begun",
    "count_completed",
    "hand_count_agreed",
    "round_voided",
    "runoff_called",
    "meeting_adopted",
    "meeting_abandoned",
)
"""What the record says of the desk's deeds; what is done with the papers afterwards is not in it, since they hold it."""

CONFIRMED = "deed_confirmed"
"""Before a deed that a second officer has confirmed; a line of its own, so that the shape is that of a meeting without one."""

Boards = Mapping[str, Board]


def make_document(meeting: Meeting, facts: Iterable[Fact], boards: Boards, fingerprint: str, software: str) -> bytes:
    """meeting.json of a counted meeting, each round's board by its uuid; `fingerprint` is the kiosk's.

    The same meeting gives the same bytes."""
    return write_json(_document(meeting, meeting.finished, facts, boards, fingerprint, software))


def make_draft_document(meeting: Meeting, fingerprint: str, software: str) -> bytes:
    """The same shape before the count, for the papers that the room needs then: the round in progress has no counts and
    no rounds have a box. No record is made of it."""
    rounds = meeting.finished if meeting.round in meeting.finished else (*meeting.rounds, meeting.round)
    return write_json(_document(meeting, rounds, (), {}, fingerprint, software))


def _document(
    meeting: Meeting, rounds: Iterable[Round], facts: Iterable[Fact], boards: Boards, fingerprint: str, software: str
) -> Document:
    return {
        "format": FORMAT,
        "version": VERSION,
        "software": software,
        "kiosk": {"fingerprint": fingerprint},
        "meeting": meeting.details,
        "papers": dict(meeting.papers),
        "rules": asdict(meeting.rules),
        "roster": [_unit(unit, meeting.attendance.mark(unit) is True) for unit in meeting.units],
        "eligibility": eligibility(meeting),
        "tellers": [
            {
                "number": t.number,
                "name": t.name,
                "unit": t.unit,
                "public_key": t.key["public_key"] if t.key else "",
                "code": t.code or "",
            }
            for t in meeting.tellers
        ],
        "committee": committee(meeting),
        "hand_votes": hand_votes(meeting),
        "rounds": [_round(one, boards) for one in rounds],
        "outcome": outcome(meeting),
        "officers": meeting.officers,
        "adoption": adoption(meeting),
        "deeds": [told for fact in facts if fact.name in TIMED_DEEDS for told in _deed(fact)],
    }


def _deed(fact: Fact) -> Iterator[Document]:
    """The fact as the record tells it. The reason why a second officer is asked is who it is."""
    if fact.body.get("confirmed"):
        yield {"deed": CONFIRMED, "at": fact.at, "reason": ""}
    reason = fact.body["name"] if fact.name == "second_officer_named" else fact.body.get("reason", "")
    yield {"deed": fact.name, "at": fact.at, "reason": reason}


def committee(meeting: Meeting) -> Document:
    """How many locks open a box, and the code of their set; "" while the phones have not made them."""
    return {"threshold": meeting.threshold, "code": set_code(meeting.trustees) if meeting.trustees else ""}


def _unit(unit: Unit, present: bool) -> Document:
    named = {name: getattr(unit, name) for name in ("id", "name", "leader", "office", "kind", "parent")}
    return {**named, "present": present, "assessment": asdict(unit.assessment)}


def eligibility(meeting: Meeting) -> list[Document]:
    """What the rules say of each unit, and whether the meeting let it stand nevertheless."""
    threshold = meeting.rules.threshold
    return [
        {
            "unit": unit.id,
            "verdict": verdict(unit, threshold),
            "objections": [_objection(one) for one in objections(unit, threshold)],
            "exception": meeting.may_stand(unit),
        }
        for unit in meeting.units
    ]


def _objection(one: Objection) -> Document:
    return {"code": one.code, "clause": one.clause, "sentence": one.sentence}


def hand_votes(meeting: Meeting) -> list[Document]:
    return [
        {
            "subject": v.subject,
            "about": v.about,
            "favour": v.favour,
            "against": v.against,
            "abstain": v.abstain,
            "present": v.present,
            "carried": v.carried,
            "withdrawn": v.withdrawn,
            "reason": v.reason,
            "at": v.at,
        }
        for v in meeting.hand_votes
    ]


def _round(one: Round, boards: Boards) -> Document:
    board = boards.get(one.uuid)
    sealed = board and {"uuid": board.uuid, "fingerprint": sha_b64(board.setup.election), "head": board.head}
    return {
        "number": one.number,
        "mode": one.mode,
        "runoff": one.is_runoff,
        "voided": one.voided,
        "opened": one.opened,
        "closed": one.closed,
        "counted": one.counted,
        "election": sealed,
        "issued": one.issued,
        "returned": one.returned,
        "mark": one.mark,
        "present": list(one.present),
        **{name: sorted(getattr(one, name)) for name in ("shares", "late", "refused", "audited")},
        "contests": [_contest(one, place) for place in range(len(one.contests))],
    }


def _contest(one: Round, place: int) -> Document:
    contest = one.contests[place]
    return {
        "title": contest.title,
        "seats": contest.seats,
        "kind": contest.kind,
        "of": place if contest.of is None else contest.of,
        "nominees": list(contest.nominees),
        "majority": asdict(contest.majority) if contest.majority else None,
        "count": _count(one, place) if one.complete else None,
    }


def _count(one: Round, place: int) -> Document:
    blank, *votes = one.counts[place]
    return {
        "valid": one.valid(place),
        "invalid": one.invalid(place),
        "invalid_reasons": one.invalid_reasons(place),
        "blank": blank,
        "votes": votes,
    }


def outcome(meeting: Meeting) -> list[Document]:
    """Of each contest of the meeting's list, over all rounds that count (P11)."""
    return outcome_rows(meeting.lists, meeting.outcomes, meeting.units)


def adoption(meeting: Meeting) -> Document | None:
    """The hand vote by which the meeting adopted its outcome, and the flags it proposes; None before."""
    if meeting.adoption is None:
        return None
    vote = meeting.adoption.vote
    numbers = {name: getattr(vote, name) for name in ("favour", "against", "abstain", "present", "at")}
    return {
        **numbers,
        "flags": [{name: one[name] for name in ("unit", "contest", "flag")} for one in meeting.adoption.flags],
    }
