// Trustees: who holds the keys that open the tally together (protocol.md 6). A "Single" trustee made a key alone and is
// always needed; a "Pedersen" group (verified in pedersen.js) made one together and `threshold` of them are enough. They
// are numbered from 1 through the whole record: that number is the owner of a partial decryption.
import { BASE58, base58Random, digestsToScalar, hasFields, isList, readCanonical } from "./encoding.js";
import { Broken, Refused } from "./errors.js";
import { NAME, decode, encode, generator, power, product, publicPower } from "./group.js";
import { checkGroup, lagrange } from "./pedersen.js";
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

/** The key {pok, public_key} of the holder of an exponent, which for a "Single" trustee is that of the seed. */
export function makeSingle(secret) {
  const publicKey = encode(power(generator, secret));
  return { pok: proveSchnorr(pokPrefix(publicKey), secret), public_key: publicKey };
}

/** One entry of the record: the number of its first trustee, their keys, and how many of them are needed. */
class Item {
  constructor(first, { keys, signers, threshold, jointKey, shared }) {
    Object.assign(this, { first, keys, signers, threshold, jointKey, shared });
    this.owners = keys.map((_, i) => first + i);
  }

  present(owners) {
    return this.owners.filter((owner) => owners.has(owner)).slice(0, this.threshold);
  }

  isOpenedBy(owners) {
    return this.present(owners).length === this.threshold;
  }

  /** This entry's part of the joint decryption factor (9): of the lowest-numbered trustees present, who are enough. */
  factor(factors) {
    const present = this.present(factors);
    if (!this.shared) return factors.get(present[0]);
    const weights = lagrange(present.map((owner) => this.placeOf(owner)));
    return product(present.map((owner) => publicPower(factors.get(owner), weights.get(this.placeOf(owner)))));
  }

  placeOf(owner) {
    return owner - this.first + 1;
  }
}

/** The trustees of a record that has been verified. */
class Trustees {
  constructor(items) {
    this.items = items;
    this.jointPoint = product(items.map(({ jointKey }) => jointKey));
  }

  /** The election's public key, an element. */
  get jointKey() {
    return encode(this.jointPoint);
  }

  /** The element of each trustee's verification key, at index owner - 1. */
  get verificationKeys() {
    return this.items.flatMap(({ keys }) => keys);
  }

  /** The element by which each trustee's seed is known, at index owner - 1: of the own key, or of the certificate. */
  get signers() {
    return this.items.flatMap(({ signers }) => signers);
  }

  /** How many keys are needed in all, at the least. */
  get threshold() {
    return this.items.reduce((soFar, { threshold }) => soFar + threshold, 0);
  }

  /** Whether the owner's key is a share, made together with others. */
  isShared(owner) {
    return this.items.some(({ owners, shared }) => shared && owners.includes(owner));
  }

  /** Whether these owners (a Set, or a Map by owner) together can open the tally. */
  canOpen(owners) {
    return this.items.every((item) => item.isOpenedBy(owners));
  }

  /** One ciphertext's decryption factor from the verified factors (points, by owner); Broken "share-missing". */
  combine(factors) {
    if (!this.canOpen(factors)) throw new Broken("share-missing");
    return product(this.items.map((item) => item.factor(factors)));
  }
}

/** The Trustees of a record, every proof verified, no key twice. Broken "trustee-...". */
export function readTrustees(raw) {
  const entries = readCanonical(raw, MALFORMED);
  if (!Array.isArray(entries) || entries.length === 0) throw new Broken(MALFORMED);
  const items = [];
  let first = 1;
  for (const entry of entries) {
    items.push(readItem(entry, first));
    first += items[items.length - 1].keys.length;
  }
  const trustees = new Trustees(items);
  checkTogether(trustees);
  return trustees;
}

function readItem(entry, first) {
  const [kind, value] = isList(entry, 2) ? entry : [];
  if (kind === "Single") return new Item(first, single(value));
  if (kind === "Pedersen") return new Item(first, { ...checkGroup(value, checkKey), shared: true });
  throw new Broken(MALFORMED);
}

function single(key) {
  const { name = "" } = hasFields(key, ["pok", "public_key"], ["name"]) ? key : { name: null };
  if (typeof name !== "string") throw new Broken(MALFORMED);
  const keys = [key.public_key];
  return { keys, signers: keys, threshold: 1, jointKey: checkKey(key), shared: false };
}

/** The point of a key that has `pok` and `public_key`: without the proof one could be chosen to cancel the others out. */
function checkKey(key) {
  const point = decode(key.public_key, "trustee-key-invalid");
  if (point.is0()) throw new Broken("trustee-key-neutral");
  if (!schnorrHolds(pokPrefix(key.public_key), point, readProof(key.pok, MALFORMED))) throw new Broken("trustee-proof");
  return point;
}

const pokPrefix = (publicKey) => `pok|${NAME}|${publicKey}|`;

function checkTogether({ items, jointPoint }) {
  const keys = items.map(({ jointKey }) => jointKey);
  if (new Set(keys.map(encode)).size !== keys.length) throw new Broken("trustee-repeated");
  if ([jointPoint, ...keys].some((key) => key.is0())) throw new Broken("trustee-key-neutral");
}
