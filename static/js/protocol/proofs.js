// Zero-knowledge proofs (protocol.md 3, 7.3, 9), all {challenge, response} with response = w - x*c. A disjunction is
// made in two phases: prepareDisjunction does every multiplication before anybody has voted; proveDisjunction then adds
// and hashes, with the same number of additions whatever the vote. Whoever checks a proof recomputes its commitments
// and hashes them alike; all of that is public, and computed as fast as it can be. Prefixes, which tie a proof to its
// place, are the callers'.
import { hasFields, hashToScalar, readScalar } from "./encoding.js";
import { Broken } from "./errors.js";
import {
  encode, generator, minus, plus, power, publicPower, randomScalar, smallPowers, sum, tabled, times,
} from "./group.js";

const written = (challenge, response) => ({ challenge: String(challenge), response: String(response) });

/** The numbers of a proof from outside; Broken(code) for another shape, "scalar-invalid" for numbers out of range. */
export function readProof(proof, code) {
  if (!hasFields(proof, ["challenge", "response"])) throw new Broken(code);
  return { challenge: readScalar(proof.challenge), response: readScalar(proof.response) };
}

/** A proof that `secret` is known. */
export const proveSchnorr = (prefix, secret) => provePower(prefix, secret, [generator]);

/** Whether `proof` (as readProof) shows that the exponent of `publicKey` is known. */
export const schnorrHolds = (prefix, publicKey, proof) => powersHold(prefix, [[generator, publicKey]], proof);

/** A proof that alpha^secret has the same exponent as the public key g^secret. */
export const proveFactor = (prefix, secret, alpha) => provePower(prefix, secret, [generator, alpha]);

/** Whether `proof` (as readProof) shows that `factor` is `alpha` to the power of the exponent of `publicKey`. */
export const factorHolds = (prefix, publicKey, alpha, factor, proof) =>
  powersHold(prefix, [[generator, publicKey], [alpha, factor]], proof);

function provePower(prefix, secret, bases) {
  const w = randomScalar();
  const challenge = hashToScalar(prefix, bases.map((base) => encode(power(base, w))));
  return written(challenge, minus(w, times(secret, challenge)));
}

function powersHold(prefix, pairs, { challenge, response }) {
  const commitments = pairs.map(([base, result]) => publicPower(base, response).add(publicPower(result, challenge)));
  return challenge === hashToScalar(prefix, commitments.map(encode));
}

/** Tables for the two bases of all encryption to `publicKey` (a point). */
export const encryptionBases = (publicKey) => ({ g: tabled(generator), y: tabled(publicKey) });

/**
 * All of a disjunction that depends on no vote. Statement j says that the ciphertext made with `randomness[j]` contains
 * a certain number; `reach` is the most by which its real content can differ from that number. To be used once only:
 * a second proof from the same preparation would give the randomness away.
 */
export function prepareDisjunction(bases, randomness, reach) {
  const w = randomScalar();
  return {
    w,
    opening: [encode(power(bases.g, w)), encode(power(bases.y, w))],
    branches: randomness.map((r) => simulatedBranch(bases, r, reach)),
  };
}

// A = g^resp * alpha^c = g^(resp + r*c). B = y^resp * (beta / g^M)^c = y^(resp + r*c) * (g^c)^(content - M).
function simulatedBranch(bases, r, reach) {
  const challenge = randomScalar();
  const response = randomScalar();
  const exponent = plus(response, times(r, challenge));
  return {
    r,
    challenge,
    response,
    first: encode(power(bases.g, exponent)),
    second: power(bases.y, exponent),
    shifts: smallPowers(power(bases.g, challenge), reach),
  };
}

/**
 * The proofs of a prepared disjunction. `distances[j]` is the real content of statement j's ciphertext minus the number
 * claimed; the first statement at distance 0 is proved, the others are simulated. Error where there is none.
 */
export function proveDisjunction(prefix, prepared, distances) {
  const truth = distances.indexOf(0);
  if (truth < 0) throw new Error("no statement of this disjunction is true");
  const { w, opening, branches } = prepared;
  const commitments = branches.flatMap((branch, j) => (j === truth ? opening : simulated(branch, distances[j])));
  const challenges = branches.map((branch, j) => (j === truth ? 0n : branch.challenge));
  const challenge = minus(hashToScalar(prefix, commitments), sum(challenges));
  return branches.map((branch, j) =>
    j === truth
      ? written(challenge, minus(w, times(branch.r, challenge)))
      : written(branch.challenge, branch.response));
}

// One negation and one addition, whatever the vote is.
function simulated(branch, distance) {
  const shift = branch.shifts[Math.abs(distance)];
  const back = shift.negate();
  return [branch.first, encode(branch.second.add(distance < 0 ? back : shift))];
}

/**
 * A generator that returns whether `proofs` (as readProof, one a claim) show that one of `claims` is true. A claim
 * {alpha, beta, content}, with a PublicPoint each and a number, says what is sealed in a ciphertext. `bases` as
 * encryptionBases.
 */
export function* disjunctionHolds(bases, prefix, claims, proofs) {
  const commitments = [];
  for (const [j, { alpha, beta, content }] of claims.entries()) {
    const { challenge, response } = proofs[j];
    const claimed = publicPower(bases.g, times(BigInt(content), challenge));
    commitments.push(publicPower(bases.g, response).add(alpha.power(challenge)));
    commitments.push(publicPower(bases.y, response).add(beta.power(challenge)).subtract(claimed));
    yield;
  }
  return hashToScalar(prefix, commitments.map(encode)) === sum(proofs.map(({ challenge }) => challenge));
}
