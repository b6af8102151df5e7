// The part of the board that keeps the heads this device has seen, and asks whether today's boxes still extend them.
import { showCode } from "../codes.js";
import { getBytes } from "../http.js";
import { read } from "../protocol/board.js";
import { earlierRounds, roundOf } from "../rounds.js";
import { sentence } from "../sheets.js";
import { copy, fill, slot } from "../templates.js";
import { archiveOf } from "./boxes.js";
import { compare, keepHead, keptHeads, otherElections, placeOf, readHead } from "./heads.js";
import { notice } from "./notice.js";

const section = document.getElementById("heads");
const count = document.getElementById("heads-kept");
const place = document.getElementById("heads-result");
const form = document.getElementById("head-form");
const UNREAD = { "not-found": "heads-gone" };
const isBroken = (code) => /^(archive|election)-/.test(code);
let room = null;
let asked = 0;

document.getElementById("heads-ask").addEventListener("click", () => answer(aboutKept));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  answer(() => aboutTyped(form.typed.value));
});

/** The box of an election as the board page shows it now. */
export function keepShown({ uuid, head, codes }) {
  if (uuid && head) keepHead(uuid, head, codes.length);
  dress();
}

/** The public state has changed; the head that it tells is kept too, and is held against the box itself when asked. */
export function dressHeads(state) {
  room = state;
  const { election, box } = state;
  if (election && box.head) keepHead(election.uuid, box.head, box.returned);
  dress();
}

function dress() {
  const kept = boxes().reduce((sum, { uuid }) => sum + keptHeads(uuid).length, 0);
  section.hidden = boxes().length === 0;
  count.textContent = fill(count.dataset.words, { kept });
}

/** The boxes of this meeting, {uuid, number} of each round that has one. */
function boxes() {
  const present = { uuid: room?.election?.uuid, number: roundOf(room).number };
  return [...earlierRounds(room), present].filter(({ uuid }) => uuid);
}

/** Only the last of several questions is answered. */
async function answer(question) {
  const number = ++asked;
  place.replaceChildren(notice("", sentence("heads-going")));
  const parts = await question();
  if (number === asked) place.replaceChildren(...parts);
}

async function aboutKept() {
  const kept = boxes().filter(({ uuid }) => keptHeads(uuid).length);
  const told = await Promise.all(kept.map(aboutBox));
  const elsewhere = otherElections(boxes().map(({ uuid }) => uuid));
  if (!kept.length) told.push([notice("", sentence("heads-none"))]);
  if (elsewhere.length) told.push([notice("", sentence("heads-elsewhere", { count: elsewhere.length }))]);
  return told.flat();
}

async function aboutBox({ uuid, number }) {
  const kept = keptHeads(uuid);
  const found = await fetchBoard(uuid);
  if (!found.board) return unread(number, found.code, kept[kept.length - 1]);
  const said = compare(found.board, kept);
  return said.fork ? forked(number, said) : [notice("good", sentence("heads-extended", { number, ...said }))];
}

/** A head that was typed from a photograph may be of any round. */
async function aboutTyped(typed) {
  const begins = readHead(typed);
  if (!begins) return [notice("care", sentence("head-malformed"))];
  const found = await Promise.all(boxes().map(async (box) => ({ ...box, ...await fetchBoard(box.uuid) })));
  const places = found.map(({ number, board }) => ({ number, at: board && placeOf(board, begins) }));
  const hit = places.find(({ at }) => at);
  if (hit) return [notice("good", sentence("head-extended", { number: hit.number, ...hit.at }))];
  if (found.some(({ code }) => code && !(code in UNREAD) && !isBroken(code))) return unasked();
  return [notice("stop", sentence("head-unknown")), headLine("head-typed", begins), ...found.flatMap(presentLine)];
}

async function fetchBoard(uuid) {
  try {
    return { board: read(await getBytes(archiveOf(uuid))) };
  } catch ({ code }) {
    return { code };
  }
}

const unasked = () => [notice("care", sentence("heads-offline"))];

const forked = (number, { fork, head, ballots }) => [
  notice("stop", sentence("heads-forked", { number })),
  headLine("head-kept", fork.head, fork.ballots),
  headLine("head-present", head, ballots),
  whatToDo(),
];

/** A box that could not be read: altered, or not given out any more; for any other reason it may be asked for again. */
function unread(number, code, { head, ballots }) {
  const words = isBroken(code) ? "heads-broken" : UNREAD[code];
  if (!words) return unasked();
  return [notice("stop", sentence(words, { number })), headLine("head-kept", head, ballots), whatToDo()];
}

const presentLine = ({ board }) => (board ? [headLine("head-present", board.head, board.payloads("Ballot").length)] : []);

function headLine(words, head, ballots) {
  const line = copy("head-line");
  slot(line, "words").textContent = sentence(words, { ballots });
  showCode(slot(line, "head"), head, 8);
  return line;
}

function whatToDo() {
  const element = document.createElement("p");
  element.textContent = sentence("heads-what-to-do");
  return element;
}
