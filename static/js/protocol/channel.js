// What trustees tell each other in secret while they make a key together (protocol.md 6.3): signed by the sender, then
// encrypted to the receiver, so that whoever carries it can neither read nor change it. Written in the form of
// belenios-tool 3.1 and later (AES-256-GCM with a nonce of 32 bytes), and read in that form only.
import { gcm } from "@noble/ciphers/aes.js";
import { bytesToHex, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { compact, hasFields, readCanonical, readJson, sha } from "./encoding.js";
import { Broken } from "./errors.js";
import { decode, encode, generator, power, randomScalar } from "./group.js";
import { checkSignature, readSigned, signed } from "./signed.js";

const ALGORITHM = "AES-GCM";
const HEX = /^([0-9a-f]{2})*$/;
const UNREADABLE = "message-unreadable";

/** The text that carries `value` from the holder of the signing exponent `secret` to the encryption key `recipient`. */
export const send = (secret, recipient, value) =>
  encrypt(decode(recipient), compact(signed(secret, { recipient, message: compact(value) })));

/**
 * The value of a text that was sent to the holder of the decryption exponent `secret` and the encryption key
 * `recipient` by the holder of the verification key `sender` (a point); it has exactly these fields. Broken
 * "message-unreadable", "message-other-recipient", "element-invalid", or as checkSignature.
 */
export function receive(text, { secret, recipient }, sender, fields) {
  const letter = readJson(decrypt(text, secret), UNREADABLE);
  const { recipient: addressee, message } = readSigned(letter, ["recipient", "message"]);
  checkSignature(letter.message, sender, letter.signature);
  if (addressee !== recipient) throw new Broken("message-other-recipient");
  const value = typeof message === "string" ? readCanonical(message, UNREADABLE) : null;
  if (!hasFields(value, fields)) throw new Broken(UNREADABLE);
  return value;
}

function encrypt(recipient, text) {
  const r = randomScalar();
  const alpha = encode(power(generator, r));
  const key = power(generator, randomScalar());
  const beta = encode(power(recipient, r).add(key));
  const data = bytesToHex(cipher(key, alpha).encrypt(utf8ToBytes(text)));
  return compact({ algorithm: ALGORITHM, alpha, beta, data });
}

function decrypt(text, secret) {
  const sealed = typeof text === "string" ? readCanonical(text, UNREADABLE) : null;
  const shaped = hasFields(sealed, ["algorithm", "alpha", "beta", "data"]) && sealed.algorithm === ALGORITHM
    && typeof sealed.data === "string" && HEX.test(sealed.data);
  if (!shaped) throw new Broken(UNREADABLE);
  const key = decode(sealed.beta).subtract(power(decode(sealed.alpha), secret));
  try {
    return cipher(key, sealed.alpha).decrypt(hexToBytes(sealed.data));
  } catch {
    throw new Broken(UNREADABLE);
  }
}

const cipher = (key, alpha) => gcm(sha(`key|${encode(key)}`), sha(`iv|${alpha}`));
