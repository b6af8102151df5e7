// The contests as the outcome shows them: all rounds together where the kiosk tells it, else what this count says. One
// shape for both: {title, kind, seats, blank, invalid, undecided, issued, returned, isWhole, onPaper, nominees}, a nominee
// being {name, beside, votes, later, rank, elected, tied, decided}: `votes` those of the first round that counts, `later`
// those of the run-offs in which the nominee stood. `isWhole`: the rule for equal votes has been applied. `onPaper`: the
// numbers of the rounds that were counted by hand.
import { earlierRounds, isByHand, roundOf } from "../rounds.js";

/** What the present count says of each contest; totals that are not there yet are null. */
export function countContests(state) {
  return state.count.contests.map((contest, at) => ({
    invalid: 0, undecided: "", ...contest, ...turnoutNow(state), onPaper: isByHand(state) ? [state.round.number] : [],
    nominees: contest.nominees.map((nominee, choice) =>
      ({ later: [], decided: "votes", beside: besideName(state.contests[at], choice), ...nominee })),
  }));
}

/** What all rounds together say. */
export function outcomeContests(state) {
  if (!state.outcome) return countContests(state);
  const first = firstRound(state);
  return state.outcome.map((contest, at) => ({
    blank: null, invalid: 0, ...first.contests[at], ...contest, ...first.turnout, isWhole: true,
    onPaper: paperRounds(state, contest),
    nominees: contest.nominees.map(nomineeOf),
  }));
}

/** The pages of a counted meeting: after a run-off its own totals first, then everything together. */
export const countedContests = (state) =>
  [...(state.round?.runoff ? countContests(state) : []), ...outcomeContests(state)];

function nomineeOf({ votes: [votes, ...later], parent, decided_by: decided, ...nominee }) {
  return { ...nominee, beside: parent, votes, later: later.filter((each) => each !== null), decided };
}

/** The first round that was not voided: the one in which every contest of the list was voted on. */
function firstRound(state) {
  const counted = earlierRounds(state).find(({ voided }) => !voided);
  if (!counted) return { contests: state.count.contests, turnout: turnoutNow(state) };
  const { contests, issued = null, returned = null } = counted;
  return { contests, turnout: { issued, returned } };
}

/** The numbers of the rounds in which this contest was voted on, on paper. */
function paperRounds(state, { nominees }) {
  const counted = [...earlierRounds(state).filter(({ voided }) => !voided), roundOf(state)];
  return counted.filter(({ mode }, at) => mode === "hand" && nominees.some(({ votes }) => (votes[at] ?? null) !== null))
    .map(({ number }) => number);
}

/** Of a round on paper the kiosk issued nothing; how many slips an earlier round had says nothing about it. */
function turnoutNow(state) {
  const issued = isByHand(state) ? state.round.issued : state.slips?.issued;
  return { issued: issued ?? null, returned: state.box.returned };
}

/** The parent unit of a nominee, or the years in office, as the ballot has it. */
const besideName = ({ groups = [], notes = [] } = {}, choice) =>
  [groups[choice], notes[choice]].filter(Boolean).join(" · ");
