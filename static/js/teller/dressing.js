// What changes on a teller's sheet while it lies there: codes, whose phones are awaited, how far the phone's own audit is.
import { showCode } from "../codes.js";
import { originOf } from "../rounds.js";
import { sentence } from "../sheets.js";
import { squareCode } from "../squarecode.js";
import { copy, slot } from "../templates.js";
import { invitationOf } from "./keyring.js";

// 128 bits of the head: for half as many a laptop could prepare two boxes that begin alike.
const COMPARED = 32;

/**
 * Fill the sheet that lies on the page, with whatever of this it has a place for: `seat` as the kiosk tells it (or null),
 * the `room`'s public state, `mine` and `key` as this phone keeps them, `set` as ceremony.checkSet found it, `box` as
 * closedbox.lookInto found it and `progress` {checked, ballots} of the audit (null before the first). Idempotent.
 */
export function dress({ seat, room, mine, key, set, box, progress }) {
  const origin = originOf(room);
  each("[data-when-stage]", (part) => { part.hidden = !isTheTime(part.dataset, seat?.stage, origin); });
  each("[data-round]", (place) => showRound(place, origin));
  each("[data-code='seed']", (place) => showCode(place, key.seed));
  each("[data-square='seed']", (place) => showSeed(place, mine, key.seed));
  each("[data-code='set']", (place) => showSet(place, set.code));
  each("[data-code='earlier']", (place) => showSet(place, key.code));
  each("[data-locks]", (list) => showLocks(list, room?.tellers ?? []));
  each("[data-awaited]", (place) => say(place, wordsOfMaking(seat, room)));
  each("[data-said]", (place) => { place.textContent = sentence(place.dataset.said, { ...seat, ...set, ...seat.dispute }); });
  each("[data-refused]", (place) => { place.hidden = seat.lock !== "refused"; });
  each("[data-box='mine']", (place) => { place.hidden = box === null; });
  if (box) each("[data-code='head']", (place) => showCode(place, box.head.slice(0, COMPARED), 8));
  if (box) each("[data-box='ballots']", (place) => { place.textContent = sentence("box-ballots", box); });
  each("[data-box='progress']", (place) => {
    place.hidden = !progress?.ballots; // An empty box has nothing to tell.
    place.textContent = place.hidden ? "" : wordsOf(progress);
  });
}

const each = (selector, deed) => document.getElementById("stage").querySelectorAll(selector).forEach(deed);

/** What is read aloud when it changes is written only then. */
function say(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

/** A part may be for some stages, and there for the first round ("first") or a later one ("later") only. */
function isTheTime({ whenStage, whenRound = null }, stage, { kind, number }) {
  const isItsRound = whenRound === null || (whenRound === "first") === (number === 1);
  return whenStage.split(" ").includes(stage) && isItsRound && kind !== "hand";
}

function showRound(place, origin) {
  const said = sentence(`round-${origin.kind}`, origin);
  place.hidden = !said;
  place.firstElementChild.textContent = said ?? "";
}

/** Drawn here and nowhere else: the address of this page, with the seed in the part that is never sent. */
function showSeed(place, mine, seed) {
  if (place.hasChildNodes()) return; // Nothing moves before a camera.
  const { origin, pathname } = window.location;
  place.replaceChildren(squareCode(`${origin}${pathname}#${invitationOf(mine, seed)}`));
}

/** The groups of a set's code are written with dashes, as on the projector. */
const showSet = (place, code) => showCode(place, (code ?? "").replace(/-/g, ""));

function showLocks(list, tellers) {
  list.replaceChildren(...tellers.map((teller) => {
    const line = copy("lock-line");
    slot(line, "number").textContent = teller.number;
    slot(line, "unit").textContent = teller.unit;
    slot(line, "state").textContent = sentence(`lock-${teller.lock}`);
    line.firstElementChild.dataset.lock = teller.lock;
    return line;
  }));
}

/** Whose phones have not done what is due in the making of the locks. */
function wordsOfMaking(seat, room) {
  const { step, awaited = [] } = room?.committee ?? {};
  if (!awaited.length || awaited.includes(seat.number)) return sentence("making-here");
  return sentence(`making-${step}`, { numbers: awaited.join(", ") });
}

const wordsOf = (progress) =>
  sentence(progress.checked < progress.ballots ? "box-checking" : "box-checked", progress);
