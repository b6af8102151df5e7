// The board: every tracking code in the box, sorted; find yours. It follows the box by itself, and shows the boxes of
// earlier rounds as they were left.
import { archiveOf, openBox } from "../board/boxes.js";
import { howWell, matching } from "../board/codes.js";
import { dressVerifying } from "../board/verifying.js";
import { showCode } from "../codes.js";
import { getJson } from "../http.js";
import { follow } from "../live.js";
import { dressRoom } from "../room.js";
import { earlierRounds, isByHand, roundOf, roundWas } from "../rounds.js";
import { copy, fill } from "../templates.js";

const ASK_AGAIN_MS = 3000;
const CURRENT_BOX = "/archive/box.bel";
const PARTS = [
  "search", "sought", "found", "codes", "codes-title", "empty", "proof", "head", "record", "box", "rounds", "round-list",
  "voided", "unread",
];
const page = Object.fromEntries(PARTS.map((id) => [id, document.getElementById(id)]));

const UNREAD = { codes: [], head: null, isUnread: true }; // nothing is said of a box that was not read
let shown = { codes: [], head: null };
let chosen = null; // the election of the earlier round that is looked at, null for the present one
let room = null;
let asking = null;

function ask() {
  if (chosen) return;
  asking ??= getJson("/board/codes")
    .then((board) => { if (!chosen) draw(board); }, () => setTimeout(ask, ASK_AGAIN_MS))
    .then(() => { asking = null; });
}

/** Look at the box of another round; `uuid` null is the present one. */
async function choose(uuid) {
  chosen = uuid;
  page.unread.hidden = true;
  drawRounds();
  if (!uuid) return ask();
  draw(UNREAD);
  try {
    const box = await openBox(uuid);
    if (chosen === uuid) draw(box);
  } catch {
    page.unread.hidden = chosen !== uuid;
  }
}

function draw(box = shown) {
  shown = box;
  const { codes, head, isUnread = false } = box;
  const found = matching(codes, page.sought.value);
  page.codes.replaceChildren(...found.map(item));
  page.empty.hidden = isUnread || codes.length > 0;
  page.empty.textContent = page.empty.dataset[isOnPaper() ? "paper" : "none"];
  page.proof.hidden = !head;
  if (head) showCode(page.head, head, 8);
  page.box.href = chosen ? archiveOf(chosen) : CURRENT_BOX;
  drawFound(found.length);
  drawTitle();
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

function drawFound(count) {
  const sought = shown.isUnread ? "" : page.sought.value.trim();
  const isLost = count === 0 && earlierRounds(room).length > 0;
  const words = page.found.dataset[isLost ? "elsewhere" : howWell(count, sought)];
  page.found.textContent = sought ? fill(words, { count, sought }) : "";
  page.found.className = sought && count === 1 ? "found-one" : "";
}

function item(code) {
  const element = document.createElement("li");
  showCode(element, code);
  return element;
}

/** A button for each round whose box there is, once there is more than one; a voided one says so. */
function drawRounds() {
  const earlier = earlierRounds(room).filter(({ uuid }) => uuid);
  page.rounds.hidden = earlier.length === 0;
  page["round-list"].replaceChildren(...[...earlier, { ...roundOf(room), uuid: null }].map(roundButton));
  const voided = roundWas(room, chosen)?.voided;
  page.voided.hidden = !voided;
  page.voided.firstElementChild.textContent = fill(page.voided.dataset.words, { reason: voided });
}

function roundButton({ number, uuid }) {
  const button = copy("round-button").firstElementChild;
  button.textContent = fill(button.textContent, { number });
  button.setAttribute("aria-pressed", String(uuid === chosen));
  button.addEventListener("click", () => {
    choose(uuid);
    page["round-list"].querySelector("[aria-pressed='true']").focus();
  });
  return button;
}

page.search.addEventListener("submit", (event) => event.preventDefault());
page.sought.addEventListener("input", () => draw());
follow((state) => {
  const before = room;
  room = state;
  dressRoom(state);
  dressVerifying(state);
  page.record.hidden = !["counted", "adopted"].includes(state.stage);
  if (earlierRounds(before).length !== earlierRounds(state).length) drawRounds();
  if (before?.box.head !== state.box.head || (!chosen && state.box.returned !== shown.codes.length)) ask();
  drawTitle();
});
