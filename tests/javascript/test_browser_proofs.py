"""The proofs in a ballot, verified by the browser's half as Python verifies them: every alteration is refused, for the same
reason. And what they are for on a teller's phone: no "ballot" takes another's vote apart from the rest (P2)."""

import json

from ballots.errors import Broken
from ballots.protocol import ballot, tally, trustee
from ballots.protocol.audit import audit
from ballots.protocol.encoding import sha_hex
from ballots.protocol.group import NEUTRAL, NEUTRAL_POINT, ORDER, element_of, point_of, product, quotient
from tests.builders import Held, altered, resigned
from tests.javascript.elections import PRIVATE, TRUSTEES, Meeting, chained, in_text, question
from tests.javascript.node import run
from tests.vectors.reading import tool_made, tool_made_lines

SEEDS = ("1111111111111111111111", "zzzzzzzzzzzzzzzzzzzzzz")
MEETING = Meeting.of([question(3, 1, 2, blank=True), question(2, 0, 1, blank=False)], 4)
HELD = Held(MEETING.election, PRIVATE, trustee.read_trustees(TRUSTEES), MEETING.credentials, MEETING.setup.credentials)
VOTES = [([0, 1, 1, 0], [0, 1]), ([1, 0, 0, 0], [0, 0]), ([0, 0, 0, 1], [1, 0])]
CAST = [MEETING.vote(voter, *vote) for voter, vote in enumerate(VOTES)]
UNUSED = 3
WHOLE = MEETING.vote(UNUSED, *VOTES[0])
ANSWERS = json.loads(WHOLE)["answers"]
PROOF = ("challenge", "response")


def codes(ballots: list[bytes]) -> list[str | None]:
    """What the browser says to ballots of the meeting: a code, or nothing."""
    said = run(
        "check",
        {
            "election": MEETING.election.raw.decode(),
            "credentials": MEETING.public_parts,
            "ballots": [one.decode() for one in ballots],
        },
    )
    return [one["code"] if isinstance(one, dict) else None for one in said]


def python_code(raw: bytes) -> str | None:
    try:
        HELD.check(raw)
    except Broken as broken:
        return broken.code
    return None


def test_ballots_of_another_program_hold():
    raws = tool_made_lines("ballots.jsons")
    parts = [part.split(",")[0] for part in json.loads(tool_made("public_creds.json"))]
    work = {"credentials": parts, "ballots": [raw.decode() for raw in raws]}
    said = run("check", {"election": tool_made("election.json").decode(), **work})
    assert said == [json.loads(raw)["credential"] for raw in raws]


def proof_places() -> list[tuple[object, ...]]:
    """Where each proof of an answer stands in a ballot."""
    places: list[tuple[object, ...]] = []
    for number, answer in enumerate(ANSWERS):
        here = ("answers", number)
        for choice, proofs in enumerate(answer["individual_proofs"]):
            places += [(*here, "individual_proofs", choice, branch) for branch in range(len(proofs))]
        for group in ("overall_proof", "blank_proof"):
            places += [(*here, group, branch) for branch in range(len(answer.get(group, [])))]
    return places


def more(number: str) -> str:
    return str((int(number) + 1) % ORDER)


def less(number: str) -> str:
    return str((int(number) - 1) % ORDER)


def with_torsion(element: str) -> str:
    """The element times the one of order two: what proofs alone would not notice."""
    return element_of(product(point_of(element), point_of(f"{2**255 - 20:064x}")))


def signed(raw: bytes, *changes: tuple[tuple[object, ...], object]) -> bytes:
    """The ballot with these changes, signed anew by its slip."""
    for place, change in changes:
        raw = altered(raw, place, change)
    return resigned(HELD, UNUSED, raw)


def test_every_number_of_every_proof_counts():
    forged = [signed(WHOLE, ((*place, number), more)) for place in proof_places() for number in PROOF]
    refused = codes(forged)
    assert refused == [python_code(one) for one in forged]
    assert {*refused} == {"individual-proof", "blank-proof", "overall-proof"}


FIRST, SECOND = ("answers", 0), ("answers", 1)
ALONE = (*FIRST, "individual_proofs", 1)
MARK = (*FIRST, "choices", 1)
NOTHING = {"challenge": "0", "response": "0"}
FORGED = {
    "as it was cast": (signed(WHOLE), None),
    "a proof's branches exchanged": (signed(WHOLE, (ALONE, lambda two: two[::-1])), "individual-proof"),
    "a challenge moved from one branch to the other": (
        signed(WHOLE, ((*ALONE, 0, "challenge"), more), ((*ALONE, 1, "challenge"), less)),
        "individual-proof",
    ),
    "a proof of nothing": (signed(WHOLE, (ALONE, [NOTHING, NOTHING])), "individual-proof"),
    "the proof of another choice": (
        signed(WHOLE, (ALONE, ANSWERS[0]["individual_proofs"][2])),
        "individual-proof",
    ),
    "a mark exchanged with none": (signed(WHOLE, ((*FIRST, "choices"), lambda all_: all_[::-1])), "individual-proof"),
    "choices and their proofs exchanged": (
        signed(
            WHOLE,
            ((*FIRST, "choices"), lambda all_: [*all_[:1], *all_[:0:-1]]),
            ((*FIRST, "individual_proofs"), lambda all_: [*all_[:1], *all_[:0:-1]]),
        ),
        "blank-proof",
    ),
    "the proofs of the whole exchanged": (
        signed(WHOLE, ((*SECOND, "overall_proof"), lambda two: two[::-1])),
        "overall-proof",
    ),
    "the proof that it is not blank, as the whole's": (
        signed(WHOLE, ((*FIRST, "overall_proof"), [*ANSWERS[0]["blank_proof"], NOTHING])),
        "overall-proof",
    ),
    "an answer of another ballot": (signed(WHOLE, (SECOND, json.loads(CAST[0])["answers"][1])), "individual-proof"),
    "a challenge above the order": (
        signed(WHOLE, ((*ALONE, 0, "challenge"), lambda number: str(int(number) + ORDER))),
        "scalar-invalid",
    ),
    "a response below zero": (signed(WHOLE, ((*ALONE, 0, "response"), lambda number: f"-{number}")), "scalar-invalid"),
    "a torsion component in an alpha": (signed(WHOLE, ((*MARK, "alpha"), with_torsion)), "element-invalid"),
    "a torsion component in a beta": (signed(WHOLE, ((*MARK, "beta"), with_torsion)), "element-invalid"),
    "a ciphertext of nothing": (signed(WHOLE, (MARK, {"alpha": NEUTRAL, "beta": NEUTRAL})), "individual-proof"),
    "a proof too few": (signed(WHOLE, (ALONE, lambda two: two[:1])), "ballot-shape"),
    "no proof about the blank vote": (
        signed(WHOLE, (FIRST, {name: part for name, part in ANSWERS[0].items() if name != "blank_proof"})),
        "blank-proof-missing",
    ),
    "a proof about a blank vote that there is not": (
        signed(WHOLE, (SECOND, {**ANSWERS[1], "blank_proof": ANSWERS[0]["blank_proof"]})),
        "ballot-shape",
    ),
}


def test_a_forged_ballot_is_refused_by_the_code_that_python_gives():
    ballots, expected = [raw for raw, _ in FORGED.values()], {title: code for title, (_, code) in FORGED.items()}
    assert dict(zip(FORGED, map(python_code, ballots), strict=True)) == expected
    assert dict(zip(FORGED, codes(ballots), strict=True)) == expected


def with_choices(choices: list[list[tuple[str, str]]]) -> bytes:
    """The unused slip's ballot with these ciphertexts under the proofs of its own, signed."""
    written = [[{"alpha": alpha, "beta": beta} for alpha, beta in row] for row in choices]
    return signed(WHOLE, *((("answers", number, "choices"), row) for number, row in enumerate(written)))


def choices_of(raw: bytes) -> tuple[tuple[tuple[str, str], ...], ...]:
    return tuple(
        tuple((choice["alpha"], choice["beta"]) for choice in one["choices"]) for one in json.loads(raw)["answers"]
    )


def inverse(*elements: str) -> str:
    return element_of(quotient(NEUTRAL_POINT, product(*map(point_of, elements))))


def cancelling(raws: list[bytes]) -> bytes:
    """A "ballot" whose ciphertexts are the inverse of the product of all those in `raws`."""
    return with_choices(
        [
            [tuple(inverse(*parts) for parts in zip(*ciphertexts)) for ciphertexts in zip(*rows)]
            for rows in zip(*map(choices_of, raws))
        ]
    )


def tally_of(raws: list[bytes]) -> bytes:
    """The product of these ballots, whether they hold or not."""
    return tally.encrypted_tally(MEETING.election, [ballot.Ballot("", "", choices_of(raw)) for raw in raws])


def closed(raws: list[bytes]) -> bytes:
    """The archive of a closed box with these ballots and their tally, everything that is counted and hashed right."""
    sealed = tally_of(raws)
    return chained(MEETING.setup, raws, sealed, tally.tally_companion(len(raws), sealed))


def phone(bel: bytes, sealed: bytes) -> tuple[object, object]:
    """What a teller's phone says to a box, and what comes of asking it for its share."""
    key = HELD.trustees.verification_keys[0]
    work = {"confirm": [(in_text(bel), key)], "share": [(SEEDS[0], in_text(bel), sha_hex(sealed))]}
    done = run("tell", work)
    return done["confirm"][0], done["share"][0]


def test_p2_a_ballot_that_cancels_all_others_but_one_is_not_opened():
    """The laptop keeps one slip back and signs with it what takes everybody but the first voter out of the tally."""
    box = [*CAST, cancelling(CAST[1:])]
    assert tally_of(box) == tally_of(CAST[:1]), "the tally would be one voter's ballot"
    assert [failure.code for failure in audit(closed(box)).failed] == ["individual-proof"]
    seen, given = phone(closed(box), tally_of(box))
    assert (seen["code"], given["code"]) == ("individual-proof", "individual-proof")
    assert "share" not in given


def test_p2_a_ballot_that_repeats_anothers_is_not_opened():
    """Cast once more with a slip of one's own, a ballot would show in the total what it holds."""
    box = [*CAST, with_choices(choices_of(CAST[0]))]
    copied = signed(WHOLE, (("answers",), json.loads(CAST[0])["answers"]))
    for one in (box, [*CAST, copied]):
        assert [failure.code for failure in audit(closed(one)).failed] == ["individual-proof"]
        seen, given = phone(closed(one), tally_of(one))
        assert (seen["code"], given["code"]) == ("individual-proof", "individual-proof")


def test_p2_the_same_box_without_the_false_ballot_is_opened():
    honest = [*CAST, WHOLE]
    seen, given = phone(closed(honest), tally_of(honest))
    assert seen["ballots"] == 4
    share = given["share"].encode()
    assert tally.check_partial(MEETING.election, HELD.trustees.verification_keys[0], tally_of(honest), share)
