// The ballot being filled in, contest by contest. It never holds more marks than a contest has seats (P3), nor one
// nominee in two contests that are apart.
import { drawer } from "./drawer.js";

/** The draft of the election `uuid` with `contests` contests: the kept one where it is of this election, else empty. */
export function openDraft(uuid, contests) {
  const kept = drawer.draft.get();
  if (kept?.uuid === uuid && kept.marks.length === contests) return kept;
  return { uuid, marks: Array.from({ length: contests }, () => []), blank: Array(contests).fill(false), step: 0 };
}

/**
 * Set or lift the mark of nominee `choice` in contest `at` of `contests` (as readAnswer gives them); kept at once.
 * Returns null, or why nothing has changed: "apart" where the nominee is marked in the contest that is apart, "full"
 * where the allowance is used up. Where `isColumn`, the one mark of a full column moves instead.
 */
export function mark(draft, contests, at, choice, isColumn = false) {
  const marks = draft.marks[at];
  if (marks.includes(choice)) return keep(draft, at, marks.filter((other) => other !== choice));
  if (isElsewhere(draft, contests, at, choice)) return "apart";
  const isFull = marks.length >= contests[at].seats;
  if (isFull && !isColumn) return "full";
  return keep(draft, at, [...(isFull ? [] : marks), choice].sort((a, b) => a - b));
}

/** Whether the same nominee is marked in the contest that is apart from `at`. */
export function isElsewhere(draft, contests, at, choice) {
  const { apart, nominees } = contests[at];
  if (apart === null) return false;
  return draft.marks[apart].some((marked) => contests[apart].nominees[marked] === nominees[choice]);
}

function keep(draft, at, marks) {
  draft.marks[at] = marks;
  draft.blank[at] = false;
  drawer.draft.put(draft);
  return null;
}

/** The voter has said that this contest is left blank on purpose; asked once, until a mark is set again. */
export function agreeBlank(draft, at) {
  draft.blank[at] = true;
  drawer.draft.put(draft);
}

/** Remember where the voter is: a card's index, or the number of cards for the review. */
export function standAt(draft, step) {
  draft.step = step;
  drawer.draft.put(draft);
}
