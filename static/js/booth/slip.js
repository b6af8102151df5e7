// The slip in the voter's hand: its secret arrives in the address's fragment or is typed, and stays in this tab.
import { parse } from "../protocol/credential.js";

const ADDRESS = /^.*#/s;
const MARK = /^\s*([0-9A-Za-z]{1,8})\s*\./;

/** What was scanned or typed, without the address before it and the mark of the set. */
export const secretPart = (text) => text.replace(ADDRESS, "").replace(MARK, "");

/**
 * The slip {mark, credential} of what was scanned ("7QX4.AbCde-…", or the whole address) or typed (the 22 characters alone:
 * mark is null). Refused "credential-length" or "credential-alphabet".
 */
export function readSlip(text) {
  const [, mark = null] = MARK.exec(text.replace(ADDRESS, "")) ?? [];
  return { mark, credential: parse(secretPart(text)) };
}
