// The slips between minting and handing out. They live in `hand` and nowhere else: leaving the page warns, a reload
// loses them (then the step offers a new set), and all leave one way only, printed or shown, so none exists twice.
import { copy, slot } from "../templates.js";
import { isMaking, takeSecrets } from "./minting.js";
import { refresh } from "./regions.js";
import { say } from "./sentences.js";
import { clearSheet, faceOf, layOut, networkOf, slipsOnAPage, typedAt } from "./sheet.js";

let hand = null;
let keeper = null;

/** In a rehearsal, whoever is pretended draws from every set that this page makes: `keep({mark, secrets})`. */
export function keepSlipsWith(keep) {
  keeper = keep;
}

export const areSlipsAtHand = () => hand !== null;

/** They have been drawn without paper and without a look at them: nothing of them is left in the hand. */
export function handOut() {
  if (hand) finish();
}

/** The kiosk has taken the set: from now on the slips carry its check mark. */
export function takeSlips({ seq, mark }) {
  const secrets = takeSecrets();
  hand = { seq, mark, secrets, total: secrets.length, printed: false, shown: 0 };
  keeper?.({ mark, secrets: [...secrets] });
  render();
}

/** The kiosk has refused the set, so the next one is made anew. The page stays: what was refused is read, and pressed again. */
export function letGoOfSlips() {
  if (isMaking()) takeSecrets();
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
    if (hand || isMaking()) event.preventDefault();
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
    layOut(hand.secrets.map(slipOf), hand.mark, joining());
    render();
    print();
  },
  printed: finish,
  show: () => {
    beside();
    oneSlip().showModal();
    curtain();
  },
  lift: () => {
    const secret = hand.secrets.shift();
    hand.shown += 1;
    faceOf(oneSlip(), slipOf(secret));
    reveal(true);
  },
  drop: () => {
    slot(oneSlip(), "qr").replaceChildren();
    slot(oneSlip(), "secret").replaceChildren();
    reveal(false);
    if (hand.secrets.length) curtain();
    else finish();
  },
  pause: () => oneSlip().close(),
};

// The laptop's address and Wi-Fi may be others since the page was opened; #room is fetched with every fact. The secret
// stands in the fragment of the address, which browsers never send (P10).
const joining = () => document.getElementById("room").dataset;
const slipOf = (secret) => ({ secret, address: `${joining().booth}#${hand.mark}.${secret}` });

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
  const values = { number: hand.total, mark: hand.mark, left: hand.secrets.length, a_page: slipsOnAPage(joining()) };
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

/** The Wi-Fi stands beside every slip, where one is set: also while the next person comes. */
function beside() {
  const place = slot(oneSlip(), "join");
  place.hidden = !joining().wifi;
  networkOf(place, joining());
  typedAt(place, joining());
}

function reveal(face) {
  slot(oneSlip(), "face").hidden = !face;
  slot(oneSlip(), "curtain").hidden = face;
}

function oneSlip() {
  return document.getElementById("one-slip");
}
