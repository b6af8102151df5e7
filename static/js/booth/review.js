// The whole ballot before it is cast: every card with what is chosen, each with its way back; and the sealed ballot's
// tracking code, which is there before the voter chooses to cast it or to have it opened.
import { showCode } from "../codes.js";
import { sentence, sheet } from "../sheets.js";
import { fill } from "../templates.js";
import { columnOf, sharedTitle } from "./cards.js";
import { showRoundName } from "./frame.js";

/**
 * The review of `contests` as they lie on `cards`, with the draft's marks; `edit(card)` goes back to one, `cast` and
 * `audit` are the voter's choice, `notice` is a sentence to be said beside it.
 */
export function reviewSheet(contests, cards, marks, { edit, round, cast, audit, notice }) {
  const copy = sheet("review", { notice: notice ?? "" }, { cast, audit });
  copy.querySelector("[data-notice]").hidden = !notice;
  showRoundName(copy, round);
  const sections = cards.map((card, step) => {
    const [one, other] = card.map((at) => ({ contest: contests[at], marks: marks[at] }));
    return other ? pairSection(one, other, () => edit(step)) : section(one, () => edit(step));
  });
  copy.querySelector(".reviewed").append(...sections);
  return copy;
}

/** Show the code of `sealed` (a promise) on the review that lies on `page`; without it there is nothing to open. */
export async function showSealed(page, sealed) {
  const [place, audit] = ["[data-code='sealed']", "[data-deed='audit']"].map((part) => page.querySelector(part));
  try {
    showCode(place, (await sealed).tracker);
    audit.disabled = false;
  } catch {
    place.textContent = sentence("unsealed");
  }
}

function section({ contest: { title, seats, nominees }, marks }, edit) {
  const copy = frame(title, edit, marks.length > 0);
  const count = copy.querySelector(".count");
  count.hidden = marks.length === 0;
  count.textContent = fill(count.textContent, { chosen: marks.length, seats });
  copy.querySelector("ul").append(...marks.map((choice) => chosen(choice + 1, nominees[choice])));
  return copy;
}

function pairSection(one, other, edit) {
  const isMarked = one.marks.length + other.marks.length > 0;
  const copy = frame(sharedTitle(one.contest.title, other.contest.title), edit, isMarked);
  copy.querySelector(".count").remove();
  if (isMarked) copy.querySelector("ul").append(place(one), place(other));
  return copy;
}

function frame(title, edit, isMarked) {
  const copy = sheet("reviewed", { title }, { edit }).firstElementChild;
  const button = copy.querySelector("[data-deed='edit']");
  button.setAttribute("aria-label", fill(button.dataset.label, { title }));
  copy.querySelector(".blank").hidden = isMarked;
  return copy;
}

/** One column of a pair: who is chosen in it, or that it is left blank. */
function place({ contest, marks: [choice] }) {
  const column = columnOf(contest);
  if (choice === undefined) return sheet("left-blank", { column, words: sentence("left-blank") }).firstElementChild;
  return sheet("placed", { column, name: contest.nominees[choice] }).firstElementChild;
}

function chosen(number, name) {
  return sheet("chosen", { number, name }).firstElementChild;
}
