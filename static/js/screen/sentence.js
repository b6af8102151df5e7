// The one sentence that says what happens now.
import { originOf } from "../rounds.js";
import { shownContest } from "./pages.js";
import { word } from "./words.js";

const SENTENCES = {
  preparing,
  sealed: (state) => between(state) ?? word("now.sealed"),
  issued: (state) => (isLater(state) ? word("now.issued-again", originOf(state)) : word("now.issued")),
  open,
  closed: ({ committee }) => word(committee?.openable ? "now.unlocked" : "now.closed"),
  counting,
  counted,
  adopted: () => word("now.adopted"),
};

export function sentenceOf(state) {
  return state.meeting ? SENTENCES[state.stage](state) : word("now.waiting");
}

/** "Vòng 2, bầu lại" in the corner of every picture of a later round, or that the votes are on paper. */
export function roundName(state) {
  const { kind, number } = originOf(state);
  return kind === "first" || state.stage === "adopted" ? "" : word(`round.${kind}`, { number });
}

const isLater = (state) => originOf(state).number > 1;

/** Before the slips of a later round are there: why there is one. */
function between(state) {
  return isLater(state) ? word(`now.between-${originOf(state).kind}`, originOf(state)) : null;
}

function counted({ outcome, count }) {
  return word((outcome ?? count.contests).some(({ undecided }) => undecided) ? "now.counted-open" : "now.counted");
}

function preparing(state) {
  const { attendance } = state;
  const called = attendance.summoned > attendance.unmarked;
  if (called && attendance.unmarked) return word("now.calling");
  return locking(state.committee) ?? between(state) ?? word(called ? "now.called" : "now.preparing");
}

const LOCKING = { certificates: "now.locking", polynomials: "now.fitting", voutputs: "now.fitting", disputed: "now.disputed" };

/** While the tellers' phones make the locks. */
const locking = (committee) =>
  (committee?.step in LOCKING ? word(LOCKING[committee.step], committee.dispute ?? {}) : null);

function open({ box, slips }) {
  if (box.returned === 0) return word("now.empty");
  return box.returned === slips.issued ? word("now.all-in", slips) : word("now.open");
}

function counting({ count }) {
  const index = shownContest(count.contests);
  const name = count.contests[index].complete ? "now.contest-done" : "now.counting";
  return word(name, { number: index + 1, total: count.contests.length });
}
