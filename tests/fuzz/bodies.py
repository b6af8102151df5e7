"""What each place that takes something in is told when all is well: the beginning of everything that is told wrongly."""

import json

from ballots.protocol import ceremony
from ballots.slip_set import new_slips
from tests.fuzz.standing import Standing

HANDS = {"favour": 3, "against": 0, "abstain": 0}
CONTEST = {
    "title": "Tiêu biểu",
    "seats": 1,
    "nominees": ["BHXH tỉnh 1", "BHXH tỉnh 2"],
    "kind": "outstanding",
    "majority": {"part": 1, "whole": 2, "strict": True, "base": "valid"},
}
UNIT = {"name": "BHXH tỉnh 1", "leader": "A", "office": "Giám đốc", "kind": "tỉnh", "parent": "", "maximum": 1000,
        "self_score": 900, "score": 900, "self_done": True}  # fmt: skip
DESK: dict[str, object] = {
    "meeting": {"title": "Hội nghị", "cluster": "Cụm 5", "year": 2025, "place": "Hà Nội", "rehearsal": True},
    "details": {"title": "Hội nghị", "cluster": "Cụm 5", "year": 2025, "place": "Hà Nội"},
    "roster": {"units": [UNIT, {"name": "BHXH huyện", "parent": "BHXH tỉnh 1"}]},
    "contests": {"contests": [CONTEST, {**CONTEST, "kind": "officers", "title": "Cụm trưởng"}]},
    "tellers": {"tellers": [{"name": "A", "unit": "BHXH tỉnh 1"}, {"name": "B"}], "threshold": 2},
    "ceremony": {},
    "roll-call": {"unit": 1, "present": True},
    "papers": {
        "superior": "BHXH Việt Nam",
        "numbers": {"count": "12/BB", "vote": "13/BB", "report": ""},
        "chair": {"name": "A", "office": "Giám đốc"},
        "recipients": ["Như trên"],
        "deadline": "12-01",
    },
    "rules": {"tie": "score", "threshold": 80},
    "hand-vote": {"subject": "list", "about": "Xếp thứ nhất, thứ nhì", **HANDS, "unit": "BHXH tỉnh 1"},
    "reopen": {"subject": "list", "about": "Xếp thứ nhất, thứ nhì", "reason": "Sai"},
    "adopt": {**HANDS, "flags": []},
    "seal": {},
    "unseal": {"reason": "Sai"},
    "abandon": {"reason": "Sai"},
    "network": {"name": "Phòng họp", "password": "12345678", "kind": "WPA"},
    "address": {"address": "192.168.1.5"},
    "next-round": {},
    "open": {},
    "close": {},
    "count": {},
    "count/hurry": {},
    "second-officer": {"name": "C", "code": "271828", "again": "271828"},
    "no-second-officer": {"code": "271828"},
    "copies": {"folder": "/khong-co"},
    "void": {"reason": "Sai"},
    "runoff": {},
    "hand-count": {
        "teller": 1,
        "issued": 3,
        "returned": 3,
        "contests": [{"invalid": 0, "blank": 0, "votes": [3, 0, 0]}],
    },
}
OF_A_FORM = ("/desk/roster/file", "/desk/sign")


def right_bodies(standing: Standing) -> dict[str, bytes]:
    """By path, for every place that takes JSON."""
    made = standing.room
    present, seen = len(made.hall.meeting.attendance.present), made.hall.meeting.seq
    told = {**DESK, "slips": {"sets": list(new_slips(present)[1])}}
    bodies = {f"/desk/{deed}": {**body, "seen": seen} for deed, body in told.items()}
    bodies |= {f"/teller/{part}": body for part, body in _of_a_teller(standing).items()}
    raw = {path: json.dumps(body).encode() for path, body in bodies.items()}
    ballot = made.sealed_ballot(2, [[1]]) if made.slips else b'{"election_uuid":"A"}'
    return {**raw, "/booth/ballot": ballot, "/booth/audit": ballot}


def _of_a_teller(standing: Standing) -> dict[str, dict]:
    made = standing.room
    hall, locking, seed = made.hall, made.hall.meeting.locking, made.seeds[0]
    mine = {"number": 1, "invite": hall.meeting.tellers[0].invite}
    made_for = {**mine, "certs": locking.certs_hash}
    cert = ceremony.make_certificate(seed, 2, 2, 1)
    return {
        "seat": mine,
        "certificate": {**mine, "cert": cert, "replaces": None},
        "polynomial": {**made_for, "polynomial": ceremony.make_polynomial(seed, locking.certs)},
        "voutput": {**made_for, "voutput": locking.voutputs[1]},
        "complaint": {**made_for, "against": 2, "code": "dealing-share"},
        "share": {**mine, "share": made.share(1) if hall.box and hall.box.tally else "{}"},
    }
