"""What phones send each other for a key that does not hold: refused in the browser as in Python, the same sender named."""

import json
from typing import Any

import pytest

from ballots.committee import set_code
from ballots.errors import Broken
from ballots.protocol import ceremony, trustee
from ballots.protocol.group import NEUTRAL
from ballots.protocol.signed import sign
from tests.ballots.protocol.test_dealing import CHEATED, KEY, ME, OTHER, put, to_me
from tests.ballots.protocol.test_group import with_torsion
from tests.builders import altered
from tests.ceremony import with_other_share
from tests.javascript.node import calls, run

SEED, CERTS = KEY.seeds[ME - 1], KEY.certs
RAW = ceremony.make_trustees(KEY.certs, KEY.polynomials, KEY.voutputs)
MESSAGE = KEY.voutputs[ME - 1]["private_key"]
VINPUT = KEY.vinput(ME)
ENVELOPES: list[tuple[str, object]] = [
    ("alpha", NEUTRAL), ("beta", NEUTRAL), ("alpha", with_torsion()), ("beta", with_torsion()), ("alpha", "0"),
    ("beta", None), ("algorithm", "AES-CCM"), ("algorithm", None), ("data", ""), ("data", "00" * 15), ("data", "0"),
    ("data", "zz"), ("data", 5), ("data", str.upper), ("data", lambda data: data[:-2]),
    ("data", lambda data: data + "00"), ("more", 1),
]  # fmt: skip


def enveloped(field: str, change: Any) -> str:
    """What this trustee was dealt by the other, in an envelope with one field changed."""
    return altered(VINPUT["secrets"][1].encode(), (field,), change).decode()


TURNS: dict[str, tuple] = {
    **{
        f"an envelope, {number}": ("makeVoutput", SEED, CERTS, {**VINPUT, "secrets": put(VINPUT["secrets"], 2, changed)})
        for number, changed in enumerate([*(enveloped(*one) for one in ENVELOPES), "[" * 100_000, "{}", "", 5, {}])
    },
    **{title: ("makeVoutput", SEED, CERTS, vinput) for title, vinput in CHEATED.items()},
    "the own polynomial of another ceremony": (
        "makeVoutput", SEED, CERTS, {**VINPUT, "polynomial": OTHER.polynomials[0]["polynomial"]}),
    "the own polynomial of another run": (
        "makeVoutput", SEED, CERTS, {**VINPUT, "polynomial": ceremony.make_polynomial(SEED, CERTS)["polynomial"]}),
    "the own polynomial as text": (
        "makeVoutput", SEED, CERTS, {**VINPUT, "polynomial": to_me({"polynomial": "41"}, sender=ME)}),
    "the own polynomial too short": (
        "makeVoutput", SEED, CERTS, {**VINPUT, "polynomial": to_me({"polynomial": ["41"]}, sender=ME)}),
    "no own polynomial": ("makeVoutput", SEED, CERTS, {**VINPUT, "polynomial": None}),
    "what another was sent": ("makeVoutput", SEED, CERTS, KEY.vinput(2)),
    "no vinput": ("makeVoutput", SEED, CERTS, None),
    "a field more": ("makeVoutput", SEED, CERTS, {**VINPUT, "more": 1}),
    "two secrets": ("makeVoutput", SEED, CERTS, {**VINPUT, "secrets": VINPUT["secrets"][:2]}),
    "certificates exchanged after the dealing": (
        "makeVoutput", SEED, put(CERTS, 3, ceremony.make_certificate(OTHER.seeds[2], 3, 2, 3)), VINPUT),
    "a seed of another group": ("makePolynomial", OTHER.seeds[0], CERTS),
    "a seed that is none": ("makePolynomial", "0" * 22, CERTS),
    "no certificates": ("makePolynomial", SEED, []),
    "nothing for certificates": ("makePolynomial", SEED, None),
    "a certificate that is none": ("makePolynomial", SEED, put(CERTS, 2, None)),
    "certificates in another order": ("makePolynomial", SEED, CERTS[::-1]),
    "a certificate too few": ("makePolynomial", SEED, CERTS[:2]),
    "one certificate of a group": ("makePolynomial", SEED, CERTS[:1]),
    "a certificate for another threshold": (
        "makePolynomial", SEED, put(CERTS, 2, ceremony.make_certificate(KEY.seeds[1], 3, 3, 2))),
    "one with two places": ("makePolynomial", SEED, put(CERTS, 2, ceremony.make_certificate(SEED, 3, 2, 2))),
    "the own place with another's keys": (
        "makePolynomial", SEED, put(CERTS, 1, ceremony.make_certificate(OTHER.seeds[0], 3, 2, 1))),
    "a certificate of nobody": (
        "makePolynomial", SEED, [sign(1, {"context": [], "verification": NEUTRAL, "encryption": NEUTRAL})]),
    "a neutral key": (
        "checkCertificate", sign(0, {**json.loads(CERTS[0]["message"]), "verification": NEUTRAL}), 3, 2, 1),
    "a neutral key for letters": (
        "checkCertificate",
        sign(trustee.private_key(SEED), {**json.loads(CERTS[0]["message"]), "encryption": NEUTRAL}), 3, 2, 1),
    "another size": ("checkCertificate", CERTS[0], 4, 2, 1),
    "another threshold": ("checkCertificate", CERTS[0], 3, 3, 1),
    "another place": ("checkCertificate", CERTS[0], 3, 2, 2),
    "signed by another": ("checkCertificate", {**CERTS[0], "signature": CERTS[1]["signature"]}, 3, 2, 1),
    "another's share": ("openingKey", SEED, KEY.voutputs[1]["private_key"], KEY.voutputs[0]["public_key"]["public_key"]),
    "a share for another key": ("openingKey", SEED, MESSAGE, KEY.voutputs[1]["public_key"]["public_key"]),
    "a share that is no number": ("openingKey", SEED, to_me({"decryption_key": 41}, sender=ME), NEUTRAL),
    "no share": ("openingKey", SEED, None, KEY.voutputs[0]["public_key"]["public_key"]),
}  # fmt: skip
STEPS = {
    "makeVoutput": ceremony.make_voutput, "makePolynomial": ceremony.make_polynomial,
    "checkCertificate": ceremony.check_certificate, "openingKey": ceremony.opening_key,
}  # fmt: skip


def python_says(step: str, *given: Any) -> tuple[str, int | None]:
    with pytest.raises(Broken) as refusal:
        STEPS[step](*given)
    return refusal.value.code, refusal.value.values.get("sender")


def test_every_wrong_turn_is_refused_as_python_refuses_it_and_the_same_sender_is_named():
    said = calls(*(("ceremony", *turn) for turn in TURNS.values()))
    browser = {title: (one.get("code"), one.get("sender")) for title, one in zip(TURNS, said, strict=True)}
    expected = {title: python_says(*turn) for title, turn in TURNS.items() if title != "a seed that is none"}
    assert browser.pop("a seed that is none") == ("seed-malformed", None), "a phone says it to whoever types"
    assert browser == expected


SETS = {
    "another's share": (SEED, RAW, KEY.voutputs[1]["private_key"], "share-not-mine"),
    "the share of an earlier set": (SEED, RAW, OTHER.voutputs[0]["private_key"], "share-not-mine"),
    "no share": (SEED, RAW, None, "share-not-mine"),
    "a set without this phone": (OTHER.seeds[0], RAW, MESSAGE, "trustee-not-listed"),
    "a set with a share that was not committed to": (SEED, with_other_share(KEY, 2), MESSAGE, "trustee-share"),
    "a set that is none": (SEED, b"[]", MESSAGE, "trustee-malformed"),
    "a set with a space": (SEED, RAW + b" ", MESSAGE, "trustee-malformed"),
}


def test_a_set_of_keys_is_taken_only_with_ones_own_place_and_share_in_it():
    asked = [("ownkey", "checkTrustees", seed, raw.decode(), message) for seed, raw, message, _ in SETS.values()]
    said = {title: one.get("code") for title, one in zip(SETS, calls(*asked), strict=True)}
    assert said == {title: code for title, (*_, code) in SETS.items()}


@pytest.mark.parametrize("worker", ["none", "good", "lost", "dies"])
def test_the_page_hears_from_its_worker_who_cheated_and_no_more(worker):
    mine, cert, dealt, cheated, junk, seen = run("naming", {
        "worker": worker,
        "calls": [
            ("verificationKey", SEED), ("makeCertificate", SEED, 3, 2, ME), ("makePolynomial", SEED, CERTS),
            ("makeVoutput", SEED, CERTS, CHEATED["no value"]), ("makeVoutput", SEED, 5, VINPUT),
            ("checkTrustees", SEED, RAW.decode(), MESSAGE),
        ],
    })  # fmt: skip
    assert mine == ceremony.check_certificate(cert, 3, 2, ME)
    ceremony.check_polynomial(dealt, CERTS, ME)
    assert cheated == {"code": "dealing-invalid", "kind": "broken", "sender": 2}
    assert junk == {"code": "trustee-malformed", "kind": "broken"}
    assert seen == {"owner": ME, "size": 3, "threshold": 2, "code": set_code(RAW)}
