// Where the randomness of a ballot's ciphertexts comes from: one seed a ballot, so that the ballot can be opened with it
// (opening.js). HKDF-SHA512 (RFC 5869) of the seed, salt the election's fingerprint, info `opening|question|choice`.
import { hkdf } from "@noble/hashes/hkdf.js";
import { sha512 } from "@noble/hashes/sha2.js";
import { randomBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { scalarOf } from "./group.js";

const SEED_BYTES = 32;
const DERIVED_BYTES = 64;

export const newOpeningSeed = () => randomBytes(SEED_BYTES);

/** The function of a question and a choice (both from 0, the blank choice first) that gives the exponent there. */
export const randomnessOf = (seed, fingerprint) => (question, choice) =>
  scalarOf(hkdf(sha512, seed, utf8ToBytes(fingerprint), utf8ToBytes(`opening|${question}|${choice}`), DERIVED_BYTES));
