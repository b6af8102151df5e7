"""The phones make a key together and open a box with it: in the browser as in Python, in one ceremony (6.2, 6.3)."""

import json
from itertools import combinations
from typing import Any

import pytest

from ballots.committee import set_code
from ballots.protocol import ceremony, tally, trustee
from ballots.protocol.audit import audit
from ballots.protocol.encoding import compact, sha_hex
from ballots.protocol.group import element_of, power_of_g
from tests.ballots.protocol.test_dealing import KEY, ME, OTHER
from tests.builders import board, election, locked, share_records, tally_records
from tests.ceremony import Shared, shared_key
from tests.javascript.elections import in_text
from tests.javascript.node import call, calls, run
from tests.vectors.reading import tool_made

SEED = KEY.seeds[ME - 1]
MESSAGE = KEY.voutputs[ME - 1]["private_key"]


def by_browser(place: int) -> bool:
    """In a mixed group every other trustee, the first one too, has a browser."""
    return place % 2 == 1


def mixed(name: str, in_python: Any, given: list[tuple]) -> list[Any]:
    """One step of a ceremony, what each trustee is given in order."""
    browsers = iter(calls(*(("ceremony", name, *one) for place, one in enumerate(given, 1) if by_browser(place))))
    return [next(browsers) if by_browser(place) else in_python(*one) for place, one in enumerate(given, 1)]


def made_together(threshold: int, size: int) -> Shared:
    """A whole ceremony of browsers and of Python, whose every part Python verifies as the relay does."""
    places = range(1, size + 1)
    seeds = tuple(calls(*[("trustee", "newSeed")] * size))
    contexts = [(seed, size, threshold, place) for place, seed in enumerate(seeds, 1)]
    certs = mixed("makeCertificate", ceremony.make_certificate, contexts)
    polynomials = mixed("makePolynomial", ceremony.make_polynomial, [(seed, certs) for seed in seeds])
    vinputs = [ceremony.make_vinput(polynomials, place) for place in places]
    voutputs = mixed(
        "makeVoutput", ceremony.make_voutput, [(seed, certs, one) for seed, one in zip(seeds, vinputs, strict=True)]
    )
    for place in places:
        known = ceremony.check_certificate(certs[place - 1], size, threshold, place)
        assert known == call("ceremony", "verificationKey", seeds[place - 1])
        ceremony.check_polynomial(polynomials[place - 1], certs, place)
        ceremony.check_voutput(voutputs[place - 1], certs, polynomials, place)
    return Shared(seeds, certs, polynomials, voutputs)


@pytest.fixture(scope="module", params=[(1, 1), (2, 3), (3, 5)], ids=lambda sizes: "{} of {}".format(*sizes))
def sizes(request):
    return request.param


@pytest.fixture(scope="module")
def key(sizes):
    return made_together(*sizes)


def test_every_phone_sees_the_same_set_and_knows_its_own_place(key, sizes):
    raw = compact([key.entry]).decode()
    seats = zip(key.seeds, key.voutputs, strict=True)
    seen = calls(*(("ownkey", "checkTrustees", seed, raw, made["private_key"]) for seed, made in seats))
    code = set_code(raw.encode())
    threshold, size = sizes
    assert seen == [
        {"owner": place, "size": size, "threshold": threshold, "code": code} for place in range(1, size + 1)
    ]
    verification = [made["public_key"]["public_key"] for made in key.voutputs]
    asked = zip(key.seeds, key.voutputs, verification, strict=True)
    shares = calls(*(("ceremony", "openingKey", seed, made["private_key"], public) for seed, made, public in asked))
    assert tuple(map(int, shares)) == key.shares


def test_any_threshold_of_shares_opens_the_box_and_no_fewer(key, sizes):
    threshold, size = sizes
    held = election([(2, 1)], key, voters=2)
    raws = [held.vote(0, [[1]]), held.vote(1, [[]])]
    some = list(combinations(range(1, size + 1), threshold))
    groups = [*some[:3], some[-1], tuple(range(1, size + 1)), some[-1][::-1]]
    whole = [board(held, raws, openers=group).archive() for group in groups]
    assert all(audit(bel).ok for bel in whole)
    assert run("mutants", [in_text(bel) for bel in whole]) == [None] * len(whole)
    if threshold > 1:
        few = too_few(held, raws, some[0][1:])
        assert [failure.code for failure in audit(few).failed] == ["share-missing"]
        assert run("mutants", [in_text(few)]) == ["share-missing"]


def test_owners_are_numbered_through_keys_of_both_kinds():
    """One alone, two of three, one alone, one of one: numbers 1 to 6."""
    seeds, small = [trustee.new_seed() for _ in range(2)], shared_key(1, 1)
    one, other = (trustee.private_key(seed) for seed in seeds)
    entries = [["Single", trustee.make_single(one)], KEY.entry, ["Single", trustee.make_single(other)], small.entry]
    held = locked((one, *KEY.shares, other, *small.shares), compact(entries), [(2, 1)], voters=1)
    bels = [board(held, [held.vote(0, [[1]])], openers=some).archive() for some in [(1, 2, 4, 5, 6), (6, 5, 4, 3, 1)]]
    assert all(audit(bel).ok for bel in bels)
    assert run("mutants", [in_text(bel) for bel in bels]) == [None, None]
    raw = compact(entries).decode()
    messages = [None, *(made["private_key"] for made in KEY.voutputs), None, small.voutputs[0]["private_key"]]
    holders = [seeds[0], *KEY.seeds, seeds[1], *small.seeds]
    mine = zip(holders, messages, strict=True)
    seen = calls(*(("ownkey", "checkTrustees", seed, raw, message) for seed, message in mine))
    assert [one["owner"] for one in seen] == list(held.owners)
    assert {(one["threshold"], one["size"]) for one in seen} == {(5, 6)}


def too_few(held, raws, openers) -> bytes:
    """The board of a box that is said to be opened by these trustees alone."""
    closed = board(held, raws, "EncryptedTally")
    sealed, _ = tally_records(held, raws)
    for owner in openers:
        closed = closed.with_entries(closed.next_event("PartialDecryption", *share_records(held, owner, sealed)))
    return closed.with_entries(closed.next_event("Result", tally.result_record([[1, 0, 1]]))).archive()


def test_a_phone_opens_with_its_seed_and_what_the_kiosk_keeps_for_it(key):
    held = election([(2, 1)], key, voters=2)
    raws = [held.vote(0, [[1]]), held.vote(1, [[]])]
    sealed, _ = tally_records(held, raws)
    bel = in_text(board(held, raws, "EncryptedTally").archive())
    made, code = [one["private_key"] for one in key.voutputs], set_code(held.trustees.raw)
    known = calls(*(("ceremony", "verificationKey", seed) for seed in key.seeds))
    work = {
        "confirm": [(bel, one, code) for one in known],
        "share": [(seed, bel, sha_hex(sealed), message) for seed, message in zip(key.seeds, made, strict=True)],
    }
    done = run("tell", work)
    assert [(one["owner"], one["set"]) for one in done["confirm"]] == [(at, code) for at in held.owners]
    for public, one in zip(held.trustees.verification_keys, done["share"], strict=True):
        tally.check_partial(held.election, public, sealed, one["share"].encode())


HELD = election([(2, 1)], KEY, voters=1)
CAST = [HELD.vote(0, [[1]])]
CLOSED, SEALED = in_text(board(HELD, CAST, "EncryptedTally").archive()), tally_records(HELD, CAST)[0]


def test_p2_a_phone_notices_another_set_of_keys_and_opens_nothing_with_a_share_that_is_not_its_own():
    mine = element_of(power_of_g(trustee.private_key(SEED)))
    theirs = KEY.voutputs[1]["private_key"]
    share = [(SEED, CLOSED, sha_hex(SEALED), message) for message in (theirs, None, "", MESSAGE.replace("0", "1"))]
    share += [(OTHER.seeds[0], CLOSED, sha_hex(SEALED), MESSAGE)]
    codes = [(CLOSED, mine, "AAAA-AAAA-AAAA-AAAA"), (CLOSED, element_of(power_of_g(7)), None)]
    done = run("tell", {"confirm": codes, "share": share})
    assert [one["code"] for one in done["confirm"]] == ["trustees-other", "trustee-not-listed"]
    assert [one["code"] for one in done["share"]] == ["share-not-mine"] * 4 + ["trustee-not-listed"]


def test_the_tools_own_ceremony_is_understood():
    certs = [json.loads(tool_made(f"trustees/{place}.cert")) for place in (1, 2, 3)]
    raw = tool_made("trustees.json").decode()
    for place, cert in enumerate(certs, 1):
        seed, kept = (tool_made(f"trustees/{place}.{name}").decode() for name in ("key", "dkey"))
        theirs = json.loads(tool_made(f"trustees/{place}.voutput"))["public_key"]["public_key"]
        ours, made, seen, again = calls(
            ("ceremony", "makeCertificate", seed, 3, 2, place),
            ("ceremony", "makeVoutput", seed, certs, json.loads(tool_made(f"trustees/{place}.vinput"))),
            ("ownkey", "checkTrustees", seed, raw, kept),
            ("ceremony", "makeVoutput", seed, certs, json.loads(tool_made(f"trustees/{place}.vinput"))),
        )
        assert ours["message"] == cert["message"]
        assert made["public_key"]["public_key"] == again["public_key"]["public_key"] == theirs
        assert seen == {"owner": place, "size": 3, "threshold": 2, "code": set_code(raw.encode())}
