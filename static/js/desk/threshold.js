// How many locks open the box. It follows the number of tellers, more than half, until it is changed by hand.
import { fill, slot } from "../templates.js";
import { filledRows } from "./rows.js";

/** More than half of `size`: 2 of 3. */
export const usualThreshold = (size) => Math.floor(size / 2) + 1;

/**
 * Which of the sentences says what a threshold means: "only" lock, "one" is enough, "all" are needed, so few that two
 * "halves" of the committee could each open a box, or the usual "text".
 */
export function meaningOf(threshold, size) {
  if (size === 1) return "only";
  if (threshold === 1) return "one";
  if (threshold === size) return "all";
  return 2 * threshold > size ? "text" : "halves";
}

export function listenForThreshold() {
  document.addEventListener("rows:counted", ({ target }) => follow(target));
  document.addEventListener("change", ({ target }) => {
    if (!target.matches("[data-threshold] select")) return;
    target.dataset.kept = target.value;
    follow(target.form.querySelector("[data-rows]"));
  });
}

function follow(table) {
  const place = table.closest("form")?.querySelector("[data-threshold]");
  if (!place) return;
  const select = place.querySelector("select");
  const size = filledRows(table).length || table.tBodies[0].rows.length || 1;
  const kept = Math.min(Number(select.dataset.kept ?? usualThreshold(size)), size);
  select.replaceChildren(...Array.from({ length: size }, (_, index) => new Option(index + 1)));
  select.value = String(kept);
  slot(place, "size").textContent = size;
  const meaning = place.dataset[meaningOf(kept, size)];
  slot(place, "meaning").textContent = fill(meaning, { threshold: kept, spare: size - kept });
}
