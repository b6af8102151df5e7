// Following the meeting: a snapshot whenever the line is opened, then facts that change parts of it, those that come fast in
// one message. Nothing is ever sent.

import { after } from "./facts.js";
import { getJson } from "./http.js";
import { openLine } from "./line.js";
import { pause } from "./waiting.js";

const ASK_AGAIN_MS = 2_000;

/** Calls render(state) whenever the state is new. */
export function follow(render) {
  let state = null;
  let fetching = false;

  const take = (snapshot) => {
    state = snapshot;
    render(state);
  };

  // A missed number: facts have been lost on the way, so start again from the whole.
  const catchUp = async () => {
    if (fetching) return;
    fetching = true;
    try {
      take(await getJson("/live/snapshot"));
    } catch {
      pause(ASK_AGAIN_MS).then(catchUp);
    } finally {
      fetching = false;
    }
  };

  openLine({
    snapshot: take,
    facts: (told) => {
      const next = after(state, told);
      if (!next) return catchUp();
      if (next !== state) take(next);
    },
  });
}
