// What a round of meeting.json counts, and the outcome of all rounds together, as ballots/round.py.
import { apart, contestOf } from "./contest.js";
import { outcomeOf } from "./outcome.js";

const RUNOFF_WORDS = "bầu lại";

/** The contests of a stated round, those of a run-off with the contest of the list that each decides. */
export const contestsOf = (one) => one.contests.map((contest) => contestOf(contest, one.runoff));

/** Whether every total is known. */
export const isComplete = (one) => one.contests.every(({ count }) => count !== null);

/** A counted round's totals, as outcome.js takes them, by the contest of the list that each decides. */
export function talliesOf(one) {
  const contests = contestsOf(one);
  return new Map(one.contests.map(({ count, nominees }, place) => {
    const votes = new Map(nominees.map((name, at) => [name, count.votes[at]]));
    // Every ballot in a box is valid: the proofs leave out the others.
    const valid = one.returned - (one.mode === "hand" ? count.invalid : 0);
    const bases = { issued: one.issued, returned: one.returned, valid };
    return [contests[place].of ?? place, { contest: contests[place], votes, bases }];
  }));
}

/** The outcome of every contest of the list: the winner of the first of a pair is left out of the second. */
export function settle(contests, tallies, rules) {
  const settled = [];
  contests.forEach((contest, place) => {
    const first = apart(contests, place);
    const before = first === null ? null : settled[first];
    const leftOut = before === null ? [] : electedOf(before).map(({ name }) => name);
    const waits = before !== null && before.undecided !== "";
    const rounds = tallies.map((tally) => tally.get(place) ?? null);
    settled.push(outcomeOf(contest, rounds, { ...rules, leftOut, waits }));
  });
  return settled;
}

/** Those who have a seat, in the order of the list. */
export const electedOf = (outcome) => outcome.places.filter((place) => place.elected);

const tiedOf = (outcome) => outcome.places.filter((place) => place.tied);

/** Seats that the tied compete for; 0 where nothing is left to decide. */
export const openSeats = (outcome) =>
  (tiedOf(outcome).length > 0 ? outcome.seats - electedOf(outcome).length : 0);

/** Between whom a run-off would decide, in the order of the list: the tied, or the first whose order is open. */
function equalsOf(outcome) {
  if (outcome.undecided !== "order") return tiedOf(outcome).map(({ name }) => name);
  const ranks = electedOf(outcome).map(({ rank }) => rank).sort((one, other) => one - other);
  const shared = ranks.find((rank, place) => ranks[place + 1] === rank);
  return electedOf(outcome).filter(({ rank }) => rank === shared).map(({ name }) => name);
}

/** The contests of the run-off that these outcomes ask for; none where everything is decided. */
export function runoffContests(contests, settled) {
  return contests.flatMap(({ title, kind, majority }, place) => {
    const outcome = settled[place];
    const equals = equalsOf(outcome);
    if (equals.length === 0) return [];
    const seats = outcome.undecided === "order" ? equals.length - 1 : openSeats(outcome);
    return [{ title: `${title} (${RUNOFF_WORDS})`, seats, nominees: equals, kind, majority, of: place }];
  });
}
