// Keys of the desk. Which key does what stands in one table, the page's own dialog (templates/desk/shortcuts.html). No key does
// a deed but the two marks of the roll call, which can be marked anew; the main button's opens its question or goes to it.
const KEPT_AS = "desk-shortcuts";
const TYPED = "input, textarea, select, [contenteditable]";
const FOLDED = "details:not([open]), dialog, [hidden]";
const MAIN = [
  "[data-opens].official:not(:disabled)",
  ".bar .button, .onward .button:not(.second)",
  "form button:not(.second, .quiet, .compact, [type=button], :disabled)",
];

const DEEDS = {
  due: () => go("#path .now a"),
  next: () => go("#path .here + li a"),
  before: () => go(document.querySelector("#path .here")?.previousElementSibling?.querySelector("a")),
  main: goToMainButton,
  present: () => mark("present"),
  absent: () => mark("absent"),
  list: () => dialog().showModal(),
};

const dialog = () => document.getElementById("shortcuts");
const areOn = () => document.getElementById("shortcuts-on").checked;

export function listenForShortcuts() {
  const keys = new Map([...dialog().querySelectorAll("[data-shortcut]")].map((row) =>
    [row.querySelector("kbd").textContent, DEEDS[row.dataset.shortcut]]));
  document.getElementById("shortcuts-on").checked = localStorage.getItem(KEPT_AS) !== "off";
  document.getElementById("shortcuts-on").addEventListener("change", () =>
    localStorage.setItem(KEPT_AS, areOn() ? "on" : "off"));
  document.addEventListener("keydown", (event) => {
    const deed = keys.get(event.key.toLowerCase());
    if (!deed || !areOn() || isElsewhere(event)) return;
    event.preventDefault();
    deed();
  });
}

/** Keys that are meant for the browser, for a field or for a question that is open. */
function isElsewhere(event) {
  const combined = event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat;
  return combined || event.target.closest(TYPED) !== null || document.querySelector("dialog[open]") !== null;
}

function go(place) {
  const link = typeof place === "string" ? document.querySelector(place) : place;
  link?.click();
}

/** A link is followed and a question opened; a button that would do something only takes the focus. */
function goToMainButton() {
  const buttons = MAIN.flatMap((kind) => [...document.querySelectorAll(`#task :is(${kind})`)]);
  const main = buttons.find((button) => !button.closest(FOLDED));
  if (main?.matches("a, [data-opens]")) main.click();
  else main?.focus();
}

/** Mark the unit in whose row the focus is, or the first that was not called, and go on to the next row. */
function mark(how) {
  const rows = [...document.querySelectorAll("form[data-unit]")];
  const here = rows.find((row) => row.contains(document.activeElement))
    ?? rows.find((row) => !row.querySelector("[aria-pressed=true]"));
  const button = here?.querySelector(`button.${how}:not(:disabled)`);
  if (!button) return;
  button.click();
  const following = rows[rows.indexOf(here) + 1] ?? here;
  following.querySelector("button.present").focus();
}
