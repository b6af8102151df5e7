// Which sheet is due in the booth: one pure decision over what the tab keeps and what the box has answered.

const CLOSED = ["closed", "counting", "counted"];

/**
 * The name of the sheet that is due. `kept` is {slip, sealed, receipt}; `answer` the box's last answer to "which
 * election": undefined before the first one, null while no slips are minted, else {stage, mark, credentials, used,
 * mine}, where `mine` is the public part of the slip's credential (null without a slip). The order of the questions
 * matters: what is already in the box comes before what the slip may still do, so that a reload after a lost reply
 * always ends at the receipt (P4, P7).
 */
export function dueSheet({ slip, sealed, receipt }, answer) {
  if (receipt) return "receipt";
  if (!slip) return "slipless";
  if (answer === undefined) return sealed ? "sending" : "arriving";
  if (answer === null) return "unissued";
  const standing = answer.used[answer.mine];
  if (standing) return sealed?.tracker === standing ? "receipt" : "spent";
  if (isOfAnotherSet(slip, answer)) return "foreign";
  if (!answer.credentials.includes(answer.mine)) return "unknown";
  if (CLOSED.includes(answer.stage)) return sealed ? "unsent" : "closed";
  if (answer.stage !== "open") return "waiting";
  return sealed ? "sending" : "marking";
}

/** The check mark on the slip is no part of its secret; it only tells which set the slip was cut from. */
const isOfAnotherSet = (slip, answer) => slip.mark !== null && slip.mark !== answer.mark;
