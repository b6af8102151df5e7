"""A slip as people type it, and an election as a page receives it: read right, or refused with a code."""

import json

from ballots.protocol import credential
from tests.javascript.elections import Meeting, question
from tests.javascript.node import call, calls

SLIP = "WRDjV-L47tc1-6rZUs-BtaeAc"
TYPED = {
    "as printed": SLIP,
    "without dashes": SLIP.replace("-", ""),
    "with spaces": SLIP.replace("-", " "),
    "with a space too many": f"  {SLIP} \n",
    "with long dashes": SLIP.replace("-", "–"),
    "with unbreakable hyphens and spaces": SLIP.replace("-", "\u2011\u00a0"),
    "with dashes elsewhere": "WR-DjVL47-tc16rZUsB-taeAc",
    "pasted with invisible marks": f"\ufeff{SLIP[:7]}\u200b{SLIP[7:]}\u00ad",
}
MISTYPED = {
    "nothing": ("", "credential-length"),
    "one short": (SLIP[:-1], "credential-length"),
    "one long": (SLIP + "A", "credential-length"),
    "a zero": (SLIP.replace("c", "0"), "credential-alphabet"),
    "a capital o": (SLIP.replace("c", "O"), "credential-alphabet"),
    "a capital i": (SLIP.replace("c", "I"), "credential-alphabet"),
    "a small l": (SLIP.replace("c", "l"), "credential-alphabet"),
    "an accent": (SLIP.replace("A", "Á"), "credential-alphabet"),
    "the booth's address": (f"http://192.168.1.5/#{SLIP}", "credential-alphabet"),
}


def test_what_people_type_is_read_as_printed():
    read = calls(*(("credential", "parse", typed) for typed in TYPED.values()))
    assert dict(zip(TYPED, read, strict=True)) == dict.fromkeys(TYPED, SLIP)


def test_upper_and_lower_case_are_different_slips():
    assert call("credential", "parse", SLIP.swapcase().replace("l", "L")) != SLIP


def test_what_cannot_be_a_slip_is_refused():
    answers = calls(*(("credential", "parse", typed) for typed, _ in MISTYPED.values()))
    assert dict(zip(MISTYPED, answers, strict=True)) == {
        title: {"code": code, "kind": "refused"} for title, (_, code) in MISTYPED.items()
    }


def test_the_public_part_is_the_one_python_lists():
    assert call("credential", "publicPart", "ZqwnKV5vmWKFvu", SLIP) == credential.public_part("ZqwnKV5vmWKFvu", SLIP)


ELECTION = Meeting.of([question(3, 1, 2, blank=True), question(2, 0, 1, blank=False)], 1).election


def altered(change):
    fields = json.loads(ELECTION.raw)
    change(fields)
    return json.dumps(fields)


def test_an_election_is_read_as_python_reads_it_and_its_spacing_is_its_own():
    read = call("election", "read", ELECTION.raw.decode())
    assert (read["fingerprint"], read["uuid"], read["publicKey"]) == (
        ELECTION.fingerprint,
        ELECTION.uuid,
        ELECTION.public_key,
    )
    assert [(one["answers"], one["minimum"], one["maximum"], one["blank"]) for one in read["questions"]] == [
        (list(one.answers), one.minimum, one.maximum, one.blank) for one in ELECTION.questions
    ]
    spaced = call("election", "read", f" {altered(lambda fields: None)}")
    assert spaced["questions"] == read["questions"] and spaced["fingerprint"] != read["fingerprint"]


REFUSED = {
    "another version": (lambda e: e.update(version=2), "election-version"),
    "another group": (lambda e: e.update(group="BELENIOS-2048"), "election-group"),
    "a short uuid": (lambda e: e.update(uuid="abc"), "election-uuid"),
    "a uuid outside the alphabet": (lambda e: e.update(uuid="0" * 14), "election-uuid"),
    "no name": (lambda e: e.pop("name"), "election-malformed"),
    "no key": (lambda e: e.pop("public_key"), "election-malformed"),
    "a neutral key": (lambda e: e.update(public_key=f"{1:064x}"), "election-key"),
    "a key with torsion": (lambda e: e.update(public_key=f"{2**255 - 20:064x}"), "element-invalid"),
    "no question": (lambda e: e.update(questions=[]), "election-questions"),
    "a question of nothing": (lambda e: e.update(questions=[None]), "election-questions"),
    "a question without answers": (lambda e: e["questions"][0].update(answers=[], max=0, min=0), "election-questions"),
    "more seats than answers": (lambda e: e["questions"][0].update(max=4), "election-questions"),
    "fewest above most": (lambda e: e["questions"][0].update(min=3), "election-questions"),
    "half a seat": (lambda e: e["questions"][0].update(max=1.5), "election-malformed"),
    "a field more": (lambda e: e.update(more=1), "election-malformed"),
    "blank by name": (lambda e: e["questions"][0].update(blank="true"), "election-questions"),
    "another kind of question": (lambda e: e["questions"][0].update(type="NonHomomorphic"), "election-questions"),
}


def test_an_election_nobody_can_vote_in_is_refused():
    answers = calls(*(("election", "read", altered(change)) for change, _ in REFUSED.values()))
    assert dict(zip(REFUSED, answers, strict=True)) == {
        title: {"code": code, "kind": "broken"} for title, (_, code) in REFUSED.items()
    }


def test_what_is_no_election_is_refused():
    answers = calls(*(("election", "read", raw) for raw in ["", "{", "[]", "null", f"\ufeff{altered(lambda e: None)}"]))
    assert {answer["code"] for answer in answers} == {"election-malformed"}
