// What a teller makes sure of before trusting a set of keys, or using the own one: that it is among them, and that the
// set is the one it is said to be. A teller is known by the key of the seed (trustee.js, `signers`).
import * as ceremony from "./ceremony.js";
import { read } from "./election.js";
import { base32, sha } from "./encoding.js";
import { Broken } from "./errors.js";
import { privateKey, readTrustees } from "./trustee.js";

const CODE_LENGTH = 16; // 80 bits.

/**
 * The code of a set of keys: base32 of the first 80 bits of the record's SHA-256, "XXXX-XXXX-XXXX-XXXX". As many,
 * because whoever stands between the tellers could search for two sets with the same short code.
 */
export function codeOf(trusteesRaw) {
  return base32(sha(trusteesRaw), CODE_LENGTH).match(/.{4}/g).join("-");
}

/**
 * {owner, size, threshold, code} of the holder of `seed` in a set of keys, every proof in it verified: the own certificate
 * stands in the set, and the key at its place is that of the own share, which `privateKeyMessage` holds. `size`: how many
 * keys are in it, of which `threshold` are needed. Broken as readTrustees, "trustee-not-listed" without the own
 * certificate, "share-not-mine" without the own share.
 */
export function checkTrustees(seed, trusteesRaw, privateKeyMessage) {
  const trustees = readTrustees(trusteesRaw);
  const owner = ownerOf(trustees, ceremony.verificationKey(seed));
  secretOf(trustees, owner, seed, privateKeyMessage);
  const { verificationKeys: { length: size }, threshold } = trustees;
  return { owner, size, threshold, code: codeOf(trusteesRaw) };
}

/**
 * The owner number (from 1) of the teller known by `verificationKey` (an element), once it is sure that this election's
 * ballots are sealed to exactly these trustees. Broken "trustee-not-listed" without this key, "election-key" where the
 * election's is not the joint key, or as readTrustees and election.read.
 */
export function checkMyKey(trusteesRaw, electionRaw, verificationKey) {
  return checkPlace(readTrustees(trusteesRaw), electionRaw, verificationKey);
}

/**
 * {owner, secret}: the exponent with which the holder of `seed` takes part in opening this election. For a share it is
 * in `privateKeyMessage`, the text of the own voutput; null for a "Single" trustee. Broken "share-not-mine", or as
 * checkMyKey.
 */
export function openingKey(seed, privateKeyMessage, trusteesRaw, electionRaw) {
  const trustees = readTrustees(trusteesRaw);
  const owner = checkPlace(trustees, electionRaw, ceremony.verificationKey(seed));
  return { owner, secret: secretOf(trustees, owner, seed, privateKeyMessage) };
}

function checkPlace(trustees, electionRaw, verificationKey) {
  const owner = ownerOf(trustees, verificationKey);
  if (read(electionRaw).publicKey !== trustees.jointKey) throw new Broken("election-key");
  return owner;
}

function ownerOf({ signers }, verificationKey) {
  const owner = signers.indexOf(verificationKey) + 1;
  if (owner === 0) throw new Broken("trustee-not-listed");
  return owner;
}

function secretOf(trustees, owner, seed, privateKeyMessage) {
  if (!trustees.isShared(owner)) return privateKey(seed);
  return ceremony.openingKey(seed, privateKeyMessage, trustees.verificationKeys[owner - 1]);
}
