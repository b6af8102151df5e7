// Keeping the sealed ballot, then sending it until the box has answered: always the same bytes, so that a retry is never
// a second ballot (P4).
import { pause } from "../waiting.js";
import { drawer } from "./drawer.js";

const PAUSE_MS = 2000;
const WORTH_RETRYING = ["offline", "store-failed", "internal", "voting-not-open"];

// Whether the ballot came in time, or the slip belongs to this election at all, is in the box's own list.
const ONLY_THE_BOX_KNOWS = ["voting-closed", "credential-unknown"];

/**
 * Keep `sealed`, a promise of {ballot, tracker}, as what is to be cast in a round (rounds.roundKept); the marks are
 * forgotten. Rejects where this machine cannot seal.
 */
export async function keepSealed(sealed, round) {
  drawer.sealed.put({ ...await sealed, ...round });
  drawer.draft.drop();
}

/** One sealed ballot on its way to the box. */
export class Sending {
  /** `post(bytes)` sends; `onLost(error)` is called before each pause; `again(error)`: whether to try once more. */
  constructor(post, onLost, again = isWorthRetrying) {
    Object.assign(this, { post, onLost, again, hurry: () => {}, isGivenUp: false });
  }

  /** Nobody waits for the answer any more: no further attempt. */
  giveUp() {
    this.isGivenUp = true;
    this.hurry();
  }

  /** Resolves to the box's answer {tracker, ...}, null if given up; rejects with its refusal. */
  async untilAnswered(ballot) {
    for (;;) {
      try {
        return await this.post(ballot);
      } catch (error) {
        if (!this.again(error)) throw error;
        this.onLost(error);
        if (!this.isGivenUp) await this.pause();
        if (this.isGivenUp) return null;
      }
    }
  }

  /** Wait before the next attempt, or until the line is back; hurry() ends the wait. */
  pause() {
    return Promise.race([pause(PAUSE_MS), new Promise((resolve) => { this.hurry = resolve; })]);
  }
}

/**
 * Send the kept bytes and say what came of it: {} where they are in the box (the receipt is kept) or it was given up,
 * {isUnsure: true} where the box has to be asked, {refusal: {sheet, tracker | message}} where it refused them for good
 * (they are dropped).
 */
export async function deliver(sealed, sending) {
  try {
    const answer = await sending.untilAnswered(sealed.ballot);
    if (answer === null) return {};
    const { tracker, head } = answer;
    if (tracker !== sealed.tracker) return { refusal: { sheet: "outrun", tracker } };
    drawer.receipt.put({ tracker, head });
    return {};
  } catch (error) {
    if (ONLY_THE_BOX_KNOWS.includes(error.code)) return { isUnsure: true };
    drawer.sealed.drop();
    return { refusal: refusalOf(error) };
  }
}

const refusalOf = ({ code, message, extra }) =>
  (code === "slip-already-used" ? { sheet: "outrun", tracker: extra.tracker } : { sheet: "refused", message });

const isWorthRetrying = (error) => WORTH_RETRYING.includes(error.code) || error.status >= 500;
