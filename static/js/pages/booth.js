// The booth: from a slip to a receipt. Which sheet is due is decided in booth/stage.js; here it is laid and its deeds are done.
import { readAnswer, isOutdated } from "../booth/box.js";
import { sendUntilAnswered } from "../booth/cast.js";
import { drawer } from "../booth/drawer.js";
import { entrySheet } from "../booth/entry.js";
import { Filling } from "../booth/filling.js";
import { readSlip, takeFragment } from "../booth/slip.js";
import { dueSheet } from "../booth/stage.js";
import { showCode } from "../codes.js";
import { getJson, postJson } from "../http.js";
import { follow } from "../live.js";
import { dressBox } from "../lockedbox.js";
import { dressRoom } from "../room.js";
import { Sealer } from "../sealing.js";
import { lay, sentence, sheet } from "../sheets.js";

const ASK_AGAIN = 3000;
const sealer = new Sealer();

let room = null;          // the public state
let answer;               // of booth/box.js: undefined before the first, null while no slips are minted
let shown = null;         // the sheet on the page
let filling = null;
let misread = null;       // the code of a trouble with the scanned slip
let refusal = null;       // {sheet, texts, tracker}: what the box said to the ballot just sent
let isSealing = false;
let sending = null;
let asking = null;

takeSlip();
window.addEventListener("hashchange", () => { if (takeSlip()) begin(); });
window.addEventListener("popstate", (event) => { if (shown === "marking") filling.follow(event.state); });
follow((state) => {
  room = state;
  dressRoom(state);
  document.querySelectorAll("[data-picture='box'] svg").forEach(dressLocks);
  if (answer !== undefined && isOutdated(answer, state)) ask();
});
begin();

/** A scanned slip, unless a ballot is on its way: that one comes first. True where there was something in the address. */
function takeSlip() {
  const fragment = takeFragment();
  if (!fragment || drawer.sealed.get() || isSealing) return false;
  try {
    keep(readSlip(fragment));
  } catch (trouble) {
    misread = trouble.code;
  }
  return true;
}

/** Keep the slip; the same one scanned again goes on where it was, another one begins afresh. */
function keep(slip) {
  misread = refusal = null;
  if (drawer.slip.get()?.credential !== slip.credential) drawer.empty();
  drawer.slip.put(slip);
}

function begin() {
  shown = null;
  answer = undefined;
  turn();
  ask();
}

/** Ask the box which election it takes ballots for, until it answers; one question at a time. */
function ask() {
  asking ??= getJson("/booth/election")
    .then((given) => { answer = readAnswer(given, drawer.slip.get()); })
    .catch((error) => {
      if (error.code === "no-election") answer = null;
      else retryAsking();
    })
    .then(() => { asking = null; turn(); });
  return asking;
}

function retryAsking() {
  if (answer === undefined && drawer.sealed.get()) showLost();
  setTimeout(ask, ASK_AGAIN);
}

/** Lay the sheet that is due, if it is not the one on the page: what happens in the room never disturbs a ballot half filled in. */
function turn() {
  if (isSealing) return;
  const kept = { slip: drawer.slip.get(), sealed: drawer.sealed.get(), receipt: drawer.receipt.get() };
  const due = refusal?.sheet ?? dueSheet(kept, answer);
  if (due === "waiting" || due === "marking") sealer.begin(answer.election).catch(() => {});
  if (due === shown) return;
  shown = due;
  (SHEETS[due] ?? layPlain)(due);
}

const SHEETS = {
  slipless: () => lay(entrySheet((slip) => { keep(slip); begin(); }, misread)),
  marking() {
    filling = new Filling(answer.uuid, answer.contests, castBallot);
    filling.resume();
  },
  sending() {
    lay(sheet("sending", {}, { hurry: () => sending?.hurry() }));
    document.querySelector(".folding-ballot").classList.add("sealed");
    if (answer) send(drawer.sealed.get());
  },
  receipt() {
    const tracker = drawer.receipt.get()?.tracker ?? drawer.sealed.get().tracker;
    drawer.empty();
    drawer.receipt.put({ tracker });
    layPlain("receipt", tracker);
  },
  spent: () => layPlain("spent", answer.used[answer.mine]),
  outrun: () => layPlain("outrun", refusal.tracker),
  foreign: () => layPlain("foreign", null, { mark: drawer.slip.get().mark, current: answer.mark }),
  refused: () => layPlain("refused", null, { message: refusal.message }),
};

function layPlain(name, tracker = null, texts = {}) {
  const copy = sheet(name, texts, { leave, refill });
  if (tracker) showCode(copy.querySelector("[data-code]"), tracker);
  copy.querySelectorAll("[data-picture='box'] svg").forEach(dressLocks);
  lay(copy);
}

function dressLocks(svg) {
  if (room?.tellers.length) dressBox(svg, room.tellers.map(({ lock }) => lock));
}

/** Seal once, keep the bytes, forget the marks, send. A second tap finds isSealing or another sheet. */
async function castBallot(marks) {
  if (isSealing || shown !== "marking") return;
  isSealing = true;
  shown = "sending";
  lay(sheet("sending", {}, { hurry: () => sending?.hurry() }));
  try {
    drawer.sealed.put(await sealer.seal(drawer.slip.get().credential, marks));
    drawer.draft.drop();
  } catch {
    refusal = { sheet: "refused", message: sentence("sealing-failed") };
  }
  isSealing = false;
  if (refusal) turn();
  else {
    document.querySelector(".folding-ballot").classList.add("sealed");
    send(drawer.sealed.get());
  }
}

async function send(sealed) {
  if (sending) return;
  sending = sendUntilAnswered(sealed, (ballot) => postJson("/booth/ballot", ballot), showLost);
  try {
    const tracker = await sending.answered;
    if (tracker === sealed.tracker) drawer.receipt.put({ tracker });
    else refusal = { sheet: "outrun", tracker };
  } catch (error) {
    await heed(error);
  }
  sending = null;
  shown = null;
  turn();
}

/** What the box's refusal means for the sealed ballot. After closing, only the box itself can say whether it came in time. */
async function heed(error) {
  if (error.code === "voting-closed" || error.code === "credential-unknown") {
    await ask();
    return;
  }
  drawer.sealed.drop();
  refusal = error.code === "slip-already-used"
    ? { sheet: "outrun", tracker: error.extra.tracker }
    : { sheet: "refused", message: error.message };
}

function showLost() {
  document.querySelectorAll(".lost").forEach((element) => { element.hidden = false; });
}

/** Leave nothing of this voter on the machine, and be ready for the next slip. */
function leave() {
  drawer.empty();
  refusal = misread = filling = null;
  begin();
}

function refill() {
  refusal = null;
  begin();
}
