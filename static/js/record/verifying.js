// Verifying a record or a bare archive, by anyone, with nothing but the file: in the browser, without any server. As
// ballots/record/checking.py, the same checks in the same order, under the same codes. Every box is audited in
// full (protocol/audit.js), up to the first thing in it that does not hold; everything else in the record is compared
// with the boxes or asked of the meeting's own rules.
import { Broken, Refused } from "../protocol/errors.js";
import { shaHex } from "../protocol/encoding.js";
import * as audited from "./audited.js";
import { MEETING, ONCE_ADOPTED } from "./contents.js";
import { readingArchive, readingRecord } from "./evidence.js";
import { kiosk, names, signature, sums } from "./integrity.js";
import { roundsOf } from "./report.js";
import { boxChecks, meetingChecks, readDocument, restore } from "./rules.js";

// What was wrong was told when it was read.
function* whenRead() {}

const recordChecks = [
  { name: "files", needs: ["files"], run: names },
  { name: "sums", needs: ["files", "manifest"], run: sums },
  { name: "signature", needs: ["kiosk", "manifest", "signature"], run: signature },
  { name: "kiosk", needs: ["document", "kiosk"], run: kiosk },
];
const archiveChecks = [{ name: "box", needs: ["audit", "election"], run: whenRead }];
const auditedChecks = [
  { name: "audited-listed", needs: ["document"], run: audited.listed },
  { name: "audited-valid", needs: ["document", "election"], run: audited.valid },
  { name: "audited-uncounted", needs: ["document", "audit"], run: audited.uncounted },
];
const RULES = { name: "rules", needs: ["meeting"], run: whenRead };

// Under what is told what could not be read.
const READING = { package: "package", key: "signature", document: "document", meeting: RULES.name, box: "box" };

// What only the program checks: a browser reads neither a PDF nor a workbook.
const LEFT = ["papers", "sheet", "page"];

/** The checks of a record in their order, as {record, boxes, meeting}: lists of {name, needs, run}. */
export const CHECKS = {
  record: recordChecks,
  boxes: [...archiveChecks, ...boxChecks, ...auditedChecks],
  meeting: [RULES, ...meetingChecks],
};

/**
 * A generator that returns
 * {ok, kind: "record" | "archive", failed: [{code, check, round}], checked, unchecked, left, kiosk, record, meeting,
 * rounds}. Checks are told by name (`checked`: a list of them), and where they are of one round of several by its number
 * (else `round` is 0). `ok` where nothing failed and nothing is `unchecked`: [{check, round}], what could not be checked
 * because of a failure; `left` are names of what only the program verifies. `kiosk` (fingerprint), `record` (SHA-256 of
 * meeting.json) and `meeting` (meeting.json) only of a record; `rounds` as report.roundsOf. All is plain data. On its way it
 * yields {done, of, what}: how many of the ballots of all boxes hold so far, and whether these ("ballots") or the rest
 * ("meeting") is looked at. `known` as in audit.auditing. Refused "file-unknown" where the file is neither a ZIP nor a .bel.
 */
export function* verifying(raw, known = new Map()) {
  if (isZip(raw)) return yield* verifyingRecord(raw, known);
  if (!isBel(raw)) throw new Refused("file-unknown");
  const found = yield* readingArchive(raw, READING, known);
  const run = new Run(found);
  run.each(archiveChecks);
  return run.report("archive", []);
}

function* verifyingRecord(raw, known) {
  const found = yield* readingRecord(raw, { readDocument, restore }, READING, known);
  const run = new Run(found);
  run.all(CHECKS.record);
  run.each(CHECKS.boxes);
  yield;
  run.all(CHECKS.meeting);
  const hasPapers = ONCE_ADOPTED.some((name) => found.files?.has(name));
  return run.report("record", hasPapers ? LEFT : LEFT.slice(1));
}

const latin = (bytes) => String.fromCharCode(...bytes);
const isZip = (raw) => latin(raw.subarray(0, 2)) === "PK" || latin(raw.subarray(-22).subarray(0, 4)) === "PK\x05\x06";
const isOldTar = (raw) => latin(raw.subarray(100, 108)) === "0000644\0" && latin(raw.subarray(257, 262)) !== "ustar";
const isBel = (raw) => latin(raw.subarray(0, 8)) === "BELENIOS" || (isOldTar(raw) && raw.length % 512 === 0);

/** The checks of one file, each run where it can be. */
class Run {
  constructor(found) {
    this.found = found;
    this.failed = [...found.failed];
    this.checked = [];
    this.unchecked = [];
  }

  all(checks) {
    for (const check of checks) {
      const possible = isPossible(check, this.found);
      if (possible) this.checked.push(check.name);
      else this.unchecked.push({ check: check.name, round: 0 });
      if (possible) this.ask(check, this.found);
    }
  }

  /** Of every box. A name is said once, and once for each box of several that it could not be checked of. */
  each(checks) {
    const rounds = this.found.opened;
    for (const check of checks) {
      const possible = rounds.filter((one) => isPossible(check, one));
      const missing = rounds.filter((one) => !isPossible(check, one))
        .map((one) => ({ check: check.name, round: roundIn(one, rounds) }));
      if (possible.length) this.checked.push(check.name);
      this.unchecked.push(...(rounds.length || this.found.document ? missing : [{ check: check.name, round: 0 }]));
      for (const one of possible) this.ask(check, one, roundIn(one, rounds));
    }
  }

  ask({ name: check, run }, found, round = 0) {
    try {
      for (const { code } of run(found)) this.failed.push({ code, check, round });
    } catch (problem) {
      if (!(problem instanceof Broken)) throw problem;
      this.failed.push({ code: problem.code, check, round });
    }
  }

  report(kind, left) {
    const { failed, checked, unchecked, found } = this;
    const raw = found.files?.get(MEETING);
    return {
      ok: failed.length === 0 && unchecked.length === 0, kind, failed, checked, unchecked, left,
      kiosk: found.kiosk, record: raw ? shaHex(raw) : null, meeting: found.document, rounds: roundsOf(found),
    };
  }
}

const isPossible = ({ needs }, found) => needs.every((need) => found[need] !== null);
const roundIn = ({ number }, rounds) => (rounds.length > 1 ? number : 0);
