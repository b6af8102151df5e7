// Finding a code among the codes: by any part of it, whatever gaps were typed.
import { withoutGaps } from "../codes.js";

/**
 * The codes that contain what is sought, in the order given. Capitals count only where they decide: a code typed
 * without them is found too, because a false "not found" would frighten a voter for nothing.
 */
export function matching(codes, sought) {
  const part = withoutGaps(sought);
  const exact = codes.filter((code) => code.includes(part));
  if (exact.length || !part) return exact;
  return codes.filter((code) => code.toLowerCase().includes(part.toLowerCase()));
}

const WHOLE = 43;

/** Which words the search deserves: only a whole code found says that it is the voter's own. */
export function howWell(count, sought) {
  if (count === 0) return "none";
  if (count > 1) return "some";
  return withoutGaps(sought).length >= WHOLE ? "whole" : "one";
}
