// What may stand against sealing a list and against adopting a result: the guards of ballots/guards.py that a record can
// be asked, by their codes.
import { objectionsTo } from "./eligibility.js";
import { OFFICES } from "./handvote.js";
import { isUnassessed } from "./roster.js";

/** The codes of everything that a list, agreed and about to be sealed, would still lack (C.4, C.6.b). */
export function* againstSealing(meeting) {
  if (meeting.members.length === 0) yield "roster-empty";
  if (meeting.members.length > 0 && meeting.present.length === 0) yield "nobody-present";
  yield* againstNominees(meeting);
  if (!meeting.agreed("rules")) yield "rules-not-agreed";
  if (!meeting.agreed("committee")) yield "committee-not-agreed";
  for (const { title } of meeting.lists) if (!meeting.agreed("list", title)) yield "list-not-agreed";
}

/** Nobody is on a list against C.4 and D.2 without a decision of the meeting; offices are no award. */
function* againstNominees(meeting) {
  const listed = meeting.lists.filter(({ kind }) => !OFFICES.includes(kind)).flatMap(({ nominees }) => nominees);
  const assessed = !meeting.units.every(isUnassessed);
  for (const name of new Set(listed)) {
    const unit = meeting.unit(name);
    if (unit === undefined && assessed) yield "nominee-unlisted";
    const against = unit === undefined ? [] : objectionsTo(unit, meeting.rules.threshold);
    if (against.length > 0 && !meeting.mayStand(unit)) yield "nominee-ineligible";
  }
}

/** A tie is never adopted away (P11). */
export function* againstAdopting(meeting) {
  for (const outcome of meeting.outcomes) if (outcome.undecided !== "") yield "tie-open";
}
