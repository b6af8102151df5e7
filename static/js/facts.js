// What a message of facts makes of the state that a page knows (kiosk/telling.py: `since`, `seq`, `changed`).

/** The state after these facts; the same one where it had them all; null where some before them are missing. */
export function after(state, { since, seq, changed }) {
  if (!state || state.seq < since) return null;
  if (state.seq <= seq) return { ...state, ...changed, seq };
  return since > 0 ? state : null; // A new meeting begins to count anew.
}
