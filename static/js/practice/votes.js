// How the pretended people of a rehearsal vote: at random, and so that it ends as the secretary wants to practise it, with
// or without a tie. Whether it does is asked of the meeting's own rules.
import { outcomeOf } from "../record/outcome.js";

const TRIES = 400;
const BLANK = 0.06;

// How much the voters agree in a try, from 0 to 1: equals come about where they do not, a decision where they do.
const NONE = () => 0;
const RISING = (tried) => 0.35 + 0.65 * (tried / TRIES);

/**
 * The marks of `voters` ballots as the sealing takes them: for each ballot an array for each of the `contests` (of the public
 * state) of the answers' indices, within its seats and never the same nominee in both lists of a pair. Every contest is
 * decided by them; where `isTied` the first that can be is not. With too few voters for it they are any that are legal.
 */
export function drawVotes(contests, voters, isTied, random = Math.random) {
  const columns = [];
  let tiesLeft = isTied ? 1 : 0;
  for (const contest of contests) {
    const before = columns[contest.apart];
    const tie = tiesLeft > 0 && drawColumn(contest, voters, { before, random, fits: isOpen, agreement: NONE });
    const decided = { before, random, fits: isDecided, agreement: RISING };
    const column = tie && isOpen(tie) ? tie : drawColumn(contest, voters, decided);
    if (isOpen(column)) tiesLeft -= 1;
    columns.push(column);
  }
  return Array.from({ length: voters }, (_, voter) => columns.map(({ marks }) => marks[voter]));
}

/** How many of `slips` nobody uses, so that this is practised too. */
export const slipsLeftOver = (slips) => (slips < 4 ? 0 : Math.ceil(slips / 12));

const isOpen = ({ outcome: { undecided } }) => undecided === "tie" || undecided === "order";

/** Nothing is left to decide, and nobody's seat stays empty who could have one. */
function isDecided({ outcome: { undecided, seats, places } }) {
  const inTheRace = places.filter(({ rank }) => rank > 0).length;
  const elected = places.filter((place) => place.elected).length;
  return undecided === "waits" || (undecided === "" && elected === Math.min(seats, inTheRace));
}

/** {marks: of one contest, by voter, outcome}: drawn again until it `fits`. */
function drawColumn(contest, voters, { before, random, fits, agreement }) {
  const favourites = shuffled(contest.nominees.map((_, at) => at), random);
  let drawn = null;
  for (let tried = 0; tried < TRIES && !(drawn && fits(drawn)); tried += 1) {
    const marks = Array.from({ length: voters }, (_, voter) => {
      const open = favourites.filter((choice) => !before?.marks[voter].includes(choice));
      return oneVote(open, contest.seats, agreement(tried), random);
    });
    drawn = { marks, outcome: resultOf(contest, marks, before) };
  }
  return drawn;
}

function oneVote(open, seats, agreement, random) {
  if (random() < BLANK) return [];
  const liked = random() < agreement ? open : shuffled(open, random);
  return liked.slice(0, 1 + Math.floor(random() * seats)).sort((one, other) => one - other);
}

/** As the meeting's rules have it where a tie leads to a run-off; a majority that was asked for is not looked at. */
function resultOf({ nominees, seats, kind }, marks, before) {
  const contest = { nominees, seats, kind, majority: null };
  const votes = new Map(nominees.map((name, at) => [name, marks.filter((chosen) => chosen.includes(at)).length]));
  const winners = before?.outcome.places.filter(({ elected }) => elected).map(({ name }) => name) ?? [];
  const waits = Boolean(before?.outcome.undecided);
  const asked = { tieRule: "runoff", scores: new Map(), leftOut: winners, waits };
  return outcomeOf(contest, [{ contest, votes, bases: {} }], asked);
}

export function shuffled(list, random = Math.random) {
  const left = [...list];
  for (let last = left.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [left[last], left[other]] = [left[other], left[last]];
  }
  return left;
}
