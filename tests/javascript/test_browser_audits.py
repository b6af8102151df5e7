"""Cast or audit in the booth: what opens a ballot leaves the worker only once the kiosk has acknowledged that it can never
be cast, and whatever goes wrong, the slip is as good as before."""

import pytest

from tests.javascript.node import run

LOST, FULL = {"code": "offline", "message": ""}, {"code": "store-failed", "status": 503, "message": "m"}
CLOSED = {"code": "voting-closed", "status": 409, "message": "m"}
SPENT = {"code": "slip-already-used", "status": 409, "message": "m", "extra": {"tracker": "another"}}
ENOUGH = {"code": "audits-used-up", "status": 409, "message": "five are enough"}
PROOF = {"code": "individual-proof", "status": 422, "message": "sentence"}
ASKS, OPENS = "the sealed bytes", "open mine"
PLAYS = {
    "acknowledged at once": (["mine"], None, {}, [ASKS, OPENS]),
    "lost twice, the disk full once": ([LOST, FULL, LOST, "mine"], None, {}, [ASKS] * 4 + [OPENS]),
    "too many": ([ENOUGH], None, {"notice": "five are enough"}, [ASKS]),
    "the box has closed": ([LOST, CLOSED], None, {"isUnsure": True}, [ASKS] * 2),
    "the slip was used elsewhere": ([SPENT], None, {"refusal": {"sheet": "outrun", "tracker": "another"}}, [ASKS]),
    "refused for good": ([PROOF], None, {"refusal": {"sheet": "refused", "message": "sentence"}}, [ASKS]),
    "the worker was lost": (["mine"], "lost", {"isLost": True}, [ASKS, OPENS]),
    "this machine cannot seal": ([], "cannot seal", {"isLost": True}, []),
}
OPENED = {"acknowledged at once", "lost twice, the disk full once"}


@pytest.fixture(scope="module")
def played():
    plays = [{"answers": answers, "worker": worker} for answers, worker, _, _ in PLAYS.values()]
    return run("opened", {"plays": plays})


def test_nothing_opens_a_ballot_before_the_kiosk_has_acknowledged(played):
    for name, play in zip(PLAYS, played["played"], strict=True):
        _, _, outcome, log = PLAYS[name]
        assert (play["outcome"], play["log"]) == (outcome, log), name
        assert play["isSlipKept"] and play["sealed"] is None, name
        assert play["isDraftKept"] == (name not in OPENED), name
        opened = {"tracker": "mine", "opening": "CODE.SEED.0", "marked": [{"title": "t", "names": ["A"]}]}
        round_ = {"uuid": "uuid", "round": 1, "mark": "7QX4"}
        assert play["opened"] == ({**opened, **round_} if name in OPENED else None), name


def test_a_review_has_one_ballot_until_the_voter_goes_back(played):
    codes = ["code 1", "code 1", True, False, "code 2", True, "failed", "code 4"]
    assert played["reviews"]["codes"] == codes
    assert played["reviews"]["log"] == ["seal slip 1", "forget", "seal slip 1", "forget", "seal slip 1", "seal slip 1"]


ADDRESSES = [
    ({"host": "192.168.1.5:8000", "origin": "http://192.168.1.5:8000"}, "http://192.168.1.5:8000/board"),
    ({"host": "127.0.0.1:8000", "origin": "http://127.0.0.1:8000"}, "http://10.0.0.2:8000/board"),
    ({"host": "localhost", "origin": "http://localhost"}, "http://10.0.0.2:8000/board"),
]


def test_the_square_code_leads_where_another_device_can_go():
    room = {"addresses": {"board": "http://10.0.0.2:8000/board"}}
    found = run("decide", [["booth/opened", "boardAddress", place, room] for place, _ in ADDRESSES])
    assert found == [address for _, address in ADDRESSES]


def test_the_marks_are_said_in_words():
    contests = [{"title": "Một", "nominees": ["A", "B", "C"]}, {"title": "Hai", "nominees": ["D"]}]
    (said,) = run("decide", [["booth/opened", "inWords", contests, [[0, 2], []]]])
    assert said == [{"title": "Một", "names": ["A", "C"]}, {"title": "Hai", "names": []}]
