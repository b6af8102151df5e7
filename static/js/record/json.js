// JSON as the files of a record are written, so that a person can read it too: one way of writing each value
// (ballots/record/packing.py, write_json and read_json).
import { Broken } from "../protocol/errors.js";

/** Half of a letter that takes two: UTF-8 cannot write it, and JavaScript escapes it. Where "\\" is out of the way, */
const HALF_A_LETTER = "\\ud"; // no other escape begins like this.

/** The text of a value, with its closing line end. */
export const writeJson = (value) => `${JSON.stringify(value, null, 1)}\n`;

/** Whether two values of a document, their fields in the same order, are the same. */
export const sameValue = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** The value of JSON bytes that `write_json` wrote; Broken(code) for anything else. */
export function readJson(raw, code) {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(raw);
    const value = JSON.parse(text);
    if (writeJson(value) === text && !text.replace(/\\\\/g, "").includes(HALF_A_LETTER)) return value;
  } catch {
    // No UTF-8, no JSON, or nested too deeply.
  }
  throw new Broken(code);
}
