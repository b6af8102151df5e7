// What a tablet decides that many people use one after the other: when it warns and wipes itself, and what becomes of a slip
// that is scanned while somebody's sheet lies on it. Pure decisions; shared.js does what they say.

// A ballot that the box has not answered yet, or that never reached it: only its voter, or the committee, ends these.
const UNANSWERED = ["sending", "arriving", "unsent", "passed"];

// On these the voter is in the middle of something that another slip would end.
const IN_THE_MIDDLE = ["marking", "opened"];

/** Whether a sealed ballot is on its way, so that nothing else may be begun. `has` is {sealed, busy, sending}. */
export const isOnItsWay = (sheet, { sealed, busy, sending }) =>
  busy || sending || (sealed && (sheet === null || UNANSWERED.includes(sheet)));

/** Whether the machine holds nothing of anyone; `typed` stands in the field for a slip, `chosen`: larger letters or such. */
export const isClean = (sheet, { slip, typed, misread, chosen }) =>
  sheet === "slipless" && !slip && !typed && !misread && !chosen;

/**
 * What is due after `quiet` seconds in which nobody touched the tablet, and in how many seconds it wipes itself: {due:
 * "nothing"}, {due: "warn", left}, {due: "wipe"}, or {due: "giveUp"} for an opening that nobody waits for any more. `times`
 * are seconds: {quiet} before the warning, {receipt} the same after the receipt, {warning} between warning and wiping.
 */
export function afterQuiet(sheet, has, quiet, times) {
  if (isClean(sheet, has)) return { due: "nothing" };
  const isAuditing = sheet === "auditing";
  if (!isAuditing && isOnItsWay(sheet, has)) return { due: "nothing" };
  const before = sheet === "receipt" ? times.receipt : times.quiet;
  const left = before + times.warning - quiet;
  if (left <= 0) return { due: isAuditing ? "giveUp" : "wipe" };
  return left > times.warning ? { due: "nothing" } : { due: "warn", left: Math.ceil(left) };
}

/**
 * Whether the new sheet gives its reader a fresh time: what came of a ballot that was on its way does; the review that
 * comes back after an opening was given up does not.
 */
export const isNews = (before, sheet) => before !== sheet && !(before === "auditing" && sheet === "marking");

/** What a scanned slip meets: "same" (nothing to do), "hold" (a ballot is on its way), "ask" or "take". */
export function onScan(sheet, has, slip) {
  if (isOnItsWay(sheet, has)) return "hold";
  if (!IN_THE_MIDDLE.includes(sheet)) return "take";
  return has.slip?.credential === slip.credential ? "same" : "ask";
}
