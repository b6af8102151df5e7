// The board: every tracking code in the box, sorted; find yours. It follows the box by itself.
import { howWell, matching } from "../board/codes.js";
import { showCode } from "../codes.js";
import { getJson } from "../http.js";
import { follow } from "../live.js";
import { dressRoom } from "../room.js";
import { fill } from "../templates.js";

const ASK_AGAIN_MS = 3000;
const PARTS = ["search", "sought", "found", "codes", "codes-title", "empty", "proof", "head", "record"];
const page = Object.fromEntries(PARTS.map((id) => [id, document.getElementById(id)]));

let codes = [];
let room = null;
let asking = null;

function ask() {
  asking ??= getJson("/board/codes")
    .then((board) => { codes = board.codes; draw(board.head); }, () => setTimeout(ask, ASK_AGAIN_MS))
    .then(() => { asking = null; });
}

function draw(head) {
  const shown = matching(codes, page.sought.value);
  page.codes.replaceChildren(...shown.map(item));
  page.empty.hidden = codes.length > 0;
  page.proof.hidden = !head;
  if (head) showCode(page.head, head, 8);
  drawFound(shown.length);
  drawTitle();
}

function drawTitle() {
  const issued = room?.slips?.issued;
  const title = page["codes-title"];
  title.textContent = fill(issued ? title.dataset.issued : title.dataset.some, { returned: codes.length, issued });
}

function drawFound(count) {
  const sought = page.sought.value.trim();
  page.found.textContent = sought ? fill(page.found.dataset[howWell(count, sought)], { count, sought }) : "";
  page.found.className = sought && count === 1 ? "found-one" : "";
}

function item(code) {
  const element = document.createElement("li");
  showCode(element, code);
  return element;
}

page.search.addEventListener("submit", (event) => event.preventDefault());
page.sought.addEventListener("input", () => draw(room?.box.head));
follow((state) => {
  const before = room;
  room = state;
  dressRoom(state);
  page.record.hidden = state.stage !== "counted";
  if (before?.box.head !== state.box.head || state.box.returned !== codes.length) ask();
  drawTitle();
});
