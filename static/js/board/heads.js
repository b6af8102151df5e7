// The heads that this device has seen, and whether a box still extends them. The head of a box is the hash of its last
// event, which names the one before, and so on: whoever has kept one head has kept every ballot up to it, in its order.

const KEY = "hom-phieu.board.heads";
const MOST_HEADS = 400;
const MOST_ELECTIONS = 24;
const TYPED = /^[0-9a-f]{16,64}$/;
let inMemory = "{}"; // where a browser keeps nothing

/** Keep the head of the box of the election `uuid`, when it had so many ballots. Idempotent; the oldest give way. */
export function keepHead(uuid, head, ballots) {
  const all = readAll();
  const before = all[uuid] ?? [];
  if (before.some((one) => one.head === head)) return;
  delete all[uuid];
  all[uuid] = [...before, { head, ballots }].slice(-MOST_HEADS);
  writeAll(Object.fromEntries(Object.entries(all).slice(-MOST_ELECTIONS)));
}

/** What was kept of an election, oldest first: [{head, ballots}]. */
export const keptHeads = (uuid) => readAll()[uuid] ?? [];

/** The elections other than these of which this device keeps the head of a box with ballots. */
export const otherElections = (uuids) =>
  Object.entries(readAll()).filter(([uuid, kept]) => !uuids.includes(uuid) && kept.some(({ ballots }) => ballots > 0))
    .map(([uuid]) => uuid);

/** The beginning of a head (16 digits or more) as it was typed from a photograph, or null. */
export function readHead(typed) {
  const digits = typed.replace(/\s/g, "").toLowerCase();
  return TYPED.test(digits) ? digits : null;
}

/**
 * Where the head that begins so stands on a board (protocol/board.js): {then, since}, how many ballots it had then and
 * how many more have come; null where the board does not extend it.
 */
export function placeOf(board, begins) {
  const at = board.events.findIndex(({ hash }) => hash.startsWith(begins));
  if (at < 0) return null;
  const ballots = ({ type }) => type === "Ballot";
  const then = board.events.slice(0, at + 1).filter(ballots).length;
  return { then, since: board.events.filter(ballots).length - then };
}

/**
 * What a board says to the heads kept of it: {then, since} of the newest where it extends them all; {fork: {head,
 * ballots}, head, ballots} where it does not, with the first that it lacks beside the one that it has; null where none is
 * kept.
 */
export function compare(board, kept) {
  if (!kept.length) return null;
  const fork = kept.find(({ head }) => placeOf(board, head) === null);
  if (fork) return { fork, head: board.head, ballots: board.payloads("Ballot").length };
  const places = kept.map(({ head }) => placeOf(board, head));
  return places.reduce((newest, place) => (place.since <= newest.since ? place : newest));
}

function readAll() {
  const text = attempt(() => window.localStorage.getItem(KEY)) ?? inMemory;
  return attempt(() => JSON.parse(text)) ?? {};
}

function writeAll(all) {
  inMemory = JSON.stringify(all);
  attempt(() => window.localStorage.setItem(KEY, inMemory));
}

function attempt(deed) {
  try {
    return deed();
  } catch {
    return null;
  }
}
