// The opening of a sealed ballot that its voter has audited instead of casting it (cast or audit; ours, not in the
// format), as ballots/protocol/opening.py. All randomness of the ciphertexts comes from one seed (randomness.js), so the
// seed and the marks say all: whoever has them and the sealed ballot makes its ciphertexts again, and sees whether what
// was marked is what was sealed. Told as text, CODE.SEED.MARKS ("0-3_1": the marks of two questions), from one device to
// another and never to the kiosk. The proofs and the signature are ballot.checking's concern.
import { FIELDS, marksToVote } from "./ballot.js";
import { read } from "./election.js";
import { compact, hasFields, isObject, readCanonical, shaB64 } from "./encoding.js";
import { Broken, Refused } from "./errors.js";
import { encode, generator, neutral, power } from "./group.js";
import { encryptionBases } from "./proofs.js";
import { randomnessOf } from "./randomness.js";

const TEXT = /^([\w-]{43})\.([\w-]{43})\.([\d_-]{0,2000})$/;
const MARKS = /^((0|[1-9]\d{0,2})(-(0|[1-9]\d{0,2}))*)?$/;

/** The text of {tracker, seed, marks}: tracking code, bytes, and the rising indices of the answers of each question. */
export const writeOpening = ({ tracker, seed, marks }) =>
  [forUrl(tracker), forUrl(toBase64(seed)), marks.map((chosen) => chosen.join("-")).join("_")].join(".");

/** {tracker, seed, marks} of a text, which has one form only. Broken "opening-malformed". */
export function readOpening(text) {
  const [, code, seed, told] = TEXT.exec(text) ?? [];
  const parts = (told ?? "x").split("_");
  if (!parts.every((part) => MARKS.test(part))) throw new Broken("opening-malformed");
  const marks = parts.map((part) => (part ? part.split("-").map(Number) : []));
  const opening = { tracker: fromUrl(code), seed: ofBase64(fromUrl(seed)), marks };
  const isRising = (chosen) => chosen.every((mark, i) => i === 0 || chosen[i - 1] < mark);
  if (writeOpening(opening) !== text || !marks.every(isRising)) throw new Broken("opening-malformed");
  return opening;
}

/**
 * A generator that returns the marks once it is sure that the sealed ballot of these bytes holds exactly those of
 * `opening` (as readOpening): it makes every ciphertext again. Broken "opening-other-ballot" (another tracking code),
 * "ballot-malformed", "ballot-not-canonical", "ballot-other-election", "opening-mismatch" (it holds something else, or
 * marks that the election does not allow), or as election.read.
 */
export function* checkOpening(electionRaw, ballotRaw, opening) {
  const election = read(electionRaw);
  if (shaB64(ballotRaw) !== opening.tracker) throw new Broken("opening-other-ballot");
  const sealed = readChoices(election, ballotRaw);
  const votes = votesOf(election, opening.marks);
  const bases = encryptionBases(election.key);
  const randomness = randomnessOf(opening.seed, election.fingerprint);
  for (const [i, vote] of votes.entries()) {
    const again = [];
    for (const [j, content] of vote.entries()) {
      again.push(ciphertext(bases, randomness(i, j), content));
      yield;
    }
    if (compact(sealed[i] ?? null) !== compact(again)) throw new Broken("opening-mismatch");
  }
  if (sealed.length !== votes.length) throw new Broken("opening-mismatch");
  return opening.marks;
}

/** The ciphertexts of each question, as they are written. */
function readChoices({ uuid, fingerprint }, raw) {
  const value = readCanonical(raw, "ballot-malformed", "ballot-not-canonical");
  if (!hasFields(value, FIELDS) || !Array.isArray(value.answers)) throw new Broken("ballot-malformed");
  const isOfThis = value.election_uuid === uuid && value.election_hash === fingerprint;
  if (!isOfThis) throw new Broken("ballot-other-election");
  return value.answers.map((answer) => (isObject(answer) ? answer.choices : null));
}

function votesOf({ questions }, marks) {
  try {
    if (marks.length === questions.length) return questions.map((question, i) => marksToVote(question, marks[i]));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
  throw new Broken("opening-mismatch");
}

function ciphertext(bases, r, content) {
  const beta = power(bases.y, r).add(content === 1 ? generator : neutral);
  return { alpha: encode(power(bases.g, r)), beta: encode(beta) };
}

const toBase64 = (bytes) => btoa(String.fromCharCode(...bytes)).replace(/=+$/, "");
const ofBase64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const forUrl = (text) => text.replace(/\+/g, "-").replace(/\//g, "_");
const fromUrl = (text) => text.replace(/-/g, "+").replace(/_/g, "/");
