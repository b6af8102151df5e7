import json

import pytest

from ballots.errors import Broken
from ballots.protocol import election as elections
from ballots.protocol.election import Election, Question
from ballots.protocol.encoding import compact, sha_b64
from ballots.protocol.group import NEUTRAL
from tests.ballots.protocol.test_group import with_torsion
from tests.builders import altered, election, question, singles, without

HELD = election([(3, 2), question(2, 2, 0, False)])
RAW = HELD.election.raw


def made(*questions: Question, uuid: str = "A" * 14, name: str = "x", description: str = "y") -> bytes:
    return elections.make(uuid, name, description, questions, singles(2)[1])


def test_the_record_has_its_fields_in_the_order_of_the_format():
    value = json.loads(RAW)
    assert list(value) == ["version", "description", "name", "group", "public_key", "questions", "uuid"]
    assert list(value["questions"][0]) == ["answers", "blank", "min", "max", "question"]
    assert list(value["questions"][1]) == ["answers", "min", "max", "question"]
    assert compact(value) == RAW


def test_what_was_made_is_read_back():
    assert HELD.election.public_key == HELD.trustees.joint_key
    assert HELD.election.questions == (question(3, 2), question(2, 2, 0, False))
    assert (HELD.election.name, HELD.election.description) == ("Hội nghị cụm", "Bầu thi đua")
    assert HELD.election.raw == RAW and HELD.election.fingerprint == sha_b64(RAW)
    assert hash(HELD.election) == hash(Election.read(RAW))


def test_a_uuid_is_14_letters_and_never_the_same():
    assert len(elections.new_uuid()) == 14 and elections.new_uuid() != elections.new_uuid()


@pytest.mark.parametrize(
    ("asked", "vote", "allowed"),
    [
        (question(3, 2), [1, 0, 0, 0], True),
        (question(3, 2), [0, 1, 0, 0], True),
        (question(3, 2), [0, 1, 1, 0], True),
        (question(3, 2), [0, 1, 1, 1], False),
        (question(3, 2), [0, 0, 0, 0], False),
        (question(3, 2), [1, 1, 0, 0], False),
        (question(3, 2), [0, 2, 0, 0], False),
        (question(3, 2), [0, -1, 1, 1], False),
        (question(3, 2), [0, True, 0, 0], False),
        (question(3, 2), [0, 1, 0], False),
        (question(3, 2, 0, False), [0, 0, 0], True),
        (question(3, 2, 0, False), [1, 1, 1], False),
        (question(3, 2, 2, False), [1, 0, 0], False),
    ],
)
def test_a_legal_vote_is_blank_alone_or_within_the_numbers(asked, vote, allowed):
    assert asked.allows(vote) is allowed


@pytest.mark.parametrize("raw", [json.dumps(json.loads(RAW), indent=1).encode(), RAW + b"\n", b" " + RAW])
def test_spacing_is_free_but_part_of_the_fingerprint(raw):
    read = Election.read(raw)
    assert read.questions == HELD.election.questions and read.fingerprint == sha_b64(raw) != HELD.election.fingerprint


@pytest.mark.parametrize(
    ("path", "change", "code"),
    [
        (("version",), 2, "election-version"),
        (("version",), True, "election-version"),
        (("version",), 1.0, "election-malformed"),
        (("version",), "1", "election-version"),
        (("group",), "BELENIOS-2048", "election-group"),
        (("group",), [], "election-group"),
        (("uuid",), "A" * 13, "election-uuid"),
        (("uuid",), "A" * 13 + "0", "election-uuid"),
        (("uuid",), "A" * 14 + "\n", "election-uuid"),
        (("uuid",), 5, "election-uuid"),
        (("public_key",), NEUTRAL, "election-key"),
        (("public_key",), with_torsion(), "element-invalid"),
        (("public_key",), None, "element-invalid"),
        (("name",), None, "election-malformed"),
        (("description",), [], "election-malformed"),
        (("administrator",), 1, "election-malformed"),
        (("more",), "x", "election-malformed"),
        (("questions",), [], "election-questions"),
        (("questions",), {}, "election-questions"),
        (("questions", 0), None, "election-questions"),
        (("questions", 0, "type"), "NonHomomorphic", "election-questions"),
        (("questions", 0, "question"), 1, "election-questions"),
        (("questions", 0, "answers"), [], "election-questions"),
        (("questions", 0, "answers"), "abc", "election-questions"),
        (("questions", 0, "answers", 1), None, "election-questions"),
        (("questions", 0, "blank"), 1, "election-questions"),
        (("questions", 0, "blank"), None, "election-questions"),
        (("questions", 0, "min"), 3, "election-questions"),
        (("questions", 0, "min"), -1, "election-questions"),
        (("questions", 0, "min"), True, "election-questions"),
        (("questions", 0, "max"), 4, "election-questions"),
        (("questions", 0, "max"), "2", "election-questions"),
        (("questions", 0, "max"), 2.0, "election-malformed"),
        (("questions", 0, "max"), True, "election-questions"),
        (("questions", 0, "max"), 10**4000, "election-malformed"),
        (("questions", 1, "max"), 0, "election-questions"),
    ],
)
def test_an_election_of_another_kind_is_refused(path, change, code):
    with pytest.raises(Broken) as refusal:
        Election.read(altered(RAW, path, change))
    assert refusal.value.code == code


@pytest.mark.parametrize("field", ["version", "description", "name", "group", "public_key", "questions", "uuid"])
def test_every_field_is_needed(field):
    with pytest.raises(Broken) as refusal:
        Election.read(without(RAW, (field,)))
    assert refusal.value.code == "election-malformed"


@pytest.mark.parametrize("raw", [b"", b"[]", b"null", RAW[:-1] + b',"uuid":"' + b"A" * 14 + b'"}', b"\xff"])
def test_what_is_not_an_election_is_refused(raw):
    with pytest.raises(Broken) as refusal:
        Election.read(raw)
    assert refusal.value.code == "election-malformed"


def test_an_election_by_another_program_may_name_its_organisers():
    assert Election.read(altered(RAW, ("administrator",), "Ban tổ chức")).questions == HELD.election.questions
    assert not Election.read(altered(RAW, ("questions", 0, "blank"), False)).questions[0].blank


@pytest.mark.parametrize(
    "wrong",
    [
        {"questions": ()},
        {"questions": (question(3, 4),)},
        {"questions": (question(3, 1, 2),)},
        {"questions": (question(0, 0),)},
        {"uuid": "short"},
        {"name": "a\x00b"},
        {"description": "a\x7fb"},
    ],
)
def test_an_election_that_cannot_be_is_not_made(wrong):
    given = {"questions": (question(),), **wrong}
    with pytest.raises(ValueError):
        made(*given.pop("questions"), **given)
