// Sealing once, then sending until the box has answered: always the same bytes, so that a retry is never a second
// ballot (P4).
import { drawer } from "./drawer.js";

const PAUSE_MS = 4000;
const WORTH_RETRYING = ["offline", "store-failed", "internal", "voting-not-open"];

// Whether the ballot came in time, or the slip belongs to this election at all, is in the box's own list.
const ONLY_THE_BOX_KNOWS = ["voting-closed", "credential-unknown"];

/**
 * Seal `marks` for `slip` in a round (rounds.roundKept): the sealed bytes are kept, the marks forgotten. Rejects where
 * this machine cannot seal.
 */
export async function sealOnce(sealer, slip, marks, round) {
  drawer.sealed.put({ ...await sealer.seal(slip.credential, marks), ...round });
  drawer.draft.drop();
}

/** One sealed ballot on its way to the box. */
export class Sending {
  /** `post(bytes)` sends; `onLost(error)` is called before each pause. */
  constructor(post, onLost) {
    Object.assign(this, { post, onLost, hurry: () => {}, isGivenUp: false });
  }

  /** The round is over, so that nobody waits for the answer any more: no further attempt. */
  giveUp() {
    this.isGivenUp = true;
    this.hurry();
  }

  /** Resolves to the tracking code of what is in the box, null if given up; rejects with the box's refusal. */
  async untilAnswered(ballot) {
    for (;;) {
      try {
        return (await this.post(ballot)).tracker;
      } catch (error) {
        if (!isWorthRetrying(error)) throw error;
        this.onLost(error);
        await this.pause();
        if (this.isGivenUp) return null;
      }
    }
  }

  /** Wait before the next attempt; hurry() ends the wait. */
  pause() {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, PAUSE_MS);
      this.hurry = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/**
 * Send the kept bytes and say what came of it: {} where they are in the box (the receipt is kept) or it was given up,
 * {isUnsure: true} where the box has to be asked, {refusal: {sheet, tracker | message}} where it refused them for good
 * (they are dropped).
 */
export async function deliver(sealed, sending) {
  try {
    const tracker = await sending.untilAnswered(sealed.ballot);
    if (tracker === null) return {};
    if (tracker !== sealed.tracker) return { refusal: { sheet: "outrun", tracker } };
    drawer.receipt.put({ tracker });
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
