// The slip in the voter's hand: its secret arrives in the address's fragment or is typed, and stays in this tab.
import { parse } from "../protocol/credential.js";

const MARK_AND_SECRET = /^(?:([0-9A-Za-z]{1,8})\.)?(.+)$/s;

/**
 * The slip {mark, credential} of what was scanned ("7QX4.AbCde-…") or typed (the 22 characters alone: mark is
 * null). Refused "credential-length" or "credential-alphabet".
 */
export function readSlip(text) {
  const [, mark = null, secret] = MARK_AND_SECRET.exec(text.trim()) ?? [null, undefined, ""];
  return { mark, credential: parse(secret) };
}
