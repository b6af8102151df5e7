// Checks of the meeting as a whole: the roll call, the slips of its rounds, what the room agreed, and what followed from
// the counts (P1, P11), as ballots/record/course.py. Each is a generator of {code}.
import { base32, sha } from "../protocol/encoding.js";
import { contradictions } from "./arithmetic.js";
import { eligibilityOf } from "./eligibility.js";
import { againstAdopting, againstSealing } from "./guards.js";
import { OFFICES, stands } from "./handvote.js";
import { sameValue } from "./json.js";
import { outcomeRows } from "./outcomerows.js";
import { isMember } from "./roster.js";
import { makeResults } from "./results.js";

const FLAGS = ["bhxh", "government", "none"];
const TIMES = {
  opened: ["voting_opened"],
  closed: ["voting_closed"],
  counted: ["count_completed", "hand_count_agreed"],
};

const told = (codes) => Array.from(codes, (code) => ({ code }));
const isOnce = (list) => new Set(list).size === list.length;

/** arith-…: the sums that every set of minutes must pass. */
export function* sums({ document }) {
  yield* told(contradictions(document));
}

/** meeting-roll-call (P1): in every round only member units were present, each once; in the last, those of the list. */
export function* rollCall({ document: { rounds }, meeting }) {
  const called = meeting.members.map((unit) => unit.id);
  const last = rounds[rounds.length - 1];
  for (const { present } of rounds.slice(0, -1))
    if (!isOnce(present) || !present.every((unit) => called.includes(unit))) yield { code: "meeting-roll-call" };
  if (!sameValue(last.present, meeting.present)) yield { code: "meeting-roll-call" };
}

/** meeting-mark: a round has slips of its own, or those of an earlier round for the same units; on paper, none. */
export function* slips({ document }) {
  const sets = new Map();
  for (const { election, mark, issued, present } of document.rounds) {
    const own = election === null ? "" : base32(sha(election.fingerprint), 4);
    const mine = JSON.stringify([issued, present]);
    if (mark !== own && (own === "" || sets.get(mark) !== mine)) yield { code: "meeting-mark" };
    if (!sets.has(mark)) sets.set(mark, mine);
  }
}

/** meeting-mode: a secret vote has a box of its own, a count by hand has none. */
export function* modes({ document: { rounds } }) {
  for (const { mode, election } of rounds)
    if ((mode === "secret") !== (election !== null)) yield { code: "meeting-mode" };
  const boxes = rounds.filter(({ election }) => election !== null).map(({ election }) => election.uuid);
  if (!isOnce(boxes)) yield { code: "meeting-mode" };
}

/** meeting-times: when a round was opened, closed, counted or voided, and why, is as the list of deeds says. */
export function* times({ document: { deeds, rounds } }) {
  const names = [...Object.keys(TIMES), "voided"];
  const said = Object.values(TIMES).map((wanted) =>
    deeds.filter(({ deed }) => wanted.includes(deed)).map(({ at }) => at));
  said.push(deeds.filter(({ deed }) => deed === "round_voided").map(({ reason }) => reason));
  const stated = names.map((name) => rounds.map((one) => one[name]).filter((text) => text !== ""));
  if (!sameValue(said, stated)) yield { code: "meeting-times" };
}

/** The codes of what has to be there, agreed and eligible before a vote (C.4, C.6.b). */
export function* agreements({ meeting }) {
  yield* told(againstSealing(meeting));
}

/** meeting-eligibility: made again from the list of units and the threshold (C.4, D.2). */
export function* eligibility({ document, meeting }) {
  if (!sameValue(document.eligibility, eligibilityOf(meeting))) yield { code: "meeting-eligibility" };
}

/** meeting-outcome (P11): made again from the counts of all rounds and the rules. */
export function* outcome({ document, meeting }) {
  if (!sameValue(document.outcome, outcomeRows(meeting))) yield { code: "meeting-outcome" };
}

/** meeting-officers: elected by ballot or by show of hands, and then from the member units, one an office. */
export function* officers({ document, meeting }) {
  const standing = meeting.handVotes.filter((vote) => OFFICES.includes(vote.subject) && stands(vote));
  const elected = standing.map((vote) => meeting.unit(vote.about));
  const oneEach = isOnce(elected) && isOnce(standing.map(({ subject }) => subject));
  const members = elected.every((unit) => unit !== undefined && isMember(unit));
  if (!sameValue(document.officers, meeting.officers) || !oneEach || !members) yield { code: "meeting-officers" };
}

/** meeting-adoption, tie-open, meeting-flags: what was adopted was carried and is decided, and flags are for the elected. */
export function* adoption({ document, meeting }) {
  const stated = document.adoption;
  const votes = document.hand_votes.filter((vote) => vote.subject === "adoption" && stands(vote));
  if (!sameValue(votes.map(hands), stated === null ? [] : [hands(stated)])) yield { code: "meeting-adoption" };
  if (stated === null) return;
  yield* told(againstAdopting(meeting));
  const proposed = stated.flags.map(({ unit, contest }) => [unit, contest]);
  const known = stated.flags.every(({ flag }) => FLAGS.includes(flag));
  if (!known || !sameValue(proposed, meeting.proposed)) yield { code: "meeting-flags" };
}

const hands = ({ favour, against, abstain, present, at }) => [favour, against, abstain, present, at];

/** results-mismatch: the spreadsheet is what it must be, byte for byte. */
export function* results({ document, results: stated }) {
  const made = makeResults(document);
  const same = made.length === stated.length && made.every((byte, place) => byte === stated[place]);
  if (!same) yield { code: "results-mismatch" };
}
