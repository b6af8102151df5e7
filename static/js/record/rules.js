// What is checked of a meeting's part of a record, in the order of ballots/record/checking.py; what a name says stands in the
// page (templates/board/verdict.html). `needs` are fields of what is found; `run` is a generator that yields a {code} for each
// thing that does not hold. The first of Python's box checks and the first of its meeting checks are told where the file is
// read, in verifying.js.
import * as consistency from "./consistency.js";
import * as course from "./course.js";
import { deeds } from "./sequence.js";

export { restore } from "./restoring.js";
export { readDocument } from "./shape.js";

const check = (name, needs, run) => ({ name, needs, run });

/** Of each round of secret ballots and its box: BOX_CHECKS after the first. */
export const boxChecks = [
  check("election", ["document", "election"], consistency.election),
  check("head", ["document", "audit"], consistency.head),
  check("contests", ["document", "election"], consistency.contests),
  check("tellers", ["document", "trustees"], consistency.tellers),
  check("shares", ["document", "audit"], consistency.shares),
  check("units", ["document", "election"], consistency.units),
  check("returned", ["document", "election"], consistency.returned),
  check("counts", ["document", "election"], consistency.counts),
];

/** Of the meeting as a whole: MEETING_CHECKS after the first. */
export const meetingChecks = [
  check("modes", ["document"], course.modes),
  check("roll-call", ["meeting"], course.rollCall),
  check("slips", ["document"], course.slips),
  check("times", ["document"], course.times),
  check("deeds", ["document"], deeds),
  check("agreements", ["meeting"], course.agreements),
  check("eligibility", ["meeting"], course.eligibility),
  check("additions", ["meeting"], course.sums),
  check("outcome", ["meeting"], course.outcome),
  check("officers", ["meeting"], course.officers),
  check("adoption", ["meeting"], course.adoption),
  check("results", ["results", "meeting"], course.results),
];
