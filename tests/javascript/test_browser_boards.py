"""The archive on a teller's phone: read and audited as by `ballots.protocol.audit`, refused for the same reasons. Promise
P2 rests on it: what is opened is the product of all the ballots in the box, never a ballot."""

import json
import random

from ballots.errors import Broken
from ballots.protocol import ballot, credential
from ballots.protocol.archive import Entry, write
from ballots.protocol.audit import audit
from ballots.protocol.board import Board
from ballots.protocol.chain import event_after, read_event
from ballots.protocol.encoding import compact, sha_hex
from ballots.protocol.group import NEUTRAL
from ballots.protocol.tally import tally_companion
from tests.builders import STAGES, altered, board, election
from tests.javascript.elections import TRUSTEES, Meeting, chained, in_text, question
from tests.javascript.node import run
from tests.vectors.reading import EXPECTED, TOOL_MADE, archive

HELD = election([(3, 2), (2, 1)], voters=3)
RAWS = [HELD.vote(0, [[0, 2], [1]]), HELD.vote(1, [[], []]), HELD.vote(2, [[0], [1]])]
WHOLE = board(HELD, RAWS)


def found(*bels: bytes) -> list[dict]:
    return run("audit", [in_text(bel) for bel in bels])


def codes(*bels: bytes) -> list[str | None]:
    return [one.get("code") for one in found(*bels)]


def python_code(bel: bytes) -> str | None:
    """The first code of Python's reading, without an audit of what the records say."""
    try:
        Board.read(None, bel)
    except Broken as broken:
        return broken.code
    return None


def test_boards_are_read_as_python_reads_them():
    bels = [board(HELD, RAWS, until).archive() for until in STAGES]
    bels += [archive(f"accepted/{folder}").read_bytes() for folder in EXPECTED["accepted"]]
    for bel, one in zip(bels, found(*bels), strict=True):
        read = Board.read(None, bel)
        tallies = [json.loads(companion)["encrypted_tally"] for companion in read.payloads("EncryptedTally")] or [None]
        assert (one["uuid"], one["head"], one["tally"]) == (read.uuid, read.head, tallies[0])
        assert one["ballots"] == len(read.payloads("Ballot"))


def test_the_altered_archives_are_refused_by_the_codes_that_python_gives():
    rejected = EXPECTED["rejected"]
    refused = codes(*(archive(f"rejected/{folder}").read_bytes() for folder in rejected))
    assert dict(zip(rejected, refused, strict=True)) == rejected


def test_a_whole_election_of_another_program_with_a_key_that_is_shared():
    (tool_made,) = TOOL_MADE.glob("*.bel")
    (one,) = found(tool_made.read_bytes())
    assert (one["uuid"], one["ballots"]) == (tool_made.stem, 12)


def chain(*entries: Entry) -> bytes:
    return write(WHOLE.timestamp, entries)


def event(before: tuple[Entry, ...], **changes) -> bytes:
    """The board, then an EndBallots event with fields changed; None leaves one out."""
    fields = {"parent": before[-1].hash, "height": 1, "type": "EndBallots", **changes}
    body = compact({name: value for name, value in fields.items() if value is not None})
    return chain(*before, Entry.of("event", body))


def in_one_header(raw: bytes, at: int, value: bytes) -> bytes:
    """The archive with bytes of its second header replaced and the checksum set right again."""
    block = bytearray(raw[1024:1536])
    block[at : at + len(value)] = value
    block[148:156] = b" " * 8
    block[148:156] = f"{sum(block):06o}\0 ".encode()
    return raw[:1024] + bytes(block) + raw[1536:]


RAW, ALL = WHOLE.archive(), WHOLE.entries
SETUP, FIRST = board(HELD, RAWS, "Setup").entries, ALL[5:7]
STRAY = Entry.of("data", b"stray")
ENDED = event_after(read_event(SETUP[-1]), "EndBallots", None)
FORMS = {
    "nothing": (b"", "archive-malformed"),
    "no tar": (b"PK\x03\x04" + bytes(600), "archive-malformed"),
    "zeroes": (bytes(512), "archive-malformed"),
    "no first record": (RAW[1024:], "archive-malformed"),
    "a byte too few": (RAW[:-1], "archive-malformed"),
    "closing zero blocks": (RAW + bytes(1024), "archive-malformed"),
    "padding that is not zero": (RAW[:-1] + b"x", "archive-malformed"),
    "another time in the first record": (RAW.replace(b'"1795456598"', b'"1795456597"'), "archive-malformed"),
    "no time in the first record": (RAW.replace(b'"1795456598"', b" 1795456598 "), "archive-malformed"),
    "another version": (RAW.replace(b'{"version":1,"t', b'{"version":2,"t', 1), "archive-malformed"),
    "an unknown kind of record": (RAW.replace(b".data.json", b".data.jsox", 1), "archive-malformed"),
    "another mode": (in_one_header(RAW, 100, b"0000755"), "archive-malformed"),
    "another owner": (in_one_header(RAW, 108, b"0001750"), "archive-malformed"),
    "a directory": (in_one_header(RAW, 156, b"5"), "archive-malformed"),
    "a newer kind of tar": (in_one_header(RAW, 257, b"ustar"), "archive-malformed"),
    "a size that is none": (in_one_header(RAW, 124, b"-0000000001"), "archive-malformed"),
    "a size beyond the end": (in_one_header(RAW, 124, b"77777777777"), "archive-malformed"),
    "letters beyond ASCII in a name": (in_one_header(RAW, 0, b"\xff"), "archive-malformed"),
    "a record under another's hash": (RAW.replace(b'"credential":"', b'"credentiax":"', 1), "archive-hash"),
    "no records": (chain(), "archive-order"),
    "no Setup": (chain(*FIRST), "archive-order"),
    "voting after voting": (chain(*SETUP, ENDED, *FIRST), "archive-order"),
    "the Setup twice": (chain(*SETUP, SETUP[-1]), "archive-order"),
    "records of the Setup in another order": (chain(SETUP[1], SETUP[0], *SETUP[2:]), "archive-order"),
    "an event left out": (chain(*ALL[:5], *ALL[7:]), "archive-chain"),
    "another parent": (event(SETUP, parent="0" * 64), "archive-chain"),
    "no parent": (event(SETUP, parent=None), "archive-chain"),
    "another height": (event(SETUP, height=2), "archive-chain"),
    "a height that is true": (event(SETUP, height=True), "archive-malformed"),
    "a height that is broken": (event(SETUP, height=1.0), "archive-malformed"),
    "a parent that is no hash": (event(SETUP, parent="x"), "archive-malformed"),
    "an unknown event": (event(SETUP, type="Shuffle"), "archive-malformed"),
    "no text as an event": (event(SETUP, type=[]), "archive-malformed"),
    "an unknown field": (event(SETUP, more=1), "archive-malformed"),
    "an end of voting with a record": (
        chain(*SETUP, event_after(read_event(SETUP[-1]), "EndBallots", SETUP[0].hash)),
        "archive-malformed",
    ),
    "an event that is no JSON": (chain(*SETUP, Entry.of("event", b"[" * 100_000)), "archive-malformed"),
    "a Setup that names nothing": (chain(STRAY, event_after(None, "Setup", STRAY.hash)), "archive-malformed"),
    "a ballot that is not there": (chain(*SETUP, FIRST[1]), "archive-missing-record"),
    "a record of the Setup that is not there": (chain(*SETUP[1:]), "archive-missing-record"),
    "a record that nothing uses": (chain(*SETUP, STRAY, *FIRST), "archive-unused-record"),
    "a record after the last event": (chain(*ALL, STRAY), "archive-unused-record"),
    "a record twice": (chain(*SETUP, FIRST[0], *FIRST), "archive-unused-record"),
    "a record that is there already": (chain(*SETUP, SETUP[0], *FIRST), "archive-unused-record"),
    "an election that is none": (chained((b"{}", TRUSTEES, b"[]")), "election-malformed"),
}


def test_an_archive_in_any_other_form_is_refused_by_the_code_that_python_gives():
    expected = {title: code for title, (_, code) in FORMS.items()}
    bels = [bel for bel, _ in FORMS.values()]
    assert dict(zip(FORMS, map(python_code, bels), strict=True)) == expected
    assert dict(zip(FORMS, codes(*bels), strict=True)) == expected


def test_no_changed_byte_gets_through():
    chance = random.Random(7)
    small = board(HELD, RAWS[:1], "EncryptedTally").archive()
    places = [*range(1024, 1536, 9), *chance.sample(range(len(small)), 100)]
    changed = [small[:at] + bytes([small[at] ^ 1 << chance.randrange(8)]) + small[at + 1 :] for at in places]
    refused = codes(*changed)
    assert refused == [python_code(bel) for bel in changed]
    assert None not in refused


MEETING = Meeting.of([question(3, 1, 2, blank=True), question(2, 0, 1, blank=False)], 4)
VOTES = [([0, 1, 1, 0], [0, 1]), ([1, 0, 0, 0], [0, 0]), ([0, 0, 0, 1], [1, 0])]
CAST = [MEETING.vote(voter, *vote) for voter, vote in enumerate(VOTES)]
LAST, CHANGED = MEETING.vote(3, *VOTES[0]), MEETING.vote(0, *VOTES[1])
FOREIGN = Meeting.of([question(3, 1, 2, blank=True), question(2, 0, 1, blank=False)], 1).vote(0, *VOTES[0])
UNLISTED = ballot.make(MEETING.election, credential.new_credential(), VOTES[0])
PARTS = sorted(MEETING.public_parts)


def closed(
    ballots: list[bytes], tallied: list[bytes], said: int | None = None, parts: list[str] | None = None
) -> bytes:
    """The archive of a box with `ballots` whose tally has those in `tallied` and says that it has `said`."""
    raw = MEETING.tally(*tallied)
    setup = MEETING.setup._replace(credentials=compact(parts)) if parts else MEETING.setup
    return chained(setup, ballots, raw, tally_companion(len(tallied) if said is None else said, raw))


def swapped(raw: bytes) -> bytes:
    """The ballot with two choices exchanged after it was signed."""
    return altered(raw, ("answers", 0, "choices"), lambda choices: choices[::-1])


BOXES = {
    "a single ballot as the tally, said to be all": (closed(CAST, CAST[:1], 3), "tally-mismatch"),
    "a single ballot as the tally, and said so": (closed(CAST, CAST[:1]), "tally-count"),
    "a single ballot of an empty box": (closed([], CAST[:1], 0), "tally-mismatch"),
    "a ballot left out of the tally": (closed(CAST, CAST[1:], 3), "tally-mismatch"),
    "a ballot left out, and said so": (closed(CAST, CAST[1:]), "tally-count"),
    "a ballot in the tally that is not in the box": (closed(CAST, [*CAST, LAST], 3), "tally-mismatch"),
    "a ballot taken twice": (closed(CAST, [*CAST, CAST[0]], 3), "tally-mismatch"),
    "a ballot exchanged": (closed(CAST, [*CAST[:2], LAST], 3), "tally-mismatch"),
    "the same ballot in the box twice": (closed([*CAST, CAST[0]], [*CAST, CAST[0]]), "credential-used-twice"),
    "two ballots of one slip": (closed([*CAST, CHANGED], [*CAST, CHANGED]), "credential-used-twice"),
    "a ballot of another election": (closed([*CAST, FOREIGN], CAST, 4), "ballot-other-election"),
    "a ballot of a slip that is not listed": (closed([*CAST, UNLISTED], CAST, 4), "credential-unknown"),
    "a slip taken off the list": (closed(CAST, CAST, parts=MEETING.public_parts[1:]), "credential-unknown"),
    "a ballot changed after it was signed": (closed([*CAST, swapped(LAST)], CAST, 4), "ballot-signature"),
    "a ballot without an answer": (closed([*CAST, altered(LAST, ("answers",), [])], CAST, 4), "ballot-shape"),
    "an answer that is none": (closed([*CAST, altered(LAST, ("answers", 1), None)], CAST, 4), "ballot-shape"),
    "a proof that is none": (
        closed([*CAST, altered(LAST, ("answers", 1, "overall_proof", 0), {})], CAST, 4),
        "ballot-shape",
    ),
    "a number out of range": (
        closed([*CAST, altered(LAST, ("answers", 1, "overall_proof", 0, "response"), "00")], CAST, 4),
        "scalar-invalid",
    ),
    "a ballot that is none": (closed([*CAST, b"{}"], CAST, 4), "ballot-malformed"),
    "a ballot with a space": (closed([*CAST, LAST + b" "], CAST, 4), "ballot-not-canonical"),
    "a slip that counts double": (closed(CAST, CAST, parts=[f"{PARTS[0]},2", *PARTS[1:]]), "credential-weight"),
    "a slip listed twice": (closed(CAST, CAST, parts=[*PARTS, PARTS[0]]), "credential-repeated"),
    "a slip that everybody can sign for": (closed(CAST, CAST, parts=[*PARTS, NEUTRAL]), "credential-neutral"),
    "a slip that is no element": (closed(CAST, CAST, parts=[*PARTS, "0" * 64]), "credential-invalid"),
    "a list of slips that is none": (
        chained(MEETING.setup._replace(credentials=b"{}"), CAST),
        "credential-list-malformed",
    ),
    "a tally that is none": (chained(MEETING.setup, CAST, b"[]", tally_companion(3, b"[]")), "tally-mismatch"),
}


def test_p2_nothing_but_the_product_of_all_ballots_in_the_box_is_opened():
    expected = {title: code for title, (_, code) in BOXES.items()}
    bels = [bel for bel, _ in BOXES.values()]
    assert {title: audit(bel).failed[0].code for title, bel in zip(BOXES, bels, strict=True)} == expected
    assert dict(zip(BOXES, codes(*bels), strict=True)) == expected


def test_a_box_that_holds_tells_its_ballots_its_head_and_its_tally():
    honest, empty = closed(CAST, CAST), closed([], [])
    one, other = found(honest, empty)
    assert (one["ballots"], one["head"]) == (3, Board.read(None, honest).head)
    assert one["tally"] == sha_hex(MEETING.tally(*CAST))
    assert other["ballots"] == 0
