// Which picture of the meeting is on the wall, from the public state alone: a page that is opened late shows what all the
// others show.
import { originOf } from "../rounds.js";
import { agreementsOf } from "./agreements.js";

const FITTING = ["polynomials", "voutputs", "disputed"];

/** "waiting", "roll", "agree", "locks", "between", "issued", "zero", "voting", or the stage itself. */
export function sceneOf(state) {
  if (!state.meeting) return "waiting";
  const isLater = originOf(state).number > 1;
  if (state.stage === "preparing") return preparing(state, isLater);
  if (state.stage === "sealed" && isLater) return "between";
  if (state.stage === "open") return state.box.returned ? "voting" : "zero";
  return state.stage;
}

/** The roll call, what the room agrees on, the locks; each for as long as it is what the room has to look at. */
function preparing(state, isLater) {
  const { attendance: { summoned, unmarked }, committee, hand_votes: votes = [] } = state;
  if (unmarked && unmarked < summoned) return "roll";
  if (isLater) return "between";
  if (FITTING.includes(committee?.step)) return "locks";
  if (votes.length && !unmarked) return agreementsOf(state).every(({ stands }) => stands) ? "locks" : "agree";
  return isBegun(state) ? "locks" : "roll";
}

/** The first phone has joined, or all have and the box is locked. */
const isBegun = ({ committee, tellers }) =>
  committee?.step === "complete" || tellers.some(({ lock }) => lock !== "open");
