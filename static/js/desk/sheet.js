// The printed sheet: ten slips on an A4 page, built only for the print and taken away again.
import { copy, slot } from "../templates.js";

const SLIPS_A_PAGE = 10;

/** Lay `slips` ({qr, secret}) out in #printed, each with the check mark of the set. */
export function layOut(slips, mark) {
  const printed = document.getElementById("printed");
  clearSheet();
  slips.forEach((slip, index) => {
    if (index % SLIPS_A_PAGE === 0) printed.append(page());
    printed.lastElementChild.append(paper(slip, mark));
  });
  document.documentElement.classList.add("printing-slips");
}

export function clearSheet() {
  document.documentElement.classList.remove("printing-slips");
  document.getElementById("printed").replaceChildren();
}

/** The slip's square code and its characters, in the two lines in which people type them. */
export function faceOf(root, slip) {
  slot(root, "qr").replaceChildren(drawing(slip.qr));
  const groups = slip.secret.split("-");
  slot(root, "secret").replaceChildren(line(groups.slice(0, 2)), line(groups.slice(2)));
}

function paper(slip, mark) {
  const content = copy("slip-paper");
  faceOf(content, slip);
  slot(content, "mark").textContent = mark;
  return content;
}

function page() {
  const section = document.createElement("section");
  section.className = "slip-page";
  return section;
}

function line(groups) {
  const span = document.createElement("span");
  span.textContent = groups.join("-");
  return span;
}

/** The drawing that `text` describes, as a node of this page. */
function drawing(text) {
  return document.importNode(new DOMParser().parseFromString(text, "image/svg+xml").documentElement, true);
}
