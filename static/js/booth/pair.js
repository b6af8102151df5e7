// The ballot card of two contests over one list: two columns (Nhất and Nhì, Cụm trưởng and Cụm phó), one mark in each.
// The mark of a column moves with a tap on another row and is lifted by a second tap; a unit that is marked in the other
// column is answered with a sentence, never moved there.
import { sentence, sheet } from "../sheets.js";
import { fill } from "../templates.js";
import { columnOf, sharedTitle } from "./cards.js";
import { offerFinding } from "./finding.js";
import { showPlace } from "./frame.js";

/**
 * The sheet of a pair of contests (as readAnswer gives them). `marks()` are the two columns' marks as they are now;
 * `toggle(column, choice)` changes a mark, or says why not (draft.mark); `deeds` and `frame` as for a single contest.
 */
export function pairSheet(pair, marks, { toggle, deeds, frame }) {
  const columns = pair.map(columnOf);
  const copy = sheet("pair", { title: sharedTitle(pair[0].title, pair[1].title), one: columns[0], other: columns[1] }, deeds);
  showPlace(copy, frame);
  const rows = pair[0].nominees.map((_, choice) => row(pair, choice, columns));
  copy.querySelector(".rows").append(...rows);
  const card = { root: copy.firstElementChild, pair, columns, rows, marks };
  copy.querySelector(".rows").addEventListener("change", (event) => changed(card, event.target, toggle));
  offerFinding(card.root, rows);
  draw(card);
  return copy;
}

/** The question before going on with these columns empty. */
export function blankQuestion(pair, empty) {
  return sentence(empty.length > 1 ? "blank-both" : "blank-one", { column: columnOf(pair[empty[0]]) });
}

function row(pair, choice, columns) {
  const name = pair[0].nominees[choice];
  const note = [...new Set(pair.map(({ notes }) => notes[choice]).filter(Boolean))].join(" · ");
  const copy = sheet("pair-row", { number: choice + 1, name, note }).firstElementChild;
  const words = copy.querySelector(".note");
  words.id = `note-${choice}`;
  copy.querySelectorAll("input").forEach((box, column) => {
    box.dataset.column = column;
    box.value = choice;
    if (note) box.setAttribute("aria-describedby", words.id);
    box.setAttribute("aria-label", fill(box.dataset.label, { name, column: columns[column] }));
  });
  return copy;
}

function changed(card, box, toggle) {
  const [column, choice] = [Number(box.dataset.column), Number(box.value)];
  const trouble = toggle(column, choice);
  const notice = card.root.querySelector(".full");
  notice.hidden = !trouble;
  const values = { name: card.pair[0].nominees[choice], other: card.columns[1 - column] };
  if (trouble) notice.firstElementChild.textContent = sentence("apart-column", values);
  draw(card);
}

function draw({ root, pair, columns, rows, marks }) {
  const marked = marks();
  rows.forEach((each, choice) => each.querySelectorAll("input").forEach((box, column) => {
    box.checked = marked[column].includes(choice);
    box.setAttribute("aria-disabled", String(marked[1 - column].includes(choice)));
  }));
  root.querySelectorAll(".pick").forEach((place, column) => {
    const [choice] = marked[column];
    const values = { column: columns[column], number: choice + 1, name: pair[column].nominees[choice] };
    place.textContent = sentence(choice === undefined ? "pick-none" : "pick", values);
  });
}
