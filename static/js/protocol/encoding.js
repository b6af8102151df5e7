// Bytes, hashes and random strings exactly as the record format writes them (protocol.md 1 and 2.3).
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes, randomBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { Broken } from "./errors.js";
import { ORDER, scalarOf } from "./group.js";

export const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const HASH = /^[0-9a-f]{64}$/;
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|-?[0-9][0-9.eE+-]*|\s+/g;
const HALF_A_LETTER = /\p{Surrogate}/u;
const SCALAR = /^(0|[1-9][0-9]{0,75})$/;

/** The bytes of a record as received: a Uint8Array as it is, a string as UTF-8. */
export const bytesOf = (raw) => (typeof raw === "string" ? utf8ToBytes(raw) : raw);

/** Compact JSON; the caller's field order is the record's. The format escapes 0x7f, JavaScript does not. */
export const compact = (value) => JSON.stringify(value).replace(/\x7f/g, "\\u007f");

/** SHA-256 of bytes, or of a string as UTF-8. */
export const sha = (raw) => sha256(bytesOf(raw));
export const shaHex = (raw) => bytesToHex(sha(raw));

/** Standard base64 without padding: 43 characters (fingerprint, signature hash, tracker). */
export const shaB64 = (raw) => btoa(String.fromCharCode(...sha(raw))).replace(/=+$/, "");

/** The first `length` characters of the base32 of bytes that are enough for them: no filling at the end. */
export function base32(bytes, length) {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
  return Array.from({ length }, (_, at) => BASE32[parseInt(bits.slice(5 * at, 5 * at + 5), 2)]).join("");
}

/** H(prefix, e1, ..., en) of protocol.md 2.3, the elements as strings. */
export const hashToScalar = (prefix, elements) => scalarOf(sha(prefix + elements.join(",")));

/** Digests read one after the other as one big-endian number, modulo the order. */
export const digestsToScalar = (...texts) => scalarOf(concatBytes(...texts.map(sha)));

/** The scalar of its decimal string; Broken "scalar-invalid" unless canonical and below the order. */
export function readScalar(text) {
  const scalar = typeof text === "string" && SCALAR.test(text) ? BigInt(text) : ORDER;
  if (scalar >= ORDER) throw new Broken("scalar-invalid");
  return scalar;
}

/**
 * The value of a JSON record, whatever its spacing; Broken(code) unless it is UTF-8 JSON. What another language would
 * take for something else is refused: a repeated field, half a letter, a number that is not whole or too long.
 */
export function readJson(raw, code) {
  try {
    const text = decodeUtf8(raw);
    const value = JSON.parse(text);
    if (text.replace(TOKENS, plainly) === JSON.stringify(value)) return value;
  } catch {
    // Nothing of it may be told.
  }
  throw new Broken(code);
}

/** A token of JSON text as JSON.stringify writes it, nothing for a space; an error for what is not read alike anywhere. */
function plainly(token) {
  if (token.trim() === "") return "";
  const value = JSON.parse(token);
  const isAlike = token[0] === "\"" ? !HALF_A_LETTER.test(value) : Number.isSafeInteger(value) && String(value) === token;
  if (!isAlike) throw new Error("not plain");
  return JSON.stringify(value);
}

/** As readJson, for records that have one form only: written again they must be the same, else Broken(otherwise). */
export function readCanonical(raw, code, otherwise = code) {
  const value = readJson(raw, code);
  if (writtenAgain(value, code) !== decodeUtf8(raw)) throw new Broken(otherwise);
  return value;
}

function writtenAgain(value, code) {
  try {
    return compact(value);
  } catch {
    throw new Broken(code); // Nested too deeply to be written.
  }
}

export const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
export const isList = (value, length) => Array.isArray(value) && value.length === length;
export const isHash = (value) => typeof value === "string" && HASH.test(value);

/** Whether `value` is an object of exactly these fields in this order, the `optional` ones (in order too) last. */
export function hasFields(value, required, optional = []) {
  if (!isObject(value)) return false;
  const fields = Object.keys(value);
  const expected = [...required, ...optional.filter((field) => fields.includes(field))];
  return fields.length === expected.length && fields.every((field, i) => field === expected[i]);
}

// A mark of byte order is a part of the bytes and of their hash, so it is not skipped.
const decodeUtf8 = (raw) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytesOf(raw));

/** `length` base58 characters, each equally likely: a byte of 232 or more would favour some, and is thrown away. */
export function base58Random(length) {
  const fair = 256 - (256 % BASE58.length);
  let text = "";
  while (text.length < length) {
    const [byte] = randomBytes(1);
    if (byte < fair) text += BASE58[byte % BASE58.length];
  }
  return text;
}
