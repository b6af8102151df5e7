// The box with its locks as large as the wall allows: closing before the vote, opening before the count. Beside it who holds
// each and how it stands, and the one thing to look at: the code of the set, or how many slips there are.
import { dressBox } from "../lockedbox.js";
import { slot } from "../templates.js";
import { fit, listOf, put, showGroups } from "./parts.js";
import { word } from "./words.js";

const FITTING = ["polynomials", "voutputs"];
const OPENING = ["closed", "counting", "counted"];
const FIGURES = { sealed: ({ attendance }) => attendance.present, closed: ({ box }) => box.returned };

export function dressLocksScene(scene, state) {
  const { committee, slips, stage } = state;
  showGroups(slot(scene, "set"), stage === "preparing" ? setOf(committee) : "", 4);
  slot(scene, "set-line").hidden = stage !== "preparing" || !committee?.code;
  slot(scene, "figure").hidden = stage === "preparing";
  put(scene, "big", FIGURES[stage] ? String(FIGURES[stage](state)) : "");
  put(scene, "under", stage === "closed" ? word("under.open", slips ?? {}) : word("under.sealed"));
  slot(scene, "board").hidden = stage !== "closed";
  dressLocks(scene, state);
}

/** Also beside another picture. */
export function dressLocks(scene, { stage, tellers, committee }) {
  dressBox(slot(scene, "box").querySelector("svg"), tellers.map(({ lock }) => lock));
  put(scene, "need", committee ? neededWords(stage, tellers, committee) : "");
  const list = slot(scene, "locks");
  listOf(list, "lock-item", tellers, (item, teller) => {
    item.dataset.lock = teller.lock;
    put(item, "number", String(teller.number));
    put(item, "unit", teller.unit);
    put(item, "sign", word(`lock.${teller.lock}`));
  });
  fit(list);
}

/** The code of the set of locks, written without its dashes. */
export const setOf = (committee) => committee?.code?.replaceAll("-", "") ?? "";

/** Whose phones are awaited; how many locks open the box; once it is closed, how many are still needed. */
export function neededWords(stage, tellers, committee) {
  if (FITTING.includes(committee.step)) return word("need.awaited", { numbers: committee.awaited.join(", ") });
  if (!OPENING.includes(stage)) return word("need", committee);
  if (committee.openable) return word("need.enough", committee);
  const needed = committee.threshold - tellers.filter(({ lock }) => lock === "released").length;
  return word("need.more", { needed });
}
