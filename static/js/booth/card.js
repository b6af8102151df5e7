// The ballot card of one contest: numbered rows with a box at the right, and the allowance in words and dots.
import { sentence, sheet } from "../sheets.js";
import { fill } from "../templates.js";
import { offerFinding } from "./finding.js";
import { showPlace } from "./frame.js";

/**
 * The sheet of `contest` (as readAnswer gives it) with the marks already set. `toggle(choice)` changes a mark, or says
 * why not (draft.mark); `deeds` are {next, back, blank, again}; `frame` as frame.showPlace takes it; `apartFrom` is the
 * title of the contest that is apart.
 */
export function contestSheet(contest, marks, { toggle, deeds, frame, apartFrom }) {
  const { title, seats, nominees } = contest;
  const copy = sheet("contest", { title }, deeds);
  showPlace(copy, { ...frame, seats });
  const rows = nominees.map((_, choice) => row(contest, choice, marks.includes(choice)));
  copy.querySelector("fieldset").append(...lists(rows, contest.groups));
  const card = { root: copy.firstElementChild, contest, rows, apartFrom };
  copy.querySelector("fieldset").addEventListener("change", (event) => changed(card, event.target, toggle));
  offerFinding(card.root, rows);
  showAllowance(card);
  return copy;
}

/**
 * The rows in the order of the ballot, one list, or one under each parent unit. Numbers go through, so that a number
 * means the same nominee as on paper.
 */
function lists(rows, groups) {
  const parts = [];
  rows.forEach((row, choice) => {
    const group = groups[choice] ?? "";
    if (!parts.length || parts[parts.length - 1].group !== group) parts.push({ group, rows: [] });
    parts[parts.length - 1].rows.push(row);
  });
  return parts.flatMap(({ group, rows: own }, index) => listOf(group, own, `group-${index}`));
}

function listOf(group, rows, id) {
  const copy = sheet("rows", { group });
  const [heading, list] = copy.children;
  list.append(...rows);
  if (!group) return [list];
  heading.id = id;
  list.setAttribute("aria-labelledby", id);
  return [heading, list];
}

function row({ nominees, notes }, choice, isMarked) {
  const copy = sheet("row", { number: choice + 1, name: nominees[choice], note: notes[choice] ?? "" }).firstElementChild;
  const box = copy.querySelector("input");
  box.checked = isMarked;
  box.value = choice;
  return copy;
}

function changed(card, box, toggle) {
  const trouble = toggle(Number(box.value));
  if (trouble) box.checked = !box.checked;
  const notice = card.root.querySelector(".full");
  notice.hidden = !trouble;
  if (trouble) notice.firstElementChild.textContent = explain(trouble, card, Number(box.value));
  else showAllowance(card);
}

const explain = (trouble, { contest, apartFrom }, choice) =>
  sentence(trouble, { seats: contest.seats, name: contest.nominees[choice], other: apartFrom });

// The rows beyond a full allowance stay within reach, so that a tap on one can be answered; they only say that they
// are out.
function showAllowance({ root, contest: { seats }, rows }) {
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
