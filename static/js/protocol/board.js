// The board: everything public about an election, in order, each event chained to the one before by hash (protocol.md
// 11). The hash of the last event, the head, fixes the whole board. Whether what the records say is true is audit.js's
// concern.
import * as archive from "./archive.js";
import { walk } from "./chain.js";
import { isObject, readJson } from "./encoding.js";
import { Broken } from "./errors.js";

class Board {
  constructor(timestamp, entries, { events, bodies }) {
    this.timestamp = timestamp;
    this.events = events;
    this.bodies = bodies;
    const [election, trustees, credentials] = entries.map(({ body }) => body);
    this.setup = { election, trustees, credentials };
    this.uuid = readUuid(election);
  }

  /** The hash of the last event. */
  get head() {
    return this.events[this.events.length - 1].hash;
  }

  /** The hash of the last data record of each event of this type, in order: ballots, companions, the result. */
  payloads(type) {
    return this.events.filter((event) => event.type === type).map(({ payload }) => payload);
  }

  /** The bytes of the data record of this hash. */
  record(hash) {
    return this.bodies.get(hash);
  }
}

/**
 * The board of an archive's bytes (a Uint8Array): byte-exact, every hash, the chain and the order of events checked.
 * Broken "archive-..." as archive.read and chain.walk, or "election-malformed" where it does not say of which election.
 */
export function read(raw) {
  const { timestamp, entries } = archive.read(raw);
  if (!entries.length) throw new Broken("archive-order");
  return new Board(timestamp, entries, walk(entries));
}

function readUuid(election) {
  const value = readJson(election, "election-malformed");
  if (!isObject(value) || typeof value.uuid !== "string") throw new Broken("election-malformed");
  return value.uuid;
}
