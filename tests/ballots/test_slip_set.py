"""A set of slips as the kiosk takes it: only public parts, of which none is worth more, less or nothing, and none twice."""

import json

import pytest

from ballots.errors import Trouble
from ballots.protocol import credential
from ballots.protocol.group import NEUTRAL
from ballots.round import ROUNDS_OF_A_SET
from ballots.slip_set import check_unused, new_slips, read_sets

NUMBER = 3
TORSION = f"{2**255 - 20:064x}"


def test_p1_a_new_set_has_a_slip_for_each_and_is_taken_as_it_is():
    secrets, sets = new_slips(NUMBER)
    read = read_sets(json.loads(json.dumps(sets)), NUMBER)
    assert len(set(secrets)) == NUMBER and len({one.uuid for one in read}) == ROUNDS_OF_A_SET
    for one in read:
        assert set(one.credentials) == {credential.public_part(one.uuid, secret) for secret in secrets}


def test_p1_the_lists_are_sorted_and_hold_no_secret():
    secrets, sets = new_slips(9)
    assert all(one["credentials"] == sorted(one["credentials"]) for one in sets)
    written = json.dumps(sets)
    assert not any(secret in written or secret.replace("-", "") in written for secret in secrets)


def first(change):
    """A way to spoil the first of three lists."""
    return lambda sets: change(sets[0])


def relisted(change):
    """The first list as `change` makes it, in order again."""
    return first(lambda one: one.update(credentials=sorted(change(one["credentials"]))))


SPOILED = {
    "two elections": (lambda sets: sets.pop(), "slips-malformed"),
    "four elections": (lambda sets: sets.append(new_slips(NUMBER)[1][0]), "slips-malformed"),
    "one election twice": (lambda sets: sets[1].update(uuid=sets[0]["uuid"]), "slips-malformed"),
    "no identifier": (first(lambda one: one.pop("uuid")), "slips-malformed"),
    "a number for an identifier": (first(lambda one: one.update(uuid=14)), "slips-malformed"),
    "a short identifier": (first(lambda one: one.update(uuid=one["uuid"][1:])), "slips-malformed"),
    "an endless identifier": (first(lambda one: one.update(uuid="A" * 33)), "slips-malformed"),
    "an identifier that is a path": (first(lambda one: one.update(uuid="../" + one["uuid"])), "slips-malformed"),
    "a field too many": (first(lambda one: one.update(secrets=[])), "slips-malformed"),
    "a word for a list": (first(lambda one: one.update(credentials="abc")), "slips-malformed"),
    "a number in the list": (first(lambda one: one.update(credentials=[1, 2, 3])), "slips-malformed"),
    "half a character": (first(lambda one: one.update(credentials=["\ud800"] * 3)), "slips-malformed"),
    "the order of making": (first(lambda one: one["credentials"].reverse()), "slips-malformed"),
    "one slip too few": (first(lambda one: one["credentials"].pop()), "slips-number"),
    "one slip too many": (lambda sets: sets[0].update(new_slips(NUMBER + 1)[1][0]), "slips-number"),
    "no slip at all": (lambda sets: [one.update(credentials=[]) for one in sets], "slips-number"),
    "a slip twice": (relisted(lambda parts: [*parts[1:], parts[1]]), "credential-repeated"),
    "a slip of the next round": (
        lambda sets: sets[1].update(credentials=sets[0]["credentials"]),
        "credential-repeated",
    ),
    "a weight": (relisted(lambda parts: [*parts[1:], f"{parts[0]},2"]), "credential-weight"),
    "a slip that anybody can sign for": (relisted(lambda parts: [*parts[1:], NEUTRAL]), "credential-neutral"),
    "a point outside the group": (relisted(lambda parts: [*parts[1:], TORSION]), "credential-invalid"),
    "capitals": (relisted(lambda parts: [*parts[1:], parts[0].upper()]), "credential-invalid"),
}


@pytest.mark.parametrize("spoil", SPOILED)
def test_what_is_no_set_of_slips_is_refused(spoil):
    sets = new_slips(NUMBER)[1]
    change, code = SPOILED[spoil]
    change(sets)
    with pytest.raises(Trouble) as trouble:
        read_sets(sets, NUMBER)
    assert trouble.value.code == code


@pytest.mark.parametrize("value", [None, {}, [], "abc", 3, [None, None, None], [[], [], []], [{}, {}, {}]])
def test_what_is_not_even_a_list_of_elections_is_refused(value):
    with pytest.raises(Trouble) as trouble:
        read_sets(value, NUMBER)
    assert trouble.value.code == "slips-malformed"


@pytest.mark.parametrize("place", range(ROUNDS_OF_A_SET))
def test_no_election_is_used_a_second_time(place):
    sets = read_sets(new_slips(NUMBER)[1], NUMBER)
    check_unused(sets, {"2" * 14})
    with pytest.raises(Trouble) as trouble:
        check_unused(sets, {sets[place].uuid})
    assert trouble.value.code == "slips-used-before"
