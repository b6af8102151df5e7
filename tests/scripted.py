"""One whole meeting as it may happen, for the tests that play it: the sample cluster, with an ineligible unit, a deferred
one, an absent one, a tie at the second place and its run-off, cụm trưởng and cụm phó by ballot, and the adoption.

Every score and every vote is invented, and the votes file says so where people read it.
"""

from ballots import samples

CLUSTER = samples.cluster_5()
MEMBERS = [row["name"] for row in CLUSTER["units"] if not row.get("parent")]
ABSENT = "BHXH tỉnh Thái Nguyên"
INELIGIBLE, DEFERRED = "BHXH tỉnh Ninh Bình", "BHXH tỉnh Hưng Yên"
FIRST, SECOND, TIED = "BHXH tỉnh Quảng Ninh", "BHXH tỉnh Phú Thọ", "BHXH tỉnh Bắc Ninh"
TOP_TWO = CLUSTER["contests"][0]
_AT = {name: place for place, name in enumerate(TOP_TWO["nominees"])}
_A, _B, _C = _AT[FIRST], _AT[SECOND], _AT[TIED]


def votes_file(cluster: str = "Cụm thi đua số 5") -> dict:
    """For `rehearse --votes`: five units present; Quảng Ninh comes first, Phú Thọ and Bắc Ninh have two votes each, and the
    run-off is Phú Thọ's."""
    outstanding, leader, deputy = [0, 1, 2, 3, 4], [_A], [_B]
    first = [[_A, _B], [_A, _C], [_A, _B], [_A, _C], []]
    ballots = [[marks, outstanding, leader, deputy] for marks in first]
    return {
        "meeting": {**CLUSTER["meeting"], "cluster": cluster},
        "present": [name for name in MEMBERS if name != ABSENT],
        "absent": [ABSENT],
        "tellers": 3,
        "units": CLUSTER["units"],
        "rules": {"tie": "runoff", "threshold": 90},
        "contests": CLUSTER["contests"],
        "ballots": ballots,
        "rounds": [{"ballots": [[[0]], [[0]], [[0]], [[1]], None]}],
        "flags": {FIRST: "government", SECOND: "bhxh"},
    }
