"""A teller's phone: its key, its share, and everything that it refuses to open."""

import json

import pytest

from ballots.protocol import ballot, tally, trustee
from ballots.protocol.encoding import BASE58, compact
from ballots.protocol.group import NEUTRAL
from tests.javascript.elections import PRIVATE, TRUSTEES, Meeting, question
from tests.javascript.node import calls, run

SEEDS = ("1111111111111111111111", "zzzzzzzzzzzzzzzzzzzzzz")
QUESTIONS = [question(4, 1, 2, blank=True), question(3, 0, 1, blank=False)]
TORSION = f"{2**255 - 20:064x}"


def a_tally(votes):
    meeting = Meeting.of(QUESTIONS, len(votes))
    ballots = [ballot.make(meeting.election, *pair) for pair in zip(meeting.credentials, votes, strict=True)]
    raw = tally.encrypted_tally(meeting.election, [meeting.check(one.decode()) for one in ballots])
    return meeting.election, raw


def test_new_seeds_use_the_whole_alphabet_and_never_repeat():
    seeds = calls(*[("trustee", "newSeed")] * 200)
    assert len(set(seeds)) == 200
    assert {len(seed) for seed in seeds} == {22}
    assert set("".join(seeds)) == set(BASE58)


def test_a_key_is_the_one_python_derives_and_its_proof_holds():
    seeds = [*SEEDS, *calls(*[("trustee", "newSeed")] * 4)]
    for seed, made in zip(seeds, run("tell", {"seeds": seeds})["seeds"], strict=True):
        assert int(made["secret"]) == trustee.private_key(seed)
        assert trustee.check_single(made["key"]) == trustee.make_single(trustee.private_key(seed))["public_key"]
        assert trustee.read_trustees(trustee.trustees_record([made["key"]])).joint_key == made["key"]["public_key"]


@pytest.mark.parametrize("votes", [
    [], [[[0, 1, 1, 0, 0], [0, 1, 0]]], [[[1, 0, 0, 0, 0], [0, 0, 0]], [[0, 0, 0, 0, 1], [1, 0, 0]]],
], ids=["empty box", "one ballot", "two ballots"])
def test_shares_open_the_tally(votes):
    election, raw = a_tally(votes)
    trustees = trustee.read_trustees(TRUSTEES)
    share = [(seed, election.raw.decode(), TRUSTEES.decode(), raw.decode()) for seed in SEEDS]
    shares = run("tell", {"share": share})["share"]
    factors = {
        owner: tally.check_partial(election, trustees.verification_keys[owner - 1], raw, text.encode())
        for owner, text in enumerate(shares, start=1)
    }
    sums = [[sum(column) for column in zip(*rows)] for rows in zip(*votes)] or [[0] * 5, [0] * 3]
    opened = [
        [tally.decrypt(election, trustees, raw, factors, len(votes), at, choice) for choice in range(asked.width)]
        for at, asked in enumerate(QUESTIONS)
    ]
    assert opened == sums


def trustees_with(*keys):
    return compact([["Single", key] for key in keys]).decode()


def single(private):
    return trustee.make_single(private)


def single_of(public_key):
    """A key that nobody proved to know, as an operator would choose it so that the joint key becomes one of its own."""
    return {**single(7), "public_key": public_key}


def refused_sets(election, raw):
    keys, rogue = [single(private) for private in PRIVATE], single_of(single(8)["public_key"])
    seed, text, trustees, box = SEEDS[0], election.raw.decode(), TRUSTEES.decode(), raw.decode()
    damaged = json.loads(box)
    damaged[0][0]["beta"] = TORSION
    short = json.loads(box)
    short[1].pop()
    return {
        "a seed that is too short": ((seed[1:], text, trustees, box), "seed-malformed"),
        "a seed with a letter that is in no seed": (("0" + seed[1:], text, trustees, box), "seed-malformed"),
        "another teller's phone": (("2" * 22, text, trustees, box), "trustee-not-listed"),
        "this teller left out": ((seed, text, trustees_with(keys[1]), box), "trustee-not-listed"),
        "sealed to other keys": ((seed, text, trustees_with(keys[0]), box), "election-key"),
        "a key without its proof": ((seed, text, trustees_with(*keys, rogue), box), "trustee-proof"),
        "the same key twice": ((seed, text, trustees_with(keys[0], keys[0]), box), "trustee-repeated"),
        "a neutral key": ((seed, text, trustees_with(keys[0], single_of(NEUTRAL)), box), "trustee-key-neutral"),
        "a key with torsion": ((seed, text, trustees_with(keys[0], single_of(TORSION)), box), "trustee-key-invalid"),
        "a threshold set": ((seed, text, '[["Pedersen",{}]]', box), "trustee-unsupported"),
        "trustees with spaces": ((seed, text, trustees.replace(",", ", ", 1), box), "trustee-malformed"),
        "a tally of other lengths": ((seed, text, trustees, compact(short).decode()), "tally-malformed"),
        "a tally of nothing": ((seed, text, trustees, "[[null]]"), "tally-malformed"),
        "a tally with a torsion point": ((seed, text, trustees, compact(damaged).decode()), "element-invalid"),
        "no JSON": ((seed, "{", trustees, box), "election-malformed"),
    }


def test_what_a_teller_refuses_to_open():
    cases = refused_sets(*a_tally([[[0, 1, 0, 0, 0], [0, 0, 1]]]))
    answers = run("tell", {"share": [given for given, _ in cases.values()]})["share"]
    assert {title: answer["code"] for title, answer in zip(cases, answers, strict=True)} == {
        title: code for title, (_, code) in cases.items()
    }
