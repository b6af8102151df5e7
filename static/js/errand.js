// Errands to the kiosk: done again while the line is down; each may be repeated without harm.
import * as waiting from "./waiting.js";

const PAUSE_MS = 3000;

/** Whether the same request may succeed a moment later. */
export const isPassing = (error) => error.code === "offline" || error.status >= 500;

export const pause = (ms = PAUSE_MS) => waiting.pause(ms);

/** Do `deed` until it succeeds or is refused; `onLost()` before each pause. Resolves to null or the refusal. */
export async function untilDone(deed, onLost) {
  for (;;) {
    try {
      await deed();
      return null;
    } catch (error) {
      if (!isPassing(error)) return error;
      onLost();
      await pause();
    }
  }
}
