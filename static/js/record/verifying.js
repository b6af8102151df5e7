// Verifying a record or a bare archive, by anyone, with nothing but the file: in the browser, without any server. As
// ballots/record/checking.py, the same checks in the same order, under the same codes and titles. Every box is audited in
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
  { title: "Gói hồ sơ đủ tệp, không thừa tệp", needs: ["files"], run: names },
  { title: "Mã băm của từng tệp", needs: ["files", "manifest"], run: sums },
  { title: "Chữ ký của máy kiểm phiếu", needs: ["kiosk", "manifest", "signature"], run: signature },
  { title: "Mã nhận dạng hòm phiếu trong hồ sơ là của khóa đã ký", needs: ["document", "kiosk"], run: kiosk },
];
const archiveChecks = [
  {
    title: "Hòm phiếu: chuỗi sự kiện, khóa, từng lá phiếu và từng chứng minh, kết quả mở ra",
    needs: ["audit", "election"],
    run: whenRead,
  },
];
const auditedChecks = [
  { title: "Phiếu đã mở để kiểm tra: đúng danh sách", needs: ["document"], run: audited.listed },
  { title: "Phiếu đã mở để kiểm tra: từng lá hợp lệ", needs: ["document", "election"], run: audited.valid },
  { title: "Phiếu đã mở để kiểm tra: không lá nào nằm trong hòm", needs: ["document", "audit"], run: audited.uncounted },
];
const RULES = { title: "Danh sách, số liệu và trình tự các vòng đúng thể lệ", needs: ["meeting"], run: whenRead };

const TITLES = {
  package: "Gói hồ sơ còn nguyên như máy kiểm phiếu ghi ra",
  key: recordChecks[2].title,
  document: "Hồ sơ hội nghị (meeting.json) đúng định dạng",
  meeting: RULES.title,
  box: archiveChecks[0].title,
};

// What only the program checks: a browser reads neither a PDF nor a workbook.
const LEFT = {
  papers: "Giấy tờ PDF: chữ ký số, số liệu đính kèm, nội dung",
  sheet: "Bảng results.xlsx đúng với kết quả",
  page: "Chính trang kiem-tra.html trong gói",
};

/** The checks of a record in their order, as {record, boxes, meeting}: lists of {title, needs, run}. */
export const CHECKS = {
  record: recordChecks,
  boxes: [...archiveChecks, ...boxChecks, ...auditedChecks],
  meeting: [RULES, ...meetingChecks],
};

/**
 * A generator that returns
 * {ok, kind: "record" | "archive", failed: [{code, title}], checked, unchecked, left, kiosk, record, meeting, rounds}.
 * `ok` where nothing failed and nothing is `unchecked`, a title of what could not be checked because of a failure; `left`
 * are titles of what only the program verifies. `kiosk` (fingerprint), `record` (SHA-256 of meeting.json) and `meeting`
 * (meeting.json) only of a record; `rounds` as report.roundsOf. All is plain data. On its way it yields {done, of, what}:
 * how many of the ballots of all boxes hold so far, and whether these ("ballots") or the rest ("meeting") is looked at.
 * `known` as in audit.auditing. Refused "file-unknown" where the file is neither a ZIP nor a .bel.
 */
export function* verifying(raw, known = new Map()) {
  if (isZip(raw)) return yield* verifyingRecord(raw, known);
  if (!isBel(raw)) throw new Refused("file-unknown");
  const found = yield* readingArchive(raw, TITLES, known);
  const run = new Run(found);
  run.each(archiveChecks);
  return run.report("archive", []);
}

function* verifyingRecord(raw, known) {
  const found = yield* readingRecord(raw, { readDocument, restore }, TITLES, known);
  const run = new Run(found);
  run.all(CHECKS.record);
  run.each(CHECKS.boxes);
  yield;
  run.all(CHECKS.meeting);
  const hasPapers = ONCE_ADOPTED.some((name) => found.files?.has(name));
  return run.report("record", hasPapers ? Object.values(LEFT) : [LEFT.sheet, LEFT.page]);
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
      (possible ? this.checked : this.unchecked).push(check.title);
      if (possible) this.ask(check, this.found);
    }
  }

  /** Of every box. A title is said once, and once for each box of several that it could not be checked of. */
  each(checks) {
    const rounds = this.found.opened;
    for (const check of checks) {
      const possible = rounds.filter((one) => isPossible(check, one));
      const missing = rounds.filter((one) => !isPossible(check, one)).map((one) => check.title + ofRound(one, rounds));
      if (possible.length) this.checked.push(check.title);
      this.unchecked.push(...(rounds.length || this.found.document ? missing : [check.title]));
      for (const one of possible) this.ask(check, one, ofRound(one, rounds));
    }
  }

  ask({ title, run }, found, of = "") {
    try {
      for (const { code } of run(found)) this.failed.push({ code, title: title + of });
    } catch (problem) {
      if (!(problem instanceof Broken)) throw problem;
      this.failed.push({ code: problem.code, title: title + of });
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
const ofRound = ({ number }, rounds) => (rounds.length > 1 ? ` (vòng ${number})` : "");
