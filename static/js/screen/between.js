// Between two rounds: what became of the one before, why, and what the next one is about.
import { earlierRounds, roundOf } from "../rounds.js";
import { slot } from "../templates.js";
import { dressLocks } from "./locks.js";
import { fit, listOf, put } from "./parts.js";
import { word } from "./words.js";

// More lists than these would not be read from the wall; then the titles say enough.
const MOST_LISTS = 3;

export function dressBetweenScene(scene, state) {
  listOf(slot(scene, "rounds"), "round-item", earlierRounds(state), (item, round) => {
    item.dataset.voided = String(Boolean(round.voided));
    put(item, "name", word("round.name", round));
    put(item, "fate", word(round.voided ? "round.voided" : "round.counted", { reason: round.voided }));
  });
  put(scene, "next", word("round.next", roundOf(state)));
  slot(scene, "contests").classList.toggle("many", state.contests.length > MOST_LISTS);
  listOf(slot(scene, "contests"), "contest-item", state.contests, (item, contest) => {
    put(item, "title", contest.title);
    put(item, "nominees", state.contests.length > MOST_LISTS ? "" : contest.nominees.join(", "));
  });
  fit(slot(scene, "contests"));
  dressLocks(scene, state);
}
