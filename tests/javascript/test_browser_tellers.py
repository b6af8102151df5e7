"""A teller's phone: its key, its share, and everything that it refuses to open."""

import json

import pytest

from ballots.committee import set_code
from ballots.protocol import tally, trustee
from ballots.protocol.board import Board
from ballots.protocol.encoding import BASE58, compact, sha_hex
from ballots.protocol.group import NEUTRAL
from tests.javascript.elections import PRIVATE, TRUSTEES, Meeting, chained, in_text, question
from tests.javascript.node import calls, run

SEEDS = ("1111111111111111111111", "zzzzzzzzzzzzzzzzzzzzzz")
QUESTIONS = [question(4, 1, 2, blank=True), question(3, 0, 1, blank=False)]
TORSION = f"{2**255 - 20:064x}"


def a_closed_box(votes):
    """The meeting, its archive after closing, and the tally in it."""
    meeting = Meeting.of(QUESTIONS, len(votes))
    ballots = [meeting.vote(voter, *vote) for voter, vote in enumerate(votes)]
    raw = meeting.tally(*ballots)
    return meeting, chained(meeting.setup, ballots, raw, tally.tally_companion(len(votes), raw)), raw


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


@pytest.mark.parametrize(
    "votes",
    [
        [],
        [[[0, 1, 1, 0, 0], [0, 1, 0]]],
        [[[1, 0, 0, 0, 0], [0, 0, 0]], [[0, 0, 0, 0, 1], [1, 0, 0]]],
    ],
    ids=["empty box", "one ballot", "two ballots"],
)
def test_shares_open_the_tally(votes):
    meeting, bel, raw = a_closed_box(votes)
    trustees = trustee.read_trustees(TRUSTEES)
    answers = run("tell", {"share": [(seed, in_text(bel), sha_hex(raw)) for seed in SEEDS]})["share"]
    assert {(one["ballots"], one["head"], one["tally"]) for one in answers} == {
        (len(votes), Board.read(None, bel).head, sha_hex(raw))
    }
    factors = {
        owner: tally.check_partial(meeting.election, trustees.verification_keys[owner - 1], raw, one["share"].encode())
        for owner, one in enumerate(answers, start=1)
    }
    sums = [[sum(column) for column in zip(*rows)] for rows in zip(*votes)] or [[0] * 5, [0] * 3]
    opened = [
        [
            tally.decrypt(meeting.election, trustees, raw, factors, len(votes), at, choice)
            for choice in range(asked.width)
        ]
        for at, asked in enumerate(QUESTIONS)
    ]
    assert opened == sums


def trustees_with(*keys):
    return compact([["Single", key] for key in keys])


def single(private):
    return trustee.make_single(private)


def single_of(public_key):
    """A key that nobody proved to know, as an operator would choose it so that the joint key becomes one of its own."""
    return {**single(7), "public_key": public_key}


KEYS, ROGUE = [single(private) for private in PRIVATE], single_of(single(8)["public_key"])
REFUSED_TRUSTEES = {
    "this teller left out": (trustees_with(KEYS[1]), "trustee-not-listed"),
    "sealed to other keys": (trustees_with(KEYS[0]), "election-key"),
    "a key without its proof": (trustees_with(*KEYS, ROGUE), "trustee-proof"),
    "the same key twice": (trustees_with(KEYS[0], KEYS[0]), "trustee-repeated"),
    "a neutral key": (trustees_with(KEYS[0], single_of(NEUTRAL)), "trustee-key-neutral"),
    "a key with torsion": (trustees_with(KEYS[0], single_of(TORSION)), "trustee-key-invalid"),
    "a threshold set that is none": (b'[["Pedersen",{}]]', "trustee-malformed"),
    "trustees with spaces": (TRUSTEES.replace(b",", b", ", 1), "trustee-malformed"),
}


def test_a_box_that_is_not_locked_with_these_tellers_keys_is_refused_before_and_after_voting():
    meeting, _, raw = a_closed_box([])
    bels = [
        in_text(chained(meeting.setup._replace(trustees=trustees), [], raw, tally.tally_companion(0, raw)))
        for trustees, _ in REFUSED_TRUSTEES.values()
    ]
    answers = run(
        "tell",
        {
            "confirm": [(bel, KEYS[0]["public_key"]) for bel in bels],
            "share": [(SEEDS[0], bel, sha_hex(raw)) for bel in bels],
        },
    )
    expected = {title: code for title, (_, code) in REFUSED_TRUSTEES.items()}
    for deed in ("confirm", "share"):
        assert {title: one["code"] for title, one in zip(REFUSED_TRUSTEES, answers[deed], strict=True)} == expected


SEEDS_REFUSED = {"1" * 21: "seed-malformed", "0" + "1" * 21: "seed-malformed", "2" * 22: "trustee-not-listed"}


def test_only_the_code_of_a_key_in_the_box_makes_a_share():
    _, bel, raw = a_closed_box([])
    answers = run("tell", {"share": [(seed, in_text(bel), sha_hex(raw)) for seed in SEEDS_REFUSED]})["share"]
    assert [answer["code"] for answer in answers] == list(SEEDS_REFUSED.values())


def test_p2_a_key_opens_one_tally_and_no_second():
    meeting, bel, raw = a_closed_box([[[0, 1, 0, 0, 0], [0, 0, 1]], [[1, 0, 0, 0, 0], [0, 0, 1]]])
    fewer = meeting.tally(meeting.vote(0, [0, 1, 0, 0, 0], [0, 0, 1]))
    box, open_box = in_text(bel), in_text(meeting.set_up_archive())
    asked = [(box, sha_hex(raw)), (box, sha_hex(raw)), (box, sha_hex(fewer)), (box, None), (open_box, sha_hex(raw))]
    answers = run("tell", {"share": [(SEEDS[0], *one) for one in asked]})["share"]
    assert answers[0]["tally"] == answers[1]["tally"] == sha_hex(raw), "a retry is the same tally"
    assert [answer.get("code") for answer in answers[2:]] == ["tally-other", "tally-other", "tally-missing"]


TWO_VOTES = [[[0, 1, 0, 0, 0], [0, 0, 1]], [[1, 0, 0, 0, 0], [0, 0, 1]]]


def a_box_with_one_ballot_only(meeting):
    """What an operator would have opened to read a single vote: a second tally in the same election."""
    alone = meeting.vote(0, *TWO_VOTES[0])
    single_ballot = meeting.tally(alone)
    return chained(meeting.setup, [alone], single_ballot, tally.tally_companion(1, single_ballot))


def test_p2_the_phone_remembers_what_its_key_has_opened():
    meeting, bel, raw = a_closed_box(TWO_VOTES)
    another = a_box_with_one_ballot_only(meeting)
    archives = [meeting.set_up_archive(), bel[:-1], bel, bel, another, bel]
    played = run("opening", {"seed": SEEDS[0], "archives": [in_text(one) for one in archives]})
    codes = ["tally-missing", "archive-malformed", None, None, "tally-other", None]
    assert [visit.get("code") for visit in played["visits"]] == codes
    assert set(played["asked"]) == {"/archive/box.bel"}
    assert played["kept"] == {opened(played, meeting): f'"{sha_hex(raw)}"'}


def opened(played, meeting) -> str:
    """Where the phone keeps what its key has opened in this election."""
    return f"hom-phieu.teller.opened.{played['verification']}.{meeting.election.uuid}"


def test_p2_each_round_is_opened_once_with_the_same_key_and_none_twice():
    first, second = a_closed_box(TWO_VOTES), a_closed_box(TWO_VOTES[:1])
    (one, first_bel, first_raw), (two, second_bel, second_raw) = first, second
    boxes = {
        "the first round": (first_bel, None),
        "its run-off, with the same key": (second_bel, None),
        "another tally of the first round": (a_box_with_one_ballot_only(one), "tally-other"),
        "another tally of the run-off": (closed_empty(two), "tally-other"),
        "a retry in the first round": (first_bel, None),
        "a retry in the run-off": (second_bel, None),
    }
    played = run("opening", {"seed": SEEDS[0], "archives": [in_text(bel) for bel, _ in boxes.values()]})
    codes = {title: visit.get("code") for title, visit in zip(boxes, played["visits"], strict=True)}
    assert codes == {title: code for title, (_, code) in boxes.items()}
    hashes = {opened(played, one): first_raw, opened(played, two): second_raw}
    assert played["kept"] == {name: f'"{sha_hex(raw)}"' for name, raw in hashes.items()}


def closed_empty(meeting):
    raw = meeting.tally()
    return chained(meeting.setup, [], raw, tally.tally_companion(0, raw))


def test_a_box_that_fills_is_audited_on_and_tells_how_many_ballots_it_has():
    meeting = Meeting.of(QUESTIONS, 3)
    ballots = [meeting.vote(voter, [0, 1, 0, 0, 0], [0, 0, 1]) for voter in range(3)]
    raw = meeting.tally(*ballots)
    bels = [chained(meeting.setup, ballots[:cast]) for cast in range(4)]
    bels.append(chained(meeting.setup, ballots, raw, tally.tally_companion(3, raw)))
    bels.append(chained(meeting.setup, [*ballots, ballots[0]]))
    *seen, twice = run("tell", {"confirm": [(in_text(bel), KEYS[1]["public_key"]) for bel in bels]})["confirm"]
    assert seen == [
        {
            "owner": 2,
            "uuid": meeting.election.uuid,
            "ballots": ballots_in,
            "head": Board.read(None, bel).head,
            "tally": tallied,
            "set": set_code(TRUSTEES),
        }
        for bel, ballots_in, tallied in zip(bels, [0, 1, 2, 3, 3], [*[None] * 4, sha_hex(raw)])
    ]
    assert twice["code"] == "credential-used-twice", "what is remembered of a ballot does not let it in again"


def test_a_tally_that_is_none_is_not_opened():
    meeting, _, raw = a_closed_box([])
    damaged, short = json.loads(raw), json.loads(raw)
    damaged[0][0]["beta"] = TORSION
    short[1].pop()
    text, cases = (
        meeting.election.raw.decode(),
        [(compact(damaged), "element-invalid"), (compact(short), "tally-malformed"), (b"[[null]]", "tally-malformed")],
    )
    answers = run(
        "tell", {"partial": [*((text, SEEDS[0], one.decode()) for one, _ in cases), ("{", SEEDS[0], raw.decode())]}
    )
    assert [answer["code"] for answer in answers["partial"]] == [*(code for _, code in cases), "election-malformed"]
