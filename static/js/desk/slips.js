// The slips between minting and handing out. They live in `hand` and nowhere else: leaving the page warns, a reload
// loses them (then the step offers a new set), and all leave one way only, printed or shown, so none exists twice.
import { copy, slot } from "../templates.js";
import { refresh } from "./regions.js";
import { say } from "./sentences.js";
import { clearSheet, faceOf, layOut } from "./sheet.js";

let hand = null;

/** Take the answer of the minting deed. */
export function takeSlips({ seq, mark, slips }) {
  hand = { seq, mark, slips, total: slips.length, printed: false, shown: 0 };
  document.getElementById("task").dataset.held = "";
  render();
}

/** Drop the slips when the meeting has gone on to another set, or to none. `state` may be older than the slips. */
export function checkSlips(state) {
  if (!hand || state.seq < hand.seq || state.slips?.mark === hand.mark) return;
  hand = null;
  clearSheet();
  oneSlip()?.close();
  document.getElementById("slips").replaceChildren(copy("slips-dead"));
}

export function guardSlips() {
  addEventListener("beforeunload", (event) => {
    if (hand) event.preventDefault();
  });
  addEventListener("afterprint", clearSheet);
  document.addEventListener("click", (event) => {
    const name = hand && event.target.closest("[data-slot]")?.dataset.slot;
    DEEDS[name]?.();
  });
  document.addEventListener("close", (event) => {
    if (hand && event.target.id === "one-slip") closed();
  }, true);
}

const DEEDS = {
  print: () => {
    hand.printed = true;
    layOut(hand.slips, hand.mark);
    render();
    print();
  },
  printed: finish,
  show: () => {
    oneSlip().showModal();
    curtain();
  },
  lift: () => {
    const slip = hand.slips.shift();
    hand.shown += 1;
    faceOf(oneSlip(), slip);
    reveal(true);
  },
  drop: () => {
    slot(oneSlip(), "qr").replaceChildren();
    slot(oneSlip(), "secret").replaceChildren();
    reveal(false);
    if (hand.slips.length) curtain();
    else finish();
  },
  pause: () => oneSlip().close(),
};

/** The Escape key closes any dialog: a slip that somebody is scanning comes back, a curtain is a pause. */
function closed() {
  if (slot(oneSlip(), "face").hidden) render();
  else oneSlip().showModal();
}

function finish() {
  hand = null;
  clearSheet();
  oneSlip().close();
  delete document.getElementById("task").dataset.held;
  refresh();
}

function render() {
  const content = copy("slips-at-hand");
  const values = { number: hand.total, mark: hand.mark, left: hand.slips.length };
  content.querySelectorAll("[data-text]").forEach((element) => say(element, values));
  slot(content, "print").disabled = hand.shown > 0;
  slot(content, "no-print").hidden = hand.shown === 0;
  slot(content, "printed").hidden = !hand.printed;
  slot(content, "show").disabled = hand.printed;
  slot(content, "no-show").hidden = !hand.printed;
  document.getElementById("slips").replaceChildren(content);
}

function curtain() {
  say(slot(oneSlip(), "heading"), { number: hand.shown + 1, total: hand.total });
  reveal(false);
}

function reveal(face) {
  slot(oneSlip(), "face").hidden = !face;
  slot(oneSlip(), "curtain").hidden = face;
}

function oneSlip() {
  return document.getElementById("one-slip");
}
