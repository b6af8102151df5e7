"""A counted board in the browser: every share and the result, audited as Python audits them and refused for the same
reasons. A teller's phone so sees, before it releases its lock, that those released before are sound."""

import json
from collections.abc import Callable

from ballots.protocol import tally
from ballots.protocol.audit import audit
from ballots.protocol.board import Board
from ballots.protocol.encoding import compact
from tests.builders import Held, altered, board, election, opened, share_records, tally_records, without
from tests.javascript.elections import in_text
from tests.javascript.node import run

HELD = election([(1, 1), (2, 1)], voters=2)
RAWS = [HELD.vote(0, [[0], [1]]), HELD.vote(1, [[], []])]
TALLIED = board(HELD, RAWS, "EncryptedTally")
SEALED = TALLIED.record(json.loads(TALLIED.payloads("EncryptedTally")[0])["encrypted_tally"])
COUNTS = opened(HELD, SEALED, len(RAWS))
FEWER = tally_records(HELD, RAWS[1:])[0]

Records = tuple[bytes, bytes]


def share(owner: int, said: object = None, of: Held = HELD, sealed: bytes = SEALED) -> Records:
    """The share of one trustee, which says that it is of the owner `said`."""
    raw, _ = share_records(of, owner, sealed)
    return said_of(raw, owner if said is None else said)


def said_of(raw: bytes, owner: object) -> Records:
    companion = json.loads(tally.share_companion(1, raw))
    return raw, compact({**companion, "owner": owner})


def changed(change: Callable[[bytes], bytes]) -> Records:
    """The first trustee's share after a change."""
    return said_of(change(share(1)[0]), 1)


def counted(*shares: Records, result: object = None) -> bytes:
    """The archive with these shares, and with a result record (any JSON) where it is given."""
    grown: Board = TALLIED
    for records in shares:
        grown = grown.with_entries(grown.next_event("PartialDecryption", *records))
    if result is not None:
        grown = grown.with_entries(grown.next_event("Result", compact(result)))
    return grown.archive()


def result(counts: object) -> dict[str, object]:
    return {"result": counts}


def other_counts(count: object) -> object:
    return result([[count, *COUNTS[0][1:]], *COUNTS[1:]])


FACTOR, PROOF = ("decryption_factors", 1, 0), ("decryption_proofs", 0, 1)
FIRST, SECOND = share(1), share(2)
NEUTRAL, GENERATOR = f"{1:064x}", "66" * 31 + "58"
CASES = {
    "one share so far": (counted(FIRST), None),
    "counted": (counted(FIRST, SECOND, result=result(COUNTS)), None),
    "counted in the other order": (counted(SECOND, FIRST, result=result(COUNTS)), None),
    "another trustee's share": (counted(share(2, said=1)), "share-invalid"),
    "a share in another tally": (counted(share(1, sealed=FEWER)), "share-invalid"),
    "another factor": (counted(changed(lambda raw: altered(raw, FACTOR, GENERATOR))), "share-invalid"),
    "a neutral factor": (counted(changed(lambda raw: altered(raw, FACTOR, NEUTRAL))), "share-invalid"),
    "a factor that is no element": (counted(changed(lambda raw: altered(raw, FACTOR, "0" * 64))), "element-invalid"),
    "a factor too few": (counted(changed(lambda raw: without(raw, FACTOR))), "share-malformed"),
    "another proof": (counted(changed(lambda raw: altered(raw, (*PROOF, "response"), "7"))), "share-invalid"),
    "a proof out of range": (counted(changed(lambda raw: altered(raw, (*PROOF, "response"), "07"))), "scalar-invalid"),
    "a proof that is none": (counted(changed(lambda raw: altered(raw, PROOF, None))), "share-malformed"),
    "no proofs": (counted(changed(lambda raw: without(raw, PROOF[:1]))), "share-malformed"),
    "a share that is none": (counted(changed(lambda _: b"{}")), "share-malformed"),
    "a share of nobody": (counted(share(1, said=3)), "share-owner"),
    "a share of nobody, before the first": (counted(share(1, said=0)), "share-owner"),
    "a share of one who is no number": (counted(share(1, said="1")), "share-owner"),
    "a share of one who is true": (counted(share(1, said=True)), "share-owner"),
    "two shares of one trustee": (counted(FIRST, share(1)), "share-repeated"),
    "a result before all shares": (counted(FIRST, result=result(COUNTS)), "share-missing"),
    "a vote more": (counted(FIRST, SECOND, result=other_counts(COUNTS[0][0] + 1)), "result-mismatch"),
    "more votes than ballots": (counted(FIRST, SECOND, result=other_counts(3)), "result-malformed"),
    "less than no vote": (counted(FIRST, SECOND, result=other_counts(-1)), "result-malformed"),
    "half a vote": (counted(FIRST, SECOND, result=other_counts(0.5)), "result-malformed"),
    "a vote in words": (counted(FIRST, SECOND, result=other_counts("1")), "result-malformed"),
    "a count too few": (counted(FIRST, SECOND, result=result(COUNTS[:1])), "result-malformed"),
    "a result that is none": (counted(FIRST, SECOND, result=[]), "result-malformed"),
}


def test_shares_and_result_are_refused_by_the_codes_that_python_gives():
    expected = {title: code for title, (_, code) in CASES.items()}
    bels = [bel for bel, _ in CASES.values()]
    audits = [audit(bel) for bel in bels]
    assert {title: one.ok or one.failed[0].code for title, one in zip(CASES, audits, strict=True)} == {
        title: code or True for title, code in expected.items()
    }
    found = run("audit", [in_text(bel) for bel in bels])
    assert {title: one.get("code") for title, one in zip(CASES, found, strict=True)} == expected
