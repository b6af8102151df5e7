// Ballots (protocol.md 7). Sealing one has two phases: preparing() does everything that depends on no vote, it can run
// while the voter reads; seal() then encrypts, proves and signs with additions and hashes. checking() is for those of
// others.
import * as answer from "./answer.js";
import { parse, secretExponent } from "./credential.js";
import { allows } from "./election.js";
import { compact, hasFields, isList, readCanonical, shaB64 } from "./encoding.js";
import { Broken, Refused } from "./errors.js";
import { decode, encode, generator, power } from "./group.js";
import { encryptionBases, proveSchnorr, readProof, schnorrHolds } from "./proofs.js";
import { newOpeningSeed, randomnessOf } from "./randomness.js";
import { atOnce } from "./steps.js";

/** The fields of a ballot, in their order. */
export const FIELDS = ["election_uuid", "election_hash", "credential", "answers", "signature"];

/**
 * A preparation. It can be taken once: two ballots from the same randomness would show the difference of two votes.
 * `openingSeed` is what that randomness comes from; with it everybody can read the vote (opening.js).
 */
class Prepared {
  constructor(election, answers, openingSeed) {
    this.fingerprint = election.fingerprint;
    this.answers = answers;
    this.openingSeed = openingSeed;
  }

  fits(election) {
    return this.answers !== null && this.fingerprint === election.fingerprint;
  }

  take(election) {
    if (!this.fits(election)) throw new Error("this preparation was used before, or is for another election");
    const { answers } = this;
    this.answers = null;
    return answers;
  }
}

/** A generator that returns a Prepared for one ballot, and yields every few milliseconds for a page to stay awake. */
export function* preparing(election) {
  const bases = encryptionBases(election.key);
  const seed = newOpeningSeed();
  const randomness = randomnessOf(seed, election.fingerprint);
  const answers = [];
  for (const [i, question] of election.questions.entries()) {
    answers.push(yield* answer.preparing(bases, question, (choice) => randomness(i, choice)));
  }
  return new Prepared(election, answers, seed);
}

/** preparing(), all at once. */
export const prepare = (election) => atOnce(preparing(election));

/**
 * The 0/1 vector of the chosen answers' indices; none chosen is a blank vote where the question has one.
 * Refused "vote-overvote", "vote-too-few", or "vote-malformed" for an index that is not there or comes twice.
 */
export function marksToVote(question, chosen) {
  const marks = [...chosen];
  const known = marks.every((mark) => Number.isInteger(mark) && mark >= 0 && mark < question.answers.length);
  if (!known || new Set(marks).size !== marks.length) throw new Refused("vote-malformed");
  if (marks.length > question.maximum) throw new Refused("vote-overvote");
  const vote = question.answers.map((_, index) => (marks.includes(index) ? 1 : 0));
  if (question.blank) vote.unshift(marks.length === 0 ? 1 : 0);
  if (!allows(question, vote)) throw new Refused("vote-too-few");
  return vote;
}

/**
 * The ballot of `votes` (a 0/1 vector for each question, blank first where there is one), signed with the slip's
 * `credential`: {ballot, tracker}, the exact text to send and its tracking code. Uses up `prepared`; Error where it was
 * used before or belongs to another election. Refused, with `prepared` still good: "vote-malformed", or as
 * credential.parse.
 */
export function seal(prepared, election, credential, votes) {
  const { uuid, questions, fingerprint } = election;
  const legal = votes.length === questions.length && questions.every((question, i) => allows(question, votes[i]));
  if (!legal) throw new Refused("vote-malformed");
  const secret = secretExponent(uuid, parse(credential));
  const own = encode(power(generator, secret));
  const parts = prepared.take(election);
  const answers = questions.map((question, i) => answer.seal(question, parts[i], `${fingerprint}|${own}`, votes[i]));
  const ballot = sign(secret, { election_uuid: uuid, election_hash: fingerprint, credential: own, answers });
  checkOwn(ballot);
  return { ballot, tracker: shaB64(ballot) };
}

function sign(secret, unsigned) {
  const hash = shaB64(compact(unsigned));
  return compact({ ...unsigned, signature: { hash, proof: proveSchnorr(`sig|${hash}|`, secret) } });
}

/**
 * A generator that returns {credential, choices} of a ballot's bytes, everything about it verified: `credential` signed
 * it, which is one of `credentials` (a Set, as credential.readingList) of this `election`; `choices` has the points
 * {alpha, beta} of each choice, a list a question. `bases` are proofs.encryptionBases of the election's key. Broken
 * "ballot-malformed", "ballot-not-canonical", "ballot-other-election", "credential-unknown", "ballot-signature", or as
 * answer.reading and answer.checking.
 */
export function* checking(election, bases, credentials, raw) {
  const ballot = readCanonical(raw, "ballot-malformed", "ballot-not-canonical");
  const shaped = hasFields(ballot, FIELDS) && hasFields(ballot.signature, ["hash", "proof"]);
  if (!shaped) throw new Broken("ballot-malformed");
  checkPlace(election, credentials, ballot);
  if (!isList(ballot.answers, election.questions.length)) throw new Broken("ballot-shape");
  const answers = [];
  for (const [i, question] of election.questions.entries()) {
    answers.push(yield* answer.reading(question, ballot.answers[i]));
  }
  checkSignature(ballot);
  const s0 = `${election.fingerprint}|${ballot.credential}`;
  for (const [i, question] of election.questions.entries()) {
    yield* answer.checking(question, bases, s0, answers[i]);
  }
  return { credential: ballot.credential, choices: answers.map(pointsOf) };
}

// Without what only the proofs needed: a whole box of ballots is remembered.
const pointsOf = ({ choices }) => choices.map(({ alpha, beta }) => ({ alpha: alpha.point, beta: beta.point }));

function checkPlace({ uuid, fingerprint }, credentials, { election_uuid: ofUuid, election_hash: ofHash, credential }) {
  if (ofUuid !== uuid || ofHash !== fingerprint) throw new Broken("ballot-other-election");
  if (!credentials.has(credential)) throw new Broken("credential-unknown");
}

function checkSignature({ signature, ...unsigned }) {
  const proof = readProof(signature.proof, "ballot-malformed");
  const holds = signature.hash === shaB64(compact(unsigned))
    && schnorrHolds(`sig|${signature.hash}|`, decode(unsigned.credential), proof);
  if (!holds) throw new Broken("ballot-signature");
}

// The finished text, read back: a fault in memory shows here and not when the ballot box refuses the ballot.
const checkOwn = (ballot) => checkSignature(JSON.parse(ballot));
