"""Whatever arrives, a reader answers with the value or with a `Broken`, and never with anything else."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ballots.errors import Broken
from ballots.protocol import ceremony, chain, credential, tally, trustee
from ballots.protocol.archive import Entry
from ballots.protocol.audit import audit
from ballots.protocol.board import Board, setup_companion
from ballots.protocol.election import Election
from ballots.protocol.encoding import compact
from ballots.protocol.group import NEUTRAL, ORDER
from tests.builders import altered, board, chained, election, question, share_records, tally_records
from tests.ceremony import shared_key

HELD = election([(2, 1), question(2, 2, 0, False)], voters=1)
BALLOT = HELD.vote(0, [[1], []])
SEALED, _ = tally_records(HELD, [BALLOT])
SHARE, _ = share_records(HELD, 1, SEALED)
RESULT = b'{"result":[[0,0,1],[0,0]]}'
KEY = HELD.trustees.verification_keys[0]
LOCKS = shared_key(2, 2)

READERS: dict[str, tuple[Callable[[bytes], object], bytes]] = {
    "ballot": (HELD.check, BALLOT),
    "election": (Election.read, HELD.election.raw),
    "trustees": (trustee.read_trustees, HELD.trustees.raw),
    "shared key": (trustee.read_trustees, compact([LOCKS.entry])),
    "certificate": (lambda raw: ceremony.check_certificate(_loaded(raw), 2, 2, 1), compact(LOCKS.certs[0])),
    "certificates": (lambda raw: ceremony.make_polynomial(LOCKS.seeds[0], _loaded(raw)), compact(LOCKS.certs)),
    "polynomial": (
        lambda raw: ceremony.check_polynomial(_loaded(raw), LOCKS.certs, 1),
        compact(LOCKS.polynomials[0]),
    ),
    "vinput": (
        lambda raw: ceremony.make_voutput(LOCKS.seeds[0], LOCKS.certs, _loaded(raw)),
        compact(LOCKS.vinput(1)),
    ),
    "voutput": (
        lambda raw: ceremony.check_voutput(_loaded(raw), LOCKS.certs, LOCKS.polynomials, 1),
        compact(LOCKS.voutputs[0]),
    ),
    "credentials": (credential.read_list, HELD.credentials_raw),
    "tally": (lambda raw: tally.partial_decryption(HELD.election, 5, raw), SEALED),
    "share": (lambda raw: tally.check_partial(HELD.election, KEY, SEALED, raw), SHARE),
    "result": (lambda raw: tally.read_result(HELD.election, raw, 1), RESULT),
    "event": (lambda raw: chain.read_event(Entry.of("event", raw)), board(HELD, [], "EndBallots").entries[-1].body),
    "setup": (lambda raw: chain.Chain(()).accept(_set_up_by(raw)), setup_companion(b"a", b"b", b"c")),
    "archive": (lambda raw: Board.read(None, raw), board(HELD, [], "EndBallots").archive()),
}
AWKWARD = st.sampled_from([
    None, True, False, 0, -1, 1.5, 10**4000, -(10**4000), 1e300, "", "0", "1", "-1", "\x00", "\x7f", "é", "a" * 10_000,
    str(ORDER), NEUTRAL, "0" * 64, [], {}, [[]], [{}], {"a": {}}, [[[[[[]]]]]], [None] * 3, {"": None},
])  # fmt: skip


def _loaded(raw: bytes) -> object:
    """What the kiosk hands on of a request: any JSON at all, or nothing."""
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        return None


def _set_up_by(raw: bytes) -> list[Entry]:
    payload = Entry.of("data", raw)
    return [payload, chain.event_after(None, "Setup", payload.hash)]


def answers(reader: Callable[[bytes], object], raw: bytes) -> None:
    """Reads, and lets nothing pass but a value or a `Broken` that can be said."""
    try:
        reader(raw)
    except Broken as broken:
        assert broken.code and str(broken)


def places(value: object, path: tuple = ()) -> list[tuple]:
    """The path to every value inside a JSON value, itself included."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for step, part in inside for place in places(part, (*path, step)))]


@pytest.mark.parametrize("name", READERS)
def test_every_reader_reads_what_is_right(name):
    reader, right = READERS[name]
    if name == "setup":
        with pytest.raises(Broken) as missing:
            reader(right)
        assert missing.value.code == "archive-missing-record"
    else:
        reader(right)


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=2000))
def test_random_bytes(name, raw):
    answers(READERS[name][0], raw)


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize(
    "raw",
    [
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"[" * 900 + b"]" * 900,
        b"1" * 100_000,
        b'"\\ud800"',
        b"\xff" * 2000,
        b"NaN",
    ],
    ids=lambda raw: repr(raw[:8]),
)
def test_hostile_bytes(name, raw):
    answers(READERS[name][0], raw)


@pytest.mark.parametrize("name", [name for name in READERS if name != "archive"])
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_value_of_the_wrong_kind_anywhere(name, data):
    reader, right = READERS[name]
    path = data.draw(st.sampled_from(places(json.loads(right))))
    answers(reader, altered(right, path, data.draw(AWKWARD)))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_hostile_record_anywhere_in_an_archive_that_is_well_chained(data):
    """Someone who holds the pen chains what they like; the audit must still come to its end."""
    records = {
        "setup": [HELD.election.raw, HELD.trustees.raw, HELD.credentials_raw],
        "ballot": [BALLOT], "tally": [SEALED], "share": [SHARE], "result": [RESULT],
    }  # fmt: skip
    kind = data.draw(st.sampled_from(list(records)))
    place = data.draw(st.integers(0, len(records[kind]) - 1))
    path = data.draw(st.sampled_from(places(json.loads(records[kind][place]))))
    records[kind][place] = altered(records[kind][place], path, data.draw(AWKWARD))
    found = audit(_chained(records))
    assert found.ok is (found.failed == ())


def _chained(records: dict[str, list[bytes]]) -> bytes:
    (sealed,), (share,) = records["tally"], records["share"]
    return chained(
        [
            ("Setup", *records["setup"], setup_companion(*records["setup"])),
            ("Ballot", *records["ballot"]),
            ("EndBallots",),
            ("EncryptedTally", sealed, tally.tally_companion(1, sealed)),
            ("PartialDecryption", share, tally.share_companion(1, share)),
            ("Result", *records["result"]),
        ]
    ).archive()
