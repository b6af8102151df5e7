// A teller's key, and what a teller checks before trusting it to an election (protocol.md 6). Here every trustee is
// "Single": all of them are needed. A threshold changes this file, where readTrustees learns "Pedersen" and openingKey
// finds the share, and how result.js puts the shares together.
import { read } from "./election.js";
import { BASE58, base58Random, digestsToScalar, hasFields, readCanonical } from "./encoding.js";
import { Broken, Refused } from "./errors.js";
import { NAME, decode, encode, generator, power, product } from "./group.js";
import { proveSchnorr, readProof, schnorrHolds } from "./proofs.js";

const SEED_LENGTH = 22;
const MALFORMED = "trustee-malformed";

/** A new teller's seed: 22 base58 characters, 128.9 bits. Whoever has it has the key. */
export const newSeed = () => base58Random(SEED_LENGTH);

/** The private exponent of a seed. Refused "seed-malformed" where it is none (a teller may have typed it). */
export function privateKey(seed) {
  const valid = typeof seed === "string" && seed.length === SEED_LENGTH && [...seed].every((c) => BASE58.includes(c));
  if (!valid) throw new Refused("seed-malformed");
  return digestsToScalar(`sk|${seed}`);
}

/** The trustee key {pok, public_key} that a teller gives to the election. */
export function makeSingle(secret) {
  const publicKey = encode(power(generator, secret));
  return { pok: proveSchnorr(pokPrefix(publicKey), secret), public_key: publicKey };
}

/**
 * The point of a trustee key. Without its proof of knowledge, a key could be chosen so as to cancel the others out.
 * Broken "trustee-malformed", "trustee-key-invalid", "trustee-key-neutral", "trustee-proof".
 */
export function checkSingle(key) {
  if (!hasFields(key, ["pok", "public_key"], ["name"]) || !isNamed(key)) throw new Broken(MALFORMED);
  const point = decode(key.public_key, "trustee-key-invalid");
  if (point.is0()) throw new Broken("trustee-key-neutral");
  if (!schnorrHolds(pokPrefix(key.public_key), point, readProof(key.pok, MALFORMED))) throw new Broken("trustee-proof");
  return point;
}

const isNamed = ({ name = "" }) => typeof name === "string";

const pokPrefix = (publicKey) => `pok|${NAME}|${publicKey}|`;

/**
 * {jointKey, verificationKeys}, element strings; owner n is verificationKeys[n - 1]. Every proof is checked.
 * Broken as checkSingle, or "trustee-malformed", "trustee-repeated", "trustee-unsupported" (a threshold).
 */
export function readTrustees(raw) {
  const items = readCanonical(raw, MALFORMED);
  if (!Array.isArray(items) || items.length === 0) throw new Broken(MALFORMED);
  const keys = items.map(readItem);
  const verificationKeys = keys.map(encode);
  if (new Set(verificationKeys).size !== keys.length) throw new Broken("trustee-repeated");
  return { jointKey: encode(product(keys)), verificationKeys };
}

function readItem(item) {
  if (!Array.isArray(item) || item.length !== 2) throw new Broken(MALFORMED);
  if (item[0] !== "Single") throw new Broken("trustee-unsupported");
  return checkSingle(item[1]);
}

/**
 * The owner number (from 1) of `publicKey` among the trustees, once it is sure that this election's ballots are sealed
 * to exactly these trustees. Broken "trustee-not-listed" without this key, "election-key" where the election's is not
 * the joint key, or as readTrustees and election.read.
 */
export function checkMyKey(trusteesRaw, electionRaw, publicKey) {
  const { jointKey, verificationKeys } = readTrustees(trusteesRaw);
  const owner = verificationKeys.indexOf(publicKey) + 1;
  if (owner === 0) throw new Broken("trustee-not-listed");
  if (read(electionRaw).publicKey !== jointKey) throw new Broken("election-key");
  return owner;
}

/** {owner, secret}: the exponent with which the holder of `seed` takes part in opening this election; as checkMyKey. */
export function openingKey(seed, trusteesRaw, electionRaw) {
  const secret = privateKey(seed);
  const owner = checkMyKey(trusteesRaw, electionRaw, encode(power(generator, secret)));
  return { owner, secret };
}
