import json

import pytest

from ballots.errors import Broken
from ballots.protocol import trustee
from ballots.protocol.encoding import compact
from ballots.protocol.group import NEUTRAL, ORDER, element_of, power_of_g
from tests.ballots.protocol.test_group import with_torsion
from tests.builders import altered, singles, without
from tests.ceremony import shared_key

PRIVATE = trustee.private_key("1" * 22)


def record(*privates: int) -> bytes:
    return trustee.trustees_record([trustee.make_single(private) for private in privates])


def of_exponents(*exponents: int) -> dict[int, str]:
    return {owner: element_of(power_of_g(exponent)) for owner, exponent in enumerate(exponents, 1) if exponent}


def test_a_seed_gives_one_private_key():
    seed = trustee.new_seed()
    assert len(seed) == 22 and seed != trustee.new_seed()
    assert trustee.private_key(seed) == trustee.private_key(seed) < ORDER
    assert trustee.private_key(seed) != trustee.private_key(trustee.new_seed())


def test_a_key_is_written_with_its_proof_first_and_the_name_last():
    assert list(trustee.make_single(PRIVATE)) == ["pok", "public_key"]
    named = trustee.make_single(PRIVATE, "Bà Lê Thị Hoa")
    assert list(named) == ["pok", "public_key", "name"]
    assert trustee.check_single(named) == element_of(power_of_g(PRIVATE))


def test_the_election_key_is_the_product_of_all_keys_and_every_trustee_is_needed():
    trustees = trustee.read_trustees(record(2, 3, 5))
    assert trustees.joint_key == element_of(power_of_g(10))
    assert trustees.verification_keys == tuple(of_exponents(2, 3, 5).values())
    assert trustees.can_open({1, 2, 3}) and trustees.can_open({1, 2, 3, 4})
    assert not trustees.can_open({1, 2}) and not trustees.can_open([])
    assert trustees.combine(of_exponents(20, 30, 50)) == element_of(power_of_g(100))
    assert trustees.combine(dict.fromkeys((1, 2, 3), NEUTRAL)) == NEUTRAL


def test_too_few_factors_are_not_combined():
    with pytest.raises(Broken) as refusal:
        trustee.read_trustees(record(2, 3)).combine(of_exponents(2))
    assert refusal.value.code == "share-missing"


@pytest.mark.parametrize("present", [{1, 2}, {1, 3}, {2, 3}, {1, 2, 3}])
def test_any_two_of_three_can_use_a_key_they_share(present):
    key = shared_key(2, 3)
    trustees = trustee.read_trustees(compact([key.entry]))
    assert trustees.can_open(present) and not trustees.can_open({min(present)})
    factors = {owner: element_of(power_of_g(key.shares[owner - 1])) for owner in present}
    assert trustees.combine(factors) == trustees.joint_key


def test_numbers_run_on_through_single_and_shared_keys():
    key = shared_key(2, 3)
    entries = [*json.loads(record(7)), key.entry, *json.loads(record(11))]
    trustees = trustee.read_trustees(compact(entries))
    shares = (7, *key.shares, 11)
    factors = {owner: element_of(power_of_g(shares[owner - 1])) for owner in (1, 3, 4, 5)}
    assert trustees.combine(factors) == trustees.joint_key
    assert trustees.can_open({1, 2, 4, 5}) and not trustees.can_open({2, 3, 4, 5}) and not trustees.can_open({1, 2, 5})


@pytest.mark.parametrize(
    ("path", "change", "code"),
    [
        ((0, 1, "pok", "challenge"), "7", "trustee-proof"),
        ((0, 1, "pok", "response"), "7", "trustee-proof"),
        ((0, 1, "pok", "response"), str(ORDER), "scalar-invalid"),
        ((0, 1, "pok", "response"), 7, "scalar-invalid"),
        ((0, 1, "pok"), {}, "trustee-malformed"),
        ((0, 1, "public_key"), element_of(power_of_g(5)), "trustee-proof"),
        ((0, 1, "public_key"), NEUTRAL, "trustee-key-neutral"),
        ((0, 1, "public_key"), with_torsion(), "trustee-key-invalid"),
        ((0, 1, "public_key"), 5, "trustee-key-invalid"),
        ((0, 1, "name"), 5, "trustee-malformed"),
        ((0, 1, "more"), "x", "trustee-malformed"),
        ((0, 1), [], "trustee-malformed"),
        ((0, 0), "Double", "trustee-malformed"),
        ((0, 0), "Pedersen", "trustee-malformed"),
        ((0, 0), [], "trustee-malformed"),
        ((0,), ["Single"], "trustee-malformed"),
        ((0,), None, "trustee-malformed"),
    ],
)
def test_a_trustee_whose_key_proves_nothing_is_refused(path, change, code):
    with pytest.raises(Broken) as refusal:
        trustee.read_trustees(altered(record(2, 3), path, change))
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"[]", "trustee-malformed"),
        (b"{}", "trustee-malformed"),
        (b"x", "trustee-malformed"),
        (record(2) + b"\n", "trustee-malformed"),
        (without(record(2), (0, 1, "pok")), "trustee-malformed"),
        (record(2, 3, 2), "trustee-repeated"),
        (record(2, ORDER - 2), "trustee-key-neutral"),
        (record(0), "trustee-key-neutral"),
    ],
)
def test_trustees_who_together_protect_nothing_are_refused(raw, code):
    with pytest.raises(Broken) as refusal:
        trustee.read_trustees(raw)
    assert refusal.value.code == code


def test_what_is_handed_to_one_teller_alone_can_be_checked_alone():
    _, raw = singles(1)
    assert trustee.check_single(json.loads(raw)[0][1]) == trustee.read_trustees(raw).joint_key
    for wrong in (None, [], "x", {"public_key": 1}, {"pok": 1, "public_key": 1}):
        with pytest.raises(Broken):
            trustee.check_single(wrong)
