// results.csv, made again to the byte as ballots/record/results.py makes it.
import { utf8ToBytes } from "@noble/hashes/utils.js";

const MARK_OF_ORDER = "\ufeff";
const PRACTICE = "DIỄN TẬP: không có giá trị bầu chọn";
const FORMULA = ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r"];
const QUOTED = /[",\r\n]/;

/** The file for a meeting.json; nominees by rank. */
export function makeResults({ rounds, meeting, outcome }) {
  const counting = rounds.filter((one) => one.voided === "");
  const marks = meeting.rehearsal ? [PRACTICE] : [];
  const heading = ["Nội dung bầu", "Số được bầu", "Thứ hạng", "Đơn vị dự bầu", ...headings(counting), "Kết quả"];
  const rows = [heading, ...outcome.flatMap((contest, place) => rowsOf(contest, place, counting))];
  return utf8ToBytes(MARK_OF_ORDER + rows.map((row) => line([...row, ...marks])).join(""));
}

const headings = (rounds) =>
  (rounds.length === 1 ? ["Số phiếu"] : rounds.map(({ number }) => `Số phiếu vòng ${number}`));

function rowsOf({ title, seats, nominees }, place, rounds) {
  const begin = [plain(title), seats];
  const last = (rank) => (rank === 0 ? nominees.length + 1 : rank);
  const ranked = [...nominees].sort((one, other) => last(one.rank) - last(other.rank));
  return [
    ...ranked.map((one) => [...begin, one.rank || "", plain(one.name), ...one.votes.map((n) => n ?? ""), fate(one)]),
    ...[["Phiếu trắng", "blank"], ["Phiếu không hợp lệ", "invalid"]].map(([words, field]) =>
      [...begin, "", words, ...rounds.map((one) => counted(one, place, field)), ""]),
  ];
}

/** Of the contest in this round that decides the one at `place` of the list; empty where it was not voted on. */
const counted = (one, place, field) =>
  one.contests.find((contest) => contest.of === place && contest.count !== null)?.count[field] ?? "";

function fate({ elected, tied }) {
  if (elected) return "Được bầu";
  return tied ? "Bằng phiếu, chưa quyết định" : "";
}

/** A text that a spreadsheet would run as a formula gets an apostrophe before it. */
const plain = (text) => (FORMULA.some((begin) => text.startsWith(begin)) ? `'${text}` : text);

const line = (cells) => `${cells.map(quoted).join(",")}\r\n`;

const quoted = (cell) => (QUOTED.test(cell) ? `"${String(cell).replace(/"/g, '""')}"` : String(cell));
