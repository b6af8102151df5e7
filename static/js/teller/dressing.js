// What changes on a teller's sheet while it lies there: codes, the number of ballots, how far the phone's own audit is.
import { showCode } from "../codes.js";
import { originOf } from "../rounds.js";
import { sentence } from "../sheets.js";

/**
 * Fill the sheet that lies on the page, with whatever of this it has a place for: `seat` as the kiosk tells it (or
 * null), the `room`'s public state, `seed` of the key here, `box` as closedbox.lookInto found it and `progress`
 * {checked, ballots} of the audit (null before the first). Idempotent.
 */
export function dress({ seat, room, seed, box, progress }) {
  const origin = originOf(room);
  each("[data-when-stage]", (part) => { part.hidden = !isTheTime(part.dataset, seat?.stage, origin); });
  each("[data-round]", (place) => showRound(place, origin));
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

/** A part may be for one stage, and there for the first round ("first") or a later one ("later") only. */
function isTheTime({ whenStage, whenRound = null }, stage, { kind, number }) {
  const isItsRound = whenRound === null || (whenRound === "first") === (number === 1);
  return whenStage === stage && isItsRound && kind !== "hand";
}

function showRound(place, origin) {
  const said = sentence(`round-${origin.kind}`, origin);
  place.hidden = !said;
  place.firstElementChild.textContent = said ?? "";
}

const wordsOf = (progress) =>
  sentence(progress.checked < progress.ballots ? "box-checking" : "box-checked", progress);
