// From sealing to the opened locks: one big figure, a small ballot for each slip, and the locks.
import { originOf } from "../rounds.js";
import { slot } from "../templates.js";
import { dressLocks } from "./locks.js";
import { listOf, put } from "./parts.js";
import { word } from "./words.js";

// More little ballots than this would be smaller than anybody can see.
const MOST_DRAWN = 60;

// More names than these leave no room for the big figure.
const MOST_NAMES = 4;

export function dressBoxScene(scene, state) {
  const { attendance, box, slips, stage } = state;
  const issued = slips?.issued ?? 0;
  put(scene, "big", String(slips ? box.returned : attendance.present));
  put(scene, "under", word(slips ? (stage === "issued" ? "under.issued" : "under.open") : "under.sealed", { issued }));
  put(scene, "about", about(state));
  put(scene, "mark", slips ? word("mark", slips) : "");
  const drawn = issued > MOST_DRAWN ? 0 : issued;
  listOf(slot(scene, "ballots"), "ballot-item", Array(drawn).fill(), (item, _, index) => {
    item.classList.toggle("in", index < box.returned);
  });
  slot(scene, "booth").hidden = !["issued", "open"].includes(stage);
  slot(scene, "board").hidden = stage === "sealed";
  dressLocks(scene, state);
}

/** Why there is a later round, and between whom. */
function about(state) {
  const origin = originOf(state);
  if (!["runoff", "again"].includes(origin.kind)) return "";
  const names = [...new Set(state.contests.flatMap(({ nominees }) => nominees))];
  if (origin.kind === "runoff" && names.length > MOST_NAMES) return word("about.runoff-many", { number: names.length });
  return word(`about.${origin.kind}`, { ...origin, among: names.join(", ") });
}
