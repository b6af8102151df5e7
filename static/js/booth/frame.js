// What every ballot card has around its rows: where the voter is, the way on and back, and the question before a blank.
import { sentence } from "../sheets.js";
import { fill } from "../templates.js";

/**
 * Fill in the card's frame. `at` and `of` are for "Nội dung 1 trong 3", `round` is {number, runoff}, `seats` the
 * allowance; `isFirst` hides the way back, `isEditing` leads back to the review instead of onwards, `isLast` goes on
 * there by itself.
 */
export function showPlace(copy, { at, of, round, seats, isFirst, isEditing, isLast }) {
  for (const slot of copy.querySelectorAll("[data-fill]")) slot.textContent = fill(slot.textContent, { at, of, seats });
  showRoundName(copy, round);
  copy.querySelector("[data-deed='back']").hidden = isFirst || isEditing;
  copy.querySelector("[data-when='editing']").hidden = !isEditing;
  copy.querySelector("[data-when='last']").hidden = !isLast;
  copy.querySelector("[data-when='moving']").hidden = isEditing;
}

/** "Vòng 2, bầu lại" where it is not the first. */
export function showRoundName(copy, { number, runoff }) {
  const place = copy.querySelector("[data-round-name]");
  place.hidden = number === 1;
  place.textContent = sentence(runoff ? "name-runoff" : "name-again", { number });
}

/** Ask `question` (or what the sheet asks) before a blank; it takes the place of the buttons, under the thumb. */
export function askBlank(isAsked, { focus = true, question = null } = {}) {
  const foot = document.querySelector(".thumb");
  foot.querySelector(".asked").hidden = !isAsked;
  foot.querySelector(".moves").hidden = isAsked;
  if (question) foot.querySelector("#blank-question").textContent = question;
  if (focus) foot.querySelector(isAsked ? ".asked button" : "[data-deed='next']").focus();
}
