// The contests: cards that are added from a preset or empty, and removed. A list is ticks, or one nominee a line.
import { copy } from "../templates.js";
import { markEdited } from "./edits.js";
import { linesOf } from "./papertexts.js";
import { say } from "./sentences.js";

/** The contests of the page, as the deed sends them; a list that is agreed on goes back as it came. */
export function contestsOf() {
  return cards().map((card) => ("row" in card.dataset ? JSON.parse(card.dataset.row) : rowOf(card)));
}

export function listenForContests() {
  document.addEventListener("click", (event) => {
    const preset = event.target.closest("[data-add-contest]");
    if (preset) add(preset.dataset.addContest);
    const card = event.target.closest("[data-remove-contest]")?.closest(".contest");
    if (card) {
      markEdited(contestsForm());
      card.remove();
    }
  });
  document.addEventListener("input", (event) => count(event.target.closest(".contest")));
}

/** Say in every card how many nominees it has. */
export function countNominees() {
  cards().forEach(count);
}

function rowOf(card) {
  const majority = field(card, "majority").value;
  return {
    kind: card.dataset.kind,
    title: field(card, "title").value.trim(),
    seats: Number(field(card, "seats").value),
    nominees: nomineesOf(card),
    majority: majority ? JSON.parse(majority) : null,
  };
}

function add(kind) {
  const list = document.getElementById("contests");
  list.append(copy(`contest-${kind}`));
  const card = list.lastElementChild;
  count(card);
  markEdited(contestsForm());
  field(card, "title").focus();
  card.scrollIntoView({ block: "nearest" });
}

function count(card) {
  const place = card?.querySelector("[data-nominee-count]");
  if (place) say(place, { count: nomineesOf(card).length });
}

function nomineesOf(card) {
  const typed = field(card, "nominees");
  if (typed) return linesOf(typed.value);
  return [...card.querySelectorAll('[name="nominee"]:checked')].map((tick) => tick.value);
}

function cards() {
  return [...document.querySelectorAll("#contests > .contest")];
}

function contestsForm() {
  return document.getElementById("contests-form");
}

function field(card, name) {
  return card.querySelector(`[name="${name}"]`);
}
