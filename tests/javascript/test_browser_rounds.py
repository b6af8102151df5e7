"""Rounds on the room's pages: how the present one came about, and the box of an earlier one."""

from ballots.protocol.board import Board
from ballots.protocol.encoding import sha_b64
from tests.javascript.elections import Meeting, chained, in_text, question
from tests.javascript.node import run

VOIDED, COUNTED = {"number": 1, "voided": "Mất điện"}, {"number": 1, "voided": ""}
SECRET, RUNOFF = {"number": 2, "runoff": False, "mode": "secret"}, {"number": 2, "runoff": True, "mode": "secret"}
ORIGINS = {
    "an older kiosk": ({}, "first"),
    "the first round": ({"round": {**SECRET, "number": 1}, "rounds": []}, "first"),
    "a run-off": ({"round": RUNOFF, "rounds": [COUNTED]}, "runoff"),
    "again after a voided round": ({"round": SECRET, "rounds": [VOIDED]}, "again"),
    "a run-off that was voided": ({"round": RUNOFF, "rounds": [COUNTED, {**VOIDED, "number": 2}]}, "again"),
    "on paper": ({"round": {**RUNOFF, "mode": "hand"}, "rounds": [COUNTED]}, "hand"),
}


def test_a_round_says_how_it_came_about():
    told = run("surface", [["rounds", "originOf", state] for state, _ in ORIGINS.values()])
    assert {title: one["kind"] for title, one in zip(ORIGINS, told, strict=True)} == {
        title: kind for title, (_, kind) in ORIGINS.items()
    }
    assert (told[3]["number"], told[3]["before"], told[3]["reason"]) == (2, 1, "Mất điện")


def test_p6_a_code_is_found_in_the_box_of_an_earlier_round_too():
    meeting = Meeting.of([question(3, 0, 1, blank=True)], 3)
    ballots = [meeting.vote(voter, [0, 1, 0, 0]) for voter in range(3)]
    bel = chained(meeting.setup, ballots)
    read, damaged = run("boxes", [in_text(bel), in_text(bel[:-1])])
    assert read == {"codes": sorted(map(sha_b64, ballots)), "head": Board.read(None, bel).head}
    assert damaged["code"] == "archive-malformed", "a box that does not hold shows no codes"
