// What the totals decide and what they leave open, in words: nothing here decides between equals (P11).
import { word } from "./words.js";

// More names than these would not be read at the foot of the wall; the rows above carry the sign.
const MOST_NAMES = 4;

/**
 * The words behind a nominee's bar. Two columns (`short`) leave no room to say "equal" in each row; the sentence below
 * the list says it (decision).
 */
export function verdict(nominee, contest, short) {
  const later = nominee.later.length ? word("verdict.later", { votes: nominee.later.join(", ") }) : "";
  return [standing(nominee, contest, short), later].filter(Boolean).join(" · ");
}

function standing(nominee, contest, short) {
  if (nominee.tied) return word("verdict.tied");
  if (nominee.rank === 0) return word(contest.kind === "deputy" ? "verdict.is-leader" : "verdict.is-first");
  if (!nominee.elected) return "";
  if (nominee.decided === "score") return word("verdict.elected-score");
  return word(!short && sharesRank(nominee, contest) ? "verdict.elected-equal" : "verdict.elected");
}

/** What equal votes leave open, who has them, and the rule that was declared for it (`rules`: {tie} or nothing). */
export function decision(contest, rules) {
  if (contest.undecided === "waits") return word("decision.waits");
  const tied = contest.nominees.filter((nominee) => nominee.tied);
  const equal = contest.nominees.filter((nominee) => nominee.elected && sharesRank(nominee, contest));
  if (tied.length) return `${tie(contest.seats > 1 ? "decision.tie" : "decision.tie-one", tied)} ${ruleOf(contest, rules)}`;
  if (equal.length && contest.undecided === "order") return `${tie("decision.order", equal)} ${ruleOf(contest, rules)}`;
  return [equal.length && word("shared", { number: equal.length }), unfilled(contest)].filter(Boolean).join(" ");
}

/** Seats that nobody was elected to: no votes, or not the majority that the meeting asked for. */
function unfilled({ seats, nominees }) {
  const elected = nominees.filter((nominee) => nominee.elected).length;
  const isCounted = nominees.every(({ rank }) => rank !== null);
  return isCounted && elected < seats ? word("unfilled", { elected, seats }) : "";
}

function ruleOf({ isWhole }, rules) {
  if (isWhole && rules?.tie === "score") return word("tie-rule.score-open");
  return word(`tie-rule.${rules?.tie ?? "meeting"}`);
}

function tie(name, equals) {
  const names = equals.map((nominee) => nominee.name).join(", ");
  return equals.length > MOST_NAMES ? word(`${name}-many`, { number: equals.length }) : word(name, { names });
}

function sharesRank({ rank }, contest) {
  return contest.nominees.filter((other) => other.rank === rank).length > 1;
}
