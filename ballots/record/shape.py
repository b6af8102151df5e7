"""meeting.json: its format, and how it is read. It is the meeting in the words of the domain: the papers, the Council's
table and the verifier work from it alone. `document` makes it.

It holds names, offices and units, nothing else about a person; times are those of the desk's deeds (to the minute),
never of a ballot, a share or a unit's arrival. Scores are in hundredths of a point.
"""

from collections.abc import Mapping
from typing import NamedTuple

from ballots.errors import Broken
from ballots.record.packing import read_json

MEETING = "meeting.json"
AUDITED = ".audited.jsons"
"""How the file of a round's audited ballots ends, after the identifier of its election."""
FORMAT, VERSION = "hom-phieu/meeting", 3

_LARGEST = 10**12
_MOST_ROUNDS, _MOST_HAND_VOTES = 40, 1000

Document = dict[str, object]


class Maybe(NamedTuple):
    """A value of this shape, or null where there is none."""

    shape: object


# fmt: off
_PERSON = {"name": str, "office": str}
_MARK, _POINTS = Maybe(bool), Maybe(int)
_ASSESSMENT = {
    "self_score": _POINTS, "score": _POINTS, "maximum": _POINTS, "note": str,
    "standard": _MARK, "organisation": _MARK, "registered": _MARK, "covenant": _MARK,
    "excluded": str, "deferred": str, "led": [int], "deputised": [int],
}
_HANDS = {"favour": int, "against": int, "abstain": int, "present": int}
_MAJORITY = {"part": int, "whole": int, "strict": bool, "base": str}
_COUNT = {"valid": int, "invalid": int, "invalid_reasons": str, "blank": int, "votes": [int]}
_CONTEST = {
    "title": str, "seats": int, "kind": str, "of": int, "nominees": [str],
    "majority": Maybe(_MAJORITY), "count": Maybe(_COUNT),
}
_ROUND = {
    "number": int, "mode": str, "runoff": bool, "voided": str, "opened": str, "closed": str, "counted": str,
    "election": Maybe({"uuid": str, "fingerprint": str, "head": str}),
    "issued": int, "returned": int, "mark": str, "present": [int],
    "shares": [int], "late": [int], "refused": [int], "audited": [str], "contests": [_CONTEST],
}
_PLACE = {
    "name": str, "parent": str, "score": _POINTS, "maximum": _POINTS, "votes": [Maybe(int)],
    "rank": int, "elected": bool, "tied": bool, "decided_by": str,
}
SHAPE = {
    "format": str, "version": int, "software": str,
    "kiosk": {"fingerprint": str},
    "meeting": {"title": str, "cluster": str, "year": int, "place": str, "rehearsal": bool},
    "papers": {
        "superior": str, "issuer": str, "locality": str, "numbers": {"count": str, "vote": str, "report": str},
        "legal_basis": [str], "recipients": [str], "addressee": str, "chair": _PERSON, "secretary": _PERSON,
        "signature_title": str, "deadline": str,
    },
    "rules": {"tie": str, "threshold": int},
    "roster": [{"id": int, "name": str, "leader": str, "office": str, "kind": str, "parent": str, "present": bool,
                "assessment": _ASSESSMENT}],
    "eligibility": [{"unit": int, "verdict": str, "objections": [{"code": str, "clause": str, "sentence": str}],
                     "exception": bool}],
    "tellers": [{"number": int, "name": str, "unit": str, "public_key": str, "code": str}],
    "committee": {"threshold": int, "code": str},
    "hand_votes": [{"subject": str, "about": str, **_HANDS, "carried": bool, "withdrawn": bool, "reason": str,
                    "at": str}],
    "rounds": [_ROUND],
    "outcome": [{"title": str, "kind": str, "seats": int, "open_seats": int, "undecided": str, "nominees": [_PLACE]}],
    "officers": {"leader": str, "deputy": str},
    "adoption": Maybe({**_HANDS, "at": str, "flags": [{"unit": str, "contest": str, "flag": str}]}),
    "deeds": [{"deed": str, "at": str, "reason": str}],
}
# fmt: on


def read_document(raw: bytes) -> Document:
    """meeting.json as it was written: every field of SHAPE there, of its kind, and the lists as long as each other.

    Broken `meeting-malformed` if not."""
    document = read_json(raw, "meeting-malformed", MEETING)
    stated = (document.get("format"), document.get("version")) if isinstance(document, dict) else (FORMAT, VERSION)
    if stated != (FORMAT, VERSION):
        raise Broken(
            "meeting-malformed", "Tệp %(name)s thuộc một phiên bản khác; xin dùng chương trình mới hơn.", name=MEETING
        )
    if not _fits(document, SHAPE) or not _is_joined(document):
        raise Broken("meeting-malformed", "Tệp %(name)s trong hồ sơ thiếu hoặc thừa thành phần.", name=MEETING)
    return document


def _fits(value: object, shape: object) -> bool:
    """Exactly the fields of `shape`, in its order, each of exactly its kind."""
    if isinstance(shape, Maybe):
        return value is None or _fits(value, shape.shape)
    if isinstance(shape, Mapping):
        return isinstance(value, dict) and list(value) == list(shape) and all(_fits(value[k], shape[k]) for k in shape)
    if isinstance(shape, list):
        return isinstance(value, list) and all(_fits(item, shape[0]) for item in value)
    return type(value) is shape and (shape is not int or abs(value) < _LARGEST)


def _is_joined(document: Document) -> bool:
    """What refers to something finds it: rounds numbered from 1, in secret or by hand, and a total for each nominee; and not
    so many that whoever made the file could keep a verifier busy for hours."""
    few = len(document["rounds"]) <= _MOST_ROUNDS and len(document["hand_votes"]) <= _MOST_HAND_VOTES
    return few and all(
        one["number"] == number and one["mode"] in ("secret", "hand") and all(map(_is_whole, one["contests"]))
        for number, one in enumerate(document["rounds"], 1)
    )


def _is_whole(contest: Document) -> bool:
    count = contest["count"]
    return count is None or len(count["votes"]) == len(contest["nominees"])
