"""The constant vectors (protocol.md 15), read by the browser's half: the same files, the same values."""

import json
import random

from ballots.protocol.encoding import sha_hex
from ballots.protocol.group import element_of, point_of, power, power_of_g, product
from tests.javascript.node import ROOT, call, calls, run

DATA = ROOT / "tests" / "vectors" / "data"
TOOL_MADE = DATA / "tool-made"
WORKED = json.loads((DATA / "worked-first-ballot.json").read_text())
Q = 2**252 + 27742317777372353535851937790883648493
P = 2**255 - 19


def lines(name):
    return (TOOL_MADE / name).read_text(encoding="utf-8").splitlines()


def prefixes_of(ballot):
    """The prefix of every hash call that verifies a ballot with the questions of tool-made, in order (7.2, 7.3)."""
    yield f"sig|{ballot['signature']['hash']}|"
    for answer in ballot["answers"]:
        s0 = f"{ballot['election_hash']}|{ballot['credential']}"
        texts = [f"{choice['alpha']},{choice['beta']}" for choice in answer["choices"]]
        yield from (f"prove|{s0}|{text}|" for text in texts)
        s = f"{s0}|{','.join(texts)}"
        if "blank_proof" in answer:
            yield from (f"bproof0|{s}|", f"bproof1|{s}|")
        else:
            sums = (product(*(point_of(choice[part]) for choice in answer["choices"])) for part in ("alpha", "beta"))
            yield f"prove|{s}|{','.join(map(element_of, sums))}|"


def test_every_hash_of_the_worked_ballot():
    worked = WORKED["hash_calls"]
    prefixes = prefixes_of(json.loads(lines("ballots.jsons")[0]))
    pairs = list(zip(prefixes, (one["commitments"] for one in worked), strict=True))
    texts = [prefix + ",".join(points) for prefix, points in pairs]
    assert all(one["full_input"] in (None, text) for one, text in zip(worked, texts, strict=True))
    assert [len(text) for text in texts] == [one["input_length"] for one in worked]
    assert calls(*(("encoding", "shaHex", text) for text in texts)) == [one["sha256_hex"] for one in worked]
    assert calls(*(("encoding", "hashToScalar", *pair) for pair in pairs)) == [one["mod_q"] for one in worked]


def test_fingerprint_signature_hash_and_tracker():
    whole = lines("ballots.jsons")[0]
    unsigned = {field: value for field, value in json.loads(whole).items() if field != "signature"}
    text = json.dumps(unsigned, separators=(",", ":"), ensure_ascii=False)
    fingerprint, digest, code, name, election = calls(
        ("encoding", "shaB64", lines("election.json")[0]),
        ("encoding", "shaB64", text),
        ("encoding", "shaB64", whole),
        ("encoding", "shaHex", whole),
        ("election", "read", lines("election.json")[0]),
    )
    assert fingerprint == election["fingerprint"] == WORKED["fingerprint"]
    assert digest == WORKED["signature_hash"]
    assert (code, name) == (WORKED["tracking_number_base64"], WORKED["tracking_number_hex"])
    assert call("encoding", "readCanonical", whole, "x") == json.loads(whole)


def test_credentials_derive_as_the_tool_derives_them():
    worked = WORKED["credential"]
    secret = call("credential", "secretExponent", WORKED["uuid"], worked["secret_string"])
    assert secret == worked["sk_decimal"]
    secrets = [line.split(" ")[1] for line in lines("private_creds.txt")]
    parts = calls(*[("credential", "publicPart", WORKED["uuid"], secret) for secret in secrets])
    assert parts[secrets.index(worked["secret_string"])] == worked["public"]
    assert sorted(parts) == sorted(part.split(",")[0] for part in json.loads(lines("public_creds.json")[0]))


def test_signatures_and_proofs_of_the_tool_hold_and_altered_ones_do_not():
    ballots = [json.loads(line) for line in lines("ballots.jsons")]
    keys = json.loads(lines("trustees.json")[0])[0][1]["verification_keys"]
    proofs = [(f"sig|{one['signature']['hash']}|", one["credential"], one["signature"]["proof"]) for one in ballots]
    proofs += [(f"pok|Ed25519|{key['public_key']}|", key["public_key"], key["pok"]) for key in keys]
    altered = [
        (prefix, one, {**proof, "response": other["response"]})
        for (prefix, one, proof), (_, _, other) in zip(proofs, proofs[1:])
    ]
    assert set(run("points", {"proofs": proofs})["proofs"]) == {True}
    assert set(run("points", {"proofs": altered})["proofs"]) == {False}


NOT_ELEMENTS = {
    "of order two": f"{P - 1:064x}",
    "y not reduced": f"{P + 1:064x}",
    "x = 0 with a sign": f"{(1 << 255) + 1:064x}",
    "not on the curve": f"{2:064x}",
    "upper case": "66" * 31 + "5A",
    "short": "66" * 31,
    "long": "66" * 32 + "58",
    "no text": 5,
    "missing": None,
}


def torsion_alpha():
    (archive,) = (DATA / "rejected" / "torsion-alpha-open").glob("*.bel")
    texts = archive.read_bytes().decode("utf-8", "ignore")
    ballots = [part for part in texts.split("\0") if part.startswith('{"election_uuid"')]
    return [choice["alpha"] for one in ballots for answer in json.loads(one)["answers"] for choice in answer["choices"]]


def test_elements_are_read_strictly():
    generator, neutral = "66" * 31 + "58", f"{1:064x}"
    read = run("points", {"elements": [generator, neutral, *NOT_ELEMENTS.values()]})
    for answers in (read["elements"], read["publicly"]):
        assert answers[:2] == [generator, neutral]
        assert {answer["code"] for answer in answers[2:]} == {"element-invalid"}


def test_a_torsion_component_is_refused():
    read = run("points", {"elements": torsion_alpha()})
    for answers in (read["elements"], read["publicly"]):
        assert [answer["code"] for answer in answers if isinstance(answer, dict)] == ["element-invalid"]


def test_public_powers_are_those_of_the_group():
    chance = random.Random(7)
    points = [element_of(power_of_g(exponent)) for exponent in (0, 1, 2, chance.randrange(Q))]
    exponents = [0, 1, 2, 15, 16, 17, 2**252, Q - 2, Q - 1, *(chance.randrange(Q) for _ in range(20))]
    asked = [(point, exponent) for point in points for exponent in exponents]
    powers = run("points", {"powers": [(point, str(exponent)) for point, exponent in asked]})["powers"]
    assert powers == [element_of(power(point_of(point), exponent)) for point, exponent in asked]


def test_scalars_are_read_strictly():
    valid = ["0", "1", str(Q - 1)]
    invalid = ["", "00", "01", "-1", "+1", "1 ", "1e3", "0x1", str(Q), str(Q + 1), "9" * 80, 1, None]
    answers = calls(*(("encoding", "readScalar", text) for text in [*valid, *invalid]))
    assert answers[:3] == valid
    assert [answer["code"] for answer in answers[3:]] == ["scalar-invalid"] * len(invalid)


def test_hashes_of_texts_with_vietnamese_letters():
    text = "Phiếu kín – «đồng chí»"
    assert call("encoding", "shaHex", text) == sha_hex(text.encode())
