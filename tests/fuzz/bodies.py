"""What each place that takes something in is told when all is well: the beginning of everything that is told wrongly."""

import json

from ballots.protocol import ceremony, trustee
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
    "meeting": {"title": "Hội nghị", "cluster": "Cụm 5", "year": 2025, "place": "Hà Nội", "rehearsal": True, "seen": 5},
    "details": {"title": "Hội nghị", "cluster": "Cụm 5", "year": 2025, "place": "Hà Nội"},
    "roster": {"units": [UNIT, {"name": "BHXH huyện", "parent": "BHXH tỉnh 1"}], "seen": 90},
    "contests": {"contests": [CONTEST, {**CONTEST, "kind": "officers", "title": "Cụm trưởng"}]},
    "tellers": {"tellers": [{"name": "A", "unit": "BHXH tỉnh 1"}, {"name": "B"}], "threshold": 2},
    "ceremony": {},
    "roll-call": {"unit": 1, "present": True},
    "papers": {"number": "12/BB", "chair": "A", "secretary": "B", "letterhead": "C"},
    "rules": {"tie": "score", "threshold": 80},
    "hand-vote": {"subject": "list", "about": "Xếp thứ nhất, thứ nhì", **HANDS, "seen": 90, "unit": "BHXH tỉnh 1"},
    "reopen": {"subject": "list", "about": "Xếp thứ nhất, thứ nhì", "reason": "Sai"},
    "adopt": {**HANDS, "flags": [{"unit": "BHXH tỉnh 1", "flag": "bhxh"}]},
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
    uuid, uuids = trustee.new_seed()[:14], [trustee.new_seed()[:14] for _ in range(3)]
    slips = [{"uuid": one, "credentials": sorted(f"{n:064x}" for n in (1, 2, 3))} for one in uuids]
    bodies = {f"/desk/{deed}": body for deed, body in {**DESK, "slips": {"sets": slips}}.items()}
    bodies |= {f"/teller/{part}": body for part, body in _of_a_teller(standing).items()}
    raw = {path: json.dumps(body).encode() for path, body in bodies.items()}
    ballot = made.sealed_ballot(2, [[1]]) if made.slips else b'{"election_uuid":"%s"}' % uuid.encode()
    return {**raw, "/booth/ballot": ballot, "/booth/audit": ballot}


def _of_a_teller(standing: Standing) -> dict[str, dict]:
    made = standing.room
    hall, locking, seed = made.hall, made.hall.meeting.locking, made.seeds[0]
    mine = {"number": 1, "invite": hall.meeting.tellers[0].invite}
    told = {**mine, "certs": locking.certs_hash}
    cert = ceremony.make_certificate(seed, 2, 2, 1)
    return {
        "seat": mine,
        "certificate": {**mine, "cert": cert, "replaces": None},
        "polynomial": {**told, "polynomial": ceremony.make_polynomial(seed, locking.certs)},
        "voutput": {**told, "voutput": locking.voutputs[1]},
        "complaint": {**told, "against": 2, "code": "dealing-share"},
        "share": {**mine, "share": made.share(1) if hall.box and hall.box.tally else "{}"},
    }
