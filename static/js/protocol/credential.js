// A slip's secret and its public part, and the public list of what belongs to them (protocol.md 4, "full" credentials).
import { BASE58, base58Random, digestsToScalar, readCanonical } from "./encoding.js";
import { Broken, Refused } from "./errors.js";
import { decode, encode, generator, power } from "./group.js";

const PARTS = [5, 6, 5, 6];
const LENGTH = 22;
// What people and their keyboards put between or around the characters: spaces, every kind of dash, invisible marks.
const SEPARATORS = /[\s\p{Pd}\p{Cf}]/gu;

/** A fresh secret as it stands on a slip: 128.9 bits. */
export const newCredential = () => parse(base58Random(LENGTH));

/**
 * The credential as it is hashed, "XXXXX-XXXXXX-XXXXX-XXXXXX", from what a person typed or scanned.
 * Upper and lower case are different characters, so they stay as typed.
 * Refused "credential-length" or "credential-alphabet" (0, O, I and l are on no slip).
 */
export function parse(typed) {
  const characters = String(typed).replace(SEPARATORS, "");
  if ([...characters].some((character) => !BASE58.includes(character))) throw new Refused("credential-alphabet");
  if (characters.length !== LENGTH) throw new Refused("credential-length");
  let at = 0;
  return PARTS.map((length) => characters.slice(at, (at += length))).join("-");
}

/** The signing exponent of a credential in the election `uuid`; the dashes are hashed with it. */
export function secretExponent(uuid, credential) {
  const start = `derive_credential|${uuid}|`;
  return digestsToScalar(`${start}0|${credential}`, `${start}1|${credential}`);
}

/** The element string that the election's list of credentials contains. */
export const publicPart = (uuid, credential) => encode(power(generator, secretExponent(uuid, credential)));

/**
 * A generator that returns the Set of a record's public credentials: valid, distinct, none neutral, none with a weight.
 * Broken "credential-list-malformed", "credential-weight", "credential-invalid", "credential-neutral",
 * "credential-repeated".
 */
export function* readingList(raw) {
  const parts = readCanonical(raw, "credential-list-malformed");
  const shaped = Array.isArray(parts) && parts.every((part) => typeof part === "string");
  if (!shaped) throw new Broken("credential-list-malformed");
  for (const part of parts) {
    checkPart(part);
    yield;
  }
  const list = new Set(parts);
  if (list.size !== parts.length) throw new Broken("credential-repeated");
  return list;
}

function checkPart(part) {
  if (part.includes(",")) throw new Broken("credential-weight");
  if (decode(part, "credential-invalid").is0()) throw new Broken("credential-neutral");
}
