// What a verdict says, in parts that sheet.js draws: {kind, ...}. The whole truth is in record/verifying.js's result; here
// it is put so that a secretary understands it, as kiosk/verdict.py does on paper. Nothing is told of a meeting whose
// file does not hold: it is not to be believed.
import { boxTold, meetingTold } from "./meeting.js";

/** The parts of what verifying() found. `word` as wordsOf(). */
export function toldOf(found, word) {
  return [
    { kind: "notice", tone: found.ok ? "good" : "stop", text: sentenceOf(found, word) },
    ...(found.meeting?.meeting.rehearsal ? [{ kind: "notice", tone: "care", text: word("practice") }] : []),
    ...(found.ok ? contentOf(found, word) : []),
    ...listOf("failed", found.failed.map((one) => failureOf(one, word)), word, { isOpen: true }),
    ...listOf("unchecked", found.unchecked.map((one) => titleOf(one, word)), word, { isOpen: true }),
    ...comparing(found, word),
    ...checksOf(found, word),
  ];
}

/** What is said where a check has come to no verdict: a refusal's or the kiosk's code. */
export function refusedTold(code, word) {
  const told = ["file-unknown", "file-too-large", "file-unreadable", "offline", "no-election"];
  return [{ kind: "notice", tone: "care", text: word(`refused.${told.includes(code) ? code : "internal"}`) }];
}

/** One sentence. */
export const sentenceOf = ({ ok, kind, checked, left }, word) =>
  (ok ? word(`sound.${kind}`, { count: checked.length, left: left.length }) : word("broken"));

const contentOf = ({ meeting, rounds }, word) => (meeting ? meetingTold(meeting, word) : boxTold(rounds[0], word));

function comparing({ kiosk, record, rounds }, word) {
  const heads = rounds.filter(({ head }) => head).map(({ head, number }) =>
    [rounds.length > 1 ? word("code.head-of", { number }) : word("code.head"), head, 8]);
  const sets = [...new Set(rounds.filter(({ locks }) => locks).map(({ locks }) => locks.code))];
  const codes = [
    ...(kiosk ? [[word("code.kiosk"), kiosk.replace(/ /g, ""), 4]] : []),
    ...sets.map((code) => [word("code.locks"), code, code.length]),
    ...heads,
    ...(record ? [[word("code.record"), record, 8]] : []),
  ];
  return codes.length ? [{ kind: "codes", title: word("compare"), note: word("compare.why"), codes }] : [];
}

function checksOf({ ok, kind, checked, left, rounds, meeting }, word) {
  const titles = checked.map((check) => titleOf({ check, round: 0 }, word));
  return [
    ...listOf(ok ? "checked" : "checked.broken", titles, word, { sign: ok ? "✓" : "" }),
    ...listOf("left", left.map((name) => word(`left.${name}`)), word,
      { note: word(ok ? "left.why" : "left.why-broken"), isOpen: ok }),
    ...listOf("limits", limitsOf(kind, rounds, meeting).map((limit) => word(`limit.${limit}`)), word),
  ];
}

/** A check by its name, and of which round it was where there are several. */
function titleOf({ check, round: number }, word) {
  const title = word(`check.${check}`);
  return number ? word("check.of-round", { title, number }) : title;
}

const failureOf = (one, word) => word("failed.one", { title: titleOf(one, word), code: one.code });

function limitsOf(kind, rounds, meeting) {
  const locks = rounds.some((one) => one.locks) ? ["holders", "together"] : [];
  if (kind !== "record") return ["box", "outcome", ...locks, "present", "device"];
  const stated = meeting?.rounds ?? [];
  const told = {
    audited: stated.some(({ audited }) => audited.length),
    late: stated.some(({ late, refused }) => late.length || refused.length),
    paper: stated.some(({ mode }) => mode === "hand"),
  };
  const only = Object.keys(told).filter((name) => told[name]);
  return ["kiosk", "voided", "told", "readme", ...locks, ...only, "present", "device"];
}

const listOf = (name, items, word, { sign = "–", note = "", isOpen = false } = {}) =>
  (items.length ? [{ kind: "list", title: word(name, { count: items.length }), items, sign, note, isOpen }] : []);
