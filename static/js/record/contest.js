// The contests of a meeting's list, as ballots/contest.py and ballots/majority.py make them.
import { sameValue } from "./json.js";
import { TITLE_LIMIT, isSaid, sameName } from "./text.js";

const MOST_CONTESTS = 10;
const MOST_NOMINEES = 200;
const SECOND_OF = { first_place: "second_place", leader: "deputy" };
const PAIRED = [...Object.keys(SECOND_OF), ...Object.values(SECOND_OF)];
const KINDS = ["other", "top_two", "outstanding", ...PAIRED];
const BASES = ["issued", "returned", "valid"];

/** Of a round's contest in meeting.json; `of` is null outside a run-off. */
export const contestOf = ({ title, seats, nominees, kind, majority, of }, runoff) =>
  ({ title, seats, nominees, kind, majority, of: runoff ? of : null });

/** Whether the rank among the elected matters, not only who is elected. */
export const isOrdered = (contest) => contest.kind === "top_two";

/** Whether `make_contests` would make of these contests just these contests. Refused as text.js. */
export function areContests(contests) {
  const titles = new Set(contests.map(({ title }) => sameName(title)));
  return contests.length <= MOST_CONTESTS && titles.size === contests.length
    && contests.every((contest, place) => isContest(contest) && isWhole(contests, place));
}

function isContest({ title, seats, nominees, kind, majority }) {
  const most = nominees.length;
  const names = new Set(nominees.map(sameName));
  return isSaid(title, TITLE_LIMIT) && most <= MOST_NOMINEES && names.size === most
    && nominees.every((name) => isSaid(name)) && KINDS.includes(kind)
    && seats >= 1 && seats <= most && (majority === null || isMajority(majority));
}

const isMajority = ({ part, whole, base }) => part > 0 && part <= whole && whole <= 100 && BASES.includes(base);

/** Both halves of a pair, one after the other, of one seat, with the same nominees. */
function isWhole(contests, place) {
  const { kind, seats, nominees } = contests[place];
  if (!PAIRED.includes(kind)) return true;
  const other = contests[place + 1];
  const whole = kind in SECOND_OF
    ? other !== undefined && other.kind === SECOND_OF[kind] && sameValue(other.nominees, nominees)
    : apart(contests, place) !== null;
  return whole && seats === 1;
}

/** The index of the contest whose winner the one at `place` may not repeat; null for most. */
export function apart(contests, place) {
  const [before, contest] = [contests[place - 1], contests[place]];
  const paired = before !== undefined && SECOND_OF[before.kind] === contest.kind;
  return paired && contest.of === null ? place - 1 : null;
}

/** Whether so many votes are enough of the ballots of the majority's base. */
export function reached({ part, whole, strict }, votes, ballots) {
  const [ours, needed] = [votes * whole, ballots * part];
  return strict ? ours > needed : ours >= needed;
}
