"""6.2 and 6.3: a key that any t of n trustees can use and fewer cannot."""

import json
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ballots.errors import Broken
from ballots.protocol import ceremony, channel, trustee
from ballots.protocol.encoding import compact
from ballots.protocol.group import ORDER, element_of, power_of_g
from ballots.protocol.pedersen import lagrange
from tests.ceremony import commitments, other_share, shared_key
from tests.vectors.reading import tool_made, tool_made_lines

KEY, OTHER = (shared_key(2, 3) for _ in range(2))
SIZES = [(1, 1), (2, 3), (3, 5), (7, 7)]


def code(step, *given):
    with pytest.raises(Broken) as refusal:
        step(*given)
    return refusal.value.code


def to_first(value: object, sender: int) -> str:
    """A message from a trustee (by place) to the first."""
    recipient = element_of(power_of_g(trustee.channel_key(KEY.seeds[0])))
    return channel.send(trustee.private_key(KEY.seeds[sender - 1]), recipient, value)


def secret_key(element: str, shares: dict[int, int]) -> bool:
    """Whether these shares, by place, combine to the secret behind an element."""
    weights = lagrange(list(shares))
    secret = sum(weights[place] * share for place, share in shares.items()) % ORDER
    return element_of(power_of_g(secret)) == element


# What comes out


@pytest.mark.parametrize(("threshold", "size"), SIZES)
def test_every_step_passes_its_check_and_the_record_is_accepted(threshold, size):
    key = shared_key(threshold, size)
    for place, seed in enumerate(key.seeds, 1):
        found = ceremony.check_certificate(key.certs[place - 1], size, threshold, place)
        assert found == element_of(power_of_g(trustee.private_key(seed)))
        ceremony.check_polynomial(key.polynomials[place - 1], key.certs, place)
        ceremony.check_voutput(key.voutputs[place - 1], key.certs, key.polynomials, place)
    trustees = trustee.read_trustees(ceremony.make_trustees(key.certs, key.polynomials, key.voutputs))
    assert trustees.can_open(range(1, threshold + 1)) and not trustees.can_open(range(1, threshold))
    assert trustees.verification_keys == tuple(element_of(power_of_g(share)) for share in key.shares)


@settings(max_examples=12, deadline=None)
@given(st.integers(1, 5).flatmap(lambda size: st.tuples(st.integers(1, size), st.just(size))))
def test_any_t_shares_open_and_t_less_one_do_not(sizes):
    threshold, size = sizes
    key = shared_key(threshold, size)
    joint = trustee.read_trustees(compact([key.entry])).joint_key
    held = dict(enumerate(key.shares, 1))
    for present in combinations(held, threshold):
        assert secret_key(joint, {place: held[place] for place in present})
    for present in combinations(held, threshold - 1):
        assert not secret_key(joint, {place: held[place] for place in present})


def test_nobodys_part_is_the_whole_key_and_every_ceremony_makes_another():
    assert trustee.read_trustees(compact([KEY.entry])).joint_key not in commitments(KEY.polynomials[0])
    again = ceremony.make_polynomial(KEY.seeds[0], KEY.certs)
    assert commitments(again) != commitments(KEY.polynomials[0])


def test_a_step_made_twice_gives_the_same_share():
    """Whichever of two results of a phone arrives first, the key is the same."""
    again = ceremony.make_voutput(KEY.seeds[0], KEY.certs, KEY.vinput(1))
    assert again["public_key"]["public_key"] == KEY.voutputs[0]["public_key"]["public_key"]
    assert ceremony.opening_key(KEY.seeds[0], again["private_key"], again["public_key"]["public_key"]) == KEY.shares[0]


def test_nothing_secret_stands_in_what_is_published():
    published = json.dumps([KEY.certs, KEY.polynomials, KEY.voutputs])
    assert not any(secret in published for secret in (*KEY.seeds, *map(str, KEY.shares)))


# The tool's own ceremony (vectors)


def test_the_tools_ceremony_is_ours_step_by_step():
    certs = [json.loads(tool_made(f"trustees/{place}.cert")) for place in (1, 2, 3)]
    polynomials = [json.loads(line) for line in tool_made_lines("polynomials.jsons")]
    voutputs = [json.loads(tool_made(f"trustees/{place}.voutput")) for place in (1, 2, 3)]
    for place, theirs in enumerate(voutputs, 1):
        seed, vinput = tool_made(f"trustees/{place}.key").decode(), tool_made(f"trustees/{place}.vinput")
        assert ceremony.make_certificate(seed, 3, 2, place)["message"] == certs[place - 1]["message"]
        ceremony.check_polynomial(polynomials[place - 1], certs, place)
        ceremony.check_voutput(theirs, certs, polynomials, place)
        assert compact(ceremony.make_vinput(polynomials, place)) == vinput
        ours = ceremony.make_voutput(seed, certs, json.loads(vinput))
        public = theirs["public_key"]["public_key"]
        assert ours["public_key"]["public_key"] == public
        kept = tool_made(f"trustees/{place}.dkey").decode()
        assert ceremony.opening_key(seed, kept, public) == ceremony.opening_key(seed, ours["private_key"], public)
    assert ceremony.make_trustees(certs, polynomials, voutputs) == tool_made("trustees.json")


# What came of it


@pytest.mark.parametrize(
    ("voutput", "expected"),
    [
        (None, "trustee-malformed"),
        ({**KEY.voutputs[0], "more": 1}, "trustee-malformed"),
        ({**KEY.voutputs[0], "private_key": "41"}, "message-unreadable"),
        ({**KEY.voutputs[0], "public_key": {}}, "trustee-malformed"),
        ({**KEY.voutputs[0], "public_key": trustee.make_single(KEY.shares[0])}, "trustee-malformed"),
        ({**KEY.voutputs[0], "public_key": OTHER.voutputs[0]["public_key"]}, "trustee-signature"),
        (KEY.voutputs[1], "trustee-signature"),
        (other_share(KEY, 1)[0], "trustee-share"),
    ],
)
def test_a_public_key_that_is_not_the_committed_one_is_refused(voutput, expected):
    assert code(ceremony.check_voutput, voutput, KEY.certs, KEY.polynomials, 1) == expected


@pytest.mark.parametrize("seed", [KEY.seeds[1], OTHER.seeds[0], trustee.new_seed(), ""])
def test_another_seed_opens_nothing(seed):
    sealed, public = KEY.voutputs[0]["private_key"], KEY.voutputs[0]["public_key"]["public_key"]
    assert code(ceremony.opening_key, seed, sealed, public) == "share-not-mine"


@pytest.mark.parametrize(
    "sealed",
    [
        OTHER.voutputs[0]["private_key"],
        to_first({"decryption_key": "41"}, 1),
        to_first({"decryption_key": 41}, 1),
        to_first({"decryption_key": str(KEY.shares[0])}, 2),
        None,
    ],
)
def test_a_share_that_is_not_that_of_ones_key_opens_nothing(sealed):
    public = KEY.voutputs[0]["public_key"]["public_key"]
    assert code(ceremony.opening_key, KEY.seeds[0], sealed, public) == "share-not-mine"
