// What changes on a teller's sheet while it lies there: codes, the number of ballots, how far the phone's own audit is.
import { showCode } from "../codes.js";
import { sentence } from "../sheets.js";

/**
 * Fill the sheet that lies on the page, with whatever of this it has a place for: `seat` as the kiosk tells it (or
 * null), `seed` of the key here, `box` as closedbox.lookInto found it and `progress` {checked, ballots} of the audit
 * (null before the first). Idempotent.
 */
export function dress({ seat, seed, box, progress }) {
  each("[data-when-stage]", (part) => { part.hidden = part.dataset.whenStage !== seat?.stage; });
  each("[data-code='seed']", (place) => showCode(place, seed));
  each("[data-box='mine']", (place) => { place.hidden = box === null; });
  if (box) each("[data-code='head']", (place) => showCode(place, box.head.slice(0, 16), 8));
  if (box) each("[data-box='ballots']", (place) => { place.textContent = sentence("box-ballots", box); });
  each("[data-box='progress']", (place) => {
    place.hidden = !progress?.ballots; // An empty box has nothing to tell.
    place.textContent = place.hidden ? "" : wordsOf(progress);
  });
  each("[data-code='lock']", (place) => { place.textContent = seat.code ?? ""; });
}

const each = (selector, deed) => document.getElementById("stage").querySelectorAll(selector).forEach(deed);

const wordsOf = (progress) =>
  sentence(progress.checked < progress.ballots ? "box-checking" : "box-checked", progress);
