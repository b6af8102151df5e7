"""One field wrong in one record of a counted box, everything else as it has to be, hashes and chain included: Python and
the browser both refuse it, and for the same reason (the first that Python names). What is changed, one at a time:

* every leaf: another value of its kind, a value of another kind, null;
* every object: a field too few, a field too many, its fields in another order;
* every list: an entry too few, an entry twice, none (of a list the last entry is looked into, of a pair both).

In every kind of record: the election, the trustees (a shared key beside a key of one's own) and the messages signed in
it, the credentials, a ballot, the tally, a share, the result, the companions that name them, the events.
"""

import json
import re
from collections.abc import Iterator
from functools import reduce
from typing import Any, NamedTuple

import pytest

from ballots.protocol import tally, trustee
from ballots.protocol.archive import Entry, write
from ballots.protocol.audit import audit
from ballots.protocol.board import Board, setup_companion
from ballots.protocol.chain import event_after, read_event
from ballots.protocol.encoding import compact, sha_hex
from ballots.protocol.group import ORDER
from ballots.protocol.signed import signature
from tests.builders import TIMESTAMP, Held, locked, opened, part, question, resigned, share_records, tally_records
from tests.ceremony import shared_key
from tests.javascript.elections import in_text
from tests.javascript.node import run

KEY, ALONE = shared_key(2, 3), trustee.private_key(trustee.new_seed())
OPENERS = (1, 3, 4)


def held() -> Held:
    """Two contests, with and without a blank vote, locked by two of three, and by one more who is always needed."""
    trustees = compact([KEY.entry, ["Single", trustee.make_single(ALONE, "Kiểm phiếu viên 4")]])
    contests = [question(2, 1), question(1, 1, least=0, blank=False)]
    return locked((*KEY.shares, ALONE), trustees, contests, voters=2)


HELD = held()
BALLOTS = [HELD.vote(0, [[1], [0]]), HELD.vote(1, [[], []])]
SEALED, COMPANION = tally_records(HELD, BALLOTS)
SHARES = [share_records(HELD, owner, SEALED) for owner in OPENERS]
SETUP = (HELD.election.raw, HELD.trustees.raw, HELD.credentials_raw)
COUNTED = tally.result_record(opened(HELD, SEALED, len(BALLOTS)))


class Records(NamedTuple):
    """All that is on the board; None for a companion that is to be written as it has to be."""

    election: bytes = SETUP[0]
    trustees: bytes = SETUP[1]
    credentials: bytes = SETUP[2]
    setup: bytes | None = None
    ballot: bytes = BALLOTS[1]
    tally: bytes = SEALED
    counted: bytes | None = None
    share: bytes = SHARES[1][0]
    owner: bytes | None = None
    result: bytes = COUNTED
    event: Any = None
    """A number and what the event there is to be."""

    def archive(self) -> bytes:
        setup = (self.election, self.trustees, self.credentials)
        named = self.setup, self.counted, self.owner
        rights = (
            setup_companion(*setup),
            tally.tally_companion(len(BALLOTS), self.tally),
            tally.share_companion(OPENERS[1], self.share),
        )
        named = [right if one is None else one for one, right in zip(named, rights, strict=True)]
        return chained([
            ("Setup", (*setup, named[0])),
            ("Ballot", (BALLOTS[0],)),
            ("Ballot", (self.ballot,)),
            ("EndBallots", ()),
            ("EncryptedTally", (self.tally, named[1])),
            ("PartialDecryption", SHARES[0]),
            ("PartialDecryption", (self.share, named[2])),
            ("PartialDecryption", SHARES[2]),
            ("Result", (self.result,)),
        ], *(self.event or ()))  # fmt: skip


def chained(events: list[tuple[str, tuple[bytes, ...]]], number: int = -1, changed: bytes = b"") -> bytes:
    """The archive of these events, whatever stands in them; the event of this number is exchanged before the next
    refers to it."""
    entries: list[Entry] = []
    last = None
    for place, (kind, records) in enumerate(events):
        entries += (Entry.of("data", record) for record in records)
        entries.append(event_after(last, kind, sha_hex(records[-1]) if records else None))
        last = read_event(entries[-1])
        if place == number:
            entries[-1] = Entry.of("event", changed)
            last = last._replace(hash=entries[-1].hash)
    return write(TIMESTAMP, entries)


WHOLE = Records().archive()
EVENTS = [entry.body for entry in Board.read(None, WHOLE).entries if entry.kind == "event"]


def mutants(value: Any, path: tuple = ()) -> Iterator[tuple[tuple, str, Any]]:
    """Where, what, and the value there instead."""
    if isinstance(value, dict):
        yield from ((path, f"without {name}", {k: v for k, v in value.items() if k != name}) for name in value)
        yield path, "a field more", {**value, "more": 1}
        if len(value) > 1:
            yield path, "fields in another order", dict(reversed(value.items()))
        for name, inner in value.items():
            yield from mutants(inner, (*path, name))
    elif isinstance(value, list):
        yield from (
            (path, *one) for one in [("none", []), ("one less", value[:-1]), ("one twice", [*value, value[-1]])]
        )
        for at in range(len(value))[-2 if len(value) == 2 else -1 :]:
            yield from mutants(value[at], (*path, at))
    else:
        yield from ((path, *one) for one in leaves(value))


def leaves(value: Any) -> Iterator[tuple[str, Any]]:
    yield "null", None
    if isinstance(value, bool):
        yield "the other", not value
    elif isinstance(value, int):
        yield from [("one more", value + 1), ("below zero", -1), ("as text", str(value)), ("true", True)]
        yield from [("a fraction", value + 0.5), ("a fraction that is whole", float(value)), ("too long", 2**60)]
    else:
        yield from [("a number", 5), ("another", another(value)), ("none", ""), ("half a letter", "\ud800")]


def another(text: str) -> str:
    if text.isdecimal() and len(text) > 5:
        return str((int(text) + 1) % ORDER)
    return text[:-1] + ("0" if text[-1:] != "0" else "1")


def written(value: Any) -> bytes:
    """Compact JSON of anything, half a letter too."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "backslashreplace")


def changed(raw: bytes) -> Iterator[tuple[str, bytes]]:
    """What is changed, and the record with that change."""
    for path, what, value in mutants(json.loads(raw)):
        yield f"{'.'.join(map(str, path))}: {what}", replaced(raw, path, value)


def replaced(raw: bytes, path: tuple, value: Any) -> bytes:
    whole = [json.loads(raw)]
    *way, last = (0, *path)
    around = reduce(lambda inner, step: inner[step], way, whole)
    around[last] = value
    return written(whole[0])


def signed_again(raw: bytes) -> bytes:
    """The ballot with the signature that it needs, where anything can be signed at all."""
    try:
        return resigned(HELD, 1, raw)
    except (ValueError, AttributeError, KeyError):
        return raw


def in_messages() -> Iterator[tuple[str, bytes]]:
    """The trustees' record with a change in a message that one of them signed, signed again."""
    for path, seed in [((0, 1, "certs", 1), KEY.seeds[1]), ((0, 1, "coefexps", 2), KEY.seeds[2])]:
        message = part(HELD.trustees.raw, path)["message"]
        for title, text in changed(message.encode()):
            signed = {"message": text.decode(), "signature": signature(trustee.private_key(seed), text.decode())}
            yield f"{path}, {title}", replaced(HELD.trustees.raw, path, signed)


def of_kind(kind: str) -> Iterator[tuple[str, bytes]]:
    """Title and archive of every mutant of one kind of record."""
    if kind == "messages":
        yield from ((title, Records(trustees=raw).archive()) for title, raw in in_messages())
    elif kind == "events":
        for number in (0, 2, 3, 4, 6, 8):
            yield from (
                (f"{number} {title}", Records(event=(number, raw)).archive()) for title, raw in changed(EVENTS[number])
            )
    elif kind == "ballot":
        for title, raw in changed(BALLOTS[1]):
            is_signed = not title.startswith("signature")
            yield title, Records(ballot=signed_again(raw) if is_signed else raw).archive()
            if title.startswith("answers:"):
                yield f"{title}, not signed again", Records(ballot=raw).archive()
    else:
        honest = COMPANIONS.get(kind) or getattr(Records(), kind)
        yield from ((title, Records(**{kind: raw}).archive()) for title, raw in changed(honest))


COMPANIONS = {"setup": setup_companion(*SETUP), "counted": COMPANION, "owner": SHARES[1][1]}
KINDS = [*Records._fields[:-1], "messages", "events"]
HARMLESS = {"1.1: without name", "1.1.name: another", "1.1.name: none"}
"""What a trustee is called stands beside the key, and is under no proof."""


def test_the_board_as_it_is_holds():
    assert audit(WHOLE).ok
    assert run("mutants", [in_text(WHOLE)]) == [None]


def judged_alike(made: dict[str, bytes]) -> dict[str, list[str]]:
    """The first code by title, none where the archive holds, which the browser has to say too."""
    by_python = {title: [failure.code for failure in audit(bel).failed][:1] for title, bel in made.items()}
    said = run("mutants", [in_text(bel) for bel in made.values()])
    by_browser = {title: [code] if code else [] for title, code in zip(made, said, strict=True)}
    assert by_browser == by_python
    return by_python


@pytest.mark.parametrize("kind", KINDS)
def test_a_field_that_is_wrong_is_refused_for_the_same_reason(kind):
    by_python = judged_alike(dict(of_kind(kind)))
    assert {title for title, codes in by_python.items() if not codes} == (HARMLESS if kind == "trustees" else set())


SPELLINGS = {
    "nothing": lambda raw: b"",
    "cut short": lambda raw: raw[:-1],
    "a space after it": lambda raw: raw + b" ",
    "a line of its own": lambda raw: raw + b"\n",
    "a space in it": lambda raw: raw.replace(b":", b": ", 1) if b":" in raw else raw.replace(b",", b", ", 1),
    "a mark of byte order": lambda raw: b"\xef\xbb\xbf" + raw,
    "no UTF-8": lambda raw: raw.replace(b'"', b'"\xff', 1),
    "a letter escaped": lambda raw: raw.replace(b"e", rb"\u0065", 1),
    "everything twice": lambda raw: raw + raw,
    "the first field twice": lambda raw: raw.replace(b"{", b"{" + first_field(raw), 1),
    "deeper than anybody writes": lambda raw: b"[" * 50_000 + b"]" * 50_000,
    "a number like 1.0": lambda raw: re.sub(rb":([0-9])", rb":\1.0", raw, count=1),
    "a number like 1e0": lambda raw: re.sub(rb":([0-9])", rb":\1e0", raw, count=1),
    "a number like -0": lambda raw: re.sub(rb":[0-9]", rb":-0", raw, count=1),
}


def first_field(raw: bytes) -> bytes:
    """The first member of the first object, with a comma."""
    found = re.search(rb'\{("[a-z_]+":(?:"[^"]*"|\d+),)', raw)
    return found[1] if found else b""


@pytest.mark.parametrize("kind", Records._fields[:-1])
def test_a_record_in_another_spelling_is_refused_for_the_same_reason(kind):
    honest = COMPANIONS.get(kind) or getattr(Records(), kind)
    spelled = {title: spelling(honest) for title, spelling in SPELLINGS.items()}
    judged = judged_alike({title: Records(**{kind: raw}).archive() for title, raw in spelled.items() if raw != honest})
    assert all(judged.values())
