// The ballot being filled in, contest by contest. It never holds more marks than a contest has seats (P3).
import { drawer } from "./drawer.js";

/** The draft of the election `uuid` with `contests` contests: the kept one where it is of this election, else empty. */
export function openDraft(uuid, contests) {
  const kept = drawer.draft.get();
  if (kept?.uuid === uuid && kept.marks.length === contests) return kept;
  return { uuid, marks: Array.from({ length: contests }, () => []), blank: Array(contests).fill(false), step: 0 };
}

/**
 * Set or lift the mark of nominee `choice` in `contest`; kept at once. Returns false, and changes nothing, where
 * the allowance of `seats` is already used up.
 */
export function mark(draft, contest, choice, seats) {
  const marks = draft.marks[contest];
  const without = marks.filter((other) => other !== choice);
  if (without.length === marks.length && marks.length >= seats) return false;
  draft.marks[contest] = without.length === marks.length ? [...marks, choice].sort((a, b) => a - b) : without;
  draft.blank[contest] = false;
  drawer.draft.put(draft);
  return true;
}

/** The voter has said that this contest is left blank on purpose; asked once, until a mark is set again. */
export function agreeBlank(draft, contest) {
  draft.blank[contest] = true;
  drawer.draft.put(draft);
}

/** Remember where the voter is: a contest's index, or the number of contests for the review. */
export function standAt(draft, step) {
  draft.step = step;
  drawer.draft.put(draft);
}
