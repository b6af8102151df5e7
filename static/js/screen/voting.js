// From the slips in people's hands to the last one back: how to join, the empty box, then a ring that closes. It shows how
// many are back and never whose or when (P10).
import { dressBox } from "../lockedbox.js";
import { originOf } from "../rounds.js";
import { slot } from "../templates.js";
import { openWords } from "./clock.js";
import { put, showGroups } from "./parts.js";
import { word } from "./words.js";

// More names than these leave no room for the big figure.
const MOST_NAMES = 4;

export function dressIssuedScene(scene, state) {
  put(scene, "issued", String(state.slips.issued));
  put(scene, "mark", word("mark", state.slips));
  put(scene, "about", about(state));
  dressWays(scene, state);
}

export function dressZeroScene(scene, state) {
  dressBox(slot(scene, "box").querySelector("svg"), state.tellers.map(({ lock }) => lock));
  put(scene, "big", "0");
  put(scene, "under", word("under.issued", state.slips));
  showGroups(slot(scene, "seal"), state.box.head, 8);
  dressWays(scene, state);
}

export function dressVotingScene(scene, state) {
  const { box: { returned }, slips: { issued } } = state;
  put(scene, "big", String(returned));
  put(scene, "under", word("under.open", { issued }));
  slot(scene, "ring").style.setProperty("--share", issued ? returned / issued : 0);
  put(scene, "time", openWords(state.round?.opened));
  put(scene, "about", about(state));
  dressWays(scene, state);
}

/** How phones come to the booth. The Wi-Fi's password stands on the slips, never on the wall. */
function dressWays(scene, { network }) {
  slot(scene, "wifi").hidden = !network;
  put(scene, "network", network?.name ?? "");
}

/** Why there is a later round, and between whom. */
function about(state) {
  const origin = originOf(state);
  if (!["runoff", "again"].includes(origin.kind)) return "";
  const names = [...new Set(state.contests.flatMap(({ nominees }) => nominees))];
  if (origin.kind === "runoff" && names.length > MOST_NAMES) return word("about.runoff-many", { number: names.length });
  return word(`about.${origin.kind}`, { ...origin, among: names.join(", ") });
}
