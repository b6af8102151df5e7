"""6.3: everybody verifies what was dealt, in public and in private, and whoever cheats is named."""

import json

import pytest

from ballots.errors import Broken
from ballots.protocol import ceremony, channel, trustee
from ballots.protocol.group import NEUTRAL, ORDER, element_of, power_of_g
from ballots.protocol.signed import sign
from tests.ballots.protocol.test_group import with_torsion
from tests.ceremony import commitments, committing_to, shared_key

KEY, OTHER = (shared_key(2, 3) for _ in range(2))
ME, CHEAT = 1, 2
"""Places (from 1) of the trustee who checks and of the one who does not do as he should."""


def refused(step, *given):
    with pytest.raises(Broken) as refusal:
        step(*given)
    return refusal.value


def code(step, *given):
    return refused(step, *given).code


def put(values: list, place: int, value: object) -> list:
    return [*values[: place - 1], value, *values[place:]]


# Certificates


@pytest.mark.parametrize("context", [(4, 2, 1), (3, 3, 1), (3, 2, 2)])
def test_a_certificate_for_another_size_threshold_or_place_is_refused(context):
    assert code(ceremony.check_certificate, KEY.certs[0], *context) == "trustee-context"


@pytest.mark.parametrize("field", ["verification", "encryption"])
@pytest.mark.parametrize(
    ("element", "expected"),
    [(NEUTRAL, "trustee-key-neutral"), (with_torsion(), "trustee-key-invalid"), (7, "trustee-key-invalid")],
)
def test_a_certificate_with_a_key_that_is_none_is_refused_though_it_is_signed(field, element, expected):
    private = 0 if (field, element) == ("verification", NEUTRAL) else trustee.private_key(KEY.seeds[0])
    cert = sign(private, {**json.loads(KEY.certs[0]["message"]), field: element})
    assert code(ceremony.check_certificate, cert, 3, 2, 1) == expected


@pytest.mark.parametrize(
    "cert", [None, {}, [], {"message": 5, "signature": {}}, {"message": "\ud800", "signature": {}}]
)
def test_what_is_no_certificate_is_refused(cert):
    assert code(ceremony.check_certificate, cert, 3, 2, 1) == "trustee-malformed"


def test_a_certificate_that_another_signed_is_refused():
    cert = {**KEY.certs[0], "signature": OTHER.certs[0]["signature"]}
    assert code(ceremony.check_certificate, cert, 3, 2, 1) == "trustee-signature"


@pytest.mark.parametrize(
    ("certs", "expected"),
    [
        ([], "trustee-malformed"),
        (None, "trustee-malformed"),
        ([None], "trustee-malformed"),
        (put(KEY.certs, 2, None), "trustee-malformed"),
        (KEY.certs[::-1], "trustee-context"),
        (KEY.certs[:2], "trustee-context"),
        (KEY.certs[:1], "trustee-threshold"),
        (put(KEY.certs, 2, ceremony.make_certificate(KEY.seeds[1], 3, 3, 2)), "trustee-context"),
        (put(KEY.certs, 2, ceremony.make_certificate(KEY.seeds[0], 3, 2, 2)), "trustee-repeated"),
        ([sign(1, {"context": [], "verification": NEUTRAL, "encryption": NEUTRAL})], "trustee-threshold"),
    ],
)
def test_nothing_is_dealt_to_certificates_that_are_not_one_group(certs, expected):
    assert code(ceremony.make_polynomial, KEY.seeds[0], certs) == expected


@pytest.mark.parametrize("seed", [trustee.new_seed(), OTHER.seeds[0]])
def test_a_seed_without_a_certificate_here_takes_no_part(seed):
    assert code(ceremony.make_polynomial, seed, KEY.certs) == "trustee-not-listed"
    assert code(ceremony.make_voutput, seed, KEY.certs, KEY.vinput(1)) == "trustee-not-listed"


# Polynomials, as anybody sees them


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"secrets": KEY.polynomials[0]["secrets"][:2]}, "trustee-malformed"),
        ({"secrets": None}, "trustee-malformed"),
        ({"secrets": [None] * 3}, "message-unreadable"),
        ({"polynomial": "{}"}, "message-unreadable"),
        ({"more": 1}, "trustee-malformed"),
        ({"coefexps": None}, "trustee-malformed"),
        ({"coefexps": OTHER.polynomials[0]["coefexps"]}, "trustee-signature"),
        ({"coefexps": KEY.polynomials[1]["coefexps"]}, "trustee-signature"),
        ({"signature": OTHER.polynomials[0]["signature"]}, "trustee-signature"),
        ({"signature": None}, "trustee-malformed"),
    ],
)
def test_a_polynomial_of_which_a_part_does_not_hold_is_refused(changes, expected):
    assert code(ceremony.check_polynomial, {**KEY.polynomials[0], **changes}, KEY.certs, 1) == expected


@pytest.mark.parametrize("length", [0, 1, 3])
def test_commitments_to_a_polynomial_of_another_degree_are_refused_though_they_are_signed(length):
    exponents = [element_of(power_of_g(5))] * length
    changed = committing_to(KEY.polynomials[0], KEY.seeds[0], KEY.certs, exponents)
    assert code(ceremony.check_polynomial, changed, KEY.certs, 1) == "trustee-malformed"


def test_a_polynomial_made_for_other_certificates_is_refused():
    """Trustee 3 came with another phone: what trustee 1 dealt before is for a group that is no more."""
    other = trustee.new_seed()
    certs = put(KEY.certs, 3, ceremony.make_certificate(other, 3, 2, 3))
    assert code(ceremony.check_polynomial, KEY.polynomials[0], certs, 1) == "trustee-signature"
    assert refused(ceremony.make_voutput, other, certs, KEY.vinput(3)).values == {"sender": 1}


def test_a_polynomial_in_the_place_of_another_trustee_is_refused():
    assert code(ceremony.check_polynomial, KEY.polynomials[0], KEY.certs, 2) == "trustee-signature"


# What a trustee was sent


def to_me(value: object, sender: int = CHEAT) -> str:
    """A message from a trustee to the one who checks."""
    recipient = element_of(power_of_g(trustee.channel_key(KEY.seeds[ME - 1])))
    return channel.send(trustee.private_key(KEY.seeds[sender - 1]), recipient, value)


def with_entry(field: str, value: object) -> dict:
    vinput = KEY.vinput(ME)
    return {**vinput, field: put(vinput[field], CHEAT, value)}


SHIFTED = committing_to(
    KEY.polynomials[CHEAT - 1], KEY.seeds[CHEAT - 1], KEY.certs, commitments(KEY.polynomials[CHEAT - 1])[:1] * 2
)
CHEATED = {
    "a value that is not the committed one": with_entry("secrets", to_me({"secret": "41"})),
    "a value outside the range": with_entry("secrets", to_me({"secret": str(ORDER)})),
    "a value that is no text": with_entry("secrets", to_me({"secret": 41})),
    "a value meant for another": with_entry("secrets", KEY.polynomials[CHEAT - 1]["secrets"][2]),
    "a value of another trustee": with_entry("secrets", KEY.polynomials[2]["secrets"][ME - 1]),
    "a message of another kind": with_entry("secrets", to_me({"decryption_key": "41"})),
    "a value signed by another": with_entry("secrets", to_me({"secret": "41"}, sender=3)),
    "no value": with_entry("secrets", None),
    "commitments of another ceremony": with_entry("coefexps", OTHER.polynomials[CHEAT - 1]["coefexps"]),
    "commitments of another trustee": with_entry("coefexps", KEY.polynomials[2]["coefexps"]),
    "no commitments": with_entry("coefexps", {}),
    "other commitments": with_entry("coefexps", SHIFTED["coefexps"]),
    "other commitments, agreed": {
        **with_entry("coefexps", SHIFTED["coefexps"]),
        "signatures": put(KEY.vinput(ME)["signatures"], CHEAT, SHIFTED["signature"]),
    },
    "an agreement of another trustee": with_entry("signatures", KEY.polynomials[2]["signature"]),
    "no agreement": with_entry("signatures", None),
}


@pytest.mark.parametrize("vinput", CHEATED.values(), ids=CHEATED)
def test_whoever_sent_what_does_not_hold_is_named(vinput):
    trouble = refused(ceremony.make_voutput, KEY.seeds[ME - 1], KEY.certs, vinput)
    assert (trouble.code, trouble.values) == ("dealing-invalid", {"sender": CHEAT})
    assert str(CHEAT) in str(trouble)


@pytest.mark.parametrize(
    "sealed",
    [
        OTHER.polynomials[0]["polynomial"],
        ceremony.make_polynomial(KEY.seeds[0], KEY.certs)["polynomial"],
        to_me({"polynomial": "41"}, sender=ME),
        to_me({"polynomial": ["41"]}, sender=ME),
        to_me({"polynomial": [41, 42]}, sender=ME),
        to_me({"secret": "41"}, sender=ME),
        None,
    ],
)
def test_a_polynomial_that_does_not_come_back_as_it_was_dealt_is_noticed(sealed):
    trouble = refused(ceremony.make_voutput, KEY.seeds[ME - 1], KEY.certs, {**KEY.vinput(ME), "polynomial": sealed})
    assert (trouble.code, trouble.values) == ("dealing-invalid", {"sender": ME})


@pytest.mark.parametrize(
    "vinput",
    [
        None,
        {},
        {**KEY.vinput(ME), "more": 1},
        {**KEY.vinput(ME), "secrets": KEY.vinput(ME)["secrets"][:2]},
        {**KEY.vinput(ME), "coefexps": "three"},
    ],
)
def test_what_is_no_vinput_is_refused(vinput):
    assert code(ceremony.make_voutput, KEY.seeds[ME - 1], KEY.certs, vinput) == "trustee-malformed"


def test_what_was_sent_to_another_trustee_is_refused():
    assert code(ceremony.make_voutput, KEY.seeds[0], KEY.certs, KEY.vinput(2)) == "dealing-invalid"
