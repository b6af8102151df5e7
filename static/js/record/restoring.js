// The meeting that meeting.json tells of, once what it says of itself is clean and its rounds follow each other; whether
// the rest is true is for the checks (ballots/record/restoring.py).
import { Broken, Refused } from "../protocol/errors.js";
import { isCommittee } from "./committee.js";
import { areContests } from "./contest.js";
import { isHandCount } from "./handcount.js";
import { isHandVote } from "./handvote.js";
import { sameValue } from "./json.js";
import { Meeting } from "./meeting.js";
import { TIE_RULES } from "./outcome.js";
import { arePaperTexts } from "./papertexts.js";
import { isRoster } from "./roster.js";
import { contestsOf, isComplete } from "./round.js";

/**
 * The Meeting of a document that shape.js has read. Broken "meeting-rules" (a list or a number that the kiosk would have
 * refused), "meeting-rounds" (a round that nothing called for), "record-uncounted".
 */
export function restore(document) {
  if (!isKept(document)) throw new Broken("meeting-rules");
  return following(document);
}

/** Whether every list and number is written as the kiosk writes it. */
function isKept(document) {
  try {
    return isRoster(document.roster) && arePaperTexts(document.papers) && areRules(document.rules)
      && document.hand_votes.every(isHandVote) && isCommittee(document) && document.rounds.every(isRound);
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}

const areRules = ({ tie, threshold }) => TIE_RULES.includes(tie) && threshold >= 0 && threshold <= 100;

/** Contests of a run-off follow from the rounds before, which `following` sees to. */
function isRound(one) {
  const own = one.contests.every((contest, place) => contest.of === place);
  if (one.contests.length === 0 || (!one.runoff && !(own && areContests(contestsOf(one))))) return false;
  return one.mode !== "hand" || (isWithoutLocks(one) && (!isComplete(one) || isHandCount(one)));
}

const isWithoutLocks = ({ shares, late, refused, audited }) =>
  [shares, late, refused, audited].every((list) => list.length === 0);

/** The meeting after all its rounds, each followed by one that its rules allow. */
function following(document) {
  const { rounds } = document;
  if (rounds.length === 0 || rounds[rounds.length - 1].voided !== "") throw new Broken("meeting-rounds");
  rounds.forEach((one, place) => {
    if (!isDue(one, new Meeting(document, rounds.slice(0, place)))) throw new Broken("meeting-rounds");
    if (one.voided === "" && !isComplete(one)) throw new Broken("record-uncounted");
    if (isComplete(one) && one.contests.some(isNegative)) throw new Broken("meeting-rules");
  });
  return new Meeting(document, rounds);
}

/** A first round where none counts yet; after that, the run-off which the rounds before ask for. */
function isDue(one, before) {
  if (before.counting.length === 0) return !one.runoff;
  return one.runoff && sameValue(contestsOf(one), before.runoff);
}

const isNegative = ({ count: { blank, votes } }) => blank < 0 || votes.some((number) => number < 0);
