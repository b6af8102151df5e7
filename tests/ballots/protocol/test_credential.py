import re

import pytest

from ballots.errors import Broken
from ballots.protocol import credential
from ballots.protocol.encoding import compact
from ballots.protocol.group import NEUTRAL, element_of, power_of_g
from tests.ballots.protocol.test_group import ORDER_TWO, with_torsion

ONE, TWO = (element_of(power_of_g(exponent)) for exponent in (1, 2))


def test_a_new_credential_is_22_letters_in_four_groups_and_never_the_same():
    fresh = [credential.new_credential() for _ in range(20)]
    assert all(re.fullmatch(r"\w{5}-\w{6}-\w{5}-\w{6}", one) for one in fresh)
    assert len(set(fresh)) == 20
    assert len({credential.public_part("Z" * 14, one) for one in fresh}) == 20


def test_a_credential_has_another_public_part_in_another_election():
    one = credential.new_credential()
    assert credential.public_part("A" * 14, one) != credential.public_part("B" * 14, one)


@pytest.mark.parametrize(
    "typed", ["", "WRDjV", "WRDjVL47tc16rZUsBtaeAc", "WRDjV-L47tc1-6rZUs-BtaeA0", "WRDjV-L47tc1-6rZUs-BtaeAc\n"]
)
def test_what_is_not_a_credential_is_refused_without_repeating_it(typed):
    with pytest.raises(ValueError) as refusal:
        credential.secret_exponent("A" * 14, typed)
    assert str(refusal.value) == "not a credential"


def test_the_public_list_is_sorted_whatever_the_order_of_hand_out():
    parts = [credential.public_part("A" * 14, credential.new_credential()) for _ in range(9)]
    assert credential.public_list(parts) == credential.public_list(parts[::-1])
    assert set(credential.read_list(credential.public_list(parts))) == set(parts)
    assert credential.read_list(credential.public_list([])) == ()


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "credential-list-malformed"),
        (b"{}", "credential-list-malformed"),
        (b"[1]", "credential-list-malformed"),
        (b"[[]]", "credential-list-malformed"),
        (compact([ONE]).replace(b"]", b" ]"), "credential-list-malformed"),
        (compact([ONE, TWO, ONE]), "credential-repeated"),
        (compact([ONE, NEUTRAL]), "credential-neutral"),
        (compact([ONE, TWO + ",2"]), "credential-weight"),
        (compact([ONE, TWO + ",1"]), "credential-weight"),
        (compact([ORDER_TWO]), "credential-invalid"),
        (compact([with_torsion()]), "credential-invalid"),
        (compact(["x"]), "credential-invalid"),
    ],
)
def test_a_list_that_would_let_somebody_vote_twice_or_unseen_is_refused(raw, code):
    with pytest.raises(Broken) as refusal:
        credential.read_list(raw)
    assert refusal.value.code == code
