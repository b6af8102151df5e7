// The audit of a board by a browser, above all by a teller's phone before it helps to open it (protocol.md 12, points 2
// to 7). It stands for two things: what is opened is the product of all ballots on the board and of nothing else; and
// each is a legal vote, sealed by whoever signed it. Without the first a "tally" could be a single ballot; without the
// second too, because the laptop could add a "ballot" that cancels out all others but one. As ballots/protocol/audit.py,
// in the same order; that one goes on after a failure.
import * as ballot from "./ballot.js";
import { readingList } from "./credential.js";
import { read as readElection } from "./election.js";
import { readCanonical, shaHex } from "./encoding.js";
import { Broken } from "./errors.js";
import { encryptionBases } from "./proofs.js";
import { checkResult, checkingShare } from "./result.js";
import { encryptedTally, readTally, tallyCompanion } from "./tally.js";
import { readTrustees } from "./trustee.js";

/**
 * A generator that returns {ballots, head, tally}: how many ballots the board has, its head, and the hash of its
 * encrypted tally, null before there is one. On its way it yields {checked, ballots}, how many of the ballots hold so
 * far. `known` is a Map that remembers what was verified before, so that a board that has grown is not audited from the
 * beginning. Broken with the code of the first thing that does not hold: "election-key", "credential-used-twice",
 * "tally-count", "tally-mismatch", "share-owner", "share-repeated", or as election.read, trustee.readTrustees,
 * credential.readingList, ballot.checking, result.checkingShare and result.checkResult.
 */
export function* auditing(board, known = new Map()) {
  const { ballots, head, tally } = yield* examining(board, known);
  return { ballots, head, tally };
}

/**
 * As auditing, and returns what was read besides: {election, trustees, slips, ballots, head, tally, result}. `slips` is
 * the Set of the public credentials; `result` are the counts, a list a question, null before they are there.
 */
export function* examining(board, known = new Map()) {
  const once = remembering(known, board.events[0].hash); // The first event fixes the election and who takes part.
  const setup = yield* once("setup", () => readingSetup(board));
  const ballots = yield* checkingBallots(board, setup, once);
  let tally = null;
  let result = null;
  for (const companion of board.payloads("EncryptedTally")) {
    tally = yield* checkingTally(board, setup.election, ballots, companion);
    result = yield* checkingCount(board, setup, tally, ballots.length, once);
  }
  const { election, trustees, credentials: slips } = setup;
  return { election, trustees, slips, ballots: ballots.length, head: board.head, tally, result };
}

function* readingSetup({ setup }) {
  const election = readElection(setup.election);
  const trustees = readTrustees(setup.trustees);
  const credentials = yield* readingList(setup.credentials);
  if (election.publicKey !== trustees.jointKey) throw new Broken("election-key");
  return { election, trustees, credentials };
}

/** What `steps` returned the first time that something of this name held; nothing is remembered of a failure. */
const remembering = (known, setup) => function* once(name, steps) {
  const full = `${setup}.${name}`;
  if (!known.has(full)) known.set(full, yield* steps());
  return known.get(full);
};

function* checkingBallots(board, { election, credentials }, once) {
  const bases = encryptionBases(election.key);
  const used = new Set();
  const checked = [];
  const ballots = board.payloads("Ballot");
  for (const hash of ballots) {
    yield { checked: checked.length, ballots: ballots.length };
    const one = yield* once(hash, () => ballot.checking(election, bases, credentials, board.record(hash)));
    if (used.has(one.credential)) throw new Broken("credential-used-twice");
    used.add(one.credential);
    checked.push(one);
  }
  yield { checked: checked.length, ballots: ballots.length };
  return checked;
}

function* checkingTally(board, election, ballots, companion) {
  const { encrypted_tally: tally } = readCanonical(board.record(companion), "tally-malformed");
  const counted = shaHex(tallyCompanion(ballots.length, tally)) === companion;
  if (!counted) throw new Broken("tally-count");
  const product = yield* encryptedTally(election, ballots);
  if (shaHex(product) !== tally) throw new Broken("tally-mismatch");
  return tally;
}

/** The trustees' shares and the result, as far as they are there; the counts, null without a result. */
function* checkingCount(board, { election, trustees }, tally, most, once) {
  const companions = board.payloads("PartialDecryption");
  const keys = trustees.verificationKeys;
  if (companions.length === 0) return null;
  const ciphertexts = readTally(election, board.record(tally));
  const shares = new Map();
  for (const companion of companions) {
    const { owner, payload } = readCanonical(board.record(companion), "share-malformed");
    if (!Number.isInteger(owner) || !(owner - 1 in keys)) throw new Broken("share-owner");
    if (shares.has(owner)) throw new Broken("share-repeated");
    const checking = () => checkingShare(election, keys[owner - 1], ciphertexts, board.record(payload));
    shares.set(owner, yield* once(`${tally}.${companion}`, checking));
  }
  let counts = null;
  for (const result of board.payloads("Result")) {
    counts = checkResult(election, trustees, ciphertexts, shares, most, board.record(result));
  }
  return counts;
}
