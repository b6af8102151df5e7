// The one sentence that says what happens now.
import { originOf } from "../rounds.js";
import { shownContest } from "./pages.js";
import { sceneOf } from "./scene.js";
import { word } from "./words.js";

const SENTENCES = {
  waiting: () => word("now.waiting"),
  roll,
  agree: () => word("now.agreeing"),
  locks,
  between: (state) => word(`now.between-${originOf(state).kind}`, originOf(state)),
  sealed: () => word("now.sealed"),
  issued: (state) => (originOf(state).number > 1 ? word("now.issued-again", originOf(state)) : word("now.issued")),
  zero: () => word("now.empty"),
  voting,
  closed: ({ committee }) => word(committee?.openable ? "now.unlocked" : "now.closed"),
  counting,
  counted,
  adopted: () => word("now.adopted"),
};

export const sentenceOf = (state) => SENTENCES[sceneOf(state)](state);

/** "Vòng 2, bầu lại" in the corner of every picture of a later round, or that the votes are on paper. */
export function roundName(state) {
  const { kind, number } = originOf(state);
  return kind === "first" || state.stage === "adopted" ? "" : word(`round.${kind}`, { number });
}

function counted({ outcome, count }) {
  return word((outcome ?? count.contests).some(({ undecided }) => undecided) ? "now.counted-open" : "now.counted");
}

function roll({ attendance: { summoned, unmarked } }) {
  if (unmarked === summoned) return word("now.preparing");
  return word(unmarked ? "now.calling" : "now.called");
}

const LOCKING = {
  polynomials: "now.fitting", voutputs: "now.fitting", disputed: "now.disputed", complete: "now.locked",
};

/** While the tellers' phones make the locks, and when they are made. */
function locks({ committee }) {
  return word(LOCKING[committee?.step] ?? "now.locking", committee?.dispute ?? {});
}

function voting({ box, slips }) {
  return box.returned === slips.issued ? word("now.all-in", slips) : word("now.open");
}

function counting({ count }) {
  const index = shownContest(count.contests);
  const name = count.contests[index].complete ? "now.contest-done" : "now.counting";
  return word(name, { number: index + 1, total: count.contests.length });
}
