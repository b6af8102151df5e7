// Which sheet is due in the booth: one pure decision over what the tab keeps and what the box has answered.
import { earlierRounds, isByHand, roundWas } from "../rounds.js";

const CLOSED = ["closed", "counting", "counted", "adopted"];

/**
 * The name of the sheet that is due. `kept` is {slip, sealed, receipt, draft, opened}; `answer` the box's last answer to "which
 * election": undefined before the first one, null while no slips are minted, else {uuid, stage, mark, credentials, used,
 * mine}, where `mine` is the public part of the slip's credential (null without a slip); `room` the public state as far as
 * it is known, for its rounds. The order of the questions matters: what is already in the box comes before what the slip
 * may still do, so that a reload after a lost reply always ends at the receipt (P4, P7).
 */
export function dueSheet(kept, answer, room = null) {
  const { slip, sealed, receipt, opened } = kept;
  if (receipt) return "receipt";
  if (!slip) return "slipless";
  if (opened) return "opened";
  const left = leftBehind(kept, room);
  if (left) return left;
  if (answer === undefined) return sealed ? "sending" : "arriving";
  if (answer === null) return withoutBox(room);
  const standing = answer.used[answer.mine];
  if (standing) return sealed?.tracker === standing ? "receipt" : "spent";
  if (isOfAnotherSet(slip, answer)) return "foreign";
  if (!answer.credentials.includes(answer.mine)) return "unknown";
  // Sealed for another round, whose end the room has not told yet: it must not be sent into this one.
  if (sealed?.uuid && sealed.uuid !== answer.uuid) return "arriving";
  if (CLOSED.includes(answer.stage)) return sealed ? "unsent" : "closed";
  if (answer.stage !== "open") return "waiting";
  return sealed ? "sending" : "marking";
}

/** The round of what was being filled in or sent is over: "voided", or "passed" where a sealed ballot had no answer. */
function leftBehind({ sealed, draft }, room) {
  const round = roundWas(room, (sealed ?? draft)?.uuid);
  if (round?.voided) return "voided";
  return round && sealed ? "passed" : null;
}

function withoutBox(room) {
  if (isByHand(room)) return "on-paper";
  return earlierRounds(room).length ? "between" : "unissued";
}

/** The check mark on the slip is no part of its secret; it only tells which set the slip was cut from. */
const isOfAnotherSet = (slip, answer) => slip.mark !== null && slip.mark !== answer.mark;
