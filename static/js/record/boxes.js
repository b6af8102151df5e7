// The audits of all boxes of a record, with the ballots that were opened for their voters (audited.js).
import { examining } from "../protocol/audit.js";
import { read } from "../protocol/board.js";
import { readCanonical, shaB64 } from "../protocol/encoding.js";
import { auditedBallots, checkingAudited } from "./audited.js";
import { AUDITED } from "./contents.js";

// Of a box that could not be read.
const UNREAD = {
  election: null, trustees: null, credentials: 0, ballots: 0, trackers: [], openers: [], invalid: 0, result: null, head: null,
};

/**
 * A generator that fills `found.boxes` with what the audit of each of `bels` (a Map of bytes by file name) found, and tells
 * what does not hold under the name `check`: {election, trustees, credentials and ballots (how many), trackers, openers,
 * invalid (how many of the audited ballots), result, head}, up to the first thing that does not hold. `trustees` are
 * {verificationKeys, items, raw}. It yields {done, of, what} as verifying.js.
 */
export function* readingBoxes(found, bels, check, known) {
  const boxes = [...bels].map(([name, raw]) => readBox(found, name, raw));
  const of = boxes.reduce((sum, { size }) => sum + size, 0);
  let before = 0;
  for (const { name, board, problem, audited, size } of boxes) {
    if (problem) found.note(check, problem);
    const auditing = auditingBox(found, board, check, audited, known);
    found.boxes.set(name, board ? yield* telling(auditing, progressFrom(before, of)) : UNREAD);
    before += size;
  }
  yield { done: of, of, what: "meeting" };
}

const progressFrom = (before, of) => (done) => ({ done: before + done, of, what: "ballots" });

/** `size`: how many ballots there are to be looked at. */
function readBox({ files }, name, raw) {
  const audited = files?.get(name.replace(/\.bel$/, AUDITED)) ?? new Uint8Array();
  try {
    const board = read(raw);
    return { name, board, audited, size: board.payloads("Ballot").length + auditedBallots(audited).length };
  } catch (problem) {
    return { name, problem, audited, size: 0 };
  }
}

/** It yields how many ballots have been looked at. */
function* auditingBox(found, board, check, audited, known) {
  const ballots = board.payloads("Ballot");
  const trackers = ballots.map((hash) => shaB64(board.record(hash)));
  const seen = { ...UNREAD, head: board.head, ballots: ballots.length, trackers };
  try {
    const audit = yield* telling(examining(board, known), ({ checked }) => checked);
    const opened = checkingAudited(audit, audited, known);
    const invalid = yield* telling(opened, (number) => ballots.length + number);
    return { ...seen, ...toldOf(audit, board), invalid };
  } catch (problem) {
    found.note(check, problem);
    return seen;
  }
}

/** The same steps; what they yield is put as `words` puts it. */
function* telling(steps, words) {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    yield value === undefined ? value : words(value);
  }
}

/** `openers` are the owners of the partial decryptions. */
function toldOf({ election, trustees: { verificationKeys, items }, slips, result }, board) {
  const companions = board.payloads("PartialDecryption").map((hash) => board.record(hash));
  const openers = companions.map((companion) => readCanonical(companion, "share-malformed").owner);
  const trustees = { verificationKeys, items, raw: board.setup.trustees };
  return { election, trustees, credentials: slips.size, openers, result };
}
