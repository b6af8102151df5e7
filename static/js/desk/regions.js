// The page follows the room: it fetches its own step again and swaps the path, the task and the room's state.
import { drawSquares } from "../squarecode.js";
import { editing } from "./edits.js";

let fetching = false;
let again = false;
let waiting = false;

/** Fetch this step and swap what may be swapped. Calls made meanwhile are folded into one more fetch. */
export async function refresh() {
  if (fetching) {
    again = true;
    return;
  }
  fetching = true;
  try {
    do {
      again = false;
      await swapAll();
    } while (again);
  } finally {
    fetching = false;
  }
}

/** The sequence number of the state that the page shows. */
export function shownSeq() {
  return Number(document.getElementById("room").dataset.seq);
}

/** As `refresh`, but only where a change was held back while the secretary was typing. */
export function catchUp() {
  if (waiting) refresh();
}

async function swapAll() {
  const step = document.getElementById("task").dataset.step;
  const answer = await fetch(`/desk/${step}`).catch(() => null);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  drawSquares(fresh);
  swap("path", fresh);
  swap("room", fresh);
  const task = document.getElementById("task");
  waiting = editing(task) || "held" in task.dataset || isAsking(task);
  document.getElementById("moved-on").hidden = !editing(task);
  if (!waiting) swap("task", fresh);
}

/** The names of `element` and of what it stands in, from the inside out: a button that is gone leaves its section. */
function placesOf(element, region) {
  const places = [];
  for (let place = element; region.contains(place) && place !== region; place = place.parentElement) {
    if (place.id) places.push(place.id);
  }
  return places;
}

/** A dialog whose answer is under way stays, so that a refusal is said in it. */
const isAsking = (task) => task.querySelector("dialog[open] form[data-busy]") !== null;

function swap(id, fresh) {
  const now = document.getElementById(id);
  const next = document.importNode(fresh.getElementById(id), true);
  if (now.isEqualNode(next)) return; // Nobody's hand is taken off a page that says the same.
  const places = placesOf(document.activeElement, now);
  const asking = now.querySelector("dialog[open]")?.id;
  const told = now.querySelector("dialog[open] .trouble:not([hidden])");
  if (told) next.querySelector(`#${asking} .trouble`)?.replaceWith(told);
  for (const { id: unfolded } of now.querySelectorAll("details[open][id]")) {
    next.querySelector(`#${unfolded}`)?.setAttribute("open", "");
  }
  for (const { id: kept, value } of now.querySelectorAll("[data-keeps]")) {
    const field = next.querySelector(`#${kept}`);
    if (field) field.value = value;
  }
  now.replaceWith(next);
  if (asking) document.getElementById(asking)?.showModal();
  const place = places.find((id) => document.getElementById(id));
  if (place) document.getElementById(place).focus({ preventScroll: true });
  next.dispatchEvent(new CustomEvent("desk:swapped", { bubbles: true }));
}
