// The part of the board where a ballot of another device is checked.
import { showCode } from "../codes.js";
import { sentence } from "../sheets.js";
import { copy, slot } from "../templates.js";
import { notice } from "./notice.js";
import { checkOpened, isOpening } from "./opening.js";

const form = document.getElementById("opening-form");
const place = document.getElementById("opening-result");
const MAY_BE_TRIED = ["opening-malformed", "not-found", "offline"];
const KNOWN = [...MAY_BE_TRIED, "opening-other-ballot", "opening-mismatch", "ballot-other-election"];
let asked = 0;

form.addEventListener("submit", (event) => {
  event.preventDefault();
  check(form.opening.value);
});

/** The fragment of the page's address, where a square code handed over what opens a ballot. */
export function checkFragment(fragment) {
  if (!isOpening(fragment)) return;
  document.getElementById("opened-title").scrollIntoView();
  check(fragment);
}

/** Only the last of several that were asked is answered. */
async function check(text) {
  const number = ++asked;
  say([notice("", sentence("opening-going"))]);
  const told = await checkOpened(text).then(good, bad);
  if (number === asked) say(told);
}

function say(parts) {
  place.replaceChildren(...parts);
  place.scrollIntoView({ block: "nearest" });
  place.querySelector("h3")?.focus({ preventScroll: true });
}

function good({ tracker, contests, isCounted }) {
  const sheet = copy("opening-good");
  showCode(slot(sheet, "tracker"), tracker);
  slot(sheet, "contests").append(...contests.map(contest));
  return isCounted ? [notice("stop", sentence("opening-counted")), sheet] : [sheet];
}

function contest({ title, names }) {
  const sheet = copy("opening-contest");
  slot(sheet, "title").textContent = title;
  slot(sheet, "blank").hidden = names.length > 0;
  slot(sheet, "names").append(...names.map((name) => {
    const item = document.createElement("li");
    item.textContent = name;
    return item;
  }));
  return sheet;
}

function bad({ code }) {
  const kind = MAY_BE_TRIED.includes(code) ? "care" : "stop";
  return [notice(kind, sentence(`opening-is-${KNOWN.includes(code) ? code : "broken"}`))];
}
