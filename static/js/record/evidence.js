// What a record holds, read as far as it can be read: the ground on which verifying.js stands. Whatever cannot be read is
// null, and the reason is among the failures. As ballots/record/evidence.py.
import { Broken } from "../protocol/errors.js";
import { readingBoxes } from "./boxes.js";
import { AUDITED, MEETING, RESULTS, isBox } from "./contents.js";
import { MANIFEST, PUBLIC_KEY, SIGNATURE, openRecord } from "./packing.js";
import { fingerprint } from "./signature.js";

/**
 * `failed`: [{code, check, round}], every failure so far, in the order of the checks; `files`: a Map of bytes by name;
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
  attempt(check, deed) {
    try {
      return deed();
    } catch (problem) {
      this.note(check, problem);
      return null;
    }
  }

  /** Any other error is ours. */
  note(check, problem) {
    if (!(problem instanceof Broken)) throw problem;
    this.failed.push({ code: problem.code, check, round: 0 });
  }

  file(name) {
    return this.files.get(name) ?? null;
  }

  /** The rounds with a box, as meeting.json tells them; without it, the boxes that are there. */
  get opened() {
    if (!this.document) return [...this.boxes.keys()].map((box, i) => this.openedBox(i + 1, box, null));
    return this.document.rounds.filter(({ election }) => election)
      .map((stated) => this.openedBox(stated.number, `${stated.election.uuid}.bel`, stated));
  }

  /**
   * One round and the audit of its box, as far as either is there; `stated` is what `document` says of it, `audited` the
   * file of its audited ballots (empty without one), `invalid` how many of them do not hold.
   */
  openedBox(number, box, stated) {
    const audit = this.boxes.get(box) ?? null;
    const { election = null, trustees = null, result = null, invalid = 0 } = audit ?? {};
    const uuid = box.replace(/\.bel$/, "");
    const audited = this.files?.get(`${uuid}${AUDITED}`) ?? new Uint8Array();
    return { number, box, uuid, stated, document: this.document, audit, election, trustees, result, audited, invalid };
  }
}

/**
 * A generator that returns everything that a record says. `rules` are {readDocument, restore}; `reading` the checks under
 * which a failure to read is told: {package, key, document, meeting, box}. It yields {done, of, what} as verifying.js.
 */
export function* readingRecord(raw, { readDocument, restore }, reading, known) {
  const found = new Evidence();
  found.files = found.attempt(reading.package, () => openRecord(raw));
  if (!found.files) return found;
  [found.manifest, found.signature, found.results] = [MANIFEST, SIGNATURE, RESULTS].map((name) => found.file(name));
  const [key, document] = [found.file(PUBLIC_KEY), found.file(MEETING)];
  if (key) found.kiosk = found.attempt(reading.key, () => fingerprint(key));
  if (document) found.document = found.attempt(reading.document, () => readDocument(document));
  if (found.document) found.meeting = found.attempt(reading.meeting, () => restore(found.document));
  const bels = new Map([...found.files].filter(([name]) => isBox(name)));
  yield* readingBoxes(found, bels, reading.box, known);
  return found;
}

/** The same of a bare .bel. */
export function* readingArchive(raw, reading, known) {
  const found = new Evidence();
  yield* readingBoxes(found, new Map([["", raw]]), reading.box, known);
  return found;
}
