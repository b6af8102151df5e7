// The sheets of a page: <template id="sheet-NAME"> elements hold every sentence, this file only fills and lays them.
import { copy, fill } from "./templates.js";

const SECOND_TAP_MS = 700;

/**
 * A copy of the sheet `name`. `texts` fills elements by data-text (missing ones keep what the template says),
 * `deeds` answers clicks by data-deed. Returns a DocumentFragment that is not on the page yet.
 */
export function sheet(name, texts = {}, deeds = {}) {
  const laid = copy(`sheet-${name}`);
  for (const slot of laid.querySelectorAll("[data-text]")) {
    const text = texts[slot.dataset.text];
    if (text !== undefined) slot.textContent = text;
  }
  for (const button of laid.querySelectorAll("[data-deed]")) {
    button.addEventListener("click", deeds[button.dataset.deed]);
  }
  return laid;
}

/** Lay the sheet on the page in place of the one before; its heading takes the focus, so that it is read aloud. */
export function lay(copy) {
  const stage = document.getElementById("stage");
  stage.replaceChildren(copy);
  bewareOfDoubleTaps(stage);
  window.scrollTo(0, 0);
  stage.querySelector("h1")?.focus({ preventScroll: true });
}

/** What cannot be taken back answers a moment later, so that the second tap on what lay there before does not fall on it. */
function bewareOfDoubleTaps(stage) {
  stage.addEventListener("click", holdBack, true);
  for (const button of stage.querySelectorAll("[data-careful]")) {
    button.setAttribute("aria-disabled", "true");
    setTimeout(() => button.removeAttribute("aria-disabled"), SECOND_TAP_MS);
  }
}

function holdBack(event) {
  if (event.target.closest("[data-careful][aria-disabled='true']")) event.stopPropagation();
}

/** The sentence `name` of the page's <template id="sentences">, its {values} filled in. */
export function sentence(name, values = {}) {
  const said = document.getElementById("sentences").content.querySelector(`[data-sentence="${name}"]`);
  return said ? fill(said.textContent, values) : undefined;
}
