// The encrypted tally, and a trustee's share in opening it (protocol.md 8 and 9).
import { width, read } from "./election.js";
import { compact, hasFields, isList, readCanonical } from "./encoding.js";
import { Broken } from "./errors.js";
import { decode, encode, generator, neutral, power } from "./group.js";
import { proveFactor } from "./proofs.js";
import { atOnce } from "./steps.js";

const MALFORMED = "tally-malformed";

/**
 * A generator that returns the encrypted tally's text: the product of the ballots (as ballot.reading), choice by
 * choice. The caller answers for one ballot a credential.
 */
export function* encryptedTally(election, ballots) {
  let sums = election.questions.map((question) => Array(width(question)).fill({ alpha: neutral, beta: neutral }));
  for (const { choices } of ballots) {
    sums = sums.map((row, i) => row.map((soFar, j) => ({
      alpha: soFar.alpha.add(choices[i][j].alpha),
      beta: soFar.beta.add(choices[i][j].beta),
    })));
    yield;
  }
  return compact(sums.map((row) => row.map(({ alpha, beta }) => ({ alpha: encode(alpha), beta: encode(beta) }))));
}

/** The record beside the tally of the hash `sealed` that says how many ballots are in it. */
export const tallyCompanion = (ballots, sealed) =>
  compact({ num_tallied: ballots, total_weight: ballots, encrypted_tally: sealed });

/**
 * A generator that returns the partial decryption record as text, and yields between ciphertexts. Its proofs are
 * random: a second run gives another text, as good as the first. Broken "tally-malformed", "element-invalid", or as
 * election.read.
 */
export function* decryptingPartially(electionRaw, secret, tallyRaw) {
  const election = read(electionRaw);
  const prefix = `decrypt|${election.fingerprint}|${encode(power(generator, secret))}|`;
  const factors = [];
  const proofs = [];
  for (const ciphertexts of readTally(election, tallyRaw)) {
    const opened = [];
    for (const { alpha } of ciphertexts) {
      opened.push({ factor: encode(power(alpha, secret)), proof: proveFactor(prefix, secret, alpha) });
      yield;
    }
    factors.push(opened.map(({ factor }) => factor));
    proofs.push(opened.map(({ proof }) => proof));
  }
  return compact({ decryption_factors: factors, decryption_proofs: proofs });
}

/** decryptingPartially(), all at once. */
export const partialDecryption = (electionRaw, secret, tallyRaw) =>
  atOnce(decryptingPartially(electionRaw, secret, tallyRaw));

/** The points {alpha, beta} of a tally record, a list a question. Broken "tally-malformed", "element-invalid". */
export function readTally(election, raw) {
  const questions = readCanonical(raw, MALFORMED);
  if (!fits(election, questions)) throw new Broken(MALFORMED);
  return questions.map((ciphertexts) => ciphertexts.map((ciphertext) => {
    if (!hasFields(ciphertext, ["alpha", "beta"])) throw new Broken(MALFORMED);
    return { alpha: decode(ciphertext.alpha), beta: decode(ciphertext.beta) };
  }));
}

/** Whether a value from outside has one list a question, with one entry a choice. */
export const fits = ({ questions }, value) =>
  isList(value, questions.length) && questions.every((question, i) => isList(value[i], width(question)));
