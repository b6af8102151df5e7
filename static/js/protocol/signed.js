// Messages that trustees sign (protocol.md 6.2): {"message", "signature"}, JSON text inside a JSON string.
import { compact, hasFields, readCanonical } from "./encoding.js";
import { Broken } from "./errors.js";
import { proveSchnorr, readProof, schnorrHolds } from "./proofs.js";

const MALFORMED = "trustee-malformed";

/** The signature {challenge, response} of a text, by the holder of the signing exponent `secret`. */
export const sign = (secret, text) => proveSchnorr(prefixOf(text), secret);

/** The signed message that carries `value`. */
export function signed(secret, value) {
  const message = compact(value);
  return { message, signature: sign(secret, message) };
}

/**
 * The object inside a signed message, with exactly these fields; its signature is checked apart, once the signer is
 * known. Broken "trustee-malformed".
 */
export function readSigned(record, fields) {
  if (!hasFields(record, ["message", "signature"]) || typeof record.message !== "string") throw new Broken(MALFORMED);
  const value = readCanonical(record.message, MALFORMED);
  if (!hasFields(value, fields)) throw new Broken(MALFORMED);
  return value;
}

/** Broken "trustee-signature" unless the holder of the key `signer` (a point) signed this text; "trustee-malformed". */
export function checkSignature(text, signer, signature) {
  if (!schnorrHolds(prefixOf(text), signer, readProof(signature, MALFORMED))) throw new Broken("trustee-signature");
}

const prefixOf = (text) => `sigmsg|${text}|`;
