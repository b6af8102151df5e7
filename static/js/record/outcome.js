// From the totals of one contest, over all its rounds, to who is elected, without ever choosing between equals (P11):
// the rules as ballots/outcome.py says them, in full.
import { sameValue } from "./json.js";
import { isOrdered, reached } from "./contest.js";

export const SCORE = "score";
export const TIE_RULES = ["runoff", SCORE];

/**
 * The outcome of `contest` from its rounds: {seats, places, undecided}; a place is {name, votes, rank, elected, tied,
 * decidedBy}. A round is {contest, votes (Map by name), bases}, or null where the contest was not voted on; the first has
 * all nominees. `scores`: Map of {score, maximum} by name. `leftOut`: who may not win here. `waits`: rule 6.
 */
export function outcomeOf(contest, rounds, { tieRule, scores, leftOut = [], waits = false }) {
  const voted = rounds.filter((round) => round !== null);
  const ladder = new Ladder(voted, tieRule === SCORE ? scores : new Map());
  const ranked = contest.nominees.filter((name) => !leftOut.includes(name)).sort((a, b) => ladder.compare(b, a));
  const electable = ranked.filter((name) => voted[0].votes.get(name) > 0 && voted.every((round) => isEnough(round, name)));
  const seated = waits ? NOBODY : seating(electable, ladder, contest);
  const places = contest.nominees.map((name) => ({
    name,
    votes: rounds.map((round) => round?.votes.get(name) ?? null),
    rank: ranked.includes(name) ? 1 + ranked.findIndex((other) => ladder.compare(other, name) === 0) : 0,
    elected: seated.elected.includes(name),
    tied: seated.tied.includes(name),
    decidedBy: ladder.decidedBy(name, ranked),
  }));
  return { seats: contest.seats, places, undecided: waits ? "waits" : undecided(seated) };
}

const NOBODY = { elected: [], tied: [], openOrder: false };

const undecided = ({ tied, openOrder }) => {
  if (tied.length > 0) return "tie";
  return openOrder ? "order" : "";
};

/** Whether the nominee reached the majority of this round, or did not stand in it. */
function isEnough({ contest: { majority }, votes, bases }, name) {
  return majority === null || !votes.has(name) || reached(majority, votes.get(name), bases[majority.base]);
}

/** Who is elected, who is tied at the seat line, and whether the order among the elected is open. */
function seating(electable, ladder, contest) {
  let elected = [];
  let openOrder = false;
  for (const equals of grouped(electable, ladder)) {
    if (elected.length + equals.length > contest.seats)
      return { elected, tied: elected.length < contest.seats ? equals : [], openOrder };
    openOrder ||= isOrdered(contest) && equals.length > 1;
    elected = [...elected, ...equals];
  }
  return { elected, tied: [], openOrder };
}

/** Those next to each other who stand equally high. */
function grouped(names, ladder) {
  const groups = [];
  for (const name of names) {
    const last = groups[groups.length - 1];
    if (last !== undefined && ladder.compare(last[0], name) === 0) last.push(name);
    else groups.push([name]);
  }
  return groups;
}

/** How high a nominee stands: the votes of each round, then the score where the rule is the score. */
class Ladder {
  constructor(rounds, scores) {
    this.votes = new Map([...rounds[0].votes.keys()].map((name) => [name, rounds.map((one) => one.votes.get(name) ?? -1)]));
    this.scores = new Map();
    for (const group of this.alike())
      if (group.every((name) => scores.has(name))) for (const name of group) this.scores.set(name, scores.get(name));
  }

  /** The nominees by equal votes in every round. */
  alike() {
    const groups = new Map();
    for (const [name, votes] of this.votes) groups.set(String(votes), [...(groups.get(String(votes)) ?? []), name]);
    return groups.values();
  }

  /** Less than 0 where `one` stands lower than `other`. */
  compare(one, other) {
    const [mine, theirs] = [this.votes.get(one), this.votes.get(other)];
    const round = mine.findIndex((votes, place) => votes !== theirs[place]);
    return round === -1 ? compareShares(this.scores.get(one), this.scores.get(other)) : mine[round] - theirs[round];
  }

  /** What told this nominee from those who had the same votes in the first round. */
  decidedBy(name, ranked) {
    const mine = this.votes.get(name);
    const equals = ranked.filter((other) => other !== name && this.votes.get(other)[0] === mine[0]);
    if (!ranked.includes(name) || equals.every((other) => this.compare(other, name) === 0)) return "votes";
    return equals.some((other) => !sameValue(this.votes.get(other), mine)) ? "runoff" : SCORE;
  }
}

/** Shares of a maximum as exact fractions, of equals who all have one, or none. Their products are no safe numbers. */
function compareShares(one, other) {
  if (one === undefined) return 0;
  const difference = BigInt(one.score) * BigInt(other.maximum) - BigInt(other.score) * BigInt(one.maximum);
  return Number(difference > 0n) - Number(difference < 0n);
}
