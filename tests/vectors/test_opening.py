"""The vectors of an opened ballot, which Python and the browser read alike: what opens, and what must be refused, by which
code."""

import json

import pytest

from ballots.errors import Broken
from ballots.protocol.election import Election
from ballots.protocol.opening import check_opening, randomness, read_opening, write_opening
from tests.vectors.reading import DATA

VECTOR = json.loads((DATA / "opening.json").read_text())


def check(
    *, election: str = VECTOR["election"], ballot: str = VECTOR["ballot"], opening: str = VECTOR["opening"]
) -> None:
    check_opening(Election.read(election.encode()), ballot.encode(), read_opening(opening))


def test_the_opening_opens_the_ballot():
    check()
    opening = read_opening(VECTOR["opening"])
    assert (opening.seed.hex(), [list(one) for one in opening.marks]) == (VECTOR["seed"], VECTOR["marks"])
    assert write_opening(opening) == VECTOR["opening"]


def test_the_exponents_are_those_of_the_seed():
    fingerprint = Election.read(VECTOR["election"].encode()).fingerprint
    made = [
        [i, j, str(randomness(bytes.fromhex(VECTOR["seed"]), fingerprint, i, j))] for i, j, _ in VECTOR["randomness"]
    ]
    assert made == VECTOR["randomness"]


@pytest.mark.parametrize("name", VECTOR["broken"])
def test_whatever_does_not_open_it_is_refused(name):
    case = dict(VECTOR["broken"][name])
    code = case.pop("code")
    with pytest.raises(Broken) as broken:
        check(**case)
    assert broken.value.code == code
