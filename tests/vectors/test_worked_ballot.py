"""The first ballot of the tool-made election: every value that is hashed on the way to accepting it."""

import hashlib
import json

import pytest

from ballots.protocol import ballot, credential, proofs
from ballots.protocol.election import Election
from ballots.protocol.encoding import compact, sha_b64, sha_hex
from ballots.protocol.group import ORDER, element_of, point_of, product
from tests.vectors.reading import WORKED, tool_made, tool_made_lines

ELECTION = Election.read(tool_made("election.json"))
CREDENTIALS = [json.loads(tool_made_lines("ballots.jsons")[0])["credential"]]
RAW = tool_made_lines("ballots.jsons")[0]


@pytest.fixture(scope="module")
def hashed() -> list[str]:
    """Every text hashed to a scalar while the ballot is checked, in order."""
    texts: list[str] = []
    honest = proofs.sha_number
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(proofs, "sha_number", lambda text: texts.append(text) or honest(text))
        ballot.check(ELECTION, CREDENTIALS, RAW)
    return texts


def test_the_election_record():
    assert sha_hex(ELECTION.raw) == WORKED["election_sha256_hex"]


def test_the_credential_step_by_step():
    worked = WORKED["credential"]
    secret = credential.secret_exponent(WORKED["uuid"], worked["secret_string"])
    assert secret == int(worked["block0_hex"] + worked["block1_hex"], 16) % ORDER == int(worked["sk_decimal"])
    assert credential.public_part(WORKED["uuid"], worked["secret_string"]) == worked["public"]
    assert json.loads(RAW)["credential"] == worked["public"]


def test_as_many_hashes_as_worked_out(hashed):
    assert len(hashed) == len(WORKED["hash_calls"])


@pytest.mark.parametrize("place", range(len(WORKED["hash_calls"])))
def test_each_hash_from_its_input_to_its_scalar(hashed, place):
    worked, text = WORKED["hash_calls"][place], hashed[place]
    assert worked["full_input"] in (text, None)  # long ones are given by their digest only
    assert text.startswith(worked["prefix_start"]) and len(text) == worked["input_length"]
    assert text.rpartition("|")[2].split(",") == worked["commitments"]
    assert hashlib.sha256(text.encode()).hexdigest() == worked["sha256_hex"]
    assert proofs.sha_number(text) % ORDER == int(worked["mod_q"])


def test_the_sum_without_the_blank_choice():
    choices = json.loads(RAW)["answers"][2]["choices"][1:]
    worked = WORKED["question3_sum_without_blank"]
    for half, expected in (("alpha", worked["alphaSigma"]), ("beta", worked["betaSigma"])):
        assert element_of(product(*(point_of(choice[half]) for choice in choices))) == expected


def test_the_signature_hash_and_the_tracker():
    unsigned = {name: value for name, value in json.loads(RAW).items() if name != "signature"}
    assert len(compact(unsigned)) == WORKED["signature_hash_input_length"]
    assert sha_b64(compact(unsigned)) == WORKED["signature_hash"] == json.loads(RAW)["signature"]["hash"]
    assert len(RAW) == WORKED["ballot_length"]
    assert ballot.tracker(RAW) == WORKED["tracking_number_base64"]
    assert sha_hex(RAW) == WORKED["tracking_number_hex"]
