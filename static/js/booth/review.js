// The whole ballot before it is cast: every contest with what is chosen, each with its way back.
import { sheet } from "../sheets.js";
import { fill } from "../templates.js";

/** The review of `contests` with the draft's marks; `edit(contest)` goes back to one, `deeds` is {cast}. */
export function reviewSheet(contests, marks, edit, deeds) {
  const copy = sheet("review", {}, deeds);
  copy.querySelector(".reviewed").append(...contests.map((contest, at) => section(contest, marks[at], () => edit(at))));
  return copy;
}

function section({ title, seats, nominees }, marks, edit) {
  const copy = sheet("reviewed", { title }, { edit }).firstElementChild;
  const button = copy.querySelector("[data-deed='edit']");
  button.setAttribute("aria-label", fill(button.dataset.label, { title }));
  const count = copy.querySelector(".count");
  count.textContent = fill(count.textContent, { chosen: marks.length, seats });
  copy.querySelector(".blank").hidden = marks.length > 0;
  copy.querySelector("ul").append(...marks.map((choice) => chosen(choice + 1, nominees[choice])));
  return copy;
}

function chosen(number, name) {
  return sheet("chosen", { number, name }).firstElementChild;
}
