from dataclasses import replace

import pytest

from ballots.errors import Broken
from ballots.protocol.archive import Entry
from ballots.protocol.board import setup_companion
from ballots.protocol.chain import NEXT, Chain, event_after, read_event
from ballots.protocol.encoding import compact, sha_hex
from ballots.protocol.tally import share_companion, tally_companion
from tests.builders import STAGES, chained

RECORDS = {
    "Setup": (b"election", b"trustees", b"credentials", setup_companion(b"election", b"trustees", b"credentials")),
    "Ballot": (b"ballot",),
    "EndBallots": (),
    "EncryptedTally": (b"tally", tally_companion(1, b"tally")),
    "PartialDecryption": (b"share", share_companion(1, b"share")),
    "Result": (b"result",),
}


def grown(*types: str) -> tuple[Entry, ...]:
    """What a board holds after these events; the chain does not care what most records say."""
    return chained((one, *RECORDS[one]) for one in types).entries


def unchecked(*types: str) -> tuple[Entry, ...]:
    """The same, in an order that no board would accept."""
    entries: list[Entry] = []
    last = None
    for one in types:
        data = [Entry.of("data", body) for body in RECORDS[one]]
        event = event_after(last, one, data[-1].hash if data else None)
        entries += [*(record for record in data if record not in entries), event]
        last = read_event(event)
    return tuple(entries)


def refused(*entries: Entry) -> str:
    with pytest.raises(Broken) as refusal:
        Chain(()).accept(entries)
    return refusal.value.code


def event(**changes) -> Entry:
    """The event after EndBallots, with fields changed; None leaves one out."""
    before = grown(*STAGES[:3])
    data = [Entry.of("data", body) for body in RECORDS["EncryptedTally"]]
    fields = {"parent": before[-1].hash, "height": 3, "type": "EncryptedTally", "payload": data[-1].hash, **changes}
    return Entry.of("event", compact({name: value for name, value in fields.items() if value is not None}))


def test_events_are_written_as_the_format_says():
    first = event_after(None, "Setup", "a" * 64)
    assert first.body == b'{"height":0,"type":"Setup","payload":"' + b"a" * 64 + b'"}'
    second = event_after(read_event(first), "EndBallots", None)
    assert second.body == b'{"parent":"' + first.hash.encode() + b'","height":1,"type":"EndBallots"}'


def test_a_whole_election_is_accepted_at_once_and_in_steps():
    entries = grown(*STAGES)
    Chain(()).accept(entries)
    for cut in (place for place, entry in enumerate(entries, 1) if entry.kind == "event"):
        Chain(entries[:cut]).accept(entries[cut:])


@pytest.mark.parametrize("types", [STAGES[:place] for place in range(1, 7)])
def test_only_the_events_of_the_table_may_follow(types):
    for one in RECORDS:
        allowed = one in NEXT[types[-1]]
        if allowed:
            Chain(()).accept(unchecked(*types, one))
        else:
            assert refused(*unchecked(*types, one)) == "archive-order"


@pytest.mark.parametrize("one", [one for one in RECORDS if one != "Setup"])
def test_a_board_begins_with_its_setup(one):
    assert refused(*unchecked(one)) == "archive-order"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"parent": "0" * 64}, "archive-chain"),
        ({"parent": None}, "archive-chain"),
        ({"height": 4}, "archive-chain"),
        ({"height": 10**4000}, "archive-malformed"),
        ({"parent": 5}, "archive-malformed"),
        ({"parent": "x"}, "archive-malformed"),
        ({"height": True}, "archive-malformed"),
        ({"height": 3.0}, "archive-malformed"),
        ({"type": "Shuffle"}, "archive-malformed"),
        ({"type": []}, "archive-malformed"),
        ({"payload": None}, "archive-malformed"),
        ({"payload": [1]}, "archive-malformed"),
        ({"payload": "0" * 64}, "archive-missing-record"),
        ({"more": 1}, "archive-malformed"),
    ],
)
def test_an_event_in_which_anything_is_not_as_it_follows_is_refused(changes, code):
    data = [Entry.of("data", body) for body in RECORDS["EncryptedTally"]]
    Chain(grown(*STAGES[:3])).accept([*data, event()])
    assert refused(*grown(*STAGES[:3]), *data, event(**changes)) == code


def test_an_end_of_voting_carries_no_record():
    before = grown("Setup", "Ballot")
    carrying = event_after(read_event(before[-1]), "EndBallots", before[0].hash)
    assert refused(*before, carrying) == "archive-malformed"


@pytest.mark.parametrize("body", [b"", b"[]", b"x", b"[" * 100_000, b'{"height":0, "type":"Setup"}'])
def test_what_is_not_an_event_is_refused(body):
    assert refused(Entry.of("event", body)) == "archive-malformed"


@pytest.mark.parametrize("body", [b"", b"[]", b'{"election":1,"trustees":2,"credentials":3}', b"{}"])
def test_a_setup_that_names_nothing_is_refused(body):
    payload = Entry.of("data", body)
    assert refused(payload, event_after(None, "Setup", payload.hash)) == "archive-malformed"


def test_every_record_is_used_there_once_and_in_its_place():
    entries = grown(*STAGES[:2])
    stray = Entry.of("data", b"stray")
    assert refused(*entries, stray) == "archive-unused-record"
    assert refused(stray, *entries) == "archive-unused-record"
    assert refused(*entries[:5], entries[0], *entries[5:]) == "archive-unused-record"
    assert refused(*entries[:5], entries[5], *entries[5:]) == "archive-unused-record"
    assert refused(*entries[1:]) == "archive-missing-record"
    assert refused(*entries[:3], *entries[4:]) == "archive-missing-record"
    assert refused(entries[1], entries[0], *entries[2:]) == "archive-order"


def test_a_record_under_a_hash_that_is_not_its_own_is_refused():
    entries = grown(*STAGES[:2])
    for place, entry in enumerate(entries):
        assert refused(*entries[:place], replace(entry, body=b"x"), *entries[place + 1 :]) == "archive-hash"


def test_a_record_that_is_there_already_is_not_written_again():
    twice = grown("Setup", "Ballot", "Ballot")
    assert [entry.kind for entry in twice[5:]] == ["data", "event", "event"]
    Chain(()).accept(twice)


def test_a_hash_that_an_event_gives_is_found_under_that_hash_only():
    assert read_event(event()).payload == sha_hex(RECORDS["EncryptedTally"][-1])
