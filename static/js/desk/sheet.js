// The printed sheet: ten slips on an A4 page, built only for the print and taken away again.
import { squareCode } from "../squarecode.js";
import { copy, slot } from "../templates.js";
import { say } from "./sentences.js";

const SLIPS_A_PAGE = 10;

/** Lay `slips` ({address, secret}) out in #printed, each with the check mark of the set and the booth's address to type. */
export function layOut(slips, mark, booth) {
  const printed = document.getElementById("printed");
  clearSheet();
  slips.forEach((slip, index) => {
    if (index % SLIPS_A_PAGE === 0) printed.append(page());
    printed.lastElementChild.append(paper(slip, mark, booth.replace("http://", "")));
  });
  document.documentElement.classList.add("printing-slips");
}

export function clearSheet() {
  document.documentElement.classList.remove("printing-slips");
  document.getElementById("printed").replaceChildren();
}

/** The slip's square code and its characters, in the two lines in which people type them. */
export function faceOf(root, slip) {
  slot(root, "qr").replaceChildren(squareCode(slip.address));
  const groups = slip.secret.split("-");
  slot(root, "secret").replaceChildren(line(groups.slice(0, 2)), line(groups.slice(2)));
}

function paper(slip, mark, address) {
  const content = copy("slip-paper");
  faceOf(content, slip);
  slot(content, "mark").textContent = mark;
  say(slot(content, "typed"), { address });
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
