// Finding a nominee in a long list by typing, without diacritics: what does not fit steps aside, the order stays, and what is
// marked stays in sight. What is typed is kept nowhere and sent nowhere.
import { fill } from "../templates.js";

const WITHOUT = 12; // nominees that are looked over faster than they are searched

/** `text` as somebody in a hurry types it: small letters, no diacritics, d for đ. */
export const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d").trim();

/** Whether each word of `sought` begins a word of `name`; "thanhhoa" finds Thanh Hóa too. */
export function fits(name, sought) {
  const words = wordsOf(name);
  const glued = wordsOf(sought).join("");
  return wordsOf(sought).every((begun) => words.some((word) => word.startsWith(begun)))
    || words.some((_, at) => words.slice(at).join("").startsWith(glued));
}

const wordsOf = (text) => plain(text).split(/[^a-z0-9]+/).filter(Boolean);

/** Offer it on the card `root` (a form) whose `rows` are the <li> of its nominees; a short list has no need of it. */
export function offerFinding(root, rows) {
  const place = root.querySelector(".finding");
  if (rows.length <= WITHOUT) return place.remove();
  const [field, clear] = ["input", "button"].map((part) => place.querySelector(part));
  field.addEventListener("input", () => show(place, root, rows));
  clear.addEventListener("click", () => forgetSought(place));
  // Enter would send the form, whose only field this is. It leads to what was found, and the keyboard leaves the screen.
  root.addEventListener("submit", (event) => {
    event.preventDefault();
    rows.find((row) => !row.hidden && isFound(row, field.value))?.querySelector("input").focus();
  });
  return undefined;
}

/** Empty the field on `page`, where there is one and something stands in it. */
export function forgetSought(page) {
  const field = page.querySelector("#sought");
  if (!field?.value) return;
  field.value = "";
  field.dispatchEvent(new Event("input"));
  field.focus();
}

const isFound = (row, sought) => fits(row.querySelector(".name > span").textContent, sought);

function show(place, root, rows) {
  const sought = place.querySelector("input").value;
  const found = rows.filter((row) => isFound(row, sought));
  const kept = rows.filter((row) => !found.includes(row) && row.querySelector(":checked"));
  for (const row of rows) row.hidden = !found.includes(row) && !kept.includes(row);
  for (const list of root.querySelectorAll(".rows")) hideEmpty(list);
  place.querySelector("button").hidden = !sought;
  place.scrollIntoView({ block: "start" });
  say(place.querySelector("output"), sought.trim() && found.length, kept.length);
}

/** A parent unit without a row in sight is out of sight too, with its heading. */
function hideEmpty(list) {
  const isEmpty = [...list.children].every((row) => row.hidden);
  list.hidden = isEmpty;
  const heading = list.getAttribute("aria-labelledby");
  if (heading) list.ownerDocument.getElementById(heading).hidden = isEmpty;
}

function say(place, found, kept) {
  if (found === "") place.textContent = "";
  else {
    const words = found ? fill(place.dataset.found, { found }) : place.dataset.none;
    place.textContent = kept ? `${words} ${fill(place.dataset.kept, { kept })}` : words;
  }
}
