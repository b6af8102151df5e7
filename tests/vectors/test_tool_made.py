"""A whole election by belenios-tool 3.3.0, threshold 2 of 3, step by step."""

import json
from itertools import combinations

import pytest

from ballots.protocol import ballot, credential, tally
from ballots.protocol.audit import audit
from ballots.protocol.board import Board, setup_companion
from ballots.protocol.election import Election
from ballots.protocol.encoding import compact, sha_b64
from ballots.protocol.group import element_of, power_of_g
from ballots.protocol.pedersen import lagrange
from ballots.protocol.trustee import private_key, read_trustees
from tests.vectors.reading import WORKED, archive, tool_made, tool_made_lines

UUID = tool_made("uuid.txt").decode()
ELECTION = Election.read(tool_made("election.json"))
TRUSTEES = read_trustees(tool_made("trustees.json"))
CREDENTIALS_RAW = Board.read(UUID, archive("tool-made").read_bytes()).setup.credentials
CREDENTIALS = credential.read_list(CREDENTIALS_RAW)
SECRETS = [line.split()[1].decode() for line in tool_made_lines("private_creds.txt")]
RAWS = tool_made_lines("ballots.jsons")
VOTES = [json.loads(line) for line in tool_made_lines("votes.txt")]
TALLY, COMPANION = tool_made_lines("et.out")
SHARES = {1: tool_made_lines("pd.1"), 3: tool_made_lines("pd.3")}
COUNTS = json.loads(tool_made("result.out"))["result"]


def test_the_election_and_its_fingerprint():
    assert ELECTION.uuid == UUID == WORKED["uuid"]
    assert ELECTION.fingerprint == WORKED["fingerprint"] == "qemnEXbxzJAFqrmXIqSc0HpiqBCk5zZJSrv7XdebCsQ"
    assert [(asked.minimum, asked.maximum, asked.blank) for asked in ELECTION.questions] == [
        (0, 1, False), (1, 1, True), (1, 5, True),
    ]  # fmt: skip


def test_the_trustees_and_the_key_they_share():
    assert TRUSTEES.joint_key == ELECTION.public_key
    assert [TRUSTEES.can_open(present) for size in range(4) for present in combinations((1, 2, 3), size)] == [
        False, False, False, False, True, True, True, True,
    ]  # fmt: skip


@pytest.mark.parametrize("place", [1, 2, 3])
def test_a_trustees_seed_gives_the_key_of_its_certificate(place):
    seed = tool_made(f"trustees/{place}.key").decode()
    cert = json.loads(tool_made(f"trustees/{place}.cert"))
    assert json.loads(cert["message"])["verification"] == element_of(power_of_g(private_key(seed)))


def test_the_weights_of_trustees_1_and_3():
    assert lagrange([1, 3]) == {int(place): int(weight) for place, weight in WORKED["lagrange_ids_1_3"].items()}


def test_every_credential_has_its_public_part_in_the_list():
    parts = [credential.public_part(UUID, secret) for secret in SECRETS]
    assert set(parts) == set(CREDENTIALS)
    assert credential.public_list(parts) == CREDENTIALS_RAW
    with_ids = json.loads(tool_made("public_creds.json"))
    assert compact([part.split(",")[0] for part in with_ids]) == CREDENTIALS_RAW
    assert sha_b64(CREDENTIALS_RAW) == WORKED["public_credentials_fingerprint"]


def test_every_ballot_is_accepted_and_has_the_size_the_format_gives():
    trackers = {ballot.check(ELECTION, CREDENTIALS, raw).tracker for raw in RAWS}
    assert len(trackers) == 12 and WORKED["tracking_number_base64"] in trackers
    ours = ballot.make(ELECTION, SECRETS[0], VOTES[0])
    assert abs(len(ours) - WORKED["ballot_length"]) < 100


def test_the_encrypted_tally_and_its_companion():
    ballots = [ballot.check(ELECTION, CREDENTIALS, raw) for raw in RAWS]
    assert tally.encrypted_tally(ELECTION, ballots) == TALLY
    assert tally.tally_companion(12, TALLY) == COMPANION


def test_the_partial_decryptions_open_the_sum_of_the_votes():
    factors = {
        owner: tally.check_partial(ELECTION, TRUSTEES.verification_keys[owner - 1], TALLY, share)
        for owner, (share, _) in SHARES.items()
    }
    assert [tally.share_companion(owner, share) for owner, (share, _) in SHARES.items()] == [
        companion for _, companion in SHARES.values()
    ]
    opened = [
        [tally.decrypt(ELECTION, TRUSTEES, TALLY, factors, 12, place, choice) for choice in range(asked.width)]
        for place, asked in enumerate(ELECTION.questions)
    ]
    sums = [[sum(column) for column in zip(*votes, strict=True)] for votes in zip(*VOTES, strict=True)]
    assert opened == sums == COUNTS
    assert tally.result_record(COUNTS) == tool_made("result.out")


def test_the_archive_is_written_again_byte_for_byte_from_its_records():
    setup = [tool_made("election.json"), tool_made("trustees.json"), CREDENTIALS_RAW]
    board = Board(UUID, 1795456598)
    for event, *records in [
        ("Setup", *setup, setup_companion(*setup)),
        *(("Ballot", raw) for raw in RAWS),
        ("EndBallots",),
        ("EncryptedTally", TALLY, COMPANION),
        *(("PartialDecryption", *records) for records in SHARES.values()),
        ("Result", tool_made("result.out")),
    ]:
        board = board.with_entries(board.next_event(event, *records))
    assert board.archive() == archive("tool-made").read_bytes()
    assert board.head == WORKED["final_event_hash"]


def test_the_audit_finds_nothing_wrong():
    found = audit(archive("tool-made").read_bytes(), UUID)
    assert found.ok and found.result == COUNTS and found.head == WORKED["final_event_hash"]
    assert (found.credentials, found.ballots) == (12, 12)
