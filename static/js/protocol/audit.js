// What a teller's phone audits of a board before it helps to open it (protocol.md 12, points 3 to 5): that the tally is
// the product of all ballots on the board and of nothing else, each signed with a credential of its own. Otherwise a
// "tally" could be a single ballot. The answers' proofs (7.3) are audited by ballots/protocol/audit.py.
import * as ballot from "./ballot.js";
import { readingList } from "./credential.js";
import * as election from "./election.js";
import { readCanonical, shaHex } from "./encoding.js";
import { Broken } from "./errors.js";
import { encryptedTally, tallyCompanion } from "./tally.js";

/**
 * A generator that returns {ballots, head, tally}: how many ballots the board has, its head, and the hash of its
 * encrypted tally, null before there is one. `known` is a Map that remembers ballots which were read before, so that a
 * board that has grown is not audited from the beginning. Broken with the code of the first thing that does not hold:
 * "credential-used-twice", "tally-count", "tally-mismatch", or as election.read, credential.readingList and
 * ballot.reading.
 */
export function* auditing(board, known = new Map()) {
  const asked = election.read(board.setup.election);
  const ballots = yield* readingBallots(board, asked, known);
  let tally = null;
  for (const companion of board.payloads("EncryptedTally")) {
    tally = yield* auditingTally(board, asked, ballots, companion);
  }
  return { ballots: ballots.length, head: board.head, tally };
}

function* readingBallots(board, asked, known) {
  const credentials = yield* readingList(board.setup.credentials);
  const used = new Set();
  const ballots = [];
  for (const hash of board.payloads("Ballot")) {
    const name = `${board.events[0].hash}.${hash}`; // The first event fixes the election and its credentials.
    if (!known.has(name)) known.set(name, yield* ballot.reading(asked, credentials, board.record(hash)));
    const read = known.get(name);
    if (used.has(read.credential)) throw new Broken("credential-used-twice");
    used.add(read.credential);
    ballots.push(read);
  }
  return ballots;
}

function* auditingTally(board, asked, ballots, companion) {
  const { encrypted_tally: tally } = readCanonical(board.record(companion), "tally-malformed");
  const counted = shaHex(tallyCompanion(ballots.length, tally)) === companion;
  if (!counted) throw new Broken("tally-count");
  const product = yield* encryptedTally(asked, ballots);
  if (shaHex(product) !== tally) throw new Broken("tally-mismatch");
  return tally;
}
