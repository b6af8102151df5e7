// The printed sheet: an A4 page of slips, built only for the print and taken away again. `joining` is how phones get here:
// {booth}, the address; and where a Wi-Fi is set {wifi}, what its square code says, {network}, its name, and {password}.
import { squareCode } from "../squarecode.js";
import { copy, slot } from "../templates.js";
import { say } from "./sentences.js";

/** The Wi-Fi's code needs room, and so far from the slip's own that a camera takes the one that it is pointed at. */
export const slipsOnAPage = (joining) => (joining.wifi ? 8 : 10);

/** Lay `slips` ({address, secret}) out in #printed, each with the check mark of the set and how to get here. */
export function layOut(slips, mark, joining) {
  const printed = document.getElementById("printed");
  clearSheet();
  slips.forEach((slip, index) => {
    if (index % slipsOnAPage(joining) === 0) printed.append(page(joining));
    printed.lastElementChild.append(paper(slip, mark, joining));
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

/** The Wi-Fi's square code, its name and its password; nothing where none is set. */
export function networkOf(root, { wifi, network, password }) {
  if (!wifi) return;
  slot(root, "wifi").replaceChildren(squareCode(wifi));
  slot(root, "network").textContent = network;
  slot(root, "password").textContent = password;
  slot(root, "locked").hidden = !password;
}

/** Where a phone goes whose camera reads no square code. */
export function typedAt(root, { booth }) {
  say(slot(root, "typed"), { address: booth.replace("http://", "") });
}

function paper(slip, mark, joining) {
  const content = copy(joining.wifi ? "slip-paper-with-network" : "slip-paper");
  faceOf(content, slip);
  slot(content, "mark").textContent = mark;
  networkOf(content, joining);
  typedAt(content, joining);
  return content;
}

function page({ wifi }) {
  const section = document.createElement("section");
  section.className = wifi ? "slip-page with-network" : "slip-page";
  return section;
}

function line(groups) {
  const span = document.createElement("span");
  span.textContent = groups.join("-");
  return span;
}
