"""P6: whoever trusts no page of ours can vote, and hold a lock, with a program that we did not write.

What it needs of the kiosk is what any page is given; its ballot and its share are taken like any other.
"""

import json
from base64 import b64decode
from pathlib import Path

import pytest

from ballots.protocol import ceremony
from ballots.protocol.audit import audit
from kiosk import counting, locks, rounds
from tests import tool
from tests.halls import Room, contest, go_on, room
from tests.protocol_tool.test_the_tools_by_us import tool_ballot
from tests.tool_trustee import ToolTrustee

BLANK = [1, 0, 0, 0]


def downloaded(made: Room, folder: Path) -> Path:
    """The box as anyone can have it, in a folder as the tool expects it."""
    folder.mkdir(exist_ok=True)
    uuid = json.loads(made.client().get("/booth/election").json["election"])["uuid"]
    bel = folder / f"{uuid}.bel"
    bel.write_bytes(made.client().get("/archive/box.bel").data)
    return bel


def posted(made: Room, path: str, body: bytes) -> dict:
    answer = made.client().post(path, data=body, content_type="application/json")
    assert answer.status_code == 200, answer.json
    return answer.json


def count(made: Room) -> list[list[int]]:
    rounds.begin_count(made.hall)
    counting.count(made.hall)
    return [list(column) for column in made.hall.meeting.counts]


def test_a_ballot_that_the_tool_makes_from_a_slip_is_taken_and_counted(tmp_path):
    made = room(tmp_path / "hall", "open", contests=[contest(3, 2)])
    bel = downloaded(made, tmp_path / "voter")
    raw = tool_ballot(bel.parent, made.slips[0], [[0, 1, 0, 1]])
    receipt = posted(made, "/booth/ballot", raw)
    made.vote(1, [[0]])
    posted(made, "/booth/ballot", tool_ballot(bel.parent, made.slips[2], [BLANK]))
    assert posted(made, "/booth/ballot", raw)["tracker"] == receipt["tracker"]
    bel = downloaded(made, tmp_path / "later")
    listed = json.loads(tool.run(bel.parent, "election", "compute-ballot-summary"))
    assert b64decode(receipt["tracker"] + "=").hex() in {one["hash"] for one in listed}
    go_on(made, "counted", since="open")
    assert [list(column) for column in made.hall.meeting.counts] == [[1, 2, 0, 1]]
    bel = downloaded(made, tmp_path / "after")
    assert tool.strict_verify(bel.stem, bel.read_bytes()) == 3


def test_a_slip_used_by_the_tool_is_used(tmp_path):
    made = room(tmp_path / "hall", "open", contests=[contest(3, 2)])
    posted(made, "/booth/ballot", tool_ballot(downloaded(made, tmp_path / "voter").parent, made.slips[0], [BLANK]))
    answer = made.client().post("/booth/ballot", data=made.sealed_ballot(0, [[0]]))
    assert (answer.status_code, answer.json["error"]["code"]) == (409, "slip-already-used")


class ToolTeller:
    """The tool on the seat of a teller, through the kiosk's doors; another phone's lock stands there before."""

    def __init__(self, made: Room, folder: Path, number: int) -> None:
        folder.mkdir()
        self.made = made
        self.words = {"number": number, "invite": made.hall.meeting.tellers[number - 1].invite}
        seat = self.ask("seat")
        self.trustee = ToolTrustee(folder, number, seat["threshold"], seat["size"])
        stands = ceremony.check_certificate(seat["certs"][number - 1], seat["size"], seat["threshold"], number)
        self.ask("certificate", cert=self.trustee.cert, replaces=stands)

    def ask(self, door: str, **words: object) -> dict:
        return posted(self.made, f"/teller/{door}", json.dumps({**self.words, **words}).encode())

    def deal(self) -> None:
        seat = self.ask("seat")
        self.ask("polynomial", certs=seat["certs_hash"], polynomial=self.trustee.polynomial(seat["certs"]))

    def close(self) -> dict:
        """The last step of the ceremony; the seat as it is then."""
        seat = self.ask("seat")
        return self.ask(
            "voutput", certs=seat["certs_hash"], voutput=self.trustee.voutput(seat["certs"], seat["vinput"])
        )

    def release(self, folder: Path) -> dict:
        """The share for the box that was downloaded into this folder."""
        share = self.trustee.share(folder, {"private_key": self.ask("seat")["private_key"]}).splitlines()[0]
        return self.ask("share", share=share.decode())


def lock_with(made: Room, theirs: ToolTeller) -> None:
    """The other tellers' phones do their part of the ceremony around the tool's."""
    others = [teller for teller in made.hall.meeting.tellers if teller.number != theirs.words["number"]]
    certs = theirs.ask("seat")["certs"]
    theirs.deal()
    for teller in others:
        polynomial = ceremony.make_polynomial(made.seeds[teller.number - 1], certs)
        locks.give_polynomial(made.hall, teller.number, teller.invite, theirs.ask("seat")["certs_hash"], polynomial)
    for teller in others:
        vinput = locks.sit(made.hall, teller.number, teller.invite)["vinput"]
        voutput = ceremony.make_voutput(made.seeds[teller.number - 1], certs, vinput)
        locks.give_voutput(made.hall, teller.number, teller.invite, theirs.ask("seat")["certs_hash"], voutput)


@pytest.mark.parametrize(("number", "other"), [(1, 2), (3, 1)])
def test_a_teller_can_hold_a_lock_with_the_tool(number, other, tmp_path, monkeypatch):
    monkeypatch.setenv("BELENIOS_TOOL", str(tool.newer()))
    made = room(tmp_path / "hall", "preparing", tellers=3, contests=[contest(3, 2)])
    theirs = ToolTeller(made, tmp_path / "teller", number)
    lock_with(made, theirs)
    assert theirs.close()["step"] == "complete"
    go_on(made, "closed", [[[0, 2]], [[]], [[2]]])
    assert theirs.release(downloaded(made, tmp_path / "count").parent)["lock"] == "released"
    made.give_share(other)
    assert count(made) == [[1, 1, 0, 2]]
    bel = downloaded(made, tmp_path / "after")
    found = audit(bel.read_bytes(), bel.stem)
    assert found.failed == () and found.result == [[1, 1, 0, 2]]
    assert tool.strict_verify(bel.stem, bel.read_bytes()) == 3
