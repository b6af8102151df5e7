// Trustees who made a threshold key together (protocol.md 6.2), verified, and the weights that combine their shares (9).
// How they make it is ceremony.js's concern; everything here is public.
import { compact, hasFields, isList } from "./encoding.js";
import { Broken } from "./errors.js";
import { NAME, decode, encode, inverse, minus, neutral, product, publicPower, times } from "./group.js";
import { checkSignature, readSigned } from "./signed.js";

const FIELDS = ["threshold", "certs", "coefexps", "signatures", "verification_keys"];
const MALFORMED = "trustee-malformed";
const NO_KEY = "trustee-key-invalid";

/**
 * {threshold, keys, signers, jointKey} of a group whose signatures, commitments and keys all hold: `keys` the elements
 * of the shares' verification keys and `signers` those of the certificates, in the order of the numbers; `jointKey` a
 * point. `checkKey` verifies the proof of knowledge of one key, which is the same as for a trustee alone. Broken
 * "trustee-...".
 */
export function checkGroup(value, checkKey) {
  const { size, threshold } = sizesOf(value);
  const signers = value.certs.map((cert, i) => readCertificate(cert, size, threshold, i + 1).signer);
  const commitments = value.coefexps.map((one, i) => readCommitments(one, signers[i], threshold));
  value.signatures.forEach((one, i) => checkSignature(agreement(value.certs, value.coefexps[i]), signers[i], one));
  const coefficients = together(commitments);
  value.verification_keys.forEach((key, i) => checkOwnKey(key, signers[i], valueAt(coefficients, i + 1), checkKey));
  const keys = value.verification_keys.map(({ public_key: key }) => key);
  return { threshold, keys, signers: signers.map(encode), jointKey: coefficients[0] };
}

/**
 * {signer, encryption}, the two keys (points) of a certificate for place `index` in a group of `size`, of whom
 * `threshold` are needed. Broken "trustee-malformed", "trustee-context", "trustee-key-invalid", "trustee-signature".
 */
export function readCertificate(cert, size, threshold, index) {
  const message = readSigned(cert, ["context", "verification", "encryption"]);
  if (compact(message.context) !== compact(contextOf(size, threshold, index))) throw new Broken("trustee-context");
  const [signer, encryption] = [message.verification, message.encryption].map((key) => decode(key, NO_KEY));
  checkSignature(cert.message, signer, cert.signature);
  return { signer, encryption };
}

/** What a certificate says that it is for. */
export const contextOf = (size, threshold, index) => ({ group: NAME, size, threshold, index });

/** The points that commit a trustee to a polynomial. Broken as readCertificate. */
export function readCommitments(record, signer, threshold) {
  const { coefexps } = readSigned(record, ["coefexps"]);
  if (!isList(coefexps, threshold)) throw new Broken(MALFORMED);
  checkSignature(record.message, signer, record.signature);
  return coefexps.map((point) => decode(point, NO_KEY));
}

/** The text of a trustee's consent to all certificates, with the own commitments (a signed message). */
export function agreement(certs, commitments) {
  const { coefexps } = readSigned(commitments, ["coefexps"]);
  return `certs_sig|${compact({ certs, coefexps })}`;
}

/** The commitments of all trustees as those of one polynomial, the sum of theirs. */
export const together = (commitments) =>
  commitments[0].map((_, k) => product(commitments.map((points) => points[k])));

/** prod_k A_k^(place^k), from the highest coefficient down. */
export const valueAt = (coefficients, place) =>
  coefficients.reduceRight((soFar, point) => publicPower(soFar, BigInt(place)).add(point), neutral);

/** The weight of each of these distinct places (from 1) in the value at 0, a Map. */
export function lagrange(places) {
  const weightOf = (place) => {
    const others = places.filter((other) => other !== place).map(BigInt);
    const above = others.reduce(times, 1n);
    const below = others.map((other) => minus(other, BigInt(place))).reduce(times, 1n);
    return times(above, inverse(below));
  };
  return new Map(places.map((place) => [place, weightOf(place)]));
}

function sizesOf(value) {
  if (!hasFields(value, FIELDS) || !Array.isArray(value.certs)) throw new Broken(MALFORMED);
  const { threshold, certs: { length: size } } = value;
  if (!FIELDS.slice(1).every((field) => isList(value[field], size))) throw new Broken(MALFORMED);
  checkThreshold(threshold, size);
  return { size, threshold };
}

/** Broken "trustee-threshold" unless as many of `size` can be needed. */
export function checkThreshold(threshold, size) {
  if (!Number.isInteger(threshold) || threshold < 1 || threshold > size) throw new Broken("trustee-threshold");
}

function checkOwnKey(key, signer, expected, checkKey) {
  const { name = "" } = hasFields(key, ["pok", "public_key", "signature"], ["name"]) ? key : { name: null };
  if (typeof name !== "string") throw new Broken(MALFORMED);
  checkKey(key);
  checkSignature(key.public_key, signer, key.signature);
  if (key.public_key !== encode(expected)) throw new Broken("trustee-share");
}
