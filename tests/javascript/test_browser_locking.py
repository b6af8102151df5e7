"""A teller's phone makes the locks with the others: what is due when, which sheet lies there, what it makes and refuses. And
what the desk and the projector say of it."""

import json

import pytest

from ballots.committee import set_code, usual_threshold
from ballots.protocol import ceremony
from ballots.protocol.trustee import read_trustees
from tests.ceremony import certified, shared_key
from tests.javascript.node import run

KEY = {"seed": "s" * 22, "isNoted": True, "replaces": None, "code": None}
FRESH, KEPT = {**KEY, "isNoted": False}, {**KEY, "code": "CODE"}


def decide(module, function, *rows):
    return run("surface", [[module, function, *row] for row in rows])


def seat(stage="preparing", cert=None, step="certificates", polynomial=False, voutput=False, share_given=False):
    registered = cert and {"message": json.dumps({"verification": cert}), "signature": {}}
    mine = {"cert": registered, "polynomial": polynomial, "voutput": voutput}
    return {"stage": stage, "step": step, "mine": mine, "share_given": share_given}


def locked(stage="preparing", cert="mine", **more):
    return seat(stage, cert, "complete", True, True, **more)


MINE = {"verification": "mine"}
CHECKED = {**MINE, "code": "CODE"}
DUE = {
    "first time here": (seat(), None, {}, "greeting"),
    "key made, not noted": (seat(), FRESH, MINE, "noting"),
    "noted on the teller's other phone": (seat(cert="mine"), FRESH, MINE, "gathering"),
    "noted, not yet in": (seat(), KEY, MINE, "certifying"),
    "in, others are awaited": (seat(cert="mine"), KEY, MINE, "gathering"),
    "all are in": (seat(cert="mine", step="polynomials"), KEY, MINE, "dealing"),
    "dealt, others are awaited": (seat(cert="mine", step="polynomials", polynomial=True), KEY, MINE, "gathering"),
    "all have dealt": (seat(cert="mine", step="voutputs", polynomial=True), KEY, MINE, "proving"),
    "proved, others are awaited": (seat("preparing", "mine", "voutputs", True, True), KEY, MINE, "gathering"),
    "the set is complete": (locked(), KEY, MINE, "confirming"),
    "checked for the first time": (locked(), KEY, CHECKED, "waiting"),
    "checked again after a reload": (locked(), KEPT, CHECKED, "waiting"),
    "the set was made again": (locked(), {**KEY, "code": "OLD"}, CHECKED, "otherset"),
    "another set in the closed box": (locked("closed"), {**KEY, "code": "OLD"}, CHECKED, "otherset"),
    "somebody cheated": (seat(cert="mine", step="disputed"), KEY, MINE, "disputed"),
    "the committee was changed: the same code makes another certificate": (seat(), KEPT, MINE, "certifying"),
    "another phone was first": (seat(cert="theirs"), KEY, MINE, "elsewhere"),
    "no key here": (seat(cert="theirs"), None, {}, "elsewhere"),
    "made to replace that key": (seat(cert="theirs"), {**KEY, "replaces": "theirs"}, MINE, "certifying"),
    "made to replace it, which is gone": (seat(), {**KEY, "replaces": "theirs"}, MINE, "certifying"),
    "made to replace another one": (seat(cert="theirs"), {**KEY, "replaces": "older"}, MINE, "elsewhere"),
    "replacing a whole set": (locked(cert="theirs"), {**KEY, "replaces": "theirs"}, MINE, "certifying"),
    "replacing after the seal": (locked("sealed", "theirs"), {**KEY, "replaces": "theirs"}, MINE, "elsewhere"),
    "sealed without this seat": (seat("sealed"), None, {}, "late"),
    "while voting": (locked("open"), KEPT, CHECKED, "waiting"),
    "while voting, after a reload": (locked("open"), KEPT, MINE, "confirming"),
    "the box is closed": (locked("closed"), KEPT, CHECKED, "releasing"),
    "share given": (locked("closed", share_given=True), KEPT, CHECKED, "released"),
    "late, while counting": (locked("counting"), KEPT, CHECKED, "releasing"),
    "late, after the count": (locked("counted"), KEPT, CHECKED, "releasing"),
    "given late": (locked("counted", share_given=True), KEPT, CHECKED, "counted"),
    "counted by hand": (locked("counted"), KEPT, {**CHECKED, "isByHand": True}, "counted"),
    "a next round is prepared": (locked("sealed"), KEPT, CHECKED, "waiting"),
    "storage lost": (locked("closed"), None, {}, "elsewhere"),
    "adopted: nothing needs the key any more": (locked("adopted"), KEPT, CHECKED, "adopted"),
}


def test_a_tellers_phone_does_what_is_due():
    due = decide("locks/step", "dueStep", *(row[:3] for row in DUE.values()))
    assert dict(zip(DUE, due, strict=True)) == {name: row[3] for name, row in DUE.items()}


SEED = "111111111122222222223z"
INVITATIONS = {
    "2.ab_C-9": ({"number": 2, "invite": "ab_C-9"}, None),
    " 1.x ": ({"number": 1, "invite": "x"}, None),
    f"7.ab_C-9.{SEED}": ({"number": 7, "invite": "ab_C-9"}, SEED),
    f"7.ab.{SEED[1:]}": None,
    f"7.ab.{SEED[1:]}0": None,
    f"7.ab.{SEED}.": None,
    "0.abc": None,
    "abc": None,
    "": None,
    "2.": None,
    "2.a b": None,
}


def test_an_invitation_is_read_or_not_at_all():
    read = decide("teller/keyring", "readInvitation", *((scanned,) for scanned in INVITATIONS))
    assert read == [row and dict(zip(("seat", "seed"), row, strict=True)) for row in INVITATIONS.values()]


def test_what_a_phone_shows_another_phone_reads():
    (shown,) = decide("teller/keyring", "invitationOf", ({"number": 3, "invite": "a_-Z"}, SEED))
    assert decide("teller/keyring", "readInvitation", (shown,))[0]["seed"] == SEED


SIZES = range(1, 8)


def test_the_desk_proposes_the_threshold_that_the_kiosk_would_take():
    assert decide("desk/threshold", "usualThreshold", *((n,) for n in SIZES)) == [usual_threshold(n) for n in SIZES]


def test_the_desk_says_what_a_threshold_means():
    rows = {(1, 1): "only", (1, 3): "one", (2, 3): "text", (3, 3): "all", (2, 2): "all"}
    rows |= {(2, 4): "halves", (2, 5): "halves", (3, 6): "halves", (3, 5): "text", (4, 7): "text"}
    assert decide("desk/threshold", "meaningOf", *rows) == list(rows.values())


def test_a_wall_says_how_many_locks_are_still_needed():
    committee = {"size": 5, "threshold": 3, "openable": False, "step": "complete", "awaited": []}
    locks = [{"lock": lock} for lock in ("released", "refused", "closed", "closed", "closed")]
    fitting = {**committee, "step": "voutputs", "awaited": [2, 4]}
    rows = [
        ("preparing", fitting),
        ("preparing", committee),
        ("closed", committee),
        ("counting", {**committee, "openable": True}),
    ]
    said = run("projector", [["locks", "neededWords", stage, locks, one] for stage, one in rows])
    assert said == [
        "Đang chờ điện thoại của khóa số 2, 4; xin giữ trang mở và màn hình sáng.",
        "Cần ít nhất 3 trong 5 khóa để mở hòm.",
        "Cần thêm 2 khóa nữa để mở hòm.",
        "Đã đủ 3 khóa để mở hòm.",
    ]


def phone(*calls, worker="good"):
    return run("locking", {"worker": worker, "calls": calls})


@pytest.mark.parametrize("worker", ["none", "good", "lost", "dies"])
def test_two_phones_and_a_program_make_one_set(worker):
    """Places 1 and 3 are the browser's; every message of each round is checked by Python, and the shares are of one key."""
    seeds, certs = certified(2, 3)
    certs[0], certs[2] = phone(*(("makeCertificate", seeds[place - 1], 3, 2, place) for place in (1, 3)), worker=worker)
    keys = phone(*(("verificationKey", seed) for seed in seeds), worker=worker)
    assert keys == [ceremony.check_certificate(cert, 3, 2, place) for place, cert in enumerate(certs, 1)]
    dealt = [ceremony.make_polynomial(seed, certs) for seed in seeds]
    dealt[0], dealt[2] = phone(*(("makePolynomial", seeds[at], certs) for at in (0, 2)), worker=worker)
    inputs = [ceremony.make_vinput(dealt, place) for place in (1, 2, 3)]
    proved = [ceremony.make_voutput(seed, certs, vinput) for seed, vinput in zip(seeds, inputs, strict=True)]
    proved[0], proved[2] = phone(*(("makeVoutput", seeds[at], certs, inputs[at]) for at in (0, 2)), worker=worker)
    for place in (1, 2, 3):
        ceremony.check_polynomial(dealt[place - 1], certs, place)
        ceremony.check_voutput(proved[place - 1], certs, dealt, place)
    raw = ceremony.make_trustees(certs, dealt, proved)
    read_trustees(raw)
    checks = [("checkTrustees", seeds[at], raw.decode(), proved[at]["private_key"]) for at in range(3)]
    assert phone(*checks, worker=worker) == [
        {"owner": place, "size": 3, "threshold": 2, "code": set_code(raw)} for place in (1, 2, 3)
    ]


@pytest.mark.parametrize("worker", ["none", "good"])
def test_who_dealt_what_does_not_hold_is_named_across_the_worker(worker):
    key = shared_key(2, 3)
    vinput = key.vinput(1)
    swapped = {**vinput, "secrets": [vinput["secrets"][0], key.vinput(3)["secrets"][1], vinput["secrets"][2]]}
    own = {**vinput, "polynomial": key.vinput(2)["polynomial"]}
    answers = phone(*(("makeVoutput", key.seeds[0], key.certs, one) for one in (swapped, own)), worker=worker)
    assert answers == [{"code": "dealing-invalid", "sender": 2}, {"code": "dealing-invalid", "sender": 1}]


def test_a_phone_takes_no_set_without_its_own_certificate_and_its_own_share():
    key, other = shared_key(2, 3), shared_key(2, 3)
    raw, others = (ceremony.make_trustees(one.certs, one.polynomials, one.voutputs).decode() for one in (key, other))
    sealed = [one["private_key"] for one in key.voutputs]
    answers = phone(
        ("checkTrustees", key.seeds[0], others, sealed[0]),
        ("checkTrustees", key.seeds[0], raw, sealed[1]),
        ("checkTrustees", key.seeds[0], raw.replace('"threshold":2,"certs"', '"threshold":3,"certs"'), sealed[0]),
    )
    assert [answer["code"] for answer in answers[:2]] == ["trustee-not-listed", "share-not-mine"]
    assert answers[2]["code"].startswith("trustee-")


TOLD = {
    "as told": (2, 3, {}, None),
    "a lock more, and one enough": (1, 4, {"size": 3, "threshold": 2}, "set-told"),
    "fewer are enough than told": (1, 3, {"threshold": 2}, "set-told"),
    "a lock that nobody was told of": (2, 4, {"size": 3}, "set-told"),
    "another place": (2, 3, {"number": 2}, "set-told"),
}


def test_p2_a_laptop_cannot_tell_one_number_of_locks_and_use_another():
    """With a lock of its own among them, of which one is enough, it had the whole key, and every phone the same code."""
    seen = {}
    for title, (threshold, size, lie, _) in TOLD.items():
        key = shared_key(threshold, size)
        raw = ceremony.make_trustees(key.certs, key.polynomials, key.voutputs)
        private = key.voutputs[0]["private_key"]
        seat = {"number": 1, "size": size, "threshold": threshold, "trustees": raw.decode(), "private_key": private}
        [seen[title]] = phone(("checkSet", key.seeds[0], {**seat, **lie}))
    assert {title: one.get("code") for title, one in seen.items() if title != "as told"} == {
        title: code for title, (*_, code) in TOLD.items() if code
    }
    assert (seen["as told"]["size"], seen["as told"]["threshold"]) == (3, 2)
