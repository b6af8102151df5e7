"""The board page on a second phone: an opened ballot is what it says or is not, and a box extends the heads that were kept or
shows its fork."""

import base64
import json

import pytest

from ballots.protocol.ballot import tracker
from ballots.protocol.encoding import sha_hex
from tests.builders import Held, auditable, board, election, question
from tests.javascript.node import run

HELD = election([question(4, 2), question(3, 1)], voters=4)
SEED = bytes(range(32))
CAST = [HELD.vote(voter, [[voter], []]) for voter in range(4)]


def b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def grown(number: int, until: str = "Ballot"):
    return board(HELD, CAST[:number], until)


def kept(number: int) -> dict[str, object]:
    return {"head": grown(number, "Ballot" if number else "Setup").head, "ballots": number}


BOXES = {
    "two ballots": grown(2),
    "four ballots": grown(4),
    "closed": grown(4, "EncryptedTally"),
    "reordered": board(HELD, [CAST[1], CAST[0], *CAST[2:]], "Ballot"),
    "one exchanged": board(HELD, [CAST[0], HELD.vote(1, [[0], []]), *CAST[2:]], "Ballot"),
}
FORGED = {"head": "f" * 64, "ballots": 2}
ASKED = {
    "nothing kept": ("four ballots", [], None),
    "the same": ("two ballots", [kept(2)], {"then": 2, "since": 0}),
    "grown since": ("four ballots", [kept(0), kept(1), kept(2)], {"then": 2, "since": 2}),
    "closed since": ("closed", [kept(4)], {"then": 4, "since": 0}),
    "seen in another order": ("four ballots", [kept(2), kept(1)], {"then": 2, "since": 2}),
    "cut off": ("two ballots", [kept(1), kept(4)], kept(4)),
    "reordered": ("reordered", [kept(0), kept(1)], kept(1)),
    "one exchanged": ("one exchanged", [kept(1), kept(2)], kept(2)),
    "a forged head was shown": ("four ballots", [kept(2), FORGED], FORGED),
}
HEAD = grown(2).head
TYPED = {
    "whole": ("four ballots", HEAD, {"then": 2, "since": 2}),
    "as it is shown, in groups and capitals": (
        "four ballots", " ".join(HEAD[i : i + 8] for i in range(0, 24, 8)).upper(), {"then": 2, "since": 2},
    ),
    "too short": ("four ballots", HEAD[:15], None),
    "no head at all": ("four ballots", "g" * 20, None),
    "too long": ("four ballots", HEAD + "0", None),
    "of a fork": ("reordered", HEAD, "no"),
    "of a longer box": ("two ballots", grown(4).head, "no"),
}  # fmt: skip
SEEN = [["a", "1" * 64, 0], ["a", "2" * 64, 1], ["a", "1" * 64, 0], ["b", "3" * 64, 2], ["c", "4" * 64, 0]]


@pytest.fixture(scope="module")
def told():
    work = {
        "boxes": {name: b64(one.archive()) for name, one in BOXES.items()},
        "asked": [[name, heads] for name, heads, _ in ASKED.values()],
        "typed": [[name, text] for name, text, _ in TYPED.values()],
        "seen": SEEN,
    }
    return run("heads", work)


def test_a_box_extends_what_was_kept_or_shows_its_fork(told):
    for title, said in zip(ASKED, told["said"], strict=True):
        name, _, expected = ASKED[title]
        if expected and "head" in expected:
            box = BOXES[name]
            expected = {"fork": expected, "head": box.head, "ballots": len(box.payloads("Ballot"))}
        assert said == expected, title


def test_a_head_is_typed_from_a_photograph(told):
    assert dict(zip(TYPED, told["places"], strict=True)) == {title: place for title, (_, _, place) in TYPED.items()}


def test_a_device_keeps_each_head_once_and_names_other_boxes(told):
    assert told["kept"]["a"] == [{"head": "1" * 64, "ballots": 0}, {"head": "2" * 64, "ballots": 1}]
    assert told["others"] == ["b"], "a box that never had a ballot is a set of slips that was made again"


def files(raw: bytes, held: Held = HELD, at: bytes | None = None, votes: list[bytes] = CAST) -> dict[str, str]:
    """What the kiosk answers: the ballot `raw` under the hash of `at`, and the box."""
    bel = board(held, votes, "Ballot").archive()
    return {
        f"/archive/audited/{sha_hex(at or raw)}.json": b64(raw),
        f"/archive/{HELD.election.uuid}.bel": b64(bel),
        "/live/snapshot": room(HELD.election.uuid),
    }


def room(uuid: str | None, *earlier: str) -> str:
    """The public state, as far as it is asked for here."""
    state = {"election": uuid and {"uuid": uuid}, "rounds": [{"uuid": one} for one in earlier]}
    return b64(json.dumps(state).encode())


RAW, TEXT = auditable(HELD.election, HELD.secrets[0], [[0, 3], []], SEED)
LIE, LIE_TEXT = auditable(HELD.election, HELD.secrets[0], [[0, 1], []], SEED)
OTHER = election([question(4, 2), question(3, 1)], voters=4)
SAYS = {
    "tracker": tracker(RAW),
    "contests": [{"title": "Bầu", "names": ["Đơn vị 1", "Đơn vị 4"]}, {"title": "Bầu", "names": []}],
    "isCounted": False,
}
SECOND = {
    "scanned": (f"http://10.0.0.2:8000/board#kiem.{TEXT}", files(RAW), SAYS),
    "the fragment alone": (f"kiem.{TEXT}", files(RAW), SAYS),
    "typed in groups": (" ".join(TEXT[i : i + 8] for i in range(0, len(TEXT), 8)), files(RAW), SAYS),
    "counted nevertheless": (TEXT, files(RAW, votes=[*CAST[1:], RAW]), {**SAYS, "isCounted": True}),
    "of a round before": (TEXT, {**files(RAW), "/live/snapshot": room(None, "1" * 14, HELD.election.uuid)}, SAYS),
    "sealed for an election that is not the room's": (
        TEXT,
        {**files(RAW), "/live/snapshot": room("1" * 14)},
        "ballot-other-election",
    ),
    "mistyped": (TEXT[:-2], files(RAW), "opening-malformed"),
    "not acknowledged by the kiosk": (TEXT, {}, "not-found"),
    "the kiosk gives out another ballot": (TEXT, files(LIE, at=RAW), "opening-other-ballot"),
    "the booth sealed something else": (
        LIE_TEXT.split(".")[0] + "." + TEXT.split(".", 1)[1],
        files(LIE),
        "opening-mismatch",
    ),
    "the box is another election's": (TEXT, files(RAW, OTHER, votes=[]), "ballot-other-election"),
}


def test_the_second_phone_says_what_the_ballot_holds_or_what_does_not_fit():
    answers = run("secondphone", [{"text": text, "files": given} for text, given, _ in SECOND.values()])
    for (title, (_, _, expected)), answer in zip(SECOND.items(), answers, strict=True):
        assert (answer if isinstance(expected, dict) else answer.get("code")) == expected, title
