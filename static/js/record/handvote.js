// Votes by show of hands, as ballots/hand_vote.py.
import { TITLE_LIMIT, isClean, sameName } from "./text.js";

export const OFFICES = ["leader", "deputy"];
const ABOUT_NOTHING = ["rules", "committee", "adoption"];
const SUBJECTS = [...ABOUT_NOTHING, "list", "exception", ...OFFICES];

/** Whether the kiosk could have taken it down so. Refused as text.js. */
export function isHandVote(vote) {
  const { subject, about, favour, against, abstain, present, reason, carried } = vote;
  const numbers = [favour, against, abstain];
  const counted = numbers.every((number) => number >= 0) && favour + against + abstain === present;
  const said = isClean(reason, TITLE_LIMIT) && isClean(about, TITLE_LIMIT) && (subject !== "exception" || reason !== "");
  const known = SUBJECTS.includes(subject) && (about === "") === ABOUT_NOTHING.includes(subject);
  return counted && said && known && carried === favour * 2 > present;
}

/** Whether it was carried and not gone back on. */
export const stands = (vote) => vote.carried && !vote.withdrawn;

/** Whether the meeting has agreed on this. */
export const isAgreed = (votes, subject, about = "") =>
  votes.some((vote) => stands(vote) && vote.subject === subject && sameName(vote.about) === sameName(about));
