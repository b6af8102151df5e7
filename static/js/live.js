// Following the meeting: a snapshot whenever the line is opened, then facts that change parts of it. Nothing is ever sent.

import { getJson } from "./http.js";
import { openLine } from "./line.js";
import { pause } from "./waiting.js";

const ASK_AGAIN_MS = 2_000;

/** Calls render(state, fact) whenever the state is new; `fact` is null after a snapshot. */
export function follow(render) {
  let state = null;
  let fetching = false;

  const take = (snapshot) => {
    state = snapshot;
    render(state, null);
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
    fact: (fact) => {
      if (!state || fact.seq !== state.seq + 1) return catchUp();
      state = { ...state, ...fact.changed, seq: fact.seq };
      render(state, fact);
    },
  });
}
