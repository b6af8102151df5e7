// The box with its locks; beside it who holds each, how it stands, and how many are needed.
import { dressBox } from "../lockedbox.js";
import { slot } from "../templates.js";
import { listOf, put } from "./parts.js";
import { word } from "./words.js";

// More locks than these have a line each: what tells their units apart has to fit into it.
const MOST_IN_FULL = 3;
const FITTING = ["polynomials", "voutputs"];
const OPENING = ["closed", "counting", "counted"];

export function dressLocks(scene, { stage, tellers, committee }) {
  dressBox(slot(scene, "box").querySelector("svg"), tellers.map(({ lock }) => lock));
  put(scene, "need", committee ? neededWords(stage, tellers, committee) : "");
  const isTight = tellers.length > MOST_IN_FULL;
  const units = tellers.map(({ unit }) => unit);
  const names = isTight ? apartNames(units) : units;
  slot(scene, "locks").classList.toggle("tight", isTight);
  listOf(slot(scene, "locks"), "lock-item", tellers, (item, teller, index) => {
    item.dataset.lock = teller.lock;
    put(item, "number", isTight ? String(teller.number) : word("lock.number", teller));
    put(item, "unit", names[index]);
    put(item, "sign", word(`lock.${teller.lock}`));
  });
}

/** Whose phones are awaited; how many locks open the box; once it is closed, how many are still needed. */
export function neededWords(stage, tellers, committee) {
  if (FITTING.includes(committee.step)) return word("need.awaited", { numbers: committee.awaited.join(", ") });
  if (!OPENING.includes(stage)) return word("need", committee);
  if (committee.openable) return word("need.enough", committee);
  const needed = committee.threshold - tellers.filter(({ lock }) => lock === "released").length;
  return word("need.more", { needed });
}

/** The names without the first words that all of them share: "BHXH tỉnh Phú Thọ" is "… Phú Thọ" beside "BHXH tỉnh Bắc Ninh". */
export function apartNames(names) {
  const split = names.filter(Boolean).map((name) => name.split(" "));
  if (split.length < 2) return names;
  const shortest = Math.min(...split.map(({ length }) => length));
  let shared = 0;
  while (shared < shortest - 1 && split.every((words) => words[shared] === split[0][shared])) shared += 1;
  if (shared === 0) return names;
  return names.map((name) => (name ? `… ${name.split(" ").slice(shared).join(" ")}` : ""));
}
