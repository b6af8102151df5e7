"""meeting.json: what the meeting was, in the words of the domain, for the minutes and for the verifier.

`SHAPE` is its format. It holds names, offices and units, nothing else about a person; times are those of the desk's
deeds (to the minute), never of a ballot, a share or a unit's arrival.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from ballots.contest import Contest
from ballots.errors import Broken
from ballots.meeting import Fact, Meeting
from ballots.outcome import outcome
from ballots.protocol.board import Board
from ballots.protocol.encoding import sha_b64
from ballots.record.packing import read_json, write_json

MEETING = "meeting.json"
FORMAT, VERSION = "hom-phieu/meeting", 1
TIMED_DEEDS = ("meeting_called", "meeting_abandoned", "roll_call_sealed", "roll_call_unsealed", "slips_minted", "voting_opened",
               "voting_closed", "count_begun", "count_completed")
SHAPE = {
    "format": str, "version": int, "software": str,
    "kiosk": {"fingerprint": str},
    "meeting": {"title": str, "cluster": str, "year": int, "place": str, "rehearsal": bool},
    "roster": [{"id": int, "name": str, "leader": str, "office": str, "present": bool}],
    "contests": [{"title": str, "seats": int, "nominees": [str]}],
    "tellers": [{"number": int, "name": str, "unit": str, "public_key": str, "code": str}],
    "election": {"uuid": str, "fingerprint": str},
    "slips": {"issued": int, "returned": int, "mark": str},
    "board": {"head": str},
    "deeds": [{"deed": str, "at": str, "reason": str}],
    "outcome": [{"title": str, "seats": int, "open_seats": int, "blank": int,
                 "nominees": [{"name": str, "votes": int, "rank": int, "elected": bool, "tied": bool}]}],
}

Document = dict[str, object]


def make_document(meeting: Meeting, facts: Iterable[Fact], board: Board, fingerprint: str, software: str) -> bytes:
    """meeting.json of a counted meeting; `fingerprint` is the kiosk's. The same meeting gives the same bytes."""
    return write_json({
        "format": FORMAT, "version": VERSION, "software": software,
        "kiosk": {"fingerprint": fingerprint},
        "meeting": meeting.details,
        "roster": [{"id": u.id, "name": u.name, "leader": u.leader, "office": u.office,
                    "present": meeting.attendance.mark(u) is True} for u in meeting.roster],
        "contests": [{"title": c.title, "seats": c.seats, "nominees": list(c.nominees)} for c in meeting.contests],
        "tellers": [{"number": t.number, "name": t.name, "unit": t.unit, "public_key": t.key["public_key"],
                     "code": t.code} for t in meeting.tellers],
        "election": {"uuid": board.uuid, "fingerprint": sha_b64(board.setup.election)},
        "slips": {"issued": meeting.issued, "returned": meeting.returned, "mark": meeting.slips.mark},
        "board": {"head": board.head},
        "deeds": [{"deed": fact.name, "at": fact.at, "reason": fact.body.get("reason", "")}
                  for fact in facts if fact.name in TIMED_DEEDS],
        "outcome": outcomes(meeting.contests, meeting.counts),
    })


def outcomes(contests: Iterable[Contest], counts: Iterable[Sequence[int]]) -> list[Document]:
    """The outcome section: one entry a contest from its totals, the blank one first."""
    return [_outcome(contest, column) for contest, column in zip(contests, counts, strict=True)]


def _outcome(contest: Contest, column: Sequence[int]) -> Document:
    result = outcome(contest.nominees, column[1:], contest.seats)
    return {"title": contest.title, "seats": contest.seats, "open_seats": result.open_seats, "blank": column[0],
            "nominees": [asdict(place) for place in result.places]}


def read_document(raw: bytes) -> Document:
    """meeting.json as it was written, every field of SHAPE there and of its kind; Broken `meeting-malformed` if not."""
    document = read_json(raw, "meeting-malformed", MEETING)
    if not _fits(document, SHAPE):
        raise Broken("meeting-malformed", "Tệp %(name)s trong hồ sơ thiếu hoặc thừa thành phần.", name=MEETING)
    if (document["format"], document["version"]) != (FORMAT, VERSION):
        raise Broken("meeting-malformed", "Tệp %(name)s thuộc một phiên bản khác; xin dùng chương trình mới hơn.",
                     name=MEETING)
    return document


def _fits(value: object, shape: object) -> bool:
    """Exactly the fields of `shape`, in its order, each of exactly its kind."""
    if isinstance(shape, Mapping):
        return isinstance(value, dict) and list(value) == list(shape) and all(_fits(value[k], shape[k]) for k in shape)
    if isinstance(shape, list):
        return isinstance(value, list) and all(_fits(item, shape[0]) for item in value)
    return type(value) is shape
