// Who signed a record: Ed25519 (RFC 8032), the public key as PEM, and the fingerprint that a photograph can show. As
// ballots/record/signature.py.
import { ed25519 } from "@noble/curves/ed25519.js";
import { concatBytes } from "@noble/hashes/utils.js";
import { shaHex } from "../protocol/encoding.js";
import { Broken } from "../protocol/errors.js";

const PEM = /^-----BEGIN PUBLIC KEY-----\n([A-Za-z0-9+/]{59}=)\n-----END PUBLIC KEY-----\n$/;
// SubjectPublicKeyInfo of an Ed25519 key, up to its 32 bytes (RFC 8410, section 4).
const PREFIX = Uint8Array.of(0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00);
const SHOWN_DIGITS = 32;

/** "a1b2 c3d4 ...": 8 groups of 4 digits of the SHA-256 of the 32 raw key bytes. Broken "key-malformed". */
export const fingerprint = (pem) => shaHex(readKey(pem)).slice(0, SHOWN_DIGITS).match(/.{4}/g).join(" ");

/** Nothing where the signature (bytes) holds; Broken "key-malformed", "signature-invalid". */
export function checkSignature(pem, message, signature) {
  if (!holds(signature, message, readKey(pem))) throw new Broken("signature-invalid");
}

// The curve's library throws where a length is wrong.
function holds(signature, message, key) {
  try {
    return ed25519.verify(signature, message, key, { zip215: false });
  } catch {
    return false;
  }
}

/** Only the one way of writing a key is taken. */
function readKey(pem) {
  const [, body] = PEM.exec(String.fromCharCode(...pem.subarray(0, 1000))) ?? [];
  if (!body || pem.length > 1000) throw new Broken("key-malformed");
  const key = Uint8Array.from(atob(body), (letter) => letter.charCodeAt(0)).subarray(PREFIX.length);
  if (btoa(String.fromCharCode(...concatBytes(PREFIX, key))) !== body) throw new Broken("key-malformed");
  return key;
}
