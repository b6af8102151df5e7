// The arithmetic that every set of minutes must pass, on a whole meeting.json, as ballots/arithmetic.py.
import { total } from "./handcount.js";
import { isMember } from "./roster.js";

/** The code of every contradiction of numbers, in the order of the document's parts. */
export function* contradictions(document) {
  for (const vote of document.hand_votes) yield* ofHands(vote);
  for (const one of document.rounds) yield* ofRound(one, document.roster);
  yield* ofRollCall(document);
  if (document.adoption !== null) yield* ofHands(document.adoption);
}

function* ofHands({ favour, against, abstain, present }) {
  const numbers = [favour, against, abstain];
  if (Math.min(...numbers) < 0 || total(numbers) !== present) yield "arith-hands";
}

function* ofRound({ issued, returned, present, contests }, roster) {
  const summoned = roster.filter(isMember).map((unit) => unit.id);
  const absent = summoned.filter((unit) => !present.includes(unit));
  if (summoned.length !== present.length + absent.length) yield "arith-present";
  if (Math.min(issued, returned) < 0) yield "arith-negative";
  if (issued > present.length) yield "arith-issued";
  if (returned > issued) yield "arith-returned";
  for (const { count, seats } of contests) if (count !== null) yield* ofCount(count, seats, returned);
}

function* ofCount({ valid, invalid, blank, votes }, seats, returned) {
  if ([valid, invalid, blank, ...votes].some((number) => number < 0)) yield "arith-negative";
  if (returned !== valid + invalid) yield "arith-valid";
  if (blank > valid) yield "arith-blank";
  for (const number of votes) if (number > valid) yield "arith-nominee";
  if (total(votes) > valid * seats) yield "arith-sum";
}

/** The roll call of the list of units is that of the last round, where it counts. */
function* ofRollCall({ rounds, roster }) {
  const last = rounds[rounds.length - 1];
  const marked = roster.filter((unit) => unit.present).length;
  if (last.voided === "" && last.counted !== "" && marked !== last.present.length) yield "arith-roll-call";
}
