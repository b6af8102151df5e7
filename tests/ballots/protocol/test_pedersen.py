import json

import pytest

from ballots.errors import Broken
from ballots.protocol import pedersen, trustee
from ballots.protocol.encoding import compact
from ballots.protocol.group import NEUTRAL, ORDER
from tests.ballots.protocol.test_group import with_torsion
from tests.builders import altered, part, without
from tests.ceremony import shared_key, with_first_commitment, with_other_share

RAW, OTHER = (compact([shared_key(2, 3).entry]) for _ in range(2))
GROUP = (0, 1)


def in_message(**changes):
    """A signed message with fields of its text replaced; the signature stays."""

    def change(signed):
        message = compact({**json.loads(signed["message"]), **changes}).decode()
        return {**signed, "message": message}

    return change


def of_other(*path):
    return part(OTHER, (*GROUP, *path))


def test_weights_combine_a_polynomial_to_its_value_at_zero():
    secret, slope, bend = 41, 1000003, 77
    weights = pedersen.lagrange([1, 3, 4])
    assert sum(weights[at] * (secret + slope * at + bend * at**2) for at in weights) % ORDER == secret
    assert pedersen.lagrange([2]) == {2: 1}


def test_one_of_one_and_all_of_all_are_groups_too():
    for threshold, size in ((1, 1), (1, 3), (3, 3)):
        trustees = trustee.read_trustees(compact([shared_key(threshold, size).entry]))
        assert trustees.can_open(range(1, threshold + 1)) and not trustees.can_open(range(1, threshold))


@pytest.mark.parametrize(
    ("path", "change", "code"),
    [
        (("threshold",), 3, "trustee-context"),
        (("threshold",), 4, "trustee-threshold"),
        (("threshold",), 0, "trustee-threshold"),
        (("threshold",), True, "trustee-threshold"),
        (("threshold",), "2", "trustee-threshold"),
        (("threshold",), 10**4000, "trustee-malformed"),
        (("certs",), {}, "trustee-malformed"),
        (("certs",), [], "trustee-malformed"),
        (("certs", 0), None, "trustee-malformed"),
        (("certs", 0, "message"), 5, "trustee-malformed"),
        (("certs", 0, "message"), "{", "trustee-malformed"),
        (("certs", 0, "message"), "[" * 100_000, "trustee-malformed"),
        (("certs", 0, "message"), lambda text: text + " ", "trustee-malformed"),
        (("certs", 0, "message"), '{"context":{}}', "trustee-malformed"),
        (("certs", 0), in_message(context={}), "trustee-context"),
        (("certs", 0), in_message(context=[1]), "trustee-context"),
        (("certs", 0), in_message(context=[1.5]), "trustee-malformed"),
        (("certs", 0), in_message(encryption="0"), "trustee-key-invalid"),
        (("certs", 0), in_message(verification=with_torsion()), "trustee-key-invalid"),
        (("certs", 0), in_message(encryption=NEUTRAL), "trustee-signature"),
        (("certs", 0, "signature", "response"), "7", "trustee-signature"),
        (("certs", 0, "signature"), None, "trustee-malformed"),
        (("certs", 0), of_other("certs", 0), "trustee-signature"),
        (("certs", 0), of_other("certs", 1), "trustee-context"),
        (("coefexps", 0), in_message(coefexps=[NEUTRAL]), "trustee-malformed"),
        (("coefexps", 0), in_message(coefexps=[NEUTRAL, NEUTRAL]), "trustee-signature"),
        (("coefexps", 0, "signature", "challenge"), "7", "trustee-signature"),
        (("coefexps", 0), of_other("coefexps", 0), "trustee-signature"),
        (("coefexps",), lambda signed: signed[::-1], "trustee-signature"),
        (("signatures", 2, "challenge"), "7", "trustee-signature"),
        (("signatures", 2), {"challenge": "7"}, "trustee-malformed"),
        (("verification_keys", 1, "pok", "challenge"), "7", "trustee-proof"),
        (("verification_keys", 1, "signature", "challenge"), "7", "trustee-signature"),
        (("verification_keys", 1, "public_key"), NEUTRAL, "trustee-key-neutral"),
        (("verification_keys", 1, "name"), 5, "trustee-malformed"),
        (("verification_keys",), lambda keys: keys[:2], "trustee-malformed"),
        (("more",), 1, "trustee-malformed"),
    ],
)
def test_a_group_in_which_anything_does_not_hold_is_refused(path, change, code):
    with pytest.raises(Broken) as refusal:
        trustee.read_trustees(altered(RAW, (*GROUP, *path), change))
    assert refusal.value.code == code


@pytest.mark.parametrize("field", ["threshold", "certs", "coefexps", "signatures", "verification_keys"])
def test_every_part_of_a_group_is_needed(field):
    with pytest.raises(Broken) as refusal:
        trustee.read_trustees(without(RAW, (*GROUP, field)))
    assert refusal.value.code == "trustee-malformed"


def test_a_commitment_with_torsion_is_refused_though_it_is_signed():
    with pytest.raises(Broken) as refusal:
        trustee.read_trustees(with_first_commitment(shared_key(1, 1), with_torsion()))
    assert refusal.value.code == "trustee-key-invalid"


def test_a_share_that_was_not_committed_to_is_refused_though_it_is_signed_and_proved():
    with pytest.raises(Broken) as refusal:
        trustee.read_trustees(with_other_share(shared_key(2, 3), 2))
    assert refusal.value.code == "trustee-share"
