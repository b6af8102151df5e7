"""What a program we did not write makes, checked by us; and each of the two going on with what the other began."""

import json
from pathlib import Path

import pytest

from ballots.errors import Broken
from ballots.protocol import ballot, credential, tally, trustee
from ballots.protocol.audit import audit
from ballots.protocol.board import Board
from tests import tool
from tests.builders import Held, board, election, factors, question, tally_records

CONTESTS = [(3, 2), question(2, 1, 0, False)]
VOTES = [[[0, 1, 0, 1], [1, 0]], [[1, 0, 0, 0], [0, 0]]]
COUNTS = [[1, 1, 0, 1], [1, 0]]
TEMPLATE = {
    "description": "Bầu thi đua",
    "name": "Hội nghị",
    "questions": [
        {"answers": ["Một", "Hai", "Ba"], "blank": True, "min": 1, "max": 2, "question": "Bầu"},
        {"answers": ["Một", "Hai"], "min": 0, "max": 1, "question": "Bầu"},
    ],
}


def tool_ballot(folder: Path, secret: str, vote: list[list[int]]) -> bytes:
    """A ballot that the tool makes for the election in a folder."""
    (folder / "secret").write_text(secret)
    (folder / "vote").write_text(json.dumps(vote))
    made = tool.run(folder, "election", "generate-ballot", "--privcred", "secret", "--choice", "vote")
    return made.removesuffix(b"\n")


def happens(folder: Path, event: str, records: bytes = b"") -> None:
    tool.run(folder, "archive", "add-event", "--type", event, given=records)


def set_up_by_tool(folder: Path) -> list[str]:
    """An election with one trustee and two voters, all by the tool; the voters' secrets."""
    uuid = tool.run(folder, "setup", "generate-token", "--length", "14").decode().strip()
    tool.run(folder, "setup", "generate-trustee-key", "--group", "Ed25519")
    tool.run(folder, "setup", "generate-credentials", "--group", "Ed25519", "--uuid", uuid, "--count", "2")
    next(folder.glob("*.pubkey")).rename(folder / "public_keys.jsons")
    next(folder.glob("*.pubcreds")).rename(folder / "public_creds.json")
    (folder / "template.json").write_text(json.dumps(TEMPLATE))
    tool.run(folder, "setup", "make-trustees")
    tool.run(folder, "setup", "make-election", "--group", "Ed25519", "--uuid", uuid, "--template", "template.json")
    tool.run(folder, "archive", "init")
    return list(json.loads(next(folder.glob("*.privcreds")).read_text()).values())


def open_by_tool(folder: Path, keys: dict[int, Path]) -> None:
    """Close the box and count, all by the tool."""
    happens(folder, "EndBallots")
    happens(folder, "EncryptedTally", tool.run(folder, "election", "compute-encrypted-tally"))
    for owner, key in keys.items():
        share = tool.run(folder, "election", "decrypt", "--privkey", key.name, "--trustee-id", str(owner))
        happens(folder, "PartialDecryption", share)
    happens(folder, "Result", tool.run(folder, "election", "compute-result"))


def put_down(folder: Path, held: Held, raws: list[bytes], until: str) -> Path:
    """Our election in a folder, as the tool expects it."""
    bel = folder / f"{held.election.uuid}.bel"
    bel.write_bytes(board(held, raws, until).archive())
    return bel


def test_an_election_made_by_the_tool_from_beginning_to_end_is_accepted(tmp_path):
    secrets = set_up_by_tool(tmp_path)
    for secret, vote in zip(secrets, VOTES, strict=True):
        happens(tmp_path, "Ballot", tool_ballot(tmp_path, secret, vote) + b"\n")
    open_by_tool(tmp_path, {1: next(tmp_path.glob("*.privkey"))})
    (bel,) = tmp_path.glob("*.bel")
    found = audit(bel.read_bytes(), bel.stem)
    assert found.failed == () and found.result == COUNTS and (found.credentials, found.ballots) == (2, 2)
    assert Board.read(bel.stem, bel.read_bytes()).archive() == bel.read_bytes()


def test_a_ballot_that_the_tool_makes_with_one_of_our_slips_is_accepted(tmp_path):
    held = election(CONTESTS, voters=2)
    put_down(tmp_path, held, [], "Setup")
    for secret, vote in zip(held.secrets, VOTES, strict=True):
        checked = held.check(tool_ballot(tmp_path, secret, vote))
        assert checked.credential == credential.public_part(held.election.uuid, secret)


def test_a_ballot_that_the_tool_made_for_another_slip_is_refused(tmp_path):
    held = election(CONTESTS, voters=1)
    put_down(tmp_path, held, [], "Setup")
    made = tool_ballot(tmp_path, held.secrets[0], VOTES[0])
    with pytest.raises(Broken) as refusal:
        ballot.check(held.election, frozenset(), made)
    assert refusal.value.code == "credential-unknown"


def test_the_tool_counts_our_ballots_to_the_same_tally_and_result(tmp_path):
    held = election(CONTESTS, trustees=2, voters=2)
    raws = [ballot.make(held.election, secret, vote) for secret, vote in zip(held.secrets, VOTES, strict=True)]
    bel = put_down(tmp_path, held, raws, "Ballot")
    keys = {owner: tmp_path / f"key-{owner}" for owner in held.owners}
    for owner, key in keys.items():
        key.write_text(json.dumps(str(held.privates[owner - 1])))
    open_by_tool(tmp_path, keys)
    found = audit(bel.read_bytes(), bel.stem)
    assert found.failed == () and found.result == COUNTS


def test_a_share_that_the_tool_computes_opens_our_tally(tmp_path):
    held = election(CONTESTS, trustees=2, voters=1)
    raws = [held.vote(0, [[2], [1]])]
    put_down(tmp_path, held, raws, "EncryptedTally")
    sealed, _ = tally_records(held, raws)
    (tmp_path / "key").write_text(json.dumps(str(held.privates[1])))
    share = tool.run(tmp_path, "election", "decrypt", "--privkey", "key", "--trustee-id", "2").splitlines()[0]
    theirs = tally.check_partial(held.election, held.trustees.verification_keys[1], sealed, share)
    assert theirs == factors(held, sealed)[2]


def test_a_key_that_the_tool_makes_is_accepted_for_a_teller(tmp_path):
    tool.run(tmp_path, "setup", "generate-trustee-key", "--group", "Ed25519")
    key = json.loads(next(tmp_path.glob("*.pubkey")).read_text())
    private = json.loads(next(tmp_path.glob("*.privkey")).read_text())
    assert trustee.check_single(key) == trustee.make_single(int(private))["public_key"]
