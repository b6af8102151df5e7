// The codes of one box, sorted; find yours. The present box is followed by itself, those of earlier rounds are as they were
// left. Beside them the codes of the ballots that were opened instead of being cast.
import { showCode } from "../codes.js";
import { getJson } from "../http.js";
import { earlierRounds, isByHand, roundOf, roundWas } from "../rounds.js";
import { fill } from "../templates.js";
import { pause } from "../waiting.js";
import { archiveOf, openBox } from "./boxes.js";
import { howWell, matching } from "./codes.js";
import { drawRounds } from "./roundbuttons.js";

const ASK_AGAIN_MS = 3000;
const CURRENT_BOX = "/archive/box.bel";
const PARTS = [
  "search", "sought", "found", "codes", "codes-title", "empty", "audited", "audited-codes", "proof", "head", "box", "unread",
];
const page = Object.fromEntries(PARTS.map((id) => [id, document.getElementById(id)]));

const UNREAD = { codes: [], audited: [], head: null, isUnread: true }; // nothing is said of a box that was not read
let shown = { codes: [], audited: [], head: null };
let chosen = null; // the election of the earlier round that is looked at, null for the present one
let room = null;
let asking = null;
let onShown = () => {};

/** Follow the box; `hear({uuid, head, codes})` is told of each that is shown. */
export function beginListing(hear) {
  onShown = hear;
  page.search.addEventListener("submit", (event) => event.preventDefault());
  page.sought.addEventListener("input", () => draw());
}

/** The public state has changed. */
export function dressListing(state) {
  const before = room;
  room = state;
  if (earlierRounds(before).length !== earlierRounds(state).length) drawRounds(room, chosen, choose);
  if (!before || isOther(before.box, state.box) || isBehind(state.box)) ask();
  drawTitle();
}

const isOther = (one, other) => one.head !== other.head || one.audited !== other.audited;
const isBehind = ({ returned }) => !chosen && returned !== shown.codes.length;

function ask() {
  if (chosen) return;
  asking ??= getJson("/board/codes")
    .then((board) => { if (!chosen) draw(board); }, () => { pause(ASK_AGAIN_MS).then(ask); })
    .then(() => { asking = null; });
}

/** Look at the box of another round; `uuid` null is the present one. */
async function choose(uuid) {
  chosen = uuid;
  page.unread.hidden = true;
  drawRounds(room, chosen, choose);
  if (!uuid) return ask();
  draw(UNREAD);
  try {
    const box = await openBox(uuid);
    if (chosen === uuid) draw({ uuid, audited: roundWas(room, uuid)?.audited ?? [], ...box });
  } catch {
    page.unread.hidden = chosen !== uuid;
  }
}

function draw(box = shown) {
  shown = box;
  const { codes, head, audited = [], isUnread = false } = box;
  const found = matching(codes, page.sought.value);
  page.codes.replaceChildren(...found.map(item));
  page.empty.hidden = isUnread || codes.length > 0;
  page.empty.textContent = page.empty.dataset[isOnPaper() ? "paper" : "none"];
  page.audited.hidden = audited.length === 0;
  page["audited-codes"].replaceChildren(...audited.map(item));
  page.proof.hidden = !head;
  if (head) showCode(page.head, head, 8);
  page.box.href = chosen ? archiveOf(chosen) : CURRENT_BOX;
  drawFound(found.length, audited);
  drawTitle();
  onShown(box);
}

const isOnPaper = () => !chosen && isByHand(room);

function drawTitle() {
  const title = page["codes-title"];
  const was = roundWas(room, chosen);
  if (shown.isUnread || isOnPaper()) {
    title.textContent = fill(title.dataset[shown.isUnread ? "only" : "paper"], was ?? roundOf(room));
    return;
  }
  const issued = chosen ? was?.issued : room?.election && room.slips?.issued;
  const number = earlierRounds(room).length ? (was ?? roundOf(room)).number : null;
  const words = fill(issued ? title.dataset.issued : title.dataset.some, { returned: shown.codes.length, issued });
  title.textContent = number ? `${fill(title.dataset.round, { number })} ${words}` : words;
}

function drawFound(count, audited) {
  const sought = shown.isUnread ? "" : page.sought.value.trim();
  const opened = matching(audited, sought).length;
  const words = page.found.dataset[wayFound(count, opened, sought)];
  page.found.textContent = sought ? fill(words, { count, sought }) : "";
  page.found.className = sought && count === 1 ? "found-one" : "";
}

function wayFound(count, opened, sought) {
  if (count === 0 && opened === 1) return "audited";
  return count === 0 && earlierRounds(room).length > 0 ? "elsewhere" : howWell(count, sought);
}

function item(code) {
  const element = document.createElement("li");
  showCode(element, code);
  return element;
}
