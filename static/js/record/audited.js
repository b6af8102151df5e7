// The sealed ballots that voters had opened instead of casting them, as a record keeps them: `<uuid>.audited.jsons` beside
// a round's box, one ballot a line, in the order of their hashes. As ballots/record/audited.py.
import { concatBytes } from "@noble/hashes/utils.js";
import { checking } from "../protocol/ballot.js";
import { shaB64, shaHex } from "../protocol/encoding.js";
import { Broken } from "../protocol/errors.js";
import { encryptionBases } from "../protocol/proofs.js";
import { sameValue } from "./json.js";
import { isSame } from "./packing.js";

const LINE_END = 10;
const MOST_LINES = 10_000;

/**
 * The ballots of such a file (bytes each), as they stand in it. A file of more lines than any room has audits is taken for one
 * ballot, which then does not hold: nobody is kept busy with the others.
 */
export function auditedBallots(content) {
  if (content.length === 0) return [];
  if (hasTooManyLines(content)) return [content];
  const ballots = [];
  const end = content[content.length - 1] === LINE_END ? content.length - 1 : content.length;
  for (let from = 0; from <= end;) {
    const at = content.indexOf(LINE_END, from);
    const to = at < 0 || at > end ? end : at;
    ballots.push(content.subarray(from, to));
    from = to + 1;
  }
  return ballots;
}

function hasTooManyLines(content) {
  let lines = 0;
  for (let at = content.indexOf(LINE_END); at >= 0 && lines <= MOST_LINES; at = content.indexOf(LINE_END, at + 1)) lines += 1;
  return lines > MOST_LINES;
}

/**
 * A generator that returns how many of such a file's ballots the box of their round would not have taken. `slips` as
 * audit.examining tells them; `known` is a Map that remembers those that hold. It yields how many it has looked at.
 */
export function* checkingAudited({ election, slips }, content, known) {
  const bases = encryptionBases(election.key);
  let invalid = 0;
  for (const [place, raw] of auditedBallots(content).entries()) {
    const name = `audited.${election.fingerprint}.${shaHex(raw)}`;
    if (known.has(name) || (yield* holds(election, bases, slips, raw))) known.set(name, true);
    else invalid += 1;
    yield place + 1;
  }
  return invalid;
}

function* holds(election, bases, slips, raw) {
  try {
    yield* checking(election, bases, slips, raw);
    return true;
  } catch (problem) {
    if (!(problem instanceof Broken)) throw problem;
    return false;
  }
}

/** audited-list: the file holds exactly the ballots whose codes the round tells, in the one order there is. */
export function* listed({ stated, audited }) {
  const raws = auditedBallots(audited);
  const codes = raws.map(shaB64).sort();
  const isOnce = new Set(codes).size === codes.length;
  if (!sameValue(stated.audited, codes) || !isOnce || !isSame(written(raws), audited)) yield { code: "audited-list" };
}

function written(raws) {
  const sorted = raws.map((raw) => [shaHex(raw), raw]).sort(([one], [other]) => (one < other ? -1 : 1));
  return concatBytes(...sorted.flatMap(([, raw]) => [raw, Uint8Array.of(LINE_END)]));
}

/** audited-invalid: each is a ballot that the box of this round would have taken. */
export function* valid({ invalid }) {
  for (let number = 0; number < invalid; number += 1) yield { code: "audited-invalid" };
}

/** audited-in-box: none of them is in the box. */
export function* uncounted({ stated, audited, audit }) {
  const codes = new Set([...auditedBallots(audited).map(shaB64), ...stated.audited]);
  for (const code of audit.trackers) if (codes.has(code)) yield { code: "audited-in-box" };
}
