// The rules by which records follow each other on a board (protocol.md 11): order of events, references, parents.
// Whatever the board itself would not have written next is refused, so one sequence of events has one archive.
import { compact, hasFields, isHash, isObject, readCanonical, shaHex } from "./encoding.js";
import { Broken } from "./errors.js";

const MALFORMED = "archive-malformed";

// Which events may follow which.
const NEXT = new Map([
  ["Setup", ["Ballot", "EndBallots"]],
  ["Ballot", ["Ballot", "EndBallots"]],
  ["EndBallots", ["EncryptedTally"]],
  ["EncryptedTally", ["PartialDecryption"]],
  ["PartialDecryption", ["PartialDecryption", "Result"]],
  ["Result", []],
]);

// Events whose payload is a companion: its fields, and those that refer to the data records before it.
const SETUP = ["election", "trustees", "credentials"];
const COMPANIONS = new Map([
  ["Setup", { fields: SETUP, named: SETUP }],
  ["EncryptedTally", { fields: ["num_tallied", "total_weight", "encrypted_tally"], named: ["encrypted_tally"] }],
  ["PartialDecryption", { fields: ["owner", "payload"], named: ["payload"] }],
]);

/**
 * {events, bodies} of the entries of a whole board: an event is {type, height, payload, hash}, `payload` undefined
 * where it has none; `bodies` is a Map of the data records by hash. Broken "archive-order", "archive-chain",
 * "archive-missing-record", "archive-unused-record" or "archive-malformed".
 */
export function walk(entries) {
  const events = [];
  const bodies = new Map();
  let waiting = [];
  for (const entry of entries) {
    if (entry.kind === "data") {
      waiting.push(entry);
    } else {
      events.push(follow(entry, events[events.length - 1], waiting, bodies));
      waiting.forEach(({ hash, body }) => bodies.set(hash, body));
      waiting = [];
    }
  }
  if (waiting.length) throw new Broken("archive-unused-record");
  return { events, bodies };
}

/** The event of `entry`, which has to follow `last` and use the records that are `waiting` for it, in this order. */
function follow(entry, last, waiting, bodies) {
  const event = readEvent(entry);
  const allowed = last ? NEXT.get(last.type) : ["Setup"];
  if (!allowed.includes(event.type)) throw new Broken("archive-order");
  if (entry.hash !== hashAfter(last, event)) throw new Broken("archive-chain");
  const fresh = new Map(waiting.map(({ hash, body }) => [hash, body]));
  const expected = references(event, (hash) => bodies.get(hash) ?? fresh.get(hash)).filter((hash) => !bodies.has(hash));
  const used = fresh.size === waiting.length && waiting.every(({ hash }) => expected.includes(hash));
  if (!used) throw new Broken("archive-unused-record");
  const inOrder = expected.length === waiting.length && expected.every((hash, i) => hash === waiting[i].hash);
  if (!inOrder) throw new Broken("archive-order");
  return event;
}

function readEvent({ hash, body }) {
  const value = readCanonical(body, MALFORMED);
  const first = isObject(value) && "parent" in value ? ["parent"] : [];
  const shaped = hasFields(value, [...first, "height", "type"], ["payload"]) && Number.isSafeInteger(value.height);
  if (!shaped || !NEXT.has(value.type)) throw new Broken(MALFORMED);
  const { parent, height, type, payload } = value;
  if (![parent, payload].every((one) => one === undefined || isHash(one))) throw new Broken(MALFORMED);
  return { type, height, payload, hash };
}

// JSON leaves out what is undefined: the parent of the first event, the payload of EndBallots.
const hashAfter = (last, { type, payload }) =>
  shaHex(compact({ parent: last?.hash, height: last ? last.height + 1 : 0, type, payload }));

/** The data records that an event needs, in the order in which they are written. */
function references(event, find) {
  if ((event.payload === undefined) !== (event.type === "EndBallots")) throw new Broken(MALFORMED);
  if (event.payload === undefined) return [];
  const needed = [...companionReferences(event, find), event.payload];
  if (!needed.every(find)) throw new Broken("archive-missing-record");
  return [...new Set(needed)];
}

function companionReferences({ type, payload }, find) {
  const companion = COMPANIONS.get(type);
  if (!companion) return [];
  const body = find(payload);
  if (!body) throw new Broken("archive-missing-record");
  const { fields, named } = companion;
  const value = readCanonical(body, MALFORMED);
  const shaped = hasFields(value, fields) && named.every((field) => isHash(value[field]));
  if (!shaped) throw new Broken(MALFORMED);
  return named.map((field) => value[field]);
}
