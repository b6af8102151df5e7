// What a record holds, read as far as it can be read: the ground on which verifying.js stands. Whatever cannot be read is
// null, and the reason is among the failures. As ballots/record/evidence.py.
import { examining } from "../protocol/audit.js";
import { read } from "../protocol/board.js";
import { readCanonical } from "../protocol/encoding.js";
import { Broken } from "../protocol/errors.js";
import { MEETING, RESULTS, isBox } from "./contents.js";
import { MANIFEST, PUBLIC_KEY, SIGNATURE, openRecord } from "./packing.js";
import { fingerprint } from "./signature.js";

/**
 * `failed`: [{code, title, values}], every failure so far, in the order of the checks; `files`: a Map of bytes by name;
 * `kiosk`: the fingerprint of the key inside; `document`: meeting.json; `meeting`: the one that it tells of; `boxes`: a
 * Map of what the audit of each .bel found, by the file's name.
 */
class Evidence {
  constructor() {
    this.failed = [];
    this.files = null;
    this.manifest = null;
    this.signature = null;
    this.results = null;
    this.kiosk = null;
    this.document = null;
    this.meeting = null;
    this.boxes = new Map();
  }

  /** The outcome of a deed, or null after noting why it failed. */
  attempt(title, deed) {
    try {
      return deed();
    } catch (problem) {
      this.note(title, problem);
      return null;
    }
  }

  /** Any other error is ours. */
  note(title, problem) {
    if (!(problem instanceof Broken)) throw problem;
    this.failed.push({ code: problem.code, title });
  }

  file(name) {
    return this.files.get(name) ?? null;
  }

  /** The rounds with a box, as meeting.json tells them; without it, the boxes that are there. */
  get opened() {
    if (!this.document) return [...this.boxes].map(([box, audit], i) => opened(i + 1, box, audit, null, null));
    return this.document.rounds.filter(({ election }) => election).map((stated) => {
      const box = `${stated.election.uuid}.bel`;
      return opened(stated.number, box, this.boxes.get(box) ?? null, stated, this.document);
    });
  }
}

/** One round and the audit of its box, as far as either is there; `stated` is what `document` says of it. */
const opened = (number, box, audit, stated, document) => ({
  number, box, audit, stated, document,
  election: audit?.election ?? null,
  trustees: audit?.trustees ?? null,
  result: audit?.result ?? null,
});

/**
 * A generator that returns everything that a record says. `rules` are {readDocument, restore}; `titles` the checks under
 * which a failure to read is told: {package, key, document, meeting, box}. It yields {done, of, what} as verifying.js.
 */
export function* readingRecord(raw, { readDocument, restore }, titles, known) {
  const found = new Evidence();
  found.files = found.attempt(titles.package, () => openRecord(raw));
  if (!found.files) return found;
  [found.manifest, found.signature, found.results] = [MANIFEST, SIGNATURE, RESULTS].map((name) => found.file(name));
  const [key, document] = [found.file(PUBLIC_KEY), found.file(MEETING)];
  if (key) found.kiosk = found.attempt(titles.key, () => fingerprint(key));
  if (document) found.document = found.attempt(titles.document, () => readDocument(document));
  if (found.document) found.meeting = found.attempt(titles.meeting, () => restore(found.document));
  const bels = new Map([...found.files].filter(([name]) => isBox(name)));
  yield* readingBoxes(found, bels, titles.box, known);
  return found;
}

/** The same of a bare .bel. */
export function* readingArchive(raw, titles, known) {
  const found = new Evidence();
  yield* readingBoxes(found, new Map([["", raw]]), titles.box, known);
  return found;
}

const UNREAD = { election: null, trustees: null, credentials: 0, ballots: 0, openers: [], head: null, result: null };

function* readingBoxes(found, bels, title, known) {
  const boards = [...bels].map(([name, raw]) => [name, readBoard(raw)]);
  const of = boards.reduce((sum, [, { board }]) => sum + (board ? board.payloads("Ballot").length : 0), 0);
  let before = 0;
  for (const [name, { board, problem }] of boards) {
    if (problem) found.note(title, problem);
    found.boxes.set(name, board ? yield* auditing(found, board, title, known, before, of) : UNREAD);
    before += board ? board.payloads("Ballot").length : 0;
  }
  yield { done: of, of, what: "meeting" };
}

function readBoard(raw) {
  try {
    return { board: read(raw) };
  } catch (problem) {
    return { problem };
  }
}

/** The audit of one box, its progress counted from the first ballot of the first box. */
function* auditing(found, board, title, known, before, of) {
  const steps = examining(board, known);
  try {
    for (;;) {
      const { done, value } = steps.next();
      if (done) return told(value, board);
      yield value && { done: before + value.checked, of, what: "ballots" };
    }
  } catch (problem) {
    found.note(title, problem);
    return { ...UNREAD, head: board.head, ballots: board.payloads("Ballot").length };
  }
}

/** `trustees` with the bytes of their record; `openers` are the owners of the partial decryptions. */
function told({ trustees: { verificationKeys, items }, ...audit }, board) {
  const companions = board.payloads("PartialDecryption").map((hash) => board.record(hash));
  const openers = companions.map((companion) => readCanonical(companion, "share-malformed").owner);
  return { ...audit, trustees: { verificationKeys, items, raw: board.setup.trustees }, openers };
}
