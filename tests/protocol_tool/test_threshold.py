"""6.2, 6.3: keys that t of n can use, made by us, by the tool, and by both together."""

import json
from pathlib import Path

import pytest

from ballots.errors import Broken
from ballots.protocol import ceremony, tally, trustee
from ballots.protocol.audit import audit
from ballots.protocol.encoding import compact
from ballots.protocol.group import element_of, power_of_g
from tests import tool
from tests.builders import board, election, question, share_records
from tests.ceremony import Shared, committing_to, shared_key
from tests.protocol_tool.test_the_tools_by_us import happens, put_down
from tests.tool_trustee import ToolTrustee, lines, step

CONTESTS = [(3, 2), question(2, 2, 0, False)]
VOTES = [[[0, 2], []], [[], [0, 1]], [[1], [0]]]
COUNTS = [[1, 1, 1, 1], [2, 1]]
THRESHOLD, SIZE = 2, 3


@pytest.fixture(params=["the usual tool", "the newer tool"])
def any_tool(request, monkeypatch):
    if request.param == "the newer tool":
        monkeypatch.setenv("BELENIOS_TOOL", str(tool.newer()))


@pytest.fixture
def newer_tool(monkeypatch):
    monkeypatch.setenv("BELENIOS_TOOL", str(tool.newer()))


def cast(held):
    return [held.vote(voter, marks) for voter, marks in enumerate(VOTES)]


def together(folder: Path, place: int) -> tuple[ToolTrustee, Shared]:
    """A key for 2 of 3 made by the tool at this place and us at the others, everything checked as it is published."""
    theirs = ToolTrustee(folder, place, THRESHOLD, SIZE)
    seeds = tuple(theirs.seed if at == place else trustee.new_seed() for at in range(1, SIZE + 1))
    ours = [at for at in range(1, SIZE + 1) if at != place]
    certs = [ceremony.make_certificate(seed, SIZE, THRESHOLD, at) for at, seed in enumerate(seeds, 1)]
    certs[place - 1] = theirs.cert
    dealt = {at: ceremony.make_polynomial(seeds[at - 1], certs) for at in ours} | {place: theirs.polynomial(certs)}
    polynomials = [dealt[at] for at in range(1, SIZE + 1)]
    made = {at: ceremony.make_voutput(seeds[at - 1], certs, ceremony.make_vinput(polynomials, at)) for at in ours} | {
        place: theirs.voutput(certs, ceremony.make_vinput(polynomials, place))
    }
    return theirs, Shared(seeds, certs, polynomials, [made[at] for at in range(1, SIZE + 1)])


@pytest.mark.usefixtures("any_tool")
@pytest.mark.parametrize(
    ("threshold", "size", "openers"),
    [
        (1, 1, (1,)),
        (2, 2, (1, 2)),
        (2, 3, (1, 2)),
        (2, 3, (2, 3)),
        (2, 3, (1, 2, 3)),
        (3, 5, (1, 2, 3)),
        (3, 5, (3, 4, 5)),
    ],
)
def test_an_election_that_some_of_ours_open_is_accepted(threshold, size, openers):
    held = election(CONTESTS, trustees=shared_key(threshold, size))
    whole = board(held, cast(held), openers=openers)
    assert tool.strict_verify(held.election.uuid, whole.archive()) == len(VOTES)


@pytest.mark.usefixtures("any_tool")
@pytest.mark.parametrize(("threshold", "size"), [(1, 2), (2, 3), (3, 5)])
def test_trustees_that_the_tool_makes_are_accepted_and_made_alike(threshold, size, tmp_path):
    """The tool itself makes no key that all of n are needed for; it accepts them (the test above)."""
    tellers = [ToolTrustee(tmp_path, place, threshold, size) for place in range(1, size + 1)]
    certs = [teller.cert for teller in tellers]
    polynomials = [teller.polynomial(certs) for teller in tellers]
    voutputs = [
        teller.voutput(certs, ceremony.make_vinput(polynomials, place)) for place, teller in enumerate(tellers, 1)
    ]
    (tmp_path / "polynomials.jsons").write_bytes(lines(polynomials))
    filed = ("--certs", "certs.jsons", "--polynomials", "polynomials.jsons")
    whole = json.loads(step(tmp_path, 6, *filed, given=lines(voutputs)))
    raw = ceremony.make_trustees(certs, polynomials, voutputs)
    assert compact([["Pedersen", whole]]) == raw
    assert trustee.read_trustees(raw).can_open(range(1, threshold + 1))


@pytest.mark.usefixtures("newer_tool")
@pytest.mark.parametrize("place", [1, 3])
def test_the_tool_is_one_of_the_trustees_in_every_step(place, tmp_path):
    theirs, key = together(tmp_path, place)
    assert ceremony.check_certificate(theirs.cert, SIZE, THRESHOLD, place) == element_of(
        power_of_g(trustee.private_key(theirs.seed))
    )
    for at in range(1, SIZE + 1):
        ceremony.check_polynomial(key.polynomials[at - 1], key.certs, at)
        ceremony.check_voutput(key.voutputs[at - 1], key.certs, key.polynomials, at)
    (tmp_path / "polynomials.jsons").write_bytes(lines(key.polynomials))
    filed = ("--certs", "certs.jsons", "--polynomials", "polynomials.jsons")
    step(tmp_path, 2, "--certs", "certs.jsons")
    step(tmp_path, 4, *filed)
    assert json.loads((tmp_path / f"{theirs.id}.vinput").read_text()) == key.vinput(place)
    assert json.loads(step(tmp_path, 6, *filed, given=lines(key.voutputs))) == key.entry[1]
    assert (tmp_path / f"{theirs.id}.dkey").read_text().strip() == key.voutputs[place - 1]["private_key"]


@pytest.mark.usefixtures("newer_tool")
@pytest.mark.parametrize(("place", "other"), [(1, 2), (3, 2)])
def test_an_election_is_opened_by_the_tools_share_and_one_of_ours(place, other, tmp_path):
    theirs, key = together(tmp_path, place)
    held = election(CONTESTS, trustees=key)
    raws = cast(held)
    folder = tmp_path / "election"
    folder.mkdir()
    bel = put_down(folder, held, raws, "EncryptedTally")
    sealed = tally.encrypted_tally(held.election, [held.check(raw) for raw in raws])
    happens(folder, "PartialDecryption", theirs.share(folder, key.voutputs[place - 1]))
    happens(folder, "PartialDecryption", b"".join(one + b"\n" for one in share_records(held, other, sealed)))
    happens(folder, "Result", tool.run(folder, "election", "compute-result"))
    found = audit(bel.read_bytes(), bel.stem)
    assert found.failed == () and found.result == COUNTS
    assert tool.strict_verify(bel.stem, bel.read_bytes()) == len(VOTES)


@pytest.mark.usefixtures("newer_tool")
def test_the_tool_refuses_what_we_deal_wrongly_and_we_what_the_tool_would(tmp_path):
    theirs, key = together(tmp_path, 3)
    wrong = [element_of(power_of_g(exponent)) for exponent in (5, 6)]
    changed = [committing_to(key.polynomials[0], key.seeds[0], key.certs, wrong), *key.polynomials[1:]]
    with pytest.raises(tool.RefusedByTool):
        theirs.voutput(key.certs, ceremony.make_vinput(changed, 3))
    with pytest.raises(Broken) as refusal:
        ceremony.make_voutput(key.seeds[1], key.certs, ceremony.make_vinput(changed, 2))
    assert (refusal.value.code, refusal.value.values) == ("dealing-invalid", {"sender": 1})
