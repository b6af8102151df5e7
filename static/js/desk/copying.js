// The copy that follows the meeting: no fact says that its stick was pulled out, so the page asks.
import { getJson } from "../http.js";
import { refresh } from "./regions.js";

const ASK_MS = 3_000;

/** Draw the desk again whenever the copy begins or ceases to follow; asks nothing where there is no copy. */
export function watchCopying() {
  setInterval(async () => {
    const shown = document.getElementById("room").dataset.copying;
    if (shown === undefined || document.hidden) return;
    const answer = await getJson("/desk/copies/state").catch(() => null);
    if (answer && answer.trouble !== shown) refresh();
  }, ASK_MS);
}
