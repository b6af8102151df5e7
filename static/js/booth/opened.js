// Having the sealed ballot of the review opened instead of casting it (cast or audit). The kiosk has to acknowledge first
// that this ballot can never be cast; only then does what opens it leave the worker. It goes to the other device by a
// square code and never to the kiosk.
import { showCode } from "../codes.js";
import { squareCode } from "../squarecode.js";
import { copy, slot } from "../templates.js";
import { drawer } from "./drawer.js";

/** Only these are no answer; whatever else the kiosk says, the ballot is not opened and the slip is as good as before. */
export const isUnanswered = ({ code, status }) => code === "offline" || status >= 500;

const IN_THE_BOX = ["slip-already-used", "ballot-cast-already"];
const WHAT_WAS_SAID = ["audits-used-up"];
const ONLY_THE_BOX_KNOWS = ["voting-closed", "voting-not-open", "credential-unknown", "ballot-other-election"];

/**
 * Have `sealed`, a promise of {ballot, tracker}, opened; `sending` (cast.Sending) has it acknowledged, `open(tracker)`
 * gives the text that opens it, `marked` is what it says in words. What came of it: {} where it is opened (kept in the
 * drawer, the marks forgotten) or given up, {notice} where it is not and can still be cast, {isUnsure: true} where the box
 * has to be asked, {refusal} as cast.deliver, or {isLost: true} where this machine cannot open it any more.
 */
export async function haveOpened({ sealed, sending, open, marked, round }) {
  try {
    const { ballot, tracker } = await sealed;
    if (await sending.untilAnswered(ballot) === null) return {};
    drawer.opened.put({ tracker, opening: await open(tracker), marked, ...round });
    drawer.draft.drop();
    return {};
  } catch (error) {
    return outcomeOf(error);
  }
}

function outcomeOf({ code, message, extra }) {
  if (WHAT_WAS_SAID.includes(code)) return { notice: message };
  if (ONLY_THE_BOX_KNOWS.includes(code)) return { isUnsure: true };
  if (IN_THE_BOX.includes(code)) return { refusal: { sheet: "outrun", tracker: extra.tracker } };
  return message ? { refusal: { sheet: "refused", message } } : { isLost: true };
}

/** What the marks of `contests` say, as [{title, names}]; no names: a blank vote. */
export const inWords = (contests, marks) =>
  contests.map(({ title, nominees }, at) => ({ title, names: marks[at].map((choice) => nominees[choice]) }));

/** Fill in the sheet of the opened ballot; `board` is the address of the page that another device opens. */
export function dressOpened(sheet, { tracker, opening, marked }, board) {
  showCode(sheet.querySelector("[data-code]"), tracker);
  showCode(slot(sheet, "opening"), opening, 8);
  slot(sheet, "square").append(squareCode(`${board}#kiem.${opening}`));
  slot(sheet, "marked").append(...marked.map(section));
}

function section({ title, names }) {
  const root = copy("sheet-opened-contest");
  slot(root, "title").textContent = title;
  slot(root, "names").append(...names.map(item));
  slot(root, "blank").hidden = names.length > 0;
  return root;
}

function item(name) {
  const element = document.createElement("li");
  element.textContent = name;
  return element;
}

const LOOPBACK = /^(localhost|127\.|\[::1\])/;

/** Where another device finds the board: here, or, where this page is the laptop's own, at the room's address. */
export function boardAddress({ host, origin }, room) {
  const named = room?.addresses?.board;
  return LOOPBACK.test(host) && named ? named : `${origin}/board`;
}
