// What opens a tally, and what comes out of it: the trustees' partial decryptions and the result (protocol.md 9, 10).
import { hasFields, readCanonical } from "./encoding.js";
import { Broken } from "./errors.js";
import { decode, generator, smallPowers } from "./group.js";
import { factorHolds, readProof } from "./proofs.js";
import { fits } from "./tally.js";

/**
 * A generator that returns the factors (points, a list a question) of the partial decryption of `tally` (as
 * tally.readTally) by the trustee with this verification key (an element string), every proof verified. Broken
 * "share-malformed", "share-invalid", "element-invalid", "scalar-invalid".
 */
export function* checkingShare(election, verificationKey, tally, raw) {
  const share = readCanonical(raw, "share-malformed");
  const shaped = hasFields(share, ["decryption_factors", "decryption_proofs"])
    && Object.values(share).every((rows) => fits(election, rows));
  if (!shaped) throw new Broken("share-malformed");
  const { decryption_factors: written, decryption_proofs: proofs } = share;
  const key = decode(verificationKey);
  const prefix = `decrypt|${election.fingerprint}|${verificationKey}|`;
  const factors = tally.map(() => []);
  for (const [i, ciphertexts] of tally.entries()) {
    for (const [j, { alpha }] of ciphertexts.entries()) {
      const proof = readProof(proofs[i][j], "share-malformed");
      const factor = decode(written[i][j]);
      if (!factorHolds(prefix, key, alpha, factor, proof)) throw new Broken("share-invalid");
      factors[i].push(factor);
      yield;
    }
  }
  return factors;
}

/**
 * Makes sure that the shares of all trustees (as checkingShare, by owner) open `tally` to exactly the counts of a
 * result record, and returns these; `most` is the number of ballots. Broken "result-malformed", "share-missing",
 * "result-mismatch".
 */
export function checkResult(election, trustees, tally, shares, most, raw) {
  const counts = readResult(election, raw, most);
  const powers = smallPowers(generator, most);
  const opened = tally.every((ciphertexts, i) => ciphertexts.every(({ beta }, j) => {
    const factor = trustees.combine(new Map([...shares].map(([owner, factors]) => [owner, factors[i][j]])));
    return beta.equals(powers[counts[i][j]].add(factor));
  }));
  if (!opened) throw new Broken("result-mismatch");
  return counts;
}

function readResult(election, raw, most) {
  const record = readCanonical(raw, "result-malformed");
  const shaped = hasFields(record, ["result"]) && fits(election, record.result);
  const possible = (count) => Number.isSafeInteger(count) && count >= 0 && count <= most;
  if (!shaped || !record.result.flat().every(possible)) throw new Broken("result-malformed");
  return record.result;
}
