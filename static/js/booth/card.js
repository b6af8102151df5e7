// The ballot card of one contest: numbered rows with a box at the right, and the allowance in words and dots.
import { sheet } from "../sheets.js";
import { fill } from "../templates.js";

/**
 * The sheet of `contest` {title, seats, nominees} with the marks already set. `place` is {at, of} for "Nội dung 1
 * trong 3"; `toggle(choice)` says whether the mark may change; `deeds` are {next, back, blank, again}; `isFirst`
 * hides the way back.
 */
export function contestSheet(contest, marks, { place, toggle, deeds, isFirst, isEditing }) {
  const { title, seats, nominees } = contest;
  const copy = sheet("contest", { title }, deeds);
  for (const slot of copy.querySelectorAll("[data-fill]")) {
    slot.textContent = fill(slot.textContent, { ...place, seats });
  }
  copy.querySelector("[data-deed='back']").hidden = isFirst || isEditing;
  copy.querySelector("[data-when='editing']").hidden = !isEditing;
  copy.querySelector("[data-when='moving']").hidden = isEditing;
  const rows = nominees.map((name, choice) => row(name, choice, marks.includes(choice)));
  copy.querySelector(".rows").append(...rows);
  const card = { root: copy.firstElementChild, seats, rows };
  copy.querySelector(".rows").addEventListener("change", (event) => changed(card, event.target, toggle));
  showAllowance(card);
  return copy;
}

/** Ask whether the contest is left blank on purpose; the question takes the place of the buttons, under the thumb. */
export function askBlank(isAsked, { focus = true } = {}) {
  const foot = document.querySelector(".thumb");
  foot.querySelector(".asked").hidden = !isAsked;
  foot.querySelector(".moves").hidden = isAsked;
  if (focus) foot.querySelector(isAsked ? ".asked button" : "[data-deed='next']").focus();
}

function row(name, choice, isMarked) {
  const copy = sheet("row", { number: choice + 1, name }).firstElementChild;
  const box = copy.querySelector("input");
  box.checked = isMarked;
  box.value = choice;
  return copy;
}

function changed(card, box, toggle) {
  const allowed = toggle(Number(box.value));
  if (!allowed) box.checked = false;
  card.root.querySelector(".full").hidden = allowed;
  if (allowed) showAllowance(card);
}

// The rows beyond a full allowance stay within reach, so that a tap on one can be answered; they only say that they
// are out.
function showAllowance({ root, seats, rows }) {
  const boxes = rows.map((each) => each.querySelector("input"));
  const left = seats - boxes.filter((box) => box.checked).length;
  for (const box of boxes) box.setAttribute("aria-disabled", String(left === 0 && !box.checked));
  const words = root.querySelector(".left");
  words.textContent = fill(left ? words.dataset.some : words.dataset.none, { left, seats });
  root.querySelector(".dots").replaceChildren(...Array.from({ length: seats }, (_, at) => dot(at < seats - left)));
}

function dot(isUsed) {
  const element = document.createElement("span");
  element.className = isUsed ? "dot used" : "dot";
  return element;
}
