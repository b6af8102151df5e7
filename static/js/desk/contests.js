// The contests: cards that are added from a preset or empty, and removed; each nominee is one line of its list.
import { copy } from "../templates.js";
import { markEdited } from "./edits.js";
import { say } from "./sentences.js";

/** The contests of the form, as the deed sends them. */
export function contestsOf(form) {
  return [...form.querySelectorAll(".contest")].map((card) => ({
    title: field(card, "title").value.trim(),
    seats: Number(field(card, "seats").value),
    nominees: nomineesOf(card),
  }));
}

export function listenForContests() {
  document.addEventListener("click", (event) => {
    const preset = event.target.closest("[data-add-contest]");
    if (preset) add(preset.dataset);
    const card = event.target.closest("[data-remove-contest]")?.closest(".contest");
    if (card) {
      markEdited(card.closest("form"));
      card.remove();
    }
  });
  document.addEventListener("input", (event) => count(event.target.closest(".contest")));
}

/** Say in every card how many nominees it has. */
export function countNominees() {
  document.querySelectorAll(".contest").forEach(count);
}

function add({ title, seats, nominees }) {
  const list = document.getElementById("contests");
  list.append(copy("contest-card"));
  const card = list.lastElementChild;
  field(card, "title").value = title;
  field(card, "seats").value = seats;
  field(card, "nominees").value = nominees;
  field(card, "nominees").rows = Math.min(Math.max(nominees.split("\n").length, 6), 12);
  count(card);
  markEdited(card.closest("form"));
  field(card, title ? "nominees" : "title").focus();
  card.scrollIntoView({ block: "nearest" });
}

function count(card) {
  const place = card?.querySelector("[data-nominee-count]");
  if (place) say(place, { count: nomineesOf(card).length });
}

function nomineesOf(card) {
  return field(card, "nominees").value.split("\n").map((line) => line.replace(/\s+/gu, " ").trim()).filter(Boolean);
}

function field(card, name) {
  return card.querySelector(`[name="${name}"]`);
}
